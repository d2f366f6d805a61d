using System.Diagnostics.CodeAnalysis;
using Pilot.Functions.Faults;

namespace Pilot.Functions.Blobs;

/// <summary>
/// Which store the settings ask for. The pilot's files lie in the account that the Functions host uses for its queues, unless a setting
/// names another.
/// </summary>
public static class OpenBlobStore
{
    /// <summary>Holds a connection string (an emulator), or has a member <c>blobServiceUri</c> (in Azure, with the program's identity).</summary>
    public const string Setting = "PilotStorage";

    /// <summary>The account that the Functions host itself works with; read under the host only.</summary>
    public const string HostSetting = "AzureWebJobsStorage";

    /// <summary>
    /// <c>PilotStorage__blobServiceUri</c>: that account, with the program's own identity. <c>PilotStorage</c>: a connection string. Under
    /// the host, the same of <c>AzureWebJobsStorage</c>, which may also name the account alone (<c>__accountName</c>). Neither: folders under
    /// <paramref name="dataFolder"/>. With a connection string, which an emulator has and Azure here has not, the program makes the
    /// containers that it finds missing; elsewhere deployment makes them.
    /// </summary>
    /// <exception cref="UriFormatException"><c>blobServiceUri</c> is no address.</exception>
    /// <exception cref="CannotBeDoneException">A connection string is none.</exception>
    public static IBlobStore FromSettings(IConfiguration settings, string dataFolder, TimeProvider clock, bool underHost = false)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return Account(settings, Setting) ?? (underHost ? Account(settings, HostSetting) : null) ?? new FolderBlobStore(dataFolder, clock);
    }

    [SuppressMessage("Performance", "CA1859", Justification = "With the class named here, Azure's packages would be loaded where there is no account.")]
    private static IBlobStore? Account(IConfiguration settings, string name)
    {
        if (settings[$"{name}:blobServiceUri"] is { Length: > 0 } address)
        {
            return AzureBlobStore.Connect(new Uri(address, UriKind.Absolute));
        }

        if (settings[name] is { Length: > 0 } connectionString)
        {
            try
            {
                return AzureBlobStore.Connect(connectionString, makeContainers: true);
            }
            catch (FormatException)
            {
                // Without its text, in which a key may stand.
                throw new CannotBeDoneException($"The setting {name} is no connection string of a storage account.");
            }
        }

        return settings[$"{name}:accountName"] is { Length: > 0 } account
            ? AzureBlobStore.Connect(new Uri($"https://{account}.blob.core.windows.net"))
            : null;
    }
}
