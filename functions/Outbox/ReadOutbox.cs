using System.Collections.Concurrent;
using System.Text.Json;

namespace Pilot.Functions.Outbox;

/// <summary>
/// Reads the outbox: for the office page, which shows what waits. It remembers what it has read, so that a page reads each message once
/// however many there are by then.
/// </summary>
internal sealed class ReadOutbox(PilotServices services)
{
    private readonly ConcurrentDictionary<(string Name, string ETag), Message?> _read = new();

    /// <summary>Messages that nobody has sent yet, oldest first.</summary>
    public async Task<IReadOnlyList<Message>> WaitingAsync(CancellationToken cancellationToken) =>
        [.. (await AllAsync(cancellationToken)).Where(message => message.SentAt is null)];

    /// <summary>Every message, oldest first. A file that is no message is left out, and logged.</summary>
    public async Task<IReadOnlyList<Message>> AllAsync(CancellationToken cancellationToken)
    {
        var messages = new List<Message>();
        await foreach (var entry in services.Blobs.ListAsync(Message.Container, "", cancellationToken))
        {
            if (!_read.TryGetValue((entry.Name, entry.ETag), out var message))
            {
                message = await ReadAsync(entry.Name, cancellationToken);
                _read[(entry.Name, entry.ETag)] = message;
            }

            if (message is not null)
            {
                messages.Add(message);
            }
        }

        return [.. messages.OrderBy(message => message.MadeAt).ThenBy(message => message.Id, StringComparer.Ordinal)];
    }

    /// <returns>Null where it is no message.</returns>
    private async Task<Message?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            await using var content = await services.Blobs.OpenReadAsync(Message.Container, name, cancellationToken);
            using var bytes = new MemoryStream();
            await content.CopyToAsync(bytes, cancellationToken);
            return Message.FromJson(bytes.ToArray());
        }
        catch (Exception unreadable) when (unreadable is JsonException or FormatException or FileNotFoundException)
        {
            services.Log.LogWarning("The file {Name} in the outbox is no message", name);
            return null;
        }
    }
}
