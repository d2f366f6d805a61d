using System.Text;
using Pilot.Functions.Data;
using Pilot.Reporting.Files.CheckedCopy;
using Pilot.Reporting.Returns;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Returns;

/// <summary>Receipts between the database, where they are kept as text, and the files that go back.</summary>
internal static class ReceiptMapping
{
    public static string Text(SubmissionRow submission, Judgement judgement, PilotSettings settings, DateTimeOffset now, int version) =>
        Encoding.UTF8.GetString(Receipt.Of(judgement, Origin(submission, now, version), settings).ToJson());

    public static ReceiptOrigin Origin(SubmissionRow submission, DateTimeOffset now, int version) => new(
        submission.Number, version, submission.Ukprn is { } ukprn ? Ukprn.Of(ukprn) : null, submission.FileName, submission.Sha256,
        new DateTimeOffset(submission.ReceivedAt), now);

    /// <summary>What the checked copy says. Masked values stay masked there: the cell itself shows what was sent.</summary>
    public static CheckResult CheckResultOf(Receipt receipt) => new()
    {
        Status = receipt.StatusWords,
        SubmissionNumber = receipt.Submission,
        FileName = receipt.FileName,
        Period = receipt.PeriodWords,
        Rows = receipt.Counts.Rows,
        AcceptedRows = receipt.Counts.Accepted,
        RejectedRows = receipt.Counts.Rejected,
        Warnings = receipt.Counts.Warnings,
        ClaimedGbp = receipt.Amounts.ClaimedGbp,
        AcceptedClaimGbp = receipt.Amounts.AcceptedGbp,
        CountingClaimGbp = receipt.Amounts.CountsGbp,
        Changes = ReceiptWords.Changes(receipt.Changes),
        Deadline = receipt.Deadline,
        FindingCount = receipt.ViolationsTotal,
        ThingsToDo = [.. RequiredActions.Of(receipt).Select(thing => (
            $"{thing.Effect}: {thing.Message}",
            string.Join(' ', new[]
            {
                thing.FixAndMeanwhile, thing.Codes.Count == 0 ? "" : $"Accepted: {string.Join(", ", thing.Codes)}.", thing.Rows.Length == 0 ? "" : $"See {thing.Rows}.",
            }.Where(text => text.Length > 0))))],
        Moment = receipt.ReceivedAt,
        Findings = Findings(receipt.Violations),
    };

    public static List<Finding> Findings(IEnumerable<ReceiptFinding> violations) => violations
        .Select(finding => new Finding(
            finding.Rule, Enum.Parse<Severity>(finding.Severity), finding.Sheet, finding.Row, finding.Cell, finding.LearnerRef, finding.Label ?? finding.Column, finding.Value,
            finding.Message, finding.Fix))
        .ToList();
}
