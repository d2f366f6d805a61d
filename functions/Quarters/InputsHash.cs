using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Settings;

namespace Pilot.Functions.Quarters;

/// <summary>
/// The hash of everything a run is computed from (funding.md section 5): the accepted facts themselves and not the moment. A run whose
/// hash is known is that run.
/// </summary>
internal static class InputsHash
{
    /// <summary>Changed when the engine or the workbooks would say something else from the same inputs.</summary>
    public const string EngineVersion = "3";

    public static string Of(FundingInputs inputs, RunKind kind, string? reason, string published)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        // One room and one writer for all: a large pilot has a million rows to add.
        var text = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(text, new JsonWriterOptions { Encoder = RunJson.Options.Encoder, SkipValidation = true });
        void Add<T>(T value)
        {
            text.ResetWrittenCount();
            json.Reset();
            JsonSerializer.Serialize(json, value, RunJson.Options);
            text.Write("\n"u8);
            hash.AppendData(text.WrittenSpan);
        }

        Add(EngineVersion);
        Add(inputs.Period);
        Add(kind);
        Add(reason);
        // For a provisional run its as-of day, and whether a missing return is late yet; for a closing one both are settled.
        Add(kind == RunKind.Provisional ? inputs.AsOf : inputs.Period.CensusDate);
        Add(kind == RunKind.Provisional && inputs.ReturnsOverdue);
        Add(inputs.Settings.Version);
        hash.AppendData(Encoding.UTF8.GetBytes(SettingsJson.Write(inputs.Settings)));
        hash.AppendData(Encoding.UTF8.GetBytes(LedgerJson.Write(inputs.Ledger)));
        Add(inputs.Awards);
        Add(inputs.LastClosed);
        Add(published);
        foreach (var provider in inputs.Providers)
        {
            Add(provider.Ukprn);
            foreach (var submission in provider.Submissions)
            {
                Add(submission with { RejectedLearners = new SortedSet<string>(submission.RejectedLearners, StringComparer.Ordinal) });
            }

            foreach (var enrolment in provider.Enrolments)
            {
                Add(enrolment);
            }

            foreach (var completion in provider.Completions)
            {
                Add(completion);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
