using System.Text.Json;
using System.Text.Json.Serialization;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Returns.Rules;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns;

public sealed record ReceiptCounts(int Rows, int Accepted, int Rejected, int Warnings);

/// <summary>Pounds; claims of rows that are not reported in error.</summary>
/// <param name="CountsGbp">Of the accepted ones, those that count: less where a later quarter's return prevails. Null in receipts of before.</param>
public sealed record ReceiptAmounts(decimal ClaimedGbp, decimal AcceptedGbp, decimal? CountsGbp = null);

/// <summary>How often one rule fired: every finding is counted, so many are kept one by one.</summary>
/// <param name="Told">How many of them are things to do: a warning about a row that is rejected is none.</param>
public sealed record ReceiptRule(string Rule, string Severity, int Findings, int Told, IReadOnlyList<int> FirstRows);

/// <summary>One violation as the receipt shows it. Personal values are masked: see <see cref="Receipt"/>.</summary>
public sealed record ReceiptFinding(
    string Rule, string Severity, string Sheet, int? Row, string? Cell, string? LearnerRef, string? Column, string? Label, string? Value,
    string Message, string Fix)
{
    /// <summary>What <see cref="Fix"/> was called in receipts of before, which still open. It is read from JSON and from nowhere else.</summary>
    [JsonInclude]
    internal string? Mend
    {
        init => Fix = value ?? Fix;
    }
}

/// <summary>What is known of a submission besides its judgement.</summary>
/// <param name="Number">Null in a dry run.</param>
/// <param name="Version">1 for the first judgement of a submission, and one more for each later one.</param>
/// <param name="Sha256">Of the file's bytes, lower case hexadecimal.</param>
public sealed record ReceiptOrigin(
    int? Number, int Version, Ukprn? Ukprn, string FileName, string Sha256, DateTimeOffset ReceivedAt, DateTimeOffset? JudgedAt);

/// <summary>
/// The answer to a submission as a document (returns.md section 2), in the names and the order of its JSON. It stands in the
/// provider's own folder, yet personal values are masked all the same: receipts are sent on and printed. The checked workbook, which
/// is the provider's own file, shows them where they stood.
/// </summary>
public sealed record Receipt
{
    [JsonPropertyName("receipt_version")]
    public int Version { get; init; }
    public int? Submission { get; init; }
    public string? Ukprn { get; init; }
    public string? ProviderName { get; init; }
    public required string FileName { get; init; }
    public required string Sha256 { get; init; }

    /// <summary>London time with its offset.</summary>
    public DateTimeOffset ReceivedAt { get; init; }
    public DateTimeOffset? JudgedAt { get; init; }

    /// <summary>ENR or CMP; null where the file does not say.</summary>
    public string? Kind { get; init; }

    /// <summary>FULL or NIL.</summary>
    public string? SubmissionKind { get; init; }
    public string? Period { get; init; }
    public string? PeriodWords { get; init; }

    /// <summary>REJECTED, ACCEPTED, PARTLY_ACCEPTED, DUPLICATE or FAILED.</summary>
    public required string Status { get; init; }

    /// <summary>The status in a sentence.</summary>
    public required string StatusWords { get; init; }
    public int SettingsVersion { get; init; }
    public required ReceiptCounts Counts { get; init; }
    public required ReceiptAmounts Amounts { get; init; }
    public DateOnly? PreparedOn { get; init; }
    public bool Interim { get; init; }
    public bool Late { get; init; }
    public DateOnly? DueOn { get; init; }

    /// <summary>By when the return is due, in a sentence.</summary>
    public string? Deadline { get; init; }

    /// <summary>The submission whose receipt stands for this one (FILE_10).</summary>
    public int? DuplicateOf { get; init; }

    /// <summary>What it changes against the last accepted submission of its kind; null where there is none.</summary>
    public ReturnChanges? Changes { get; init; }

    /// <summary>Every rule that fired, with its counts; empty in receipts of before.</summary>
    public IReadOnlyList<ReceiptRule> Rules { get; init; } = [];

    /// <summary>How many findings there are; <see cref="Violations"/> has at most 10,000 of them.</summary>
    public int? ViolationsTotal { get; init; }
    public IReadOnlyList<ReceiptFinding> Violations { get; init; } = [];

