using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Returns.Rules;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Reporting.Workbooks.Casework;

/// <summary>The restricted workbook: learner references, to work in.</summary>
public static class CaseworkBook
{
    /// <summary>Its table is also written as <c>earnings.csv</c>.</summary>
    public const string EarningsCode = "X03";

    private const string Kind = "wmca-casework";

    /// <summary>Whether a file that a run wrote holds learner references: this workbook, or one of its tables.</summary>
    /// <param name="path">Its name, with or without folders before it.</param>
    public static bool IsOneOfItsFiles(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return name == "earnings.csv" || name.Contains($"-{Kind}-", StringComparison.Ordinal)
            || (name.Length > 4 && name[0] is 'x' && char.IsAsciiDigit(name[1]) && char.IsAsciiDigit(name[2]) && name[3] is '-');
    }

    public static Book Draw(QuarterView view)
    {
        Sheet[] sheets = [Exceptions(view), Adjustments(view), Earnings(view), Sample(view), Findings(view), X06AwardsInNoReturn.Draw(view), X07Monitors.Draw(view)];
        return new Book(
            view.FileName(Kind),
            $"MedTech HTQ pilot, West Midlands: casework, {view.Period.Words}",
            view.Figures.Run.CreatedAt,
            CoverLines.For(view, Audience.Casework),
            [.. sheets.Select(sheet => sheet with { WorkedIn = true, Source = view.Source })])
        {
            Provisional = view.Provisional,
        };
    }

    private static Sheet Exceptions(QuarterView view) => Sheet.From<FundingException>(
        "X01",
        "exceptions",
        view.Title("X01", "Exceptions by learner"),
        [
            Columns.Key<FundingException>("Provider", 30, one => view.ProviderName(one.Earning.Ukprn)),
            Columns.Key<FundingException>("UKPRN", 12, one => one.Earning.Ukprn.ToString()),
            Columns.Key<FundingException>("Learner reference", 22, one => one.Earning.LearnerRef),
            Columns.Key<FundingException>("Learning aim reference", 16, one => one.Earning.AimRef),
            Columns.Key<FundingException>("Milestone", 14, one => one.Earning.Milestone.ToString()),
            Columns.Text<FundingException>("Kind", 26, one => one.Kind),
            Columns.Text<FundingException>("Other holds", 26, OtherHolds),
            Columns.Pounds<FundingException>("Amount (£)", one => one.AmountGbp, Definitions.ExceptionAmount),
            Columns.Text<FundingException>("Why", Columns.Widest, one => one.Earning.Reason),
            Columns.Text<FundingException>("Pearson's record", Columns.Widest, one => EarningColumns.Says(one.Earning)),
            Columns.Text<FundingException>("What clears it", Columns.Widest, one => one.WhatClearsIt),
        ],
        FundingException.Among(view.Figures.Funding.Earnings),
        none: "No exceptions");

    private static string OtherHolds(FundingException one)
    {
        var others = string.Join(", ", one.Earning.Holds.Select(HoldKinds.Words).Where(words => words != one.Kind));
        return others.Length == 0 ? "None" : others;
    }

    private static Sheet Adjustments(QuarterView view) => Sheet.From<LateNews>(
        "X02",
        "adjustments",
        view.Title("X02", "Adjustments by learner"),
        [
            Columns.Key<LateNews>("Provider", 30, one => view.ProviderName(one.Ukprn)),
            Columns.Key<LateNews>("UKPRN", 12, one => one.Ukprn.ToString()),
            Columns.Key<LateNews>("Qualification", 16, one => one.Qualification),
            Columns.Key<LateNews>("Learner reference", 22, one => one.LearnerRef ?? Shorthand.NotApplicable.Text),
            Columns.Key<LateNews>("Quarter it belongs to", 36, one => one.Belongs.Words),
            Columns.Text<LateNews>("Kind", 26, one => one.Kind),
            Columns.Pounds<LateNews>("Amount (£)", one => one.AmountGbp, Definitions.AdjustmentAmount),
            Columns.Text<LateNews>("Why", Columns.Widest, one => one.Why),
        ],
        view.LateNews,
        none: "No adjustments");

    private static Sheet Earnings(QuarterView view) => Sheet.From(
        EarningsCode,
        "earnings",
        view.Title(EarningsCode, "Every milestone of every course, with its explanation"),
        [
            EarningColumns.Provider(view), EarningColumns.Ukprn, EarningColumns.LearnerRef, EarningColumns.Aim, EarningColumns.Qualification,
            EarningColumns.Start, EarningColumns.Milestone, EarningColumns.Date, EarningColumns.Amount, EarningColumns.Funded, EarningColumns.Decision,
            EarningColumns.Reason, EarningColumns.WhatChangesIt, EarningColumns.Corroboration, EarningColumns.PearsonSays, EarningColumns.Submission, EarningColumns.Row,
        ],
        [.. view.Figures.Funding.Earnings],
        none: "No courses");

    private static Sheet Sample(QuarterView view) => Sheet.From(
        "X04",
        "evidence_sample",
        view.Title("X04", "Evidence sample"),
        [
            EarningColumns.Provider(view), EarningColumns.Ukprn, EarningColumns.LearnerRef, EarningColumns.Aim, EarningColumns.Start,
            EarningColumns.Milestone, EarningColumns.Date, EarningColumns.Funded, EarningColumns.Submission, EarningColumns.Row,
        ],
        view.Provisional ? [] : DrawEvidenceSample.Earnings(view.Figures.Funding, DrawEvidenceSample.Run(view.Figures.Funding, view.Figures.LastClosedEarnings)),
        none: view.Provisional ? "Drawn when the period closes" : "Nothing newly funded") with
    {
        Remarks =
        [
            "One in ten of each provider's newly funded milestones, at least 5, drawn by their pounds: the larger a milestone, the likelier. Check the evidence, and send the results on the sheet EvidenceChecks of a ledger workbook.",
        ],
    };

    private static Sheet Findings(QuarterView view) => Sheet.From<RuleCount>(
        "X05",
        "open_findings",
        view.Title("X05", "Open findings by provider and rule"),
        [
            Columns.Key<RuleCount>("Provider", 30, one => view.ProviderName(one.Ukprn)),
            Columns.Key<RuleCount>("UKPRN", 12, one => one.Ukprn.ToString()),
            Columns.Key<RuleCount>("Return", 14, one => one.Kind == ReturnKind.Enrolment ? "Enrolment" : "Completion"),
            Columns.Cells<RuleCount>("Submission", Format.Text, one => Cell.Of(one.SubmissionNumber), width: 14),
            Columns.Key<RuleCount>("Rule", 20, one => one.RuleId),
            Columns.Text<RuleCount>("Severity", 14, one => SeverityWords(one.Severity), Definitions.Severity),
            Columns.Text<RuleCount>("What it found", 50, one => RuleWords(one.RuleId)),
            Columns.Count<RuleCount>("Rows", one => one.Rows, Definitions.RuleRows),
        ],
        [
            .. view.Figures.RuleCounts.Where(one => one.Period == view.Period && one.Rows > 0)
                .OrderBy(one => one.Ukprn).ThenBy(one => one.Kind).ThenBy(one => one.RuleId, StringComparer.Ordinal),
        ],
        none: "No open findings");

    /// <summary>What a rule finds, in general; a rule that the catalogue no longer has is known by its id alone.</summary>
    internal static string RuleWords(string rule) => RuleCatalogue.Find(rule)?.Message ?? rule;

    internal static string SeverityWords(Severity severity) => severity switch
    {
        Severity.W => "Warning",
        Severity.E => "Error",
        _ => "File",
    };
}
