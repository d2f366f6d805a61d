using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Outbox;

/// <summary>A message as a list shows it: without its text.</summary>
internal sealed record OutboxLine(string Id, Ukprn? Ukprn, IReadOnlyList<string> To, string Subject, DateTimeOffset MadeAt, DateTimeOffset? SentAt);

/// <summary>
/// Lists the outbox for the office's pages. It remembers what it has read, so that a page reads each message once however many there are by
/// then; of a message that is no longer there, or was written anew, it remembers nothing.
/// </summary>
internal sealed class ListOutbox(PilotServices services)
{
    private volatile Dictionary<(string Name, string ETag), OutboxLine?> _known = [];

    /// <summary>Messages that nobody has sent yet, oldest first.</summary>
    public async Task<IReadOnlyList<OutboxLine>> WaitingAsync(CancellationToken cancellationToken) =>
        [.. (await AllAsync(cancellationToken)).Where(line => line.SentAt is null)];

    /// <summary>Every message, oldest first. A file that is no message is left out, and logged.</summary>
    public async Task<IReadOnlyList<OutboxLine>> AllAsync(CancellationToken cancellationToken)
    {
        var (known, seen) = (_known, new Dictionary<(string Name, string ETag), OutboxLine?>());
        var reader = new ReadOutbox(services);
        await foreach (var entry in services.Blobs.ListAsync(Message.Container, "", cancellationToken))
        {
            var key = (entry.Name, entry.ETag);
            seen[key] = known.TryGetValue(key, out var line) ? line : LineOf(await reader.ReadAsync(entry.Name, cancellationToken));
        }

        _known = seen;
        return [.. seen.Values.OfType<OutboxLine>().OrderBy(line => line.MadeAt).ThenBy(line => line.Id, StringComparer.Ordinal)];
    }

    private static OutboxLine? LineOf(Message? message) =>
        message is null ? null : new(message.Id, message.Ukprn, message.To, message.Subject, message.MadeAt, message.SentAt);
}