    internal static readonly JsonSerializerOptions JsonOptions = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All),
    };

    public static Receipt Of(Judgement judgement, ReceiptOrigin origin, PilotSettings settings)
    {
        var said = judgement.Declaration;
        var ukprn = origin.Ukprn ?? said.Ukprn;
        var calendar = said.Period is { } period ? settings.FindPeriod(period) : null;
        return new Receipt
        {
            Version = origin.Version,
            Submission = origin.Number,
            Ukprn = ukprn?.ToString(),
            ProviderName = (ukprn is { } known ? settings.FindProvider(known)?.Name : null) ?? said.ProviderName,
            FileName = origin.FileName,
            Sha256 = origin.Sha256,
            ReceivedAt = LondonTime.At(origin.ReceivedAt),
            JudgedAt = origin.JudgedAt is { } judged ? LondonTime.At(judged) : null,
            Kind = said.Kind is { } kind ? ReturnTemplate.Of(kind).Code[^3..] : null,
            SubmissionKind = said.Kind is null ? null : said.Nil ? "NIL" : "FULL",
            Period = said.Period?.Id,
            PeriodWords = said.Period?.Words,
            Status = judgement.Status.Code(),
            StatusWords = ReceiptWords.Status(judgement),
            SettingsVersion = settings.Version,
            Counts = new ReceiptCounts(judgement.Rows, judgement.AcceptedRows, judgement.RejectedRows, judgement.Warnings),
            Amounts = new ReceiptAmounts(judgement.ClaimedGbp, judgement.AcceptedClaimGbp, judgement.CountingClaimGbp),
            PreparedOn = said.PreparedOn,
            Interim = judgement.Interim,
            Late = judgement.Late,
            DueOn = calendar?.DueOn,
            Deadline = ReceiptWords.Deadline(judgement, calendar),
            Changes = judgement.Changes,
            Rules = [.. judgement.Tallies.Select(tally => new ReceiptRule(tally.RuleId, tally.Severity.ToString(), tally.Findings, tally.Shown, tally.FirstRows))],
            ViolationsTotal = judgement.FindingCount,
            Violations = [.. judgement.Findings.Select(finding => ViolationOf(finding, said.Kind))],
        };
    }

    /// <summary>The receipt of a file that was received before (FILE_10): it is not judged, and the earlier receipt stands.</summary>
    public static Receipt OfDuplicate(ReceiptOrigin origin, int firstSubmission, PilotSettings settings) => new()
    {
        Version = origin.Version,
        Submission = origin.Number,
        Ukprn = origin.Ukprn?.ToString(),
        ProviderName = origin.Ukprn is { } ukprn ? settings.FindProvider(ukprn)?.Name : null,
        FileName = origin.FileName,
        Sha256 = origin.Sha256,
        ReceivedAt = LondonTime.At(origin.ReceivedAt),
        JudgedAt = origin.JudgedAt is { } judged ? LondonTime.At(judged) : null,
        Status = SubmissionStatus.Duplicate.Code(),
        StatusWords = $"This is the same file as submission {firstSubmission}. It was not judged again: the receipt of submission {firstSubmission} stands.",
        SettingsVersion = settings.Version,
        Counts = new ReceiptCounts(0, 0, 0, 1),
        Amounts = new ReceiptAmounts(0, 0),
        DuplicateOf = firstSubmission,
        Violations = [ViolationOf(EarlierJudgement.Finding(firstSubmission), null)],
    };

    /// <summary>The receipt of a file that failed again and again for a reason of ours: nobody is left without an answer.</summary>
    public static Receipt OfFailure(ReceiptOrigin origin, PilotSettings settings) => new()
    {
        Version = origin.Version,
        Submission = origin.Number,
        Ukprn = origin.Ukprn?.ToString(),
        ProviderName = origin.Ukprn is { } ukprn ? settings.FindProvider(ukprn)?.Name : null,
        FileName = origin.FileName,
        Sha256 = origin.Sha256,
        ReceivedAt = LondonTime.At(origin.ReceivedAt),
        JudgedAt = origin.JudgedAt is { } judged ? LondonTime.At(judged) : null,
        Status = SubmissionStatus.Failed.Code(),
        StatusWords = "The file could not be processed. We are looking into it. You do not need to send it again.",
        SettingsVersion = settings.Version,
        Counts = new ReceiptCounts(0, 0, 0, 0),
        Amounts = new ReceiptAmounts(0, 0),
    };

    /// <summary>No answer yet: the file has its number, and its receipt follows.</summary>
    public static Receipt OfWaiting(ReceiptOrigin origin, string words, PilotSettings settings) =>
        OfFailure(origin, settings) with { Status = SubmissionStatus.Received.Code(), StatusWords = words, JudgedAt = null };

    /// <summary>Indented JSON in snake_case, UTF-8 without a byte order mark, ending in a line feed.</summary>
    public byte[] ToJson() => ReceiptJson.Write(this, JsonOptions);

    /// <exception cref="JsonException">Not a receipt.</exception>
    public static Receipt FromJson(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize<Receipt>(json, JsonOptions) ?? throw new JsonException("The receipt is empty.");

    /// <summary>The same, to a stream: a receipt may hold 10,000 violations.</summary>
    public void WriteJson(Stream output) => ReceiptJson.Write(this, JsonOptions, output);

    public void WriteViolationsCsv(Stream output) => Returns.ViolationsCsv.Write(Violations, output);

    public byte[] ViolationsCsv()
    {
        using var bytes = new MemoryStream();
        WriteViolationsCsv(bytes);
        return bytes.ToArray();
    }

    private static ReceiptFinding ViolationOf(Finding finding, ReturnKind? kind)
    {
        var label = kind is { } known && finding.Column is { } name
            ? ReturnTemplate.Of(known).Columns.FirstOrDefault(column => column.Name == name)?.Label
            : null;
        return new ReceiptFinding(
            finding.RuleId, finding.Severity.ToString(), PersonalText.Masked(finding.Sheet), finding.Row, finding.Cell,
            finding.LearnerRef is { } reference ? LearnerReference.Shown(reference) : null, finding.Column, label,
            finding.MaskedValue is { } value ? PersonalText.Masked(value, dates: !IsDate(finding, kind)) : null, PersonalText.Masked(finding.Message, dates: false), finding.Fix);
    }

    private static bool IsDate(Finding finding, ReturnKind? kind) => kind is { } known
        && ReturnTemplate.Of(known).Columns.Any(column => column.Name == finding.Column && column.Type == ReturnColumnType.Date);
}
