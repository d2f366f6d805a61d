using System.Text.Json;

namespace Pilot.Functions.Outbox;

/// <summary>Reads the messages of the outbox, whole.</summary>
internal sealed class ReadOutbox(PilotServices services)
{
    /// <summary>Messages that nobody has sent yet, oldest first.</summary>
    public async Task<IReadOnlyList<Message>> WaitingAsync(CancellationToken cancellationToken) =>
        [.. (await AllAsync(cancellationToken)).Where(message => message.SentAt is null)];

    /// <summary>Every message, oldest first. A file that is no message is left out, and logged.</summary>
    public async Task<IReadOnlyList<Message>> AllAsync(CancellationToken cancellationToken)
    {
        var messages = new List<Message>();
        await foreach (var entry in services.Blobs.ListAsync(Message.Container, "", cancellationToken))
        {
            if (await ReadAsync(entry.Name, cancellationToken) is { } message)
            {
                messages.Add(message);
            }
        }

        return [.. messages.OrderBy(message => message.MadeAt).ThenBy(message => message.Id, StringComparer.Ordinal)];
    }

    /// <returns>Null where it is no message.</returns>
    public async Task<Message?> ReadAsync(string name, CancellationToken cancellationToken)
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
