using Pilot.Reporting.Funding;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Settings;
using Pilot.Tests.Funding;
using static Pilot.Tests.Funding.FundingSample;

namespace Pilot.Tests.Outcomes;

/// <summary>The forecast and the commitments go by the rate that the money goes by.</summary>
public sealed class CourseWorthTests
{
    private static readonly DateOnly FormerStart = new(2026, 9, 7);

    private static Clearance Cleared(string reference, bool pay, decimal? rate, int day, string learner = "L001", DateOnly? start = null) =>
        new(reference, P1, learner, Hnc, start ?? Sep14, HoldKind.PartProgramme, pay, rate, "A. Officer", new(2027, 1, day), "Seen");

    /// <summary>A course whose start date was corrected from 7 to 14 September.</summary>
    private static (decimal Start, decimal Completion, decimal Outcome) WorthUnder(params Clearance[] lines)
    {
        var sample = new FundingSample { Ledger = new Ledger { Clearances = lines } }.WithPlenty()
            .Enrol("L001", held: row => row with { EarlierStartDates = [FormerStart] });
        return CourseAmounts.Of(sample.Run(Q3).Course(), sample.Settings, new LedgerDecisions(sample.Ledger, Q3.CensusDate))!.Value;
    }

    [Fact]
    public void The_rate_of_the_line_counts_where_nobody_cleared_another() => Assert.Equal((1350m, 1050m, 600m), WorthUnder());

    [Fact]
    public void A_cleared_rate_counts() => Assert.Equal((675m, 525m, 300m), WorthUnder(Cleared("C1", true, 1500, 5)));

    [Fact]
    public void A_cleared_rate_counts_that_names_the_row_by_an_earlier_start_date() =>
        Assert.Equal((675m, 525m, 300m), WorthUnder(Cleared("C1", true, 1500, 5, start: FormerStart)));

    [Fact]
    public void A_cleared_rate_counts_however_the_reference_is_written() => Assert.Equal((675m, 525m, 300m), WorthUnder(Cleared("C1", true, 1500, 5, learner: "l001")));

    [Fact]
    public void A_rate_that_a_later_line_took_back_does_not_count() =>
        Assert.Equal((1350m, 1050m, 600m), WorthUnder(Cleared("C1", true, 1500, 5), Cleared("C2", false, null, 6)));
}
