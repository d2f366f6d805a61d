using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Outbox;

/// <summary>What a message is about (functions.md section 2).</summary>
public enum MessageKind
{
    Received,
    PeriodOpens,
    Due,
    Overdue,
    Held,
    Cleared,
    Closed,
    Reopened,
    CouldNotBeProcessed,
    AwaitingApproval,
}

/// <summary>
/// One message to be sent, as <c>outbox/{id}.json</c>. A mailer takes it up and writes <see cref="SentAt"/> back. It holds nothing about
/// a learner: what it is about stands behind the link.
/// </summary>
public sealed record Message
{
    public const string Container = "outbox";

    /// <summary>Made from the occasion, so that the same occasion makes no second message: lower case letters, digits and hyphens.</summary>
    public required string Id { get; init; }
    public required MessageKind Kind { get; init; }

    /// <summary>The provider that it is about and goes to; null for a message to WMCA's officers.</summary>
    public required Ukprn? Ukprn { get; init; }

    /// <summary>E-mail addresses, from the settings sheet Contacts only; empty where it names nobody.</summary>
    public IReadOnlyList<string> To { get; init; } = [];
    public required string Subject { get; init; }

    /// <summary>Plain text: paragraphs with a blank line between them.</summary>
    public required string Text { get; init; }
    public string Link { get; init; } = "";

    /// <summary>London time with its offset.</summary>
    public DateTimeOffset MadeAt { get; init; }

    /// <summary>When the last of its addresses was sent it; null while it waits, or where every address was refused.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>How far it has come with each of its addresses; empty until it is first tried.</summary>
    public IReadOnlyList<Delivery> Deliveries { get; init; } = [];

    private static readonly JsonSerializerOptions Form = MakeForm();

    public byte[] ToJson() => [.. JsonSerializer.SerializeToUtf8Bytes(this, Form), (byte)'\n'];

    /// <exception cref="JsonException">Not a message.</exception>
    public static Message FromJson(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize<Message>(json, Form) ?? throw new JsonException("The message is empty.");

    private static JsonSerializerOptions MakeForm()
    {
        var form = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            WriteIndented = true,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        form.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseUpper, allowIntegerValues: false));
        VocabularyJson.AddTo(form);
        return form;
    }
}
