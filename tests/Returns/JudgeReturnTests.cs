using Pilot.Reporting.Returns;
using Pilot.Tests.Returns.Rules;
using Pilot.Tests.Support;

namespace Pilot.Tests.Returns;

public class JudgeReturnTests
{
    [Fact]
    public void A_valid_enrolment_return_is_accepted_without_a_finding()
    {
        var judgement = Situation.Enrolment().Judge();

        Assert.Empty(judgement.Findings);
        Assert.Equal(SubmissionStatus.Accepted, judgement.Status);
        Assert.Equal(3, judgement.Enrolments.Count);
        Assert.Equal(3, judgement.Rows);
        var row = judgement.Enrolments[0];
        Assert.Equal(2, row.ExcelRow);
        Assert.Equal((ReturnBuilder.LearnerRef(0), Situation.Hnc, Situation.Start), (row.Row.LearnerRef, row.Row.AimRef, row.Row.StartDate));
        Assert.Equal(Situation.Keys.OfUln(SampleUlns.Valid(0)), row.Row.LearnerKey);
        Assert.Equal(18, row.Row.AgeAtStart);
        Assert.Equal(new Place("B1", "Birmingham", true, true), row.Row.Residence);
    }

    [Fact]
    public void A_valid_completion_return_is_accepted_without_a_finding()
    {
        var judgement = Situation.Completion().Judge();

        Assert.Empty(judgement.Findings);
        Assert.Equal(SubmissionStatus.Accepted, judgement.Status);
        Assert.Equal(2, judgement.Completions.Count);
        Assert.Equal("EMP", judgement.Completions[0].Row.Destination!.Type);
    }
}
