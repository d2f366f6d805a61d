using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Vocabulary;
using Enr = Pilot.Reporting.Returns.Columns.EnrolmentColumns;

namespace Pilot.Reporting.Returns.Rules;

/// <summary>
/// Rules about rows against what is held of the provider (returns.md sections 4.3 and 4.4). They only warn, and say what
/// <see cref="GatherFacts"/> will do with the row: both follow the same reading of the specification.
/// </summary>
internal static class HistoryRules
{
    /// <summary>The row is rejected, and the version accepted before is used: people are told so beside what rejects it (<see cref="RequiredAction.EarlierVersionIsUsed"/>).</summary>
    public const string RejectedAgain = "HIST_03";

    /// <summary>A rule of both returns, which stands once in the catalogue.</summary>
    public const string SupersededId = "HIST_05";

    public static IReadOnlyList<SetRule> Enrolment { get; } =
    [
        Rule("HIST_01", ReturnKind.Enrolment, [Enr.PlannedEndDate, Enr.StartDate],
            "The planned end date or the start date has changed since it was last accepted.",
            "If the change corrects a mistake, you do not need to do anything. Do not move a planned end date because a learner overruns.",
            FindChangedDates),
        Rule(RejectedAgain, ReturnKind.Enrolment, [Enr.LearnerRef, Enr.AimRef, Enr.StartDate],
            "The row is rejected now, but an earlier version of it was accepted. The earlier version is carried forward: we go on using it as it was.",
            "Correct the row and send the return again, so that the newest facts count.",
            FindRejectedAgain),
        Superseded(ReturnKind.Enrolment, [Enr.LearnerRef, Enr.AimRef, Enr.StartDate]),
        Rule("HIST_04", ReturnKind.Enrolment, [Enr.LearnerRef, Enr.AimRef, Enr.LearnerNumber],
            "The same learner was accepted before under another aim or learner reference, and that row is not in this file. This row may be a duplicate, so its payment is held.",
            "Send both rows if both are right. If the earlier one is wrong, send it with Reported in error set to Y.",
            FindPossibleDuplicates),
    ];

    public static MissingRule MissingEnrolments { get; } = new()
    {
        Id = "HIST_02",
        Severity = Severity.W,
        Stage = RuleStage.History,
        Kind = ReturnKind.Enrolment,
        Columns = ["learner_ref", "aim_ref", "start_date"],
        Message = "A row that was accepted before, of a learner who has not ended, is missing from this file. It is carried forward: we go on using it as it was.",
        Fix = "Send every enrolment in every return. If the row should never have been sent, send it with Reported in error set to Y.",
        Find = FindMissingEnrolments,
    };

    /// <summary>One rule of both returns: what a later quarter's return says of a row prevails.</summary>
    public static SetRule Superseded(ReturnKind kind, int[] at) => Rule(SupersededId, kind, at,
        "The row differs from the one that your accepted return for a later quarter holds: it is not used.",
        "If this row is right, correct the row in your return for the later quarter and send that again. Otherwise you do not need to do anything.",
        (set, facts, report) => FindSuperseded(set, facts, at[0], report));

    private static void FindSuperseded(RowSet set, RowFacts facts, int column, Report report)
    {
        if (facts.Later is not { } later)
        {
            return;
        }

        var said = new LaterRows(later, facts);
        foreach (var row in set.Rows.Where(row => !row.Rejected && row.Key is not null))
        {
            if (said.DescribeDifference(row) is { } difference)
            {
                set.SupersededKeys.Add(row.Key!.Value);
                report(row, column, $"{difference} in your accepted return for {later.Period.Words}, which prevails: this row is not used.");
            }
        }
    }

    public static bool IsJudged(TypedRow row) => !row.InError && !row.Rejected && row.Key is not null;

    private static void FindChangedDates(RowSet set, RowFacts facts, Report report)
    {
        foreach (var row in facts.Held.Enrolments.Count == 0 ? [] : set.Rows.Where(row => IsJudged(row) && !set.IsSuperseded(row)))
        {
            if (row.Held is { } held)
            {
                if (row.Has(Enr.PlannedEndDate) && held.Newest.PlannedEndDate != row.Date(Enr.PlannedEndDate))
                {
                    report(row, Enr.PlannedEndDate, $"Planned end date is {Display.Date(row.Date(Enr.PlannedEndDate))}. "
                        + $"{Display.Date(held.Newest.PlannedEndDate)} was accepted before.");
                }
            }
            else if (!row.Failed(Enr.Restart) && !row.Is(Enr.Restart, CodeLists.Yes) && FindCorrected(row, set, facts) is { } old)
            {
                set.ReplacedKeys.Add(old.Newest.Key);
                report(row, Enr.StartDate, $"Start date is {Display.Date(row.Date(Enr.StartDate))}. The same learner and aim were accepted before "
                    + $"with start date {Display.Date(old.Newest.StartDate)}, which is not in this file: this row takes its place.");
            }
        }
    }

