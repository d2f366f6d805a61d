using System.Collections.Concurrent;
using System.Text.Json;
using Pilot.Functions.Blobs;

namespace Pilot.Functions.Office;

/// <summary>A message that no mailer has taken up yet.</summary>
internal sealed record WaitingMessage(string To, string Subject, string Text, DateTimeOffset Since);

/// <param name="More">There are more than were read.</param>
internal sealed record WaitingMessages(IReadOnlyList<WaitingMessage> Messages, bool More);

/// <summary>Reads <c>outbox/{id}.json</c> without <c>sent_at</c>. What was sent is remembered, so that each message is read once.</summary>
internal sealed class ListMessages(World world)
{
    public const string Container = "outbox";
    private const int MostRead = 100;

    private readonly ConcurrentDictionary<string, byte> _sent = new(StringComparer.Ordinal);

    public async Task<WaitingMessages> RunAsync(CancellationToken cancel)
    {
        var entries = new List<BlobEntry>();
        await foreach (var entry in world.Blobs.ListAsync(Container, "", cancel))
        {
            if (entry.Name.EndsWith(".json", StringComparison.Ordinal) && !_sent.ContainsKey(Key(entry)))
            {
                entries.Add(entry);
            }
        }

        var waiting = new List<WaitingMessage>();
        foreach (var entry in entries.OrderByDescending(one => one.ReceivedAt).Take(MostRead))
        {
            var message = await ReadAsync(entry, cancel);
            if (message is null)
            {
                _sent.TryAdd(Key(entry), 0);
            }
            else
            {
                waiting.Add(message);
            }
        }

        return new WaitingMessages(waiting, entries.Count > MostRead);
    }

    private static string Key(BlobEntry entry) => entry.Name + "\n" + entry.ETag;

    /// <returns>Null where it was sent, or is no longer there.</returns>
    private async Task<WaitingMessage?> ReadAsync(BlobEntry entry, CancellationToken cancel)
    {
        try
        {
            await using var content = await world.Blobs.OpenReadAsync(Container, entry.Name, cancel);
            using var document = await JsonDocument.ParseAsync(content, cancellationToken: cancel);
            var message = document.RootElement;
            return message.ValueKind != JsonValueKind.Object || !IsSent(message)
                ? new WaitingMessage(Text(message, "to"), Text(message, "subject"), Text(message, "text"), entry.ReceivedAt)
                : null;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (JsonException)
        {
            return new WaitingMessage("", "A message that cannot be read: " + entry.Name, "", entry.ReceivedAt);
        }
    }

    private static bool IsSent(JsonElement message) =>
        message.TryGetProperty("sent_at", out var at) && at.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined);

    private static string Text(JsonElement message, string name)
    {
        if (message.ValueKind != JsonValueKind.Object || !message.TryGetProperty(name, out var value))
        {
            return "";
        }

        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(One).Where(one => one.Length > 0)),
            JsonValueKind.Object => One(value),
            _ => "",
        };
    }

    private static string One(JsonElement person) => person.ValueKind switch
    {
        JsonValueKind.String => person.GetString()!,
        JsonValueKind.Object => Text(person, "name") is { Length: > 0 } name ? name : Text(person, "email"),
        _ => "",
    };
}
