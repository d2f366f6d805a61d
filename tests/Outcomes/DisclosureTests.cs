using System.Globalization;
using Xunit.Abstractions;

namespace Pilot.Tests.Outcomes;

public sealed class DisclosureTests(ITestOutputHelper output)
{
    private const int Pilots = 500;

    [Fact]
    public void Section5_the_attacker_finds_nothing_on_500_generated_pilots_over_4_quarters()
    {
        var shares = new List<decimal>();
        for (var seed = 1; seed <= Pilots; seed++)
        {
            var publications = new GeneratedPilot(seed).Publish(secondary: true);
            shares.AddRange(publications.Select(publication => publication.SuppressedShare));
            var attacker = new Attacker(publications);
            Assert.True(attacker.FindCells() is [], $"Pilot {seed}: {string.Join("; ", attacker.FindCells())}");
            Assert.True(attacker.FindMovements() is [], $"Pilot {seed}: {string.Join("; ", attacker.FindMovements())}");
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"Cells suppressed with secondary suppression: {shares.Average():P1} of {shares.Count} publications."));
    }

    [Fact]
    public void Section5_without_secondary_suppression_the_same_attacker_finds_cells_and_movements()
    {
        var shares = new List<decimal>();
        int pilots = 0, cells = 0, movements = 0;
        for (var seed = 1; seed <= Pilots; seed++)
        {
            var publications = new GeneratedPilot(seed).Publish(secondary: false);
            shares.AddRange(publications.Select(publication => publication.SuppressedShare));
            var attacker = new Attacker(publications);
            var (foundCells, foundMovements) = (attacker.FindCells().Count, attacker.FindMovements().Count);
            cells += foundCells;
            movements += foundMovements;
            pilots += foundCells + foundMovements > 0 ? 1 : 0;
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Cells suppressed without secondary suppression: {shares.Average():P1}. Exposed: {cells} cells and {movements} movements in {pilots} of {Pilots} pilots."));
        Assert.True(cells > 0);
        Assert.True(movements > 0);
    }
}
