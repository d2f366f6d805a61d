using Microsoft.Extensions.Configuration;

namespace Pilot.Functions.Blobs;

/// <summary>Which store the settings ask for. The names are those that the Functions host reads for its queue triggers.</summary>
public static class OpenBlobStore
{
    /// <summary>Holds a connection string (an emulator), or has a member <c>blobServiceUri</c> (in Azure, with the program's identity).</summary>
    public const string Setting = "PilotStorage";

    /// <summary><c>true</c> lets the program make containers in the account of a connection string; in Azure, deployment makes them.</summary>
    public const string MakesContainersSetting = "PilotStorageMakesContainers";

    /// <summary>
    /// <c>PilotStorage__blobServiceUri</c>: that account, with the program's own identity. <c>PilotStorage</c>: a connection string. Neither: folders under
    /// <paramref name="dataFolder"/>.
    /// </summary>
    /// <exception cref="UriFormatException"><c>blobServiceUri</c> is no address.</exception>
    public static IBlobStore FromSettings(IConfiguration settings, string dataFolder, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings[$"{Setting}:blobServiceUri"] is { Length: > 0 } account)
        {
            return AzureBlobStore.Connect(new Uri(account, UriKind.Absolute));
        }

        return settings[Setting] is { Length: > 0 } connectionString
            ? AzureBlobStore.Connect(connectionString, string.Equals(settings[MakesContainersSetting], "true", StringComparison.OrdinalIgnoreCase))
            : new FolderBlobStore(dataFolder, clock);
    }
}
