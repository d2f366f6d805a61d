using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Vocabulary;
using Cmp = Pilot.Reporting.Returns.Columns.CompletionColumns;

namespace Pilot.Reporting.Returns.Rules;

/// <summary>The same of completions: what was accepted before and is said otherwise, or not at all, now.</summary>
internal static class CompletionHistoryRules
{
    public static IReadOnlyList<SetRule> All { get; } =
    [
        HistoryRules.Rule("HIST_11", ReturnKind.Completion, [Cmp.CompStatus, Cmp.ActualEndDate, Cmp.Outcome, Cmp.Grade],
            "A fact that was accepted before has changed: completion status, actual end date, outcome or grade.",
            "If the change corrects a mistake, you do not need to do anything. Keep evidence of it.",
            FindChangedCompletions),
        HistoryRules.Superseded(ReturnKind.Completion, [Cmp.LearnerRef, Cmp.AimRef, Cmp.StartDate]),
    ];

    public static MissingRule Missing { get; } = new()
    {
        Id = "HIST_12",
        Severity = Severity.W,
        Stage = RuleStage.History,
        Kind = ReturnKind.Completion,
        Columns = ["learner_ref", "aim_ref", "start_date"],
        Message = "A break in learning, or an outcome not yet known, that was accepted before is missing from this file. It is carried forward: we go on using it as it was.",
        Fix = "Send every completion in every return. If the row should never have been sent, send it with Reported in error set to Y.",
        Find = FindMissingCompletions,
    };

    private static void FindChangedCompletions(RowSet set, RowFacts facts, Report report)
    {
        foreach (var row in set.Rows.Where(row => HistoryRules.IsJudged(row) && !set.IsSuperseded(row)))
        {
            if (row.Held is null || facts.FindCompletion(row.Held.Newest.Key) is not { } held || held.Newest.CompStatus == CompStatusCode.BreakInLearning)
            {
                // A break is not closed: it is meant to change.
                continue;
            }

            if (FindChange(row, held.Newest) is { } change)
            {
                report(row, change.Column, change.Message);
            }
        }
    }

    private static (int Column, string Message)? FindChange(TypedRow row, Completion before)
    {
        if (!row.Failed(Cmp.CompStatus) && row.Text(Cmp.CompStatus) != before.CompStatus)
        {
            return (Cmp.CompStatus, $"Completion status is {CompletionRules.Named(Cmp.CompStatus, row.Text(Cmp.CompStatus))}. {CompletionRules.Named(Cmp.CompStatus, before.CompStatus)} was accepted before.");
        }

        if (!row.Failed(Cmp.ActualEndDate) && row.Date(Cmp.ActualEndDate) != before.ActualEndDate)
        {
            return (Cmp.ActualEndDate, $"Actual end date is {Display.Date(row.Date(Cmp.ActualEndDate))}. {Display.Date(before.ActualEndDate)} was accepted before.");
        }

        // An outcome that was not yet known is meant to become known.
        if (before.Outcome == OutcomeCode.NotYetKnown)
        {
            return null;
        }

        if (!row.Failed(Cmp.Outcome) && row.Text(Cmp.Outcome) != before.Outcome)
        {
            return (Cmp.Outcome, $"Outcome is {CompletionRules.Named(Cmp.Outcome, row.Text(Cmp.Outcome))}. {CompletionRules.Named(Cmp.Outcome, before.Outcome)} was accepted before.");
        }

        return !row.Failed(Cmp.Grade) && row.TextOrNone(Cmp.Grade) != before.Grade
            ? (Cmp.Grade, $"Grade is {(row.TextOrNone(Cmp.Grade) is { } grade ? CompletionRules.Named(Cmp.Grade, grade) : "blank")}. "
                + $"{(before.Grade is { } accepted ? CompletionRules.Named(Cmp.Grade, accepted) : "No grade")} was accepted before.")
            : null;
    }

    private static IEnumerable<(string LearnerRef, string Message)> FindMissingCompletions(RowSet set, RowFacts facts)
    {
        // By the enrolment that a row belongs to: its start date may have been corrected since it was sent first.
        var present = set.Rows.Where(row => row.Key is not null)
            .Select(row => facts.FindEnrolmentOfCompletion(row.Key!.Value)?.Newest.Key ?? row.Key!.Value).ToHashSet();
        foreach (var held in facts.Held.Completions.Where(completion => completion.Newest.CompStatus == CompStatusCode.BreakInLearning || completion.Newest.Outcome == OutcomeCode.NotYetKnown))
        {
            if (!present.Contains(held.Newest.Key) && !set.Keys.Contains(held.Newest.Key) && !facts.KeyOnlyRows.Contains(held.Newest.Key))
            {
                yield return (held.Newest.LearnerRef, $"Learner '{LearnerReference.Shown(held.Newest.LearnerRef)}', learning aim reference '{held.Newest.AimRef}', start date "
                    + $"{Display.Date(held.Newest.StartDate)}: {(held.Newest.CompStatus == CompStatusCode.BreakInLearning ? "the break in learning" : "the outcome not yet known")} "
                    + "was accepted before and is missing now. It is carried forward: we go on using it as it was.");
            }
        }
    }
}
