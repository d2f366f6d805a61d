using System.Text.Json;

namespace Pilot.Functions.Hosting;

/// <summary>
/// A blob was written, says Event Grid: early, twice or out of order, it may be. Both of its schemas are read, its own and CloudEvents 1.0.
/// </summary>
/// <param name="Name">Path inside the container, decoded.</param>
public sealed record BlobCreated(string Container, string Name)
{
    private const string Created = "Microsoft.Storage.BlobCreated";
    private const string ContainersPart = "blobServices/default/containers/";
    private const string BlobsPart = "/blobs/";

    /// <summary>
    /// The operations that leave a whole blob. Others of the same event type only begin one (CreateFile), and the sweep finds what they end in.
    /// </summary>
    private static readonly string[] WholeWrites = ["PutBlob", "PutBlockList", "CopyBlob", "FlushWithClose"];

    /// <summary>
    /// Every blob that a queue message (one event or an array of them) says was written whole. Empty where it tells of other things.
    /// </summary>
    /// <exception cref="UnreadableMessageException">The message is no event, or an event names no blob.</exception>
    public static IReadOnlyList<BlobCreated> Read(string message)
    {
        try
        {
            using var document = JsonDocument.Parse(message);
            return Read(document.RootElement);
        }
        catch (JsonException broken)
        {
            throw new UnreadableMessageException("The message is not JSON.", broken);
        }
    }

    private static IReadOnlyList<BlobCreated> Read(JsonElement message) => message.ValueKind switch
    {
        JsonValueKind.Object => ReadEvent(message) is { } created ? [created] : [],
        JsonValueKind.Array => [.. message.EnumerateArray().SelectMany(Read)],
        _ => throw new UnreadableMessageException("The message is neither an event nor a list of events."),
    };

    private static BlobCreated? ReadEvent(JsonElement happened)
    {
        var type = TextOf(happened, "eventType") ?? TextOf(happened, "type")
            ?? throw new UnreadableMessageException("The message is no event: it has neither eventType nor type.");
        if (!string.Equals(type, Created, StringComparison.Ordinal))
        {
            return null;
        }

        var data = Member(happened, "data") ?? default;
        if (!WholeWrites.Contains(TextOf(data, "api"), StringComparer.Ordinal))
        {
            return null;
        }

        var (container, name) = Subject(TextOf(happened, "subject"), TextOf(data, "url"));
        return new BlobCreated(container, name);
    }

    /// <summary><c>/blobServices/default/containers/{container}/blobs/{name}</c>; CloudEvents may leave out the leading slash.</summary>
    private static (string Container, string Name) Subject(string? subject, string? url)
    {
        var path = subject?.TrimStart('/') ?? "";
        var blobs = path.IndexOf(BlobsPart, StringComparison.Ordinal);
        if (!path.StartsWith(ContainersPart, StringComparison.Ordinal) || blobs <= ContainersPart.Length || blobs + BlobsPart.Length >= path.Length)
        {
            throw new UnreadableMessageException("The event's subject names no blob.");
        }

        var container = path[ContainersPart.Length..blobs];
        return (container, Decode(container, path[(blobs + BlobsPart.Length)..], url));
    }

    /// <summary>
    /// A subject is seen both as the name itself and percent-encoded. The address beside it is encoded: where it decodes to the subject, the
    /// subject is the name itself, and a per cent sign in it is meant.
    /// </summary>
    private static string Decode(string container, string name, string? url) =>
        url is not null && Uri.UnescapeDataString(url).EndsWith($"/{container}/{name}", StringComparison.Ordinal)
            ? name
            : Uri.UnescapeDataString(name);

    /// <summary>The member of that name, without regard to case where none has it exactly; null where absent.</summary>
    private static JsonElement? Member(JsonElement of, string name)
    {
        if (of.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (of.TryGetProperty(name, out var exact))
        {
            return exact;
        }

        foreach (var member in of.EnumerateObject())
        {
            if (string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return member.Value;
            }
        }

        return null;
    }

    /// <summary>As text, or null where the member is absent, null or not text.</summary>
    private static string? TextOf(JsonElement of, string name) => Member(of, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
