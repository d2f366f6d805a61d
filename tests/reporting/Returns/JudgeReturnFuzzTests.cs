using Pilot.Reporting.Returns;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Returns.Rules;
using Pilot.Tests.Support;

namespace Pilot.Tests.Returns;

/// <summary>Whatever a provider sends, the judgement comes to an end and adds up. Fixed seeds: a failure can be run again.</summary>
public class JudgeReturnFuzzTests
{
    private static readonly object?[] Odd =
    [
        null, "", " ", "'", "Y", "N", "1", 1, 2, 3, 6, 8, 0, -1, 1.5, 1e300, -1e300, double.MaxValue, 99999, 2958465, 2958466, 1e9, "NaN", "31/02/2026", "2026-09-14", true, false,
        new DateOnly(1, 1, 1).AddYears(1899), new DateOnly(2099, 1, 1), new DateOnly(9999, 12, 31), "60300011", "60300012", "EMP", "EDU", "NONE", "HNC", "ZZ99 9ZZ", Uln.Temporary,
        "=1+1", "\u0001\uFFFD", "\uD83D\uDE00", EdgeCaseCell.Uncalculated, EdgeCaseCell.Error("#DIV/0!"), EdgeCaseCell.Error("#N/A"), "FULL", "NIL", "2026Q3", "L000000", "L000001",
    ];

    [Theory]
    [InlineData(ReturnKind.Enrolment)]
    [InlineData(ReturnKind.Completion)]
    public void A_judgement_of_anything_ends_and_adds_up(ReturnKind kind)
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var underTest = kind == ReturnKind.Enrolment ? ReturnUnderTest.Enrolment() : ReturnUnderTest.Completion();
            underTest.Hold(0, ReturnUnderTest.Hnc, ReturnUnderTest.Start.AddDays(random.Next(-3, 3)));
            underTest.Hold(8, ReturnUnderTest.Hnd);
            underTest.HoldEnd(8, ReturnUnderTest.Hnd, random.Next(2) == 0 ? "6" : "2", "8", null);
            underTest.File.Copy(0);
            for (var change = random.Next(1, 12); change > 0; change--)
            {
                var columns = underTest.File.Template.Columns;
                underTest.File.With(random.Next(underTest.File.Count), columns[random.Next(columns.Count)].Name, Pick(random));
            }

            if (random.Next(8) == 0)
            {
                underTest.File.Declare(DeclarationSheet.Keys[random.Next(DeclarationSheet.Keys.Count)], Pick(random));
            }

            AddsUp(underTest.Judge(), seed);
        }
    }

    private static object? Pick(Random random) => Odd[random.Next(Odd.Length)] is var value && value is "\u0001\uFFFD" ? "\t\uFFFD" : value;

    private static void AddsUp(Judgement judgement, int seed)
    {
        if (judgement.Status == SubmissionStatus.Rejected)
        {
            Assert.True(judgement.Findings.Any(finding => finding.Severity == Severity.F), $"seed {seed}: rejected without a reason");
            Assert.Equal(0, judgement.AcceptedRows);
            return;
        }

        Assert.True(judgement.Rows == judgement.AcceptedRows + judgement.RejectedRows, $"seed {seed}: rows are lost");
        var accepted = judgement.Enrolments.Select(enrolment => enrolment.ExcelRow).Concat(judgement.Completions.Select(completion => completion.ExcelRow)).ToHashSet();
        var wrong = judgement.Findings.Where(finding => finding.Severity == Severity.E).Select(finding => finding.Row!.Value).ToHashSet();
        Assert.True(!accepted.Overlaps(wrong), $"seed {seed}: a row with an error was accepted");
        Assert.True(accepted.Count + wrong.Count == judgement.Rows, $"seed {seed}: a row was rejected without a finding");
        Assert.Equal(judgement.RejectedRows == 0 ? SubmissionStatus.Accepted : SubmissionStatus.PartlyAccepted, judgement.Status);
        Assert.True(judgement.AcceptedClaimGbp <= judgement.ClaimedGbp, $"seed {seed}");
        Assert.All(judgement.Findings.GroupBy(finding => (finding.RuleId, finding.Row, finding.Cell, finding.LearnerRef, finding.Message)), same => Assert.Single(same));
    }
}
