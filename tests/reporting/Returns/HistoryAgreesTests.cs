using Pilot.Reporting.Returns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Returns.Rules;

namespace Pilot.Tests.Returns;

/// <summary>What a history finding tells the provider is what is then held: both read the specification the same way.</summary>
public class HistoryAgreesTests
{
    [Theory]
    [InlineData(-7, false, true)]
    [InlineData(-7, true, false)]
    [InlineData(0, false, false)]
    public void HIST_01_is_said_exactly_where_the_new_row_takes_the_place_of_the_old(int movedDays, bool restart, bool corrected)
    {
        var first = Judge(underTest => underTest.Set("start_date", ReturnUnderTest.Start.AddDays(movedDays)), []);
        var (second, held) = JudgeAfter(first, underTest =>
        {
            if (restart)
            {
                underTest.File.With(0, "restart", "Y").With(0, "original_start_date", ReturnUnderTest.Start.AddDays(movedDays));
            }
        });

        Assert.Equal(corrected, second.Findings.Any(finding => finding.RuleId == "HIST_01"));
        Assert.Equal(corrected, held.Enrolments.Any(enrolment => enrolment.EarlierStartDates.Count > 0));
        Assert.Equal(restart, second.Findings.Any(finding => finding.RuleId == "HIST_02"));
        Assert.Equal(restart, held.Enrolments.Any(enrolment => enrolment.Stale));
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void HIST_04_is_said_exactly_where_a_possible_duplicate_is_held(bool earlierInFile, bool duplicate)
    {
        var first = Judge(OnTheOtherAim, []);
        var (second, held) = JudgeAfter(first, underTest =>
        {
            if (earlierInFile)
            {
                underTest.File.Copy(0).With(3, "aim_ref", ReturnUnderTest.Hnd).With(3, "planned_end_date", new DateOnly(2028, 6, 23));
            }
        });

        Assert.Equal(duplicate, second.Findings.Any(finding => finding.RuleId == "HIST_04"));
        Assert.Equal(duplicate, held.Enrolments.Any(enrolment => enrolment.PossibleDuplicate));
        Assert.Equal(duplicate, second.Findings.Any(finding => finding.RuleId == "HIST_02"));
        Assert.Equal(duplicate, held.Enrolments.Any(enrolment => enrolment.Stale));
    }

    [Fact]
    public void HIST_03_carries_the_accepted_version_forward()
    {
        var first = Judge(_ => { }, []);
        var (second, held) = JudgeAfter(first, underTest => underTest.File.With(0, "sex", "X").With(0, "mode", "PT"));

        Assert.Contains(second.Findings, finding => finding.RuleId == "HIST_03");
        Assert.Equal("FT", held.Enrolments[0].Newest.Mode);
        Assert.Equal(3, held.Enrolments.Count);
    }

    private static void OnTheOtherAim(ReturnUnderTest underTest) =>
        underTest.File.With(0, "aim_ref", ReturnUnderTest.Hnd).With(0, "planned_end_date", new DateOnly(2028, 6, 23));

    private static Judgement Judge(Action<ReturnUnderTest> change, IEnumerable<HeldEnrolment> held)
    {
        var underTest = ReturnUnderTest.Enrolment();
        underTest.Enrolments.AddRange(held);
        change(underTest);
        return underTest.Judge();
    }

    private static (Judgement Second, ProviderFacts Held) JudgeAfter(Judgement first, Action<ReturnUnderTest> change)
    {
        var before = GatherFacts.Of(ReturnUnderTest.Ukprn, [], [Accepted(1, first)]);
        var second = Judge(change, before.Enrolments);
        return (second, GatherFacts.Of(ReturnUnderTest.Ukprn, [], [Accepted(1, first), Accepted(2, second)]));
    }

    private static AcceptedReturn Accepted(int number, Judgement judgement) => new(
        new JudgedSubmission
        {
            Number = number,
            Ukprn = ReturnUnderTest.Ukprn,
            Status = judgement.Status,
            ReceivedAt = LondonTime.On(new DateOnly(2027, 1, 7), new TimeOnly(12, number)),
            Kind = ReturnKind.Enrolment,
            Period = judgement.Declaration.Period,
            PreparedOn = judgement.Declaration.PreparedOn,
            Rows = judgement.Rows,
            AcceptedRows = judgement.AcceptedRows,
            RejectedRows = judgement.RejectedRows,
            RejectedLearners = judgement.RejectedLearners,
        },
        judgement.Enrolments,
        judgement.Completions);
}
