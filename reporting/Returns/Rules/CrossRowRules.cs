using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Vocabulary;
using Enr = Pilot.Reporting.Returns.Columns.EnrolmentColumns;

namespace Pilot.Reporting.Returns.Rules;

/// <summary>Rules about rows of one file seen together (returns.md sections 4.3 and 4.4).</summary>
internal static class CrossRowRules
{
    private const string SameRow = "The same learner reference, learning aim reference and start date appear in more than one row.";
    private const string KeepOne = "Keep one row for each learner, aim and start, and delete the others.";

    public static IReadOnlyList<SetRule> Enrolment { get; } =
    [
        SameKey("DUP_01", ReturnTemplate.Enrolment),
        new()
        {
            Id = "DUP_02",
            Severity = Severity.W,
            Stage = RuleStage.CrossRow,
            Kind = ReturnKind.Enrolment,
            BlamedColumns = [Enr.StartDate, Enr.LearnerNumber, Enr.AimRef],
            Columns = ["start_date", "uln", "aim_ref"],
            Message = "The same learner is on the same aim in more than one row, and the dates overlap.",
            Fix = "Correct the dates, or set Reported in error to Y on the row that should not be there. "
                + "For a restart after a break enter the original start date. While the rows overlap only the earlier one is paid.",
            Find = FindOverlaps,
        },
        new()
        {
            Id = "DUP_03",
            Severity = Severity.E,
            Stage = RuleStage.CrossRow,
            Kind = ReturnKind.Enrolment,
            BlamedColumns = [Enr.LearnerNumber, Enr.LearnerRef],
            Columns = ["uln", "learner_ref"],
            Message = "One learner reference appears with two unique learner numbers, or one number with two learner references.",
            Fix = "Give each learner one reference and one number in every row. Enter 9999999999 while you find out which number is right.",
            Find = FindMixedLearners,
        },
    ];

    public static IReadOnlyList<SetRule> Completion { get; } = [SameKey("DUP_11", ReturnTemplate.Completion)];

    private static SetRule SameKey(string id, ReturnTemplate template)
    {
        int[] at = [template.LearnerRef, template.AimRef, template.StartDate];
        return new SetRule
        {
            Id = id,
            Severity = Severity.E,
            Stage = RuleStage.CrossRow,
            Kind = template.Kind,
            BlamedColumns = at,
            Columns = Rules.Rule.NamesOf(template.Columns, at),
            Message = SameRow,
            Fix = KeepOne,
            Find = (set, _, report) => FindSameKeys(set, at, report),
        };
    }

    // A row that failed for another reason still makes its twin doubtful: which of the two is meant, nobody can tell.
    private static void FindSameKeys(RowSet set, int[] at, Report report)
    {
        var alike = HashCollisions.Find(set.Rows, row => row.Key?.GetHashCode());
        if (alike.Count == 0)
        {
            return;
        }

        var rowsOf = new Dictionary<RowKey, List<int>>();
        foreach (var row in alike)
        {
            if (row.Key is { } key)
            {
                rowsOf.AddTo(key, row.Number, capacity: 1);
            }
        }

        var columns = TypedRow.Set(at);
        foreach (var row in set.Rows)
        {
            if (!row.InError && !row.AnyFailed(columns) && row.Key is { } key && rowsOf.TryGetValue(key, out var rows) && rows.Count > 1)
            {
                report(row, at[0], $"Learner reference '{Shown(row)}', learning aim reference '{key.AimRef}' and start date "
                    + $"{Display.Date(key.StartDate)} appear together in {Display.Rows(rows)}.");
            }
        }
    }

    private static void FindOverlaps(RowSet set, RowFacts facts, Report report)
    {
        var reads = TypedRow.Set([Enr.LearnerRef, Enr.LearnerNumber, Enr.AimRef, Enr.StartDate, Enr.PlannedEndDate, Enr.Restart, Enr.OriginalStartDate]);
        var alike = HashCollisions.Find(set.Rows, row => HasOwnUln(row, reads) ? row.Whole(Enr.LearnerNumber).GetHashCode() : null);
        if (alike.Count == 0)
        {
            return;
        }

        var rowsOf = new Dictionary<(long Uln, string Aim), List<TypedRow>>();
        foreach (var row in alike)
        {
            rowsOf.AddTo((row.Whole(Enr.LearnerNumber), row.Text(Enr.AimRef)), row, capacity: 1);
        }

        foreach (var rows in rowsOf.Values.Where(rows => rows.Count > 1))
        {
            foreach (var row in rows)
            {
                var others = rows.Where(other => other != row && Overlap(row, other, facts)).Select(other => other.Number).ToList();
                if (others.Count > 0)
                {
                    report(row, Enr.StartDate, $"The same learner is also on the same aim in {Display.Rows(others)}, and the dates overlap.");
                }
            }
        }
    }

