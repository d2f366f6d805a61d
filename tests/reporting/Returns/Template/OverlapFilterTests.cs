using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Returns.Template;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Tests.Returns.Template;

public sealed class OverlapFilterTests
{
    private static readonly DateOnly Begin = new(2026, 9, 14), Middle = new(2027, 1, 11), End = new(2027, 6, 25);

    [Fact]
    public void Section3_a_row_that_the_newest_return_did_not_have_and_that_overlaps_one_of_its_rows_is_left_out() =>
        Assert.Equal([(1, 2)], LeftOut(Row(1, Begin), Row(2, Middle)));

    [Fact]
    public void Section3_the_number_of_arrival_does_not_say_which_return_is_the_newest() =>
        Assert.Equal([(2, 2)], LeftOut(Row(1, Begin) with { LastReportedOn = End.AddDays(1) }, Row(2, Middle)));

    [Fact]
    public void Section3_one_that_ended_after_the_other_began_is_left_out_too() => Assert.Equal([(1, 2)], OverlapFilter.FindOverlapping(Facts(
        [Row(1, Begin), Row(2, Middle)], new Completion { LearnerRef = "L1", AimRef = "60300001", StartDate = Begin, CompStatus = "3", ActualEndDate = Middle })));

    [Fact]
    public void Section3_two_rows_of_one_return_stay() =>
        Assert.Empty(LeftOut(Row(2, Begin), Row(2, Middle)));

    [Fact]
    public void Section3_a_row_that_ended_before_the_other_began_stays() => Assert.Empty(OverlapFilter.FindOverlapping(Facts(
        [Row(1, Begin), Row(2, Middle)], new Completion { LearnerRef = "L1", AimRef = "60300001", StartDate = Begin, CompStatus = "6", ActualEndDate = Middle.AddDays(-1) })));

    [Fact]
    public void Section3_a_restart_of_the_same_course_is_no_overlap()
    {
        var restart = Row(2, Middle);
        Assert.Empty(LeftOut(Row(1, Begin), restart with { Newest = restart.Newest with { Restart = true, OriginalStartDate = Begin } }));
    }

    [Fact]
    public void Section3_another_learner_another_aim_and_a_temporary_number_are_no_overlap()
    {
        var older = Row(1, Begin);
        var newer = Row(2, Middle);
        Assert.Empty(LeftOut(older, newer with { Newest = newer.Newest with { LearnerKey = new(9, 9, 9, 9) } }));
        Assert.Empty(LeftOut(older, newer with { Newest = newer.Newest with { AimRef = "60300002" } }));
        Assert.Empty(LeftOut(older with { Newest = older.Newest with { TemporaryUln = true } }, newer with { Newest = newer.Newest with { TemporaryUln = true } }));
    }

    private static HashSet<(int, int)> LeftOut(params HeldEnrolment[] rows) => OverlapFilter.FindOverlapping(Facts(rows));

    private static ProviderFacts Facts(HeldEnrolment[] rows, params Completion[] completions) => new(
        Ukprn.Parse("10000001"), [], rows,
        [.. completions.Select(row => new HeldCompletion { Ukprn = Ukprn.Parse("10000001"), Newest = row, SubmissionNumber = 3, ExcelRow = 2 })]);

    private static HeldEnrolment Row(int submission, DateOnly start) => new()
    {
        Ukprn = Ukprn.Parse("10000001"),
        Newest = new() { LearnerRef = "L1", AimRef = "60300001", StartDate = start, PlannedEndDate = End, LearnerKey = new(1, 2, 3, 4) },
        SubmissionNumber = submission,
        ExcelRow = 2,
        FirstPlannedEndDate = End,
        LastReportedOn = End,
    };
}
