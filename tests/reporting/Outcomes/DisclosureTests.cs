using System.Globalization;
using Pilot.Reporting.Outcomes;
using Xunit.Abstractions;

namespace Pilot.Tests.Outcomes;

/// <summary>
/// The attacker of workbooks.md section 5. PILOT_ATTACKED=500 attacks 500 ordinary and 500 hostile pilots; without it ten of
/// each are attacked.
/// </summary>
public sealed class DisclosureTests(ITestOutputHelper output)
{
    private static readonly int Pilots =
        int.TryParse(Environment.GetEnvironmentVariable("PILOT_ATTACKED"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : 10;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Section5_the_attacker_finds_nothing(bool hostile)
    {
        var attacks = AttackAll(Pilots, hostile, pilot => pilot.Publish(), reach: 4);
        Tell(hostile ? "Hostile" : "Ordinary", attacks);
        Assert.Equal([], attacks.SelectMany(attack => attack.Found));
    }

    [Fact]
    public void Section5_with_plain_rounding_in_its_place_the_same_attacker_finds_cells()
    {
        var attacks = AttackAll(Math.Min(Pilots, 10), true, pilot => pilot.Publish(Plain, guarded: false), reach: 2);
        Tell("Plain rounding", attacks);
        Assert.NotEmpty(attacks.SelectMany(attack => attack.Attacker.Cells));
        Assert.NotEmpty(attacks.SelectMany(attack => attack.Attacker.Changes));
    }

    [Fact]
    public void Section5_whoever_knows_the_key_of_rule_4_finds_cells()
    {
        var attacks = Enumerable.Range(1, 10).Select(seed => AttackerWithKey.FindCells(new GeneratedPublications(seed, hostile: true))).ToList();
        output.WriteLine($"With the key: found {attacks.Sum(attack => attack.Found)} of {attacks.Sum(attack => attack.Tried)} cells.");
        Assert.NotEqual(0, attacks.Sum(attack => attack.Found));
    }

    /// <summary>Protection that withholds nearly everything would pass the attacker too.</summary>
    [Fact]
    public void Section4_four_of_five_counts_are_numbers_from_100_starts_on()
    {
        for (var seed = 1; seed <= Math.Max(Pilots, 25); seed++)
        {
            foreach (var publication in new GeneratedPublications(seed).Publish())
            {
                var starts = publication.Published.Single(cell => cell is { Sheet: "K01", Row: "Starts" });
                Assert.NotNull(starts.Value);
                var counts = publication.Tables.SelectMany(CountCells).ToList();
                var numbers = counts.Count(cell => cell.Value is not null);
                Assert.True(starts.Exact < 100 || 5 * numbers >= 4 * counts.Count, $"Pilot {seed}: {numbers} of {counts.Count} cells are numbers.");
            }
        }
    }

    /// <summary>Every cell that counts people, whatever stands in it.</summary>
    internal static IEnumerable<OutcomeCell> CountCells(OutcomeTable table) => table.Sheet switch
    {
        "K01" => table.Rows.Where(row => !row.Labels[0].Contains('(', StringComparison.Ordinal)).SelectMany(row => row.Cells.Take(table.Headings.ToList().IndexOf("Since the pilot began") + 1)),
        "K10" or "Definitions" or "Revisions" => [],
        "K12" => table.Rows.SelectMany(row => row.Cells.Take(2)),
        _ => table.Rows.SelectMany(row => row.Cells),
    };

    private static int[] Plain(CountedTable table, int printedTotal, int? printedHeadline, IReadOnlyList<int?> last, int draw) =>
        [.. table.Counts.Select(count => RoundToAddUp.Nearest(count, 5))];

    private sealed record Attack(int Seed, IReadOnlyList<SkillsEnglandPublication> Publications, Attacker Attacker)
    {
        public IEnumerable<string> Found => Attacker.Cells.Concat(Attacker.Changes).Select(found => $"Pilot {Seed}: {found}");
    }

    private static Attack[] AttackAll(int pilots, bool hostile, Func<GeneratedPublications, IReadOnlyList<SkillsEnglandPublication>> publish, int reach)
    {
        var attacks = new Attack[pilots];
        Parallel.For(0, pilots, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i =>
        {
            var publications = publish(new GeneratedPublications(i + 1, hostile));
            attacks[i] = new(i + 1, publications, new Attacker(publications, reach).Attack());
        });
        return attacks;
    }

    private void Tell(string how, Attack[] attacks)
    {
        var publications = attacks.SelectMany(attack => attack.Publications).ToList();
        var certificates = publications.SelectMany(publication => publication.DisclosureChecks).Where(certificate => certificate.Draws > 0).ToList();
        var counts = publications.SelectMany(publication => publication.Tables).SelectMany(CountCells).ToList();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{how}: found {attacks.Sum(attack => attack.Attacker.Cells.Count)} of {attacks.Sum(attack => attack.Attacker.CellsTried)} cells and {attacks.Sum(attack => attack.Attacker.Changes.Count)} of {attacks.Sum(attack => attack.Attacker.ChangesTried)} changes in {attacks.Length} pilots ({attacks.Sum(attack => attack.Attacker.ChangesKnownBefore)} more were known before anything was printed, {attacks.Sum(attack => attack.Attacker.ChangesThatNothingHides)} follow from rule 5 whatever is printed). "
            + $"Numbers: {(decimal)counts.Count(cell => cell.Value is not null) / counts.Count:P1} of {publications.Count} publications' counts. "
            + $"Draws: {string.Join(", ", certificates.GroupBy(certificate => certificate.NarrowestRange == 0 ? 99 : certificate.Draws).OrderBy(draws => draws.Key).Select(draws => $"{draws.Key}: {draws.Count()}"))}; "
            + $"narrowest: {string.Join(", ", certificates.GroupBy(certificate => certificate.NarrowestRange).OrderBy(group => group.Key).Select(group => $"{group.Key?.ToString(CultureInfo.InvariantCulture) ?? "none"}: {group.Count()}"))}."));
    }
}
