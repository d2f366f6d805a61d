using Pilot.Functions.Blobs;
using Pilot.Functions.Data;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Outbox;

/// <summary>Addresses messages and puts them into the outbox, each occasion once.</summary>
/// <param name="settings">The settings now in force: people are written to who are responsible now.</param>
internal sealed class WriteMessages(PilotServices services, PilotSettings settings)
{
    /// <summary>Roles of a provider's contacts who are written to about returns.</summary>
    private static readonly string[] RolesForReturns = ["DATA", "CERTIFIER"];

    /// <summary>Roles of a provider's contacts who are written to about money.</summary>
    private static readonly string[] RolesForMoney = ["DATA", "FINANCE"];

    public static async Task<WriteMessages> OpenAsync(PilotServices services, CancellationToken cancellationToken) =>
        new(services, await new SettingsStore(services.Database).InForceAsync(DateTime.MaxValue, cancellationToken));

    public PilotSettings Settings => settings;

    /// <returns>Whether this call made the message: false where the occasion has its message already.</returns>
    public async Task<bool> RunAsync(Message message, CancellationToken cancellationToken)
    {
        var addressed = message with
        {
            To = To(message),
            Link = services.Address + (message.Ukprn is { } ukprn ? $"/api/providers/{ukprn}" : "/api/office"),
            MadeAt = LondonTime.At(services.Now),
            SentAt = null,
        };
        using var content = new MemoryStream(addressed.ToJson());
        return await services.Blobs.CreateAsync(Message.Container, message.Id + ".json", content, ContentTypes.Json, cancellationToken);
    }

    private string[] To(Message message)
    {
        string[] roles = message.Ukprn is null ? ["OFFICER"]
            : message.Kind is MessageKind.Held or MessageKind.Cleared or MessageKind.Closed or MessageKind.Reopened ? RolesForMoney : RolesForReturns;
        var contacts = settings.Contacts.Where(contact => contact.Ukprn == message.Ukprn).ToList();
        var meant = contacts.Where(contact => roles.Contains(contact.Role, StringComparer.OrdinalIgnoreCase)).ToList();
        // Somebody is told: where nobody has the role, everybody of the provider is.
        return [.. (meant.Count > 0 ? meant : contacts).Select(contact => contact.Email).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)];
    }
}
