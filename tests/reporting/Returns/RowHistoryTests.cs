using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Tests.Returns;

/// <summary>What the returns said of each row, held against its definition: each of the four figures asked of the returns anew.</summary>
public class RowHistoryTests
{
    private static readonly Ukprn Provider = Ukprn.Of(10_000_001);
    private static readonly DateOnly Start = new(2026, 9, 14);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void History_SaysWhatTheReturnsSaid(int seed)
    {
        var random = new Random(seed);
        var (compared, passedOver, missing, putOff, moved) = (0, 0, 0, 0, 0);
        for (var pilot = 0; pilot < 150; pilot++)
        {
            var returns = RandomReturns(random);
            foreach (var held in GatherFacts.Of(Provider, [], returns).Enrolments)
            {
                var expected = Define(returns, held);
                Assert.Equal(expected, held.History);
                compared++;
                passedOver += expected.PassedOver ? 1 : 0;
                missing += expected.MissingQuarters > 0 ? 1 : 0;
                putOff += expected.PutOffQuarters > 1 ? 1 : 0;
                moved += held.EarlierStartDates.Count > 0 ? 1 : 0;
            }
        }

        Assert.All([compared, passedOver, missing, putOff, moved], cases => Assert.True(cases > 20, $"{cases} cases of a kind"));
    }

    [Fact]
    public void History_IsLeftOut_WhereNobodyAsks()
    {
        var facts = GatherFacts.Of(Provider, [], RandomReturns(new Random(5)), withHistory: false);

        Assert.NotEmpty(facts.Enrolments);
        Assert.All(facts.Enrolments, held => Assert.Null(held.History));
    }

    private static RowHistory Define(List<AcceptedReturn> returns, HeldEnrolment held)
    {
        var starts = held.EarlierStartDates.Append(held.Newest.StartDate).ToHashSet();
        List<(int At, AcceptedReturn Return, Enrolment Row)> stood = [.. returns
            .SelectMany((accepted, at) => accepted.Enrolments.Select(row => (at, accepted, row.Enrolment)))
            .Where(place => !place.Enrolment.ReportedInError && place.Enrolment.LearnerRef == held.Newest.LearnerRef && place.Enrolment.AimRef == held.Newest.AimRef
                && starts.Contains(place.Enrolment.StartDate))];
        var (first, last) = (stood[0], stood[^1]);
        var ends = stood.GroupBy(place => place.Return.Submission.Period).Select(quarter => quarter.Last().Row.PlannedEndDate).ToList();
        var longest = Enumerable.Range(0, ends.Count).Max(from => Enumerable.Range(from + 1, ends.Count - from - 1).TakeWhile(at => ends[at] > ends[at - 1]).Count());
        return new RowHistory(
            first.Return.Submission.PreparedOn!.Value,
            returns.Take(first.At).Any(accepted => accepted.Submission.PreparedOn >= held.Newest.StartDate),
            returns.Skip(last.At + 1).Select(accepted => accepted.Submission.Period).Where(period => period != last.Return.Submission.Period).Distinct().Count(),
            longest);
    }

    /// <summary>In the order in which they supersede: one or two a quarter, in which rows come, go, move and are reported in error.</summary>
    private static List<AcceptedReturn> RandomReturns(Random random)
    {
        var returns = new List<AcceptedReturn>();
        var starts = Enumerable.Range(0, 6).Select(learner => Start.AddDays(30 * learner)).ToArray();
        var ends = Enumerable.Range(0, 6).Select(learner => new DateOnly(2028, 6, 30)).ToArray();
        for (var period = Quarter.Parse("2026Q4"); period < Quarter.Parse("2028Q2"); period = period.Next)
        {
            for (var file = random.Next(1, 3); file > 0; file--)
            {
                var rows = new List<NumberedEnrolment>();
                for (var learner = 0; learner < starts.Length; learner++)
                {
                    starts[learner] = random.Next(12) == 0 ? starts[learner].AddDays(1) : starts[learner];
                    ends[learner] = random.Next(3) == 0 ? ends[learner].AddDays(random.Next(-20, 60)) : ends[learner];
                    if (random.Next(4) > 0)
                    {
                        rows.Add(new NumberedEnrolment(rows.Count + 2, new Enrolment
                        {
                            LearnerRef = $"L{learner}",
                            AimRef = "60300001",
                            StartDate = starts[learner],
                            PlannedEndDate = ends[learner],
                            LearnerKey = new LearnerKey((ulong)learner, 1, 2, 3),
                            ReportedInError = random.Next(12) == 0,
                        }));
                    }
                }

                returns.Add(new AcceptedReturn(
                    new JudgedSubmission
                    {
                        Number = returns.Count + 1,
                        Ukprn = Provider,
                        Status = SubmissionStatus.Accepted,
                        ReceivedAt = new DateTimeOffset(period.CensusDate.ToDateTime(default), TimeSpan.Zero),
                        Kind = ReturnKind.Enrolment,
                        Period = period,
                        PreparedOn = period.CensusDate.AddDays(returns.Count % 3),
                        Rows = rows.Count,
                        AcceptedRows = rows.Count,
                    },
                    rows, []));
            }
        }

        return [.. returns.OrderBy(accepted => accepted.Submission, AcceptedReturn.Supersession)];
    }
}
