using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Quarters;

/// <summary>
/// Figures as JSON under the field names of funding.md section 4: what `run --json` prints and what a run is stored as. Money is a JSON
/// number, codes are upper case, dates ISO.
/// </summary>
internal static class RunJson
{
    public static JsonSerializerOptions Options { get; } = Make(indented: false);

    public static JsonSerializerOptions Indented { get; } = Make(indented: true);

    public static string Lines(IReadOnlyList<ReconciliationLine> lines) => JsonSerializer.Serialize(lines, Options);

    public static IReadOnlyList<ReconciliationLine> ReadLines(string json) =>
        json.Length == 0 ? [] : JsonSerializer.Deserialize<List<ReconciliationLine>>(json, Options)!;

    public static byte[] Earnings(IEnumerable<Earning> earnings)
    {
        using var packed = new MemoryStream();
        using (var pack = new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            JsonSerializer.Serialize(pack, earnings, Options);
        }

        return packed.ToArray();
    }

    public static IReadOnlyList<Earning> ReadEarnings(byte[] packed)
    {
        if (packed.Length == 0)
        {
            return [];
        }

        using var unpack = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
        return JsonSerializer.Deserialize<List<Earning>>(unpack, Options)!;
    }

    private static JsonSerializerOptions Make(bool indented)
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            WriteIndented = indented,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseUpper, allowIntegerValues: false));
        VocabularyJson.AddTo(options);
        return options;
    }
}
