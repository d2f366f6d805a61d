using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Pilot.Functions.Outbox;

/// <summary>Reads the outbox: for the office page, which shows what waits.</summary>
internal sealed class ReadOutbox(World world)
{
    /// <summary>Messages that nobody has sent yet, oldest first.</summary>
    public async Task<IReadOnlyList<Message>> WaitingAsync(CancellationToken cancel) =>
        [.. (await AllAsync(cancel)).Where(one => one.SentAt is null)];

    /// <summary>Every message, oldest first. A file that is no message is left out, and logged.</summary>
    public async Task<IReadOnlyList<Message>> AllAsync(CancellationToken cancel)
    {
        var messages = new List<Message>();
        await foreach (var entry in world.Blobs.ListAsync(Message.Container, "", cancel))
        {
            try
            {
                await using var content = await world.Blobs.OpenReadAsync(Message.Container, entry.Name, cancel);
                using var bytes = new MemoryStream();
                await content.CopyToAsync(bytes, cancel);
                messages.Add(Message.FromJson(bytes.ToArray()));
            }
            catch (Exception unreadable) when (unreadable is JsonException or FormatException or FileNotFoundException)
            {
                world.Log.LogWarning("The file {Name} in the outbox is no message", entry.Name);
            }
        }

        return [.. messages.OrderBy(one => one.MadeAt).ThenBy(one => one.Id, StringComparer.Ordinal)];
    }
}
