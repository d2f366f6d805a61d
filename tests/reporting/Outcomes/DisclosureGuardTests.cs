using Pilot.Reporting.Outcomes;

namespace Pilot.Tests.Outcomes;

/// <summary>Rule 7 of workbooks.md section 5 on pilots of which a figure once gave someone away.</summary>
public sealed class DisclosureGuardTests
{
    private const string Age = "Age";
    private const string Ethnicity = "Ethnicity";
    private const string Difficulty = "Learning difficulty or disability";

    [Fact]
    public void Section5_where_no_draw_is_safe_a_table_is_printed_as_it_was_if_its_counts_allow_it()
    {
        var publications = new GeneratedPublications(101, hostile: true).Publish();

        Assert.NotEqual(Truth(publications, 2, Ethnicity), Truth(publications, 3, Ethnicity));
        Assert.Equal(Shown(publications, 2, Ethnicity), Shown(publications, 3, Ethnicity));
        Assert.Equal(RoundPublication.MaxAttempts, Check(publications[3], Ethnicity).Draws);
    }

    /// <summary>That the one category which may have fallen did is certain of the other draw, and the next quarter's total says by how much.</summary>
    [Fact]
    public void Section5_a_draw_that_tells_which_category_fell_is_passed_over_for_one_that_does_not()
    {
        var publications = new GeneratedPublications(98).Publish();

        Assert.NotEqual(Truth(publications, 1, Difficulty), Truth(publications, 2, Difficulty));
        Assert.Equal(Shown(publications, 1, Difficulty), Shown(publications, 2, Difficulty));
        Assert.Equal([], new Attacker(publications).Attack().Changes);
    }

    [Fact]
    public void Section5_a_group_without_a_safe_draw_is_withheld_as_a_whole_and_drawn_again_next_time()
    {
        var publications = new GeneratedPublications(9, hostile: true).Publish();
        var tables = new PrintedPublications(publications).Tables.Where(table => table.Sheet is "K03" or "T11" && table.Group == Age).ToList();

        Assert.Equal(0, Check(publications[3], Age).NarrowestRange);
        Assert.All(tables.Where(table => table.Publication == 3).SelectMany(table => table.Cells.Values), cell => Assert.Equal(OutcomeCellKind.Unreliable, cell?.Kind));
        Assert.All(tables.Where(table => table.Publication == 4).SelectMany(table => table.Cells.Values), cell => Assert.NotNull(cell?.Value));
    }

    private static GroupDisclosureCheck Check(SkillsEnglandPublication publication, string group) => publication.DisclosureChecks.Single(check => check.Group == "K03 " + group);

    private static PrintedTable Table(IReadOnlyList<SkillsEnglandPublication> publications, int at, string group) =>
        new PrintedPublications(publications).Tables.Single(table => table.Publication == at && table.Sheet == "K03" && table.Group == group);

    private static decimal?[] Shown(IReadOnlyList<SkillsEnglandPublication> publications, int at, string group) =>
        [.. Table(publications, at, group).Cells.Values.Select(cell => cell?.Value)];

    private static int[] Truth(IReadOnlyList<SkillsEnglandPublication> publications, int at, string group) => [.. Table(publications, at, group).Truth.Values];
}