    private static HeldEnrolment? FindCorrected(TypedRow row, RowSet set, RowFacts facts)
    {
        HeldEnrolment? found = null;
        foreach (var held in facts.EnrolmentsByCourse[(row.Text(Enr.LearnerRef), row.Text(Enr.AimRef))])
        {
            if (!set.MayContain(held.Newest.Key) && !set.ReplacedKeys.Contains(held.Newest.Key) && !facts.HasEnded(held)
                && (found is null || held.Newest.StartDate > found.Newest.StartDate))
            {
                found = held;
            }
        }

        return found;
    }

    private static void FindRejectedAgain(RowSet set, RowFacts facts, Report report)
    {
        foreach (var row in set.Rows)
        {
            if (row.Rejected && !row.InError && FindEarlierVersion(row, set, facts) is { } earlier && !set.AcceptedKeys.Contains(earlier.Newest.Key))
            {
                set.ReplacedKeys.Add(earlier.Newest.Key);
                report(row, Enr.LearnerRef, $"This row is rejected. The version accepted before (start date {Display.Date(earlier.Newest.StartDate)}) is carried forward: we go on using it as it was.");
            }
        }
    }

    // Where a part of the key cannot be read, or was mistyped, the rest still says which row was meant.
    private static HeldEnrolment? FindEarlierVersion(TypedRow row, RowSet set, RowFacts facts)
    {
        if (row.Key is { } key && facts.FindEnrolment(key) is { } same)
        {
            return same;
        }

        var aim = row.Failed(Enr.AimRef) ? "" : row.Text(Enr.AimRef);
        return HeldOfLearner(row, facts).FirstOrDefault(held =>
            (aim.Length == 0 || held.Newest.AimRef == aim) && !set.Keys.Contains(held.Newest.Key) && !set.ReplacedKeys.Contains(held.Newest.Key) && !facts.HasEnded(held));
    }

    // By the reference, and where that is wrong by the learner's number.
    private static IEnumerable<HeldEnrolment> HeldOfLearner(TypedRow row, RowFacts facts)
    {
        var byReference = facts.EnrolmentsByLearnerRef[row.Text(Enr.LearnerRef)];
        return row.Failed(Enr.LearnerRef) && row.Has(Enr.LearnerNumber) && row.Whole(Enr.LearnerNumber) != RowFacts.TemporaryUln
            ? byReference.Concat(facts.EnrolmentsByLearner[facts.KeyOf(row)])
            : byReference;
    }

    private static void FindPossibleDuplicates(RowSet set, RowFacts facts, Report report)
    {
        foreach (var row in facts.Held.Enrolments.Count == 0 ? [] : set.Rows.Where(row => IsJudged(row) && !set.IsSuperseded(row)))
        {
            if (row.Held is not null || row.Failed(Enr.LearnerNumber) || FindCorrectedBy(row, set, facts))
            {
                continue;
            }

            var reference = row.Text(Enr.LearnerRef);
            // A learner who had no number yet is the same learner now that the number has come.
            var waiting = facts.EnrolmentsByLearnerRef[reference].Where(held => held.Newest.LearnerKey == facts.TemporaryKeyOf(reference));
            var other = facts.EnrolmentsByLearner[facts.KeyOf(row)].Concat(waiting).FirstOrDefault(held =>
                (held.Newest.AimRef != row.Text(Enr.AimRef) || held.Newest.LearnerRef != reference) && !set.MayContain(held.Newest.Key));
            if (other is not null)
            {
                report(row, Enr.LearnerRef, $"The same learner was accepted before with learner reference '{LearnerReference.Shown(other.Newest.LearnerRef)}' and learning aim reference "
                    + $"'{other.Newest.AimRef}', and that row is not in this file. This row may be a duplicate, so its payment is held.");
            }
        }
    }

    // A corrected start date brings no new row: it takes the place of one.
    private static bool FindCorrectedBy(TypedRow row, RowSet set, RowFacts facts) =>
        !row.Is(Enr.Restart, CodeLists.Yes)
        && facts.EnrolmentsByCourse[(row.Text(Enr.LearnerRef), row.Text(Enr.AimRef))].Any(held => set.ReplacedKeys.Contains(held.Newest.Key));

    private static IEnumerable<(string LearnerRef, string Message)> FindMissingEnrolments(RowSet set, RowFacts facts)
    {
        foreach (var held in facts.Held.Enrolments)
        {
            if (!set.Keys.Contains(held.Newest.Key) && !set.ReplacedKeys.Contains(held.Newest.Key) && !facts.HasEnded(held))
            {
                yield return (held.Newest.LearnerRef, $"Learner '{LearnerReference.Shown(held.Newest.LearnerRef)}', learning aim reference '{held.Newest.AimRef}', start date "
                    + $"{Display.Date(held.Newest.StartDate)} was accepted before and is missing now. It is carried forward: we go on using it as it was.");
            }
        }
    }

    public static SetRule Rule(
        string id, ReturnKind kind, int[] at, string message, string fix, Action<RowSet, RowFacts, Report> find) => new()
        {
            Id = id,
            Severity = Severity.W,
            Stage = RuleStage.History,
            Kind = kind,
            BlamedColumns = at,
            Columns = Rules.Rule.NamesOf(ReturnTemplate.Of(kind).Columns, at),
            Message = message,
            Fix = fix,
            Find = find,
        };
}