    private static bool HasOwnUln(TypedRow row, ulong reads) =>
        !row.InError && !row.AnyFailed(reads) && row.Whole(Enr.LearnerNumber) != RowFacts.TemporaryUln;

    private static bool Overlap(TypedRow first, TypedRow other, RowFacts facts) =>
        !AreOneCourse(first, other)
        && first.Date(Enr.StartDate) <= End(other, facts) && other.Date(Enr.StartDate) <= End(first, facts);

    /// <summary>Before and after a break: one of the two is a restart, and they share the original start.</summary>
    private static bool AreOneCourse(TypedRow first, TypedRow other) =>
        (first.Is(Enr.Restart, CodeLists.Yes) || other.Is(Enr.Restart, CodeLists.Yes)) && CourseStart(first) == CourseStart(other);

    private static DateOnly CourseStart(TypedRow row) =>
        row.Is(Enr.Restart, CodeLists.Yes) && row.Has(Enr.OriginalStartDate) ? row.Date(Enr.OriginalStartDate) : row.Date(Enr.StartDate);

    private static DateOnly End(TypedRow row, RowFacts facts) =>
        facts.FindCompletion(row.Key!.Value)?.Newest.ActualEndDate ?? row.Date(Enr.PlannedEndDate);

    private static void FindMixedLearners(RowSet set, RowFacts facts, Report report)
    {
        var reads = TypedRow.Set([Enr.LearnerRef, Enr.LearnerNumber]);
        int? Reference(TypedRow row) => HasOwnUln(row, reads) ? row.Text(Enr.LearnerRef).GetHashCode(StringComparison.Ordinal) : null;
        int? Number(TypedRow row) => HasOwnUln(row, reads) ? row.Whole(Enr.LearnerNumber).GetHashCode() : null;

        var numbersOf = new Dictionary<string, Dictionary<long, int>>(StringComparer.Ordinal);
        foreach (var row in HashCollisions.Find(set.Rows, Reference))
        {
            Add(numbersOf, row.Text(Enr.LearnerRef), row.Whole(Enr.LearnerNumber), row.Number);
        }

        var referencesOf = new Dictionary<long, Dictionary<string, int>>();
        foreach (var row in HashCollisions.Find(set.Rows, Number))
        {
            Add(referencesOf, row.Whole(Enr.LearnerNumber), row.Text(Enr.LearnerRef), row.Number);
        }

        foreach (var row in numbersOf.Count + referencesOf.Count == 0 ? [] : set.Rows)
        {
            if (!HasOwnUln(row, reads))
            {
                continue;
            }

            if (numbersOf.TryGetValue(row.Text(Enr.LearnerRef), out var numbers) && numbers.Count > 1)
            {
                var other = numbers.First(pair => pair.Key != row.Whole(Enr.LearnerNumber)).Value;
                report(row, Enr.LearnerNumber, $"Learner reference '{Shown(row)}' has another unique learner number in row {other}.");
            }
            else if (referencesOf.TryGetValue(row.Whole(Enr.LearnerNumber), out var references) && references.Count > 1)
            {
                var (reference, other) = references.First(pair => pair.Key != row.Text(Enr.LearnerRef));
                report(row, Enr.LearnerNumber, $"This unique learner number has another learner reference, '{LearnerReference.Shown(reference)}', in row {other}.");
            }
        }
    }

    private static string Shown(TypedRow row) => LearnerReference.Shown(row.ShownRef ?? "");

    /// <summary>The first row of each value.</summary>
    private static void Add<TKey, TValue>(Dictionary<TKey, Dictionary<TValue, int>> all, TKey key, TValue value, int row)
        where TKey : notnull
        where TValue : notnull
    {
        if (!all.TryGetValue(key, out var values))
        {
            all[key] = values = [];
        }

        values.TryAdd(value, row);
    }
}
