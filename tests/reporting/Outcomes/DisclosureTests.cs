using System.Globalization;
using Pilot.Reporting.Outcomes;
using Xunit.Abstractions;

namespace Pilot.Tests.Outcomes;

public sealed class DisclosureTests(ITestOutputHelper output)
{
    private const int Pilots = 500;

    private static readonly Lazy<Attack[]> Protected = new(() => AttackAll(secondary: true));
    private static readonly Lazy<Attack[]> Unprotected = new(() => AttackAll(secondary: false));

    private sealed record Attack(IReadOnlyList<SkillsEnglandPublication> Publications, IReadOnlyList<string> Cells, IReadOnlyList<string> Movements);

    [Fact]
    public void Section5_the_attacker_finds_nothing_on_500_generated_pilots_over_4_quarters()
    {
        var attacks = Protected.Value;
        Tell("With secondary suppression", attacks);
        for (var i = 0; i < Pilots; i++)
        {
            Assert.True(attacks[i].Cells is [], $"Pilot {i + 1}: {string.Join("; ", attacks[i].Cells)}");
            Assert.True(attacks[i].Movements is [], $"Pilot {i + 1}: {string.Join("; ", attacks[i].Movements)}");
        }
    }

    [Fact]
    public void Section5_without_secondary_suppression_the_same_attacker_finds_cells_and_movements()
    {
        var attacks = Unprotected.Value;
        Tell("Without secondary suppression", attacks);
        Assert.Contains(attacks, attack => attack.Cells.Count > 0);
        Assert.Contains(attacks, attack => attack.Movements.Count > 0);
    }

    /// <summary>Protection that withholds nearly everything would pass the attacker too: what it costs is bounded.</summary>
    [Fact]
    public void Section5_secondary_suppression_costs_few_cells()
    {
        static decimal Share(Attack[] attacks) => attacks.SelectMany(attack => attack.Publications).Average(publication => publication.SuppressedShare);
        Assert.InRange(Share(Protected.Value) - Share(Unprotected.Value), 0.001m, 0.05m);
    }

    private static Attack[] AttackAll(bool secondary)
    {
        var attacks = new Attack[Pilots];
        Parallel.For(0, Pilots, i =>
        {
            var publications = new GeneratedPilot(i + 1).Publish(secondary);
            var attacker = new Attacker(publications);
            attacks[i] = new(publications, attacker.FindCells(), attacker.FindMovements());
        });
        return attacks;
    }

    private void Tell(string how, Attack[] attacks)
    {
        var publications = attacks.SelectMany(attack => attack.Publications).ToList();
        var counts = publications.SelectMany(publication => publication.Published)
            .Where(cell => cell.Exact is not null && cell.As is PublishedAs.Figure or PublishedAs.Suppressed or PublishedAs.HeldBack).ToList();
        decimal Share(Func<PublishedCell, bool> which) => (decimal)counts.Count(which) / counts.Count;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{how}: {publications.Average(one => one.SuppressedShare):P1} of the cells of {publications.Count} publications are suppressed"
            + $" ({Share(one => one is { As: PublishedAs.Suppressed, Exact: >= 1 and <= 4 }):P1} small, {Share(one => one.As == PublishedAs.HeldBack):P1} held back,"
            + $" {Share(one => one is { As: PublishedAs.Suppressed, Exact: 0 or > 4 }):P1} to protect those)."
            + $" Exposed: {attacks.Sum(one => one.Cells.Count)} cells and {attacks.Sum(one => one.Movements.Count)} movements"
            + $" in {attacks.Count(one => one.Cells.Count + one.Movements.Count > 0)} of {Pilots} pilots."));
    }
}
