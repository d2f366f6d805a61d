using System.Text.Json;
using Pilot.Tests.Support;

namespace Pilot.Tests.Cases;

/// <summary>A run whose printed lines are held against the written workbook.</summary>
internal static class ReadBack
{
    /// <summary>Runs the period and holds T19 of the written workbook against the lines that the command printed.</summary>
    public static async Task<JsonElement> RunAndReadBackAsync(CommandLineRunner pilot, string now = "2027-01-20", string period = "2026Q3")
    {
        var run = await pilot.RunAsync(now, "run", period);
        var table = CommandLineRunner.Table(run, "T19");
        var printed = run.GetProperty("lines").EnumerateArray().ToList();
        Assert.Equal(printed.Count + 1, table.Count);
        foreach (var (line, row) in printed.Zip(table))
        {
            Assert.Contains(row.Values, value => Equals(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture), line.GetProperty("ukprn").GetString()));
            ExpectCell(row, "Earned, year to date", line.GetProperty("earned_ytd").GetDecimal());
            ExpectCell(row, "Funded, year to date", line.GetProperty("funded_ytd").GetDecimal());
            ExpectCell(row, "To pay", line.GetProperty("to_pay").GetDecimal());
        }

        return run;
    }

    private static void ExpectCell(Dictionary<string, object?> row, string heading, decimal expected)
    {
        var cell = row.FirstOrDefault(pair => pair.Key.StartsWith(heading, StringComparison.OrdinalIgnoreCase));
        Assert.True(cell.Key is not null, $"T19 has no column {heading}: {string.Join(" | ", row.Keys)}");
        Assert.Equal(expected, Convert.ToDecimal(cell.Value, System.Globalization.CultureInfo.InvariantCulture));
    }
}
