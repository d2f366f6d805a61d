using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Reporting.Workbooks.Statements;

/// <summary>S02: what keeps money back and what the provider can do about it. What only waits for its day stands on S03 alone.</summary>
internal static class S02ToActOn
{
    /// <param name="Learner">Null where it is about a return.</param>
    private sealed record StatementAction(string What, Earning? Learner, Cell Pounds, string Why, string ToDo, Cell ByWhen);

    public static Sheet Draw(QuarterView view, Ukprn ukprn) => Sheet.From<StatementAction>(
        "S02",
        "to_act_on",
        view.Title("S02", $"For you to act on: {view.ProviderName(ukprn)}"),
        [
            Column.Key<StatementAction>("What", 14, row => row.What),
            Column.Key<StatementAction>("Learner reference", 14, row => row.Learner?.LearnerRef ?? Shorthand.NotApplicable.Text),
            Column.Key<StatementAction>("Course", 9, row => row.Learner?.Qualification ?? Shorthand.NotApplicable.Text),
            Column.Cells<StatementAction>("Start date", Format.Date, row => Cell.Of(row.Learner?.StartDate, Shorthand.NotApplicable), width: 18) with { Key = true },
            Column.Key<StatementAction>("Milestone", 13, row => row.Learner?.Milestone.ToString() ?? Shorthand.NotApplicable.Text),
            Column.Cells<StatementAction>("Amount (£)", Format.Pounds, row => row.Pounds, MeasureNotes.AtStake, width: 12),
            Column.Text<StatementAction>("Why", 34, row => row.Why),
            Column.Text<StatementAction>("What to do", 32, row => row.ToDo),
            Column.Cells<StatementAction>("By when", Format.Date, row => row.ByWhen, MeasureNotes.ByWhen, width: 18),
        ],
        [.. Returns(view, ukprn), .. Milestones(view, ukprn)],
        none: "Nothing to act on") with
    {
        Source = view.Source,
        IsForWorkingIn = true,
    };

    private static IEnumerable<StatementAction> Returns(QuarterView view, Ukprn ukprn) => view.Returns
        .Where(received => received.Provider.Ukprn == ukprn && !received.Received)
        .Select(received => new StatementAction(
            received.Timeliness == Timeliness.Missing ? "Missing return" : "Return due",
            null,
            Shorthand.NotApplicable,
            $"The {CoverLines.KindWords(received.Kind)} for {view.Period.Words} has not been accepted.",
            $"Send the {CoverLines.KindWords(received.Kind)}, prepared on or after {Display.Date(view.Census)}. If there is nothing to report, send it as a nil return.",
            Cell.Of(received.DueOn, Shorthand.NotAvailable)));

    private static IEnumerable<StatementAction> Milestones(QuarterView view, Ukprn ukprn)
    {
        var byWhen = StatementWorkbook.NextDue(view);
        foreach (var course in view.CoursesOf(ukprn).Select(course => course.Course))
        {
            Earning? before = null;
            foreach (var earning in course.Milestones)
            {
                // What rests on the milestone before it gives the same reason: one thing to do is one row.
                if (Kind(earning, view.AsOf) is { } kind && !(before?.Decision == earning.Decision && earning.Reason.EndsWith(before.Reason, StringComparison.Ordinal)))
                {
                    yield return new StatementAction(
                        kind,
                        earning,
                        earning.AmountGbp == 0 ? Shorthand.NotApplicable : Cell.Of(earning.AmountGbp - earning.FundedGbp),
                        earning.Reason,
                        earning.WhatChangesIt,
                        byWhen);
                }

                before = earning;
            }
        }
    }

    /// <summary>Null where there is nothing to do.</summary>
    private static string? Kind(Earning earning, DateOnly asOf) => earning.WhatChangesIt.StartsWith("Nothing", StringComparison.Ordinal) ? null : earning.Decision switch
    {
        Decision.Held => "Held",
        Decision.NotClaimable => "Not claimable",
        Decision.NoAllocation => "No allocation",
        Decision.PartFunded or Decision.UnfundedCap => "Above the allocation",
        // Qualified by its date, and silence keeps it from being earned.
        Decision.NotYet when earning.Milestone == Milestone.Start && earning.Date <= asOf => "Not confirmed",
        _ => null,
    };
}
