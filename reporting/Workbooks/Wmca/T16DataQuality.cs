using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks.Casework;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Reporting.Workbooks.Wmca;

/// <summary>T16: what the checks found, and what officers found in the evidence.</summary>
internal static class T16DataQuality
{
    /// <param name="Ukprn">Null for the whole pilot.</param>
    private sealed record QualityRow(
        Ukprn? Ukprn, string Rule, string Found, Cell Severity, Cell Rows, Cell HeldBack, Cell Change, Cell Sampled, Cell Checked, Cell Failed, Cell Projected, Cell Limit);

    private const string Sampled = "Milestones drawn by the closings so far, whose evidence officers check.";
    private const string Projected =
        "What the checks say is to be expected of all the money that the samples were drawn from: each failed milestone stands for the pounds of its sampling interval. [x] while fewer than half of a sample is checked.";
    private const string Limit =
        "With 95% confidence the error in all the money that the samples were drawn from is no more than this (Stringer bound). [x] while fewer than half of a sample is checked.";

    public static Sheet Draw(QuarterView view) => Sheet.From<QualityRow>(
        "T16",
        "data_quality",
        view.Title("T16", "Data quality by provider and rule"),
        [
            Column.Key<QualityRow>("Provider", 22, row => row.Ukprn is { } ukprn ? view.ProviderName(ukprn) : "All providers"),
            Column.Key<QualityRow>("UKPRN", 11, row => row.Ukprn?.ToString() ?? "All"),
            Column.Key<QualityRow>("Rule", 20, row => row.Rule),
            Column.Cells<QualityRow>("Severity", Format.Text, row => row.Severity, MeasureNotes.Severity),
            Column.Text<QualityRow>("What it found", 34, row => row.Found),
            Column.Cells<QualityRow>("Rows", Format.Whole, row => row.Rows, MeasureNotes.RuleRows),
            Column.Cells<QualityRow>("Held back (£)", Format.Pounds, row => row.HeldBack, MeasureNotes.HeldBack),
            Column.Cells<QualityRow>("Change on last quarter", Format.Whole, row => row.Change, MeasureNotes.RuleChange),
            Column.Cells<QualityRow>("Evidence sampled", Format.Whole, row => row.Sampled, Sampled),
            Column.Cells<QualityRow>("Evidence checked", Format.Whole, row => row.Checked, MeasureNotes.Evidence),
            Column.Cells<QualityRow>("Evidence failed", Format.Whole, row => row.Failed, MeasureNotes.Evidence),
            Column.Cells<QualityRow>("Projected error (£)", Format.Pounds, row => row.Projected, Projected),
            Column.Cells<QualityRow>("Upper limit of error (£)", Format.Pounds, row => row.Limit, Limit),
        ],
        [
            .. RuleRows(view).Concat(EvidenceRows(view)).OrderBy(row => row.Ukprn?.Value ?? int.MaxValue).ThenBy(row => row.Rule, StringComparer.Ordinal),
        ],
        none: "Nothing found") with
    {
        Remarks = ["The rows Evidence checks speak of all samples so far, the last of them of the whole pilot; the other rows of this quarter's returns."],
        Source = view.Source,
    };

    private static IEnumerable<QualityRow> RuleRows(QuarterView view)
    {
        var na = Shorthand.NotApplicable;
        var last = view.Figures.RuleCounts.Where(ruleCount => ruleCount.Period == view.Period.Previous).ToLookup(ruleCount => (ruleCount.Ukprn, ruleCount.RuleId));
        var now = view.Figures.RuleCounts.Where(ruleCount => ruleCount.Period == view.Period).ToLookup(ruleCount => (ruleCount.Ukprn, ruleCount.RuleId));
        foreach (var (ukprn, rule) in now.Select(group => group.Key).Union(last.Select(group => group.Key)))
        {
            var rows = now[(ukprn, rule)].Sum(count => count.Rows);
            var severity = now[(ukprn, rule)].Concat(last[(ukprn, rule)]).First().Severity;
            yield return new QualityRow(
                ukprn, rule, CaseworkWorkbook.RuleWords(rule), Cell.Of(CaseworkWorkbook.SeverityWords(severity)), Cell.Of(rows), HeldBy(view, ukprn, rule), Cell.Of(rows - last[(ukprn, rule)].Sum(count => count.Rows)), na, na, na, na, na);
        }
    }

    private static IEnumerable<QualityRow> EvidenceRows(QuarterView view)
    {
        var (na, waits) = (Shorthand.NotApplicable, Shorthand.NotAvailable);
        var sampled = view.Evidence.Select(result => result.Ukprn).ToHashSet();
        return view.Evidence.Select(result => new QualityRow(
                result.Ukprn, "Evidence checks", $"What officers found in the evidence for a sample of {Money.Words(result.FundedGbp)} funded.", na, na, na, na,
                Cell.Of(result.Drawn), Cell.Of(result.Checked), Cell.Of(result.Failed),
                result.Bound is { } bound ? Cell.Of(bound.ProjectedGbp) : waits, result.Bound is { } limit ? Cell.Of(limit.UpperLimitGbp) : waits))
            .Concat(view.Figures.Ledger.EvidenceChecks.GroupBy(check => check.Ukprn).Where(checks => !sampled.Contains(checks.Key)).Select(checks =>
            {
                // Of several checks of one milestone the latest date counts, then the later line (funding.md section 1).
                var latest = checks.GroupBy(check => (check.LearnerRef, check.AimRef, check.StartDate, check.Milestone))
                    .Select(same => same.OrderBy(check => check.CheckedOn).Last()).ToList();
                return new QualityRow(
                    checks.Key, "Evidence checks", "What officers found in the evidence for milestones that no sample drew.", na, na, na, na,
                    na, Cell.Of(latest.Count), Cell.Of(latest.Count(check => !check.Pass)), waits, waits);
            }));
    }

    private static Cell HeldBy(QuarterView view, Ukprn ukprn, string rule)
    {
        var hold = HoldKinds.WarnedOfBy(rule);
        return hold is null
            ? Shorthand.NotApplicable
            : Cell.Of(view.EarningsOf(ukprn)
                .Where(earning => earning.Decision == Decision.Held && earning.Holds.Contains(hold.Value)).Sum(earning => earning.AmountGbp));
    }
}
