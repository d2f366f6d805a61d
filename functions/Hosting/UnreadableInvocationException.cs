namespace Pilot.Functions.Hosting;

/// <summary>What the Functions host sent is not of a shape that it is known to send. The message never quotes what was sent.</summary>
public sealed class UnreadableInvocationException(string message, Exception? cause = null) : Exception(message, cause);
