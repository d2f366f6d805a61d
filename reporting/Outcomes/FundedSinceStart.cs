using Pilot.Reporting.Funding;

namespace Pilot.Reporting.Outcomes;

/// <summary>The one sum of money of the Skills England workbook: everything funded since the pilot began, to the base of workbooks.md section 5.</summary>
internal static class FundedSinceStart
{
    public static decimal Of(FundingRun run) => run.Lines.Sum(line => line.FundedYtd);

    public static void Print(Publication current, FundingRun run)
    {
        var (pounds, step) = (Of(run), current.Values.MoneyBase);
        current.AnyFunded = pounds > 0;
        current.FundedGbp = (int)(Math.Round(pounds / step, 0, MidpointRounding.AwayFromZero) * step);
    }
}
