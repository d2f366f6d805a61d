namespace Pilot.Functions;

/// <summary>What GOV.UK Notify has to be told: whose messages they are, and which template carries them.</summary>
/// <param name="ApiKey">A key of the service, as Notify shows it once when it is made.</param>
/// <param name="TemplateId">One e-mail template whose subject is <c>((subject))</c> and whose message is <c>((body))</c>.</param>
/// <param name="Address">Where the service answers; another than Notify's own only where something stands in for it.</param>
public sealed record MailSettings(string ApiKey, string TemplateId, string Address)
{
    public const string ApiKeySetting = "NotifyApiKey";
    public const string TemplateSetting = "NotifyTemplateId";
    public const string AddressSetting = "NotifyAddress";

    private const string NotifysOwn = "https://api.notifications.service.gov.uk/";

    /// <summary>A reference to the vault that leads nowhere stands in the setting as it was written.</summary>
    private const string UnresolvedReference = "@Microsoft.KeyVault(";

    /// <returns>Null where one of the two settings is missing: messages then wait, and the office page shows them.</returns>
    public static MailSettings? Read(IConfiguration settings) =>
        settings[ApiKeySetting] is { Length: > 0 } key && !key.StartsWith(UnresolvedReference, StringComparison.Ordinal)
        && settings[TemplateSetting] is { Length: > 0 } template
            ? new MailSettings(key, template, settings[AddressSetting] is { Length: > 0 } address ? address : NotifysOwn)
            : null;
}
