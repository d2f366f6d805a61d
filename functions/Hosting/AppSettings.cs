using Pilot.Functions.Blobs;
using Pilot.Functions.Faults;
using Pilot.Functions.Startup;
using Pilot.Functions.Timers;

namespace Pilot.Functions.Hosting;

/// <summary>
/// Every app setting of the pilot in Azure, and what it is for. <c>infra/modules/app.bicep</c> sets exactly these; a test holds the two against each
/// other and against what the program reads. Written as environment variables are, with <c>__</c> between the parts of a name.
/// </summary>
public static class AppSettings
{
    /// <summary>The connection of the Functions host and its queue triggers.</summary>
    private const string Host = OpenBlobStore.HostSetting;

    /// <summary>What the program itself reads, through its configuration; some of it the host reads too.</summary>
    public static IReadOnlyList<string> OfTheProgram { get; } =
    [
        OpenBlobStore.Setting + "__blobServiceUri",
        OpenPilotServices.DatabaseSetting,
        OpenPilotServices.BatchSizeSetting,
        OpenPilotServices.SecretSetting,
        OpenPilotServices.DataSetting,
        OpenPilotServices.AddressSetting,
        OpenPilotServices.ScanSetting,
        Telemetry.MonitorSetting,
        Host + "__queueServiceUri",
        .. Schedule.All.Select(schedule => schedule.Setting).OfType<string>(),
        MailSettings.ApiKeySetting,
        MailSettings.TemplateSetting,
    ];

    /// <summary>What the Functions host alone reads, for its own storage and its own telemetry.</summary>
    public static IReadOnlyList<string> OfTheHost { get; } =
    [
        Host + "__accountName",
        Host + "__blobServiceUri",
        Host + "__credential",
        Host + "__clientId",
        "AzureWebJobsSecretStorageType",
        "APPLICATIONINSIGHTS_AUTHENTICATION_STRING",
    ];

    /// <summary>What the library reads that signs the program in: which of the app's identities it takes.</summary>
    public static IReadOnlyList<string> OfTheSignIn { get; } = ["AZURE_CLIENT_ID"];

    /// <summary>What Azure sets by itself and the program reads: the app's own host name, and whether people are made to sign in.</summary>
    public static IReadOnlyList<string> OfThePlatform { get; } = ["WEBSITE_HOSTNAME", "WEBSITE_AUTH_ENABLED"];

    /// <summary>
    /// What the program takes on one machine and by hand, and no template sets: other ways to say where the files are (in Azure there is no connection
    /// string, and the account is named by its address), and where telemetry goes that Azure's own log does not take.
    /// </summary>
    public static IReadOnlyList<string> InNoTemplate { get; } =
        [OpenBlobStore.Setting, OpenBlobStore.Setting + "__accountName", Host, Telemetry.EndpointSetting, MailSettings.AddressSetting, "PilotRoundingSecret"];

    /// <summary>Every setting that the templates must set, and no other.</summary>
    public static IReadOnlyList<string> InAzure { get; } = [.. OfTheProgram, .. OfTheHost, .. OfTheSignIn];
}
