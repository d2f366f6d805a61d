namespace Pilot.Functions.Outbox;

/// <summary>How far a message has come on its way to one address.</summary>
/// <param name="To">The address, one of the message's own.</param>
/// <param name="TriedAt">When it was last begun, written down before it is begun: without an answer, nobody knows whether it went.</param>
/// <param name="SentAt">When the mail service took it; null while it waits.</param>
/// <param name="Refused">Why the mail service will not send to this address, in its words; it is not tried again.</param>
public sealed record Delivery(string To, DateTimeOffset TriedAt, DateTimeOffset? SentAt = null, string? Refused = null)
{
    public bool IsFinished => SentAt is not null || Refused is not null;
}
