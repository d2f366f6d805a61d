using Pilot.Reporting.Outcomes;

namespace Pilot.Tests.Outcomes;

/// <summary>
/// The attacker who also has the secret: tries every count that a table of the first publication may hold, and keeps those that would have
/// been printed as it is.
/// </summary>
internal static class AttackerWithKey
{
    /// <summary>Categories of 1 to 4 that are left fewer than three values.</summary>
    public static int FindCells(GeneratedPilot pilot)
    {
        var publications = pilot.Publish();
        var printed = new PrintedPublications(publications);
        var found = 0;
        foreach (var table in printed.Tables.Where(table => table is { Total: "Starts", Cells.Count: <= 3 } && table.Cells.Values.All(cell => cell?.Value is not null)))
        {
            var last = printed.Tables.Find(other => other.Name == table.Name && other.Publication == table.Publication - 1);
            var draws = publications[table.Publication].Certificate.Single(one => one.Group == $"{table.Sheet} {table.Group}" || one.Group == table.Sheet).Draws;
            if (draws > 0 && (last is null || !Shown(last).SequenceEqual(Shown(table))))
            {
                found += FewValues(table, printed.Headlines[table.Publication]["Starts"], last, draws - 1, pilot.Secret);
            }
        }

        return found;
    }

    private static int FewValues(PrintedTable table, (OutcomeCell Printed, int Truth) starts, PrintedTable? last, int draw, RoundingSecret secret)
    {
        var rounding = new RoundToAddUp(secret, 5);
        string[] categories = [.. table.Cells.Keys];
        int[] shown = [.. Shown(table).Select(figure => figure!.Value)];
        var before = last is null ? new int?[shown.Length] : Shown(last);
        List<int[]> possible = [.. Vectors(shown, starts.Truth).Where(counts => rounding
            .Split(new CountedTable(table.Group, categories, counts), (int)starts.Printed.Value!, null, before, draw).SequenceEqual(shown))];
        Assert.Contains(possible, counts => counts.SequenceEqual(table.Truth.Values));
        return Enumerable.Range(0, shown.Length).Count(i =>
            table.Truth[categories[i]] is >= 1 and <= 4 && possible.Select(counts => counts[i]).Distinct().Count() < 3);
    }

    private static int?[] Shown(PrintedTable table) => [.. table.Cells.Values.Select(cell => (int?)cell?.Value)];

    private static IEnumerable<int[]> Vectors(int[] shown, int total)
    {
        IEnumerable<int[]> all = [[]];
        foreach (var printed in shown)
        {
            all = all.SelectMany(start => Enumerable.Range(Math.Max(0, printed - 4), printed + 5 - Math.Max(0, printed - 4)).Select(count => (int[])[.. start, count]));
        }

        return all.Where(counts => counts.Sum() == total && counts.Zip(shown).All(one => one.First % 5 > 0 || one.First == one.Second));
    }
}
