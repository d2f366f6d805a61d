using Pilot.Reporting.Outcomes;

namespace Pilot.Tests.Outcomes;

/// <summary>
/// The attacker who also has the secret: writes down every count that a small table may have held in all its publications, and strikes out
/// each that the keyed drawing would have printed otherwise.
/// </summary>
internal static class AttackerWithKey
{
    private const int MostCategories = 3;

    /// <summary>Categories of 1 to 4 under a total of 3 or more that are left fewer than three values, of all that were tried.</summary>
    public static (int Found, int Tried) FindCells(GeneratedPublications pilot)
    {
        var publications = pilot.Publish();
        var printed = new PrintedPublications(publications);
        var (found, tried) = (0, 0);
        foreach (var tables in printed.Tables.Where(table => table.Total == "Starts" && table.Cells.Count <= MostCategories).GroupBy(table => table.Name))
        {
            // From the first publication on, as long as the table shows numbers.
            List<PrintedTable> shown = [.. tables.TakeWhile((table, at) => table.Publication == at && table.Cells.Values.All(cell => cell?.Value is not null))];
            var possible = Possible(shown, printed, publications, new RoundToAddUp(pilot.Secret, 5));
            foreach (var table in shown)
            {
                int[] truth = [.. table.Truth.Values];
                Assert.Contains(possible[table.Publication], counts => counts.SequenceEqual(truth));
                foreach (var place in Enumerable.Range(0, truth.Length).Where(place => truth[place] is >= 1 and <= 4 && truth.Sum() >= 3))
                {
                    tried++;
                    found += possible[table.Publication].Select(counts => counts[place]).Distinct().Count() < 3 ? 1 : 0;
                }
            }
        }

        return (found, tried);
    }

    /// <summary>By publication: the counts that belong to a history of the table which prints what was printed.</summary>
    private static List<List<int[]>> Possible(
        List<PrintedTable> tables, PrintedPublications printed, IReadOnlyList<SkillsEnglandPublication> publications, RoundToAddUp rounding)
    {
        List<List<int[]>> left = [];
        List<HashSet<int[]>> drawn = [];
        foreach (var table in tables)
        {
            var at = table.Publication;
            var starts = printed.Headlines[at]["Starts"];
            var draws = publications[at].DisclosureChecks.Single(certificate => certificate.Group == $"{table.Sheet} {table.Group}" || certificate.Group == table.Sheet).Draws;
            int?[] last = at == 0 ? new int?[table.Cells.Count] : [.. Shown(tables[at - 1]).Select(figure => (int?)figure)];
            var all = Vectors(Shown(table), starts.Truth).ToList();
            // Where all draws were tried a table may be printed as it was.
            var isAsItWas = draws == RoundPublication.MaxAttempts && Shown(table).Cast<int?>().SequenceEqual(last);
            drawn.Add([.. all.Where(counts => draws > 0 && (isAsItWas || rounding
                .Split(new CountedTable(table.Group, [.. table.Cells.Keys], counts), (int)starts.Printed.Value!, null, last, draws - 1).SequenceEqual(Shown(table))))]);
            left.Add(at == 0 ? [.. all.Where(drawn[0].Contains)] : [.. all.Where(counts => left[at - 1].Exists(before => Follows(before, counts, at)))]);
        }

        for (var at = tables.Count - 2; at >= 0; at--)
        {
            left[at].RemoveAll(before => !left[at + 1].Exists(now => Follows(before, now, at + 1)));
        }

        return left;

        // What is known not to have fallen did not; and a table of other counts was drawn, one of the same counts printed as it was.
        bool Follows(int[] before, int[] now, int at) =>
            tables[at].Truth.Values.Zip(tables[at - 1].Truth.Values).Select((truth, i) => truth.First < truth.Second || now[i] >= before[i]).All(told => told)
            && (now.SequenceEqual(before) ? Shown(tables[at]).SequenceEqual(Shown(tables[at - 1])) : drawn[at].Contains(now));
    }

    private static int[] Shown(PrintedTable table) => [.. table.Cells.Values.Select(cell => (int)cell!.Value!)];

    private static IEnumerable<int[]> Vectors(int[] shown, int total)
    {
        IEnumerable<int[]> all = [[]];
        foreach (var printed in shown)
        {
            all = all.SelectMany(start => Enumerable.Range(Math.Max(0, printed - 4), printed + 5 - Math.Max(0, printed - 4)).Select(count => (int[])[.. start, count]));
        }

        return all.Where(counts => counts.Sum() == total && counts.Zip(shown).All(pair => pair.First % 5 > 0 || pair.First == pair.Second));
    }
}
