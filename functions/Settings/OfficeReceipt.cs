using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Pilot.Functions.Data;
using Pilot.Reporting.Returns;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Settings;

/// <summary>The answer to a settings, ledger or awards workbook, as <c>receipt.json</c> (funding.md section 1).</summary>
public sealed record OfficeReceipt
{
    public int ReceiptVersion { get; init; } = 1;
    public required int Number { get; init; }
    public required string FileName { get; init; }
    public required string Sha256 { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public string? Template { get; init; }
    public string? PreparedBy { get; init; }

    /// <summary>ACCEPTED, REJECTED or FAILED.</summary>
    public required string Status { get; init; }

    /// <summary>What became of the file, in a sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>The version in force after this file.</summary>
    public required int SettingsVersion { get; init; }

    /// <summary>Awards: the version that this file is; null otherwise.</summary>
    public int? AwardsVersion { get; init; }

    /// <summary>Settings: every changed cell.</summary>
    public IReadOnlyList<SettingsChange> Changes { get; init; } = [];

    /// <summary>Settings and awards: what the change does to the figures of the open period.</summary>
    public IReadOnlyList<SettingsEffect> Effects { get; init; } = [];

    /// <summary>Of a workbook that was only tried: what it would do to each provider's money.</summary>
    public IReadOnlyList<ProviderEffect> ProviderEffects { get; init; } = [];

    /// <summary>Of a workbook that was only tried: every milestone whose decision or amount it would change.</summary>
    public IReadOnlyList<DecisionChange> DecisionChanges { get; init; } = [];

    /// <summary>Ledger and awards: lines of each sheet.</summary>
    public IReadOnlyList<LedgerCount> Lines { get; init; } = [];
    public IReadOnlyList<ReceiptFinding> Violations { get; init; } = [];

    private static readonly JsonSerializerOptions Options = MakeOptions();

    public string ToJson() => JsonSerializer.Serialize(this, Options);

    public static OfficeReceipt OfJson(string json) => JsonSerializer.Deserialize<OfficeReceipt>(json, Options)!;

    internal static OfficeReceipt Begin(OfficeFileRow row) => new()
    {
        Number = row.Number,
        FileName = row.FileName,
        Sha256 = row.Sha256,
        ReceivedAt = LondonTime.At(new DateTimeOffset(row.ReceivedAt)),
        Status = row.Status.Code(),
        Summary = "",
        SettingsVersion = 0,
    };

    internal static IReadOnlyList<ReceiptFinding> Of(IEnumerable<Finding> findings) => findings
        .Select(finding => new ReceiptFinding(finding.RuleId, finding.Severity.ToString(), finding.Sheet, finding.Row, finding.Cell, finding.LearnerRef, finding.Column, null, finding.Value, finding.Message, finding.Fix))
        .ToList();

    private static JsonSerializerOptions MakeOptions()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            WriteIndented = true,
            DefaultIgnoreCondition = JsonIgnoreCondition.Never,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        VocabularyJson.AddTo(options);
        return options;
    }
}

/// <summary>What a change of settings does to one reconciliation line. Pounds.</summary>
public sealed record SettingsEffect(
    Ukprn Ukprn, string Qualification, FundingYear FundingYear, decimal EarnedBefore, decimal EarnedAfter, decimal FundedBefore, decimal FundedAfter);

/// <summary>What a workbook would do to one provider's money, all its lines together. Pounds.</summary>
public sealed record ProviderEffect(
    Ukprn Ukprn, decimal EarnedBefore, decimal EarnedAfter, decimal FundedBefore, decimal FundedAfter, decimal HeldBefore, decimal HeldAfter,
    decimal ToPayBefore, decimal ToPayAfter);

/// <summary>A milestone whose decision, or amount funded, a workbook would change. Pounds.</summary>
/// <param name="Before">Null where the milestone would be new; likewise the other.</param>
public sealed record DecisionChange(
    Ukprn Ukprn, string LearnerRef, string AimRef, DateOnly StartDate, string Milestone, string? Before, string? After, decimal FundedBefore, decimal FundedAfter);
