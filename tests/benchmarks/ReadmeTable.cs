using System.Text.RegularExpressions;

namespace Pilot.Benchmarks;

/// <summary>The README's table of costs: a row that has the name of a case says what was measured of it; rows of other measurements stay as they are.</summary>
internal static partial class ReadmeTable
{
    private const int CellsOfARow = 5;

    /// <param name="measured">By the name of the case: what was measured, and what is wanted of it.</param>
    public static string With(string readme, IReadOnlyDictionary<string, (string Measured, string Wanted)> measured, DateTimeOffset now)
    {
        var lines = readme.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var cells = lines[i].Split('|');
            if (cells.Length == CellsOfARow && measured.TryGetValue(cells[1].Trim(), out var says))
            {
                lines[i] = $"| {cells[1].Trim()} | {says.Measured} | {says.Wanted} |";
            }
        }

        var day = now.ToString("d MMMM yyyy", System.Globalization.CultureInfo.InvariantCulture);
        return MeasuredOn().Replace(string.Join('\n', lines), "What it costs, measured on " + day);
    }

    [GeneratedRegex("What it costs, measured on [0-9]+ [A-Z][a-z]+ [0-9]{4}", RegexOptions.CultureInvariant)]
    private static partial Regex MeasuredOn();
}
