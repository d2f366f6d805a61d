using Pilot.Reporting.Vocabulary;
using Enr = Pilot.Reporting.Returns.Columns.EnrolmentColumns;

namespace Pilot.Reporting.Returns.Rules;

/// <summary>
/// A learner's reference must not say who the learner is: a ULN in its place would be stored, listed and printed (returns.md section 4.3). Both are
/// run before other rules about rows seen together; what they name is hidden everywhere but in the provider's own workbook.
/// </summary>
internal static class ReferenceRules
{
    public static IReadOnlyList<SetRule> All { get; } =
    [
        new()
        {
            Id = "REF_01",
            Severity = Severity.E,
            Stage = RuleStage.CrossRow,
            Kind = ReturnKind.Enrolment,
            BlamedColumns = [Enr.LearnerRef],
            Columns = ["learner_ref", "uln"],
            Message = "The learner reference is a unique learner number of this file.",
            Fix = "Enter your own reference for the learner, which says nothing about who it is. If the row was accepted under this reference before, send the old row too, with Reported in error set to Y.",
            CanOverride = false,
            Find = FindOwnNumbers,
        },
        new()
        {
            Id = "REF_02",
            Severity = Severity.W,
            Stage = RuleStage.CrossRow,
            Kind = ReturnKind.Enrolment,
            BlamedColumns = [Enr.LearnerRef],
            Columns = ["learner_ref"],
            Message = "The learner reference is 10 digits that read like a unique learner number. It is not shown anywhere but in your own workbook.",
            Fix = "If it is a unique learner number, enter your own reference instead. If it is your own reference, you do not need to do anything.",
            Find = (set, _, report) =>
            {
                foreach (var row in set.Rows.Where(row => !row.InError && row.Has(Enr.LearnerRef) && PersonalText.IsUlnLike(row.Text(Enr.LearnerRef))))
                {
                    report(row, Enr.LearnerRef, "The learner reference is 10 digits that read like a unique learner number.");
                }
            },
        },
    ];

    private static void FindOwnNumbers(RowSet set, RowFacts facts, Report report)
    {
        var suspects = set.Rows.Where(row => !row.InError && row.Has(Enr.LearnerRef) && PersonalText.IsUlnLike(row.Text(Enr.LearnerRef))).ToList();
        if (suspects.Count == 0)
        {
            return;
        }

        var wanted = suspects.Select(NumberOf).ToHashSet();
        var rowOf = new Dictionary<long, int>();
        foreach (var row in set.Rows.Where(row => !row.InError && row.Has(Enr.LearnerNumber) && wanted.Contains(row.Whole(Enr.LearnerNumber))))
        {
            rowOf.TryAdd(row.Whole(Enr.LearnerNumber), row.Number);
        }

        foreach (var row in suspects)
        {
            var number = NumberOf(row);
            if (row.Has(Enr.LearnerNumber) && row.Whole(Enr.LearnerNumber) == number)
            {
                report(row, Enr.LearnerRef, "The learner reference is the unique learner number of the same row.");
            }
            else if (rowOf.TryGetValue(number, out var other))
            {
                report(row, Enr.LearnerRef, $"The learner reference is the unique learner number of row {other}.");
            }
        }
    }

    private static long NumberOf(TypedRow row) =>
        long.Parse(PersonalText.Digits(row.Text(Enr.LearnerRef)), System.Globalization.CultureInfo.InvariantCulture);
}
