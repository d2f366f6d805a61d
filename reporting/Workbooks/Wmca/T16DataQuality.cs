using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks.Casework;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Reporting.Workbooks.Wmca;

/// <summary>T16: what the checks found, and what officers found in the evidence.</summary>
internal static class T16DataQuality
{
    private sealed record QualityRow(Ukprn Ukprn, string Rule, string Found, Cell Severity, Cell Rows, Cell HeldBack, Cell Change, Cell Checked, Cell Failed, Cell ErrorRate);

    public static Sheet Draw(QuarterView view) => Sheet.From<QualityRow>(
        "T16",
        "data_quality",
        view.Title("T16", "Data quality by provider and rule"),
        [
            Columns.Key<QualityRow>("Provider", 30, row => view.ProviderName(row.Ukprn)),
            Columns.Key<QualityRow>("UKPRN", 12, row => row.Ukprn.ToString()),
            Columns.Key<QualityRow>("Rule", 20, row => row.Rule),
            Columns.Cells<QualityRow>("Severity", Format.Text, row => row.Severity, Definitions.Severity),
            Columns.Text<QualityRow>("What it found", 34, row => row.Found),
            Columns.Cells<QualityRow>("Rows", Format.Whole, row => row.Rows, Definitions.RuleRows),
            Columns.Cells<QualityRow>("Held back (£)", Format.Pounds, row => row.HeldBack, Definitions.HeldBack),
            Columns.Cells<QualityRow>("Change on last quarter", Format.Whole, row => row.Change, Definitions.RuleChange),
            Columns.Cells<QualityRow>("Evidence checked", Format.Whole, row => row.Checked, Definitions.Evidence),
            Columns.Cells<QualityRow>("Evidence failed", Format.Whole, row => row.Failed, Definitions.Evidence),
            Columns.Cells<QualityRow>("Error rate (%)", Format.PercentOne, row => row.ErrorRate, Definitions.EvidenceErrors),
        ],
        [
            .. RuleRows(view).Concat(EvidenceRows(view)).OrderBy(row => row.Ukprn).ThenBy(row => row.Rule, StringComparer.Ordinal),
        ],
        none: "Nothing found") with
    {
        Remarks = ["The row Evidence checks of a provider speaks of all milestones checked so far; the other rows of this quarter's returns."],
        Source = view.Source,
    };

    private static IEnumerable<QualityRow> RuleRows(QuarterView view)
    {
        var na = Shorthand.NotApplicable;
        var last = view.Figures.RuleCounts.Where(one => one.Period == view.Period.Previous).ToLookup(one => (one.Ukprn, one.RuleId));
        var now = view.Figures.RuleCounts.Where(one => one.Period == view.Period).ToLookup(one => (one.Ukprn, one.RuleId));
        foreach (var (ukprn, rule) in now.Select(one => one.Key).Union(last.Select(one => one.Key)))
        {
            var rows = now[(ukprn, rule)].Sum(one => one.Rows);
            var severity = now[(ukprn, rule)].Concat(last[(ukprn, rule)]).First().Severity;
            yield return new QualityRow(
                ukprn, rule, CaseworkBook.RuleWords(rule), Cell.Of(CaseworkBook.SeverityWords(severity)), Cell.Of(rows), HeldBy(view, ukprn, rule), Cell.Of(rows - last[(ukprn, rule)].Sum(one => one.Rows)), na, na, na);
        }
    }

    private static IEnumerable<QualityRow> EvidenceRows(QuarterView view)
    {
        var na = Shorthand.NotApplicable;
        foreach (var provider in view.Figures.Ledger.EvidenceChecks.GroupBy(one => one.Ukprn))
        {
            // Of several checks of one milestone the latest date counts, then the later line (funding.md section 1).
            EvidenceCheck[] latest =
            [
                .. provider.GroupBy(one => (one.LearnerRef, one.AimRef, one.StartDate, one.Milestone)).Select(group => group.OrderBy(one => one.CheckedOn).Last()),
            ];
            var failed = latest.Count(one => !one.Pass);
            yield return new QualityRow(
                provider.Key, "Evidence checks", "What officers found in the evidence for milestones.", na, na, na, na, Cell.Of(latest.Length), Cell.Of(failed), Cell.Rate(failed, latest.Length));
        }
    }

    private static Cell HeldBy(QuarterView view, Ukprn ukprn, string rule)
    {
        var hold = HoldKinds.WarnedOfBy(rule);
        return hold is null
            ? Shorthand.NotApplicable
            : Cell.Of(view.EarningsOf(ukprn)
                .Where(one => one.Decision == Decision.Held && one.Holds.Contains(hold.Value)).Sum(one => one.AmountGbp));
    }
}
