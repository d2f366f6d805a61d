namespace Pilot.Functions.Blobs;

/// <summary>The storage account lacks a container that deployment should have made.</summary>
public sealed class ContainerMissingException(string container, Exception cause)
    : InvalidOperationException($"The storage account has no container '{container}'. Containers are made when the service is deployed.", cause);
