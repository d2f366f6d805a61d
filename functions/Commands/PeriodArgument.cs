using System.CommandLine;
using System.CommandLine.Parsing;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Commands;

/// <summary>A period as people write it on the command line.</summary>
internal static class PeriodArgument
{
    private const string Problem = "A period is written like 2026Q3 or '2026-27 Q3'.";

    public static Argument<string> Make()
    {
        var period = new Argument<string>("PERIOD") { Description = "2026Q3 or '2026-27 Q3': October to December 2026." };
        period.Validators.Add(result => Check(result, result.GetValueOrDefault<string>()));
        return period;
    }

    public static void Check(SymbolResult result, string? text)
    {
        if (!Quarter.TryParse(text, out _))
        {
            result.AddError(Problem);
        }
    }
}
