using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Pilot.Functions.Data;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Quarters;

/// <summary>
/// Figures as JSON under the field names of funding.md section 4: what `run --json` prints and what a run is stored as. Money is a JSON
/// number, codes are upper case, dates ISO.
/// </summary>
internal static class RunJson
{
    private const int PieceLength = 64 * 1024;

    public static JsonSerializerOptions Options { get; } = Make(indented: false);

    /// <summary>For what runs of any earlier version of the program have stored.</summary>
    public static JsonSerializerOptions Stored { get; } = ReadWithDefaults.Stored(Options);

    public static JsonSerializerOptions Indented { get; } = Make(indented: true);

    public static string Lines(IReadOnlyList<ReconciliationLine> lines) => JsonSerializer.Serialize(lines, Options);

    public static IReadOnlyList<ReconciliationLine> ReadLines(string json) =>
        json.Length == 0 ? [] : JsonSerializer.Deserialize<List<ReconciliationLine>>(json, Stored)!;

    public static string Samples(IReadOnlyList<EvidenceSample> samples) => JsonSerializer.Serialize(samples, Options);

    public static IReadOnlyList<EvidenceSample> ReadSamples(string json) =>
        json.Length == 0 ? [] : JsonSerializer.Deserialize<List<EvidenceSample>>(json, Options)!;

    public static byte[] Earnings(IEnumerable<Earning> earnings)
    {
        // In pieces: of many learners it is tens of megabytes, and an array that grows is copied each time.
        var pieces = new Pipe(new PipeOptions(pauseWriterThreshold: 0, minimumSegmentSize: PieceLength));
        using (var pack = new BrotliStream(pieces.Writer.AsStream(), CompressionLevel.Fastest))
        {
            JsonSerializer.Serialize(pack, earnings, Options);
        }

        pieces.Reader.TryRead(out var all);
        var packed = all.Buffer.ToArray();
        pieces.Reader.Complete();
        return packed;
    }

    /// <summary>One after the other, so that a caller keeps those alone that it needs. Thousands of them share a sentence: it is kept once.</summary>
    public static async IAsyncEnumerable<Earning> ReadEarningsAsync(Stream packed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var texts = new TextPool();
        await foreach (var earning in UnpackAsync<Earning>(packed, cancellationToken))
        {
            yield return earning with
            {
                LearnerRef = texts.Share(earning.LearnerRef),
                AimRef = texts.Share(earning.AimRef),
                Qualification = texts.Share(earning.Qualification),
                Reason = texts.Share(earning.Reason),
                WhatChangesIt = texts.Share(earning.WhatChangesIt),
                PearsonSays = texts.Share(earning.PearsonSays),
                Holds = earning.Holds.Count == 0 ? [] : earning.Holds,
            };
        }
    }

    /// <summary>The milestones that a stored run held; no more than that is made of the others.</summary>
    public static async Task<HashSet<MilestoneKey>> ReadHeldAsync(Stream packed, CancellationToken cancellationToken)
    {
        var held = new HashSet<MilestoneKey>();
        await foreach (var stored in UnpackAsync<StoredDecision>(packed, cancellationToken))
        {
            if (stored.Decision == Decision.Held)
            {
                held.Add(new MilestoneKey(stored.Ukprn, stored.LearnerRef, stored.AimRef, stored.Milestone));
            }
        }

        return held;
    }

    private static async IAsyncEnumerable<T> UnpackAsync<T>(Stream packed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var unpack = PipeReader.Create(new BrotliStream(packed, CompressionMode.Decompress), new StreamPipeReaderOptions(bufferSize: PieceLength));
        try
        {
            var first = await unpack.ReadAsync(cancellationToken);
            unpack.AdvanceTo(first.Buffer.Start);
            if (first.Buffer.IsEmpty)
            {
                // The milestones went with the learners' rows.
                yield break;
            }

            await foreach (var stored in JsonSerializer.DeserializeAsyncEnumerable<T>(unpack, Stored, cancellationToken))
            {
                yield return stored!;
            }
        }
        finally
        {
            // Closes the streams below it.
            await unpack.CompleteAsync();
        }
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

    /// <summary>What of a stored milestone is asked for where many are passed over.</summary>
    private sealed record StoredDecision(Ukprn Ukprn, string LearnerRef, string AimRef, Milestone Milestone, Decision Decision);
}
