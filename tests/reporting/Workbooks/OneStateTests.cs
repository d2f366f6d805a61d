using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Workbooks.Drawing;
using Pilot.Reporting.Workbooks.Wmca;
using Pilot.Tests.Funding;
using Pilot.Tests.Support;

namespace Pilot.Tests.Workbooks;

/// <summary>Where a course stands is one fact, whichever workbook tells it (workbooks.md section 6).</summary>
public sealed class OneStateTests
{
    private static readonly int Pilots = TestCaseCount.Of(1_000);

    [Fact]
    public void Workbooks_6_T06_and_K06_say_the_same_of_every_generated_pilot()
    {
        var (breaks, restartsAfterCensus, withdrawn) = (0, 0, 0);
        for (var seed = 1; seed <= Pilots; seed++)
        {
            var figures = Figures(new GeneratedFunding(seed).Make());
            var inT06 = Total(T06Starts.Draw(new QuarterView(figures)));
            var inK06 = SkillsEnglandTables.Build(figures).Published.Where(cell => cell.Sheet == "K06").ToDictionary(cell => cell.Row, cell => cell.Exact ?? 0);
            int K06(string category) => inK06.GetValueOrDefault((OutcomeFigures.RetainedKey with { Category = category }).Row);
            Assert.True(inT06["In learning"] + inT06["Completed"] == K06("In learning or completed"), $"seed {seed}: in learning or completed");
            Assert.True(inT06["On break"] == K06("On a break"), $"seed {seed}: on a break");
            Assert.True(inT06["Left before qualifying"] + inT06["Withdrawn after"] == K06("Withdrawn"), $"seed {seed}: withdrawn");
            (breaks, withdrawn) = (breaks + (int)inT06["On break"], withdrawn + K06("Withdrawn"));
            restartsAfterCensus += figures.Funding.Courses.Count(course => course.Rows.Any(row => row.Enrolment.Newest.Restart && row.Enrolment.Newest.StartDate > figures.Funding.AsOf));
        }

        Assert.True(breaks > 0 && withdrawn > 0 && restartsAfterCensus > 0, $"{breaks} breaks, {withdrawn} withdrawn, {restartsAfterCensus} restarts after the day that counts");
    }

    private static QuarterFigures Figures(FundingInputs inputs) => new()
    {
        Run = new RunRecord(
            1, inputs.Period, RunKind.Closing, 1, RunState.AwaitingApproval, 1, new string('0', 64), new DateTimeOffset(inputs.Period.CensusDate.AddDays(35), new TimeOnly(6, 0), TimeSpan.Zero), "2"),
        Settings = inputs.Settings with { Providers = [.. inputs.Providers.Select(facts => SampleFigures.Mature.Settings.Providers[0] with { Ukprn = facts.Ukprn })] },
        Ledger = inputs.Ledger,
        Funding = EarnAndReconcile.Run(inputs),
        Providers = inputs.Providers,
        LastClosed = inputs.LastClosed,
        RoundingSecret = new RoundingSecret("one state"u8),
    };

    /// <summary>The last row of a table by its headings; [z] counts as zero.</summary>
    private static Dictionary<string, decimal> Total(Sheet sheet) => sheet.Columns.Select((column, i) => (column.Heading, Cell: sheet.Rows[^1][i]))
        .ToDictionary(column => column.Heading, column => column.Cell.Kind == TableCellKind.Number ? column.Cell.Number : 0);
}
