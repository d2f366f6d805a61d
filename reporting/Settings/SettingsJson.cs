using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pilot.Reporting.Settings;

/// <summary>
/// Settings as stored. The same settings give the same text. What every version of the program has stored is read for ever: a member that came
/// later has its default, and one that is no longer used is passed over. A later format, or a member missing that was always there, is refused.
/// </summary>
public static class SettingsJson
{
    public static string Write(PilotSettings settings) => StoredJson.Write(settings);

    /// <exception cref="JsonException">The text is not settings of a format that this program knows.</exception>
    public static PilotSettings Read(string json) => ReadStoredSettings.Run(json, StoredJson.Format);
}

/// <summary>The ledger, or new lines of it, as stored; see <see cref="SettingsJson"/>.</summary>
public static class LedgerJson
{
    public static string Write(Ledger ledger) => StoredJson.Write(ledger);

    /// <exception cref="JsonException">The text is not a ledger of a format that this program knows.</exception>
    public static Ledger Read(string json) => StoredJson.Read<Ledger>(json);
}

/// <summary>One format number around both, so that a later format can be told from this one.</summary>
internal static class StoredJson
{
    internal const int Format = 1;

    private static readonly JsonSerializerOptions Options = Make();

    internal static string Write<T>(T content) => JsonSerializer.Serialize(new Stored<T>(Format, content), Options);

    internal static T Read<T>(string json)
    {
        var stored = JsonSerializer.Deserialize<Stored<T>>(json, Options);
        return stored is { Format: Format } ? stored.Content : throw new JsonException($"Stored settings have format {Format}, and this text has not.");
    }

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            // People's names are to be read by people who look into the store; the text never stands in a page as it is.
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseUpper, allowIntegerValues: false));
        Vocabulary.VocabularyJson.AddTo(options);
        return options;
    }

    [SuppressMessage("Performance", "CA1812", Justification = "Made by the serializer.")]
    private sealed record Stored<T>(int Format, T Content);
}
