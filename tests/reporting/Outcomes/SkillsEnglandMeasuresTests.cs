using System.Globalization;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using static Pilot.Tests.Outcomes.PublicationSample;

namespace Pilot.Tests.Outcomes;

public sealed class SkillsEnglandMeasuresTests
{
    private static readonly Quarter Q4Of2027 = new(2027, 4);

    private static SkillsEnglandPublication Publish(Quarter period, IEnumerable<Course> courses, IReadOnlyList<PublishedCell>? published = null) =>
        SkillsEnglandTables.Build(Figures(period, courses, published));

    private static IEnumerable<Course> Mixed(int fullTime, int partTime) =>
        People(fullTime).Concat(People(partTime, row => row with { Mode = "PT" }, from: 1000));

    [Fact]
    public void Section4_K11_gives_each_quarter_of_start_and_adds_up_as_printed()
    {
        var courses = Mixed(23, 0).Concat(People(14, row => row with { StartDate = Q3.Next.FirstDay }, from: 500)).Concat(People(3, row => row with { StartDate = Q3.Next.Next.FirstDay }, from: 700));
        var table = Publish(Q3.Next.Next, courses).Tables.Single(outcomeTable => outcomeTable.Sheet == "K11");
        var starts = table.Rows.Select(row => (int)row.Cells[0].Value!.Value).ToList();
        Assert.Equal(40, starts[^1]);
        Assert.Equal(40, starts[..^1].Sum());
        Assert.Equal("All quarters so far", table.Rows[^1].Labels[0]);
    }

    [Fact]
    public void Section4_a_target_is_shown_with_how_it_stands()
    {
        var settings = PublicationSample.Settings with
        {
            Targets = [new(TargetMeasures.Starts, Q3, 55, 0, "Business case"), new(TargetMeasures.Under25Pct, Q4Of2027, 60, 0, "Business case"), new(TargetMeasures.AchievedPct, Q4Of2027, 85, 0, "Business case")],
        };
        var publication = SkillsEnglandTables.Build(Figures(Q3, Mixed(33, 21), settings: settings));
        Assert.Equal(["55", "Met"], new[] { "Target", "How it stands" }.Select(column => publication.Cell("K01", "", "Starts", column)));
        Assert.Equal(["0.6", "On course"], new[] { "Target", "How it stands" }.Select(column => publication.Cell("K01", "", "Under 25, of all starts (%)", column)));
        Assert.Equal(["0.85", "[z]"], new[] { "Target", "How it stands" }.Select(column => publication.Cell("K01", "", "Achieved, of courses due to end (%)", column)));
        Assert.Contains(publication.Headlines, sentence => sentence.Contains("Starts: met", StringComparison.Ordinal));
    }

    [Fact]
    public void Section5_T11_shows_the_starts_of_K03()
    {
        var publication = new GeneratedPublications(7).Publish()[^1];
        Assert.All(publication.Characteristics.Rows, row => Assert.Equal(
            publication.Tables.Single(table => table.Sheet == "K03").Rows.Single(outcomeRow => outcomeRow.Labels.SequenceEqual(row.Labels)).Cells[0], row.Cells[0]));
    }

    [Fact]
    public void Section5_every_table_adds_up_as_printed()
    {
        for (var seed = 1; seed <= 8; seed++)
        {
            foreach (var publication in new GeneratedPublications(seed).Publish())
            {
                foreach (var table in publication.Tables.Where(table => table.Sheet is "K02" or "K03" or "K04" or "K05" or "K06" or "K07" or "K08" or "K09"))
                {
                    Assert.All(table.Rows.Skip(1).Where(row => row.Labels[0] is not ("All" or "Withdrawal reason" or "Grade" or "Work or further study" or "MedTech role")).GroupBy(row => row.Labels[0]), group =>
                        // A headline whose breakdown is of too few stands alone.
                        Assert.True((group.Count() == 1 && table.Remarks.Any(remark => remark.StartsWith(group.Key + ": shown once", StringComparison.Ordinal))) || group.Any(row => row.Cells[0].Value is null) || group.Sum(row => row.Cells[0].Value) == table.Rows[0].Cells[0].Value));
                }
            }
        }
    }

    [Fact]
    public void Section5_rule_10_every_sheet_that_counts_people_says_what_0_and_5_mean()
    {
        var publication = Publish(Q3, Mixed(33, 21));
        Assert.All(
            publication.Tables.Where(table => table.Sheet is not ("K10" or "Definitions" or "Revisions")).Append(publication.Characteristics),
            table => Assert.Contains(table.Notes, note => note.Contains("0 means fewer than 5, 5 means 1 to 9, and a figure may move by 5 though nothing changed", StringComparison.Ordinal)));
    }

    [Fact]
    public void Section5_a_learner_with_two_courses_is_one_learner_and_two_starts()
    {
        var both = People(30).Concat(People(30, row => row with { AimRef = "60300002" }));
        Assert.Equal("60", Publish(Q3, both).Cell("K01", "", "Starts", "Since the pilot began"));
        Assert.Equal("30", Publish(Q3, both).Cell("K01", "", "Learners", "Since the pilot began"));
    }

    [Fact]
    public void Section4_a_revision_lists_and_marks_the_figures_that_it_changed()
    {
        var first = Publish(Q3, Mixed(35, 20));
        var second = SkillsEnglandTables.Build(Figures(Q3, Mixed(35, 30), first.Published, revision: 2));
        var changes = second.Tables.Single(table => table.Sheet == "Revisions").Rows;
        var change = Assert.Single(changes, row => row.Labels[1] == "Mode of study: Part time");
        Assert.Equal(["20", "30"], change.Cells.Select(cell => cell.Text));
        Assert.DoesNotContain(changes, row => row.Labels[1] == "Mode of study: Full time");
        Assert.Empty(first.Tables.Single(table => table.Sheet == "Revisions").Rows);
        var rows = second.Tables.Single(table => table.Sheet == "K02").Rows;
        Assert.True(rows.Single(row => row.Labels[1] == "Part time").Cells[0].Revised);
        Assert.False(rows.Single(row => row.Labels[1] == "Full time").Cells[0].Revised);
    }

    [Fact]
    public void Section8_the_same_figures_give_the_same_cells() =>
        Assert.Equal(new GeneratedPublications(11).Publish().Select(Text), new GeneratedPublications(11).Publish().Select(Text));

    private static string Text(SkillsEnglandPublication publication) => string.Join('\n', publication.Published) + string.Join('\n', publication.Headlines) + string.Join('\n', publication.Tables
        .Append(publication.Characteristics).SelectMany(table => table.Rows.Select(row => string.Join('|', row.Labels) + string.Join('|', row.Cells))));

    [Fact]
    public void Section4_every_measure_of_the_summary_is_defined_and_standards_are_listed()
    {
        var publication = Publish(Q3, Mixed(33, 21));
        var definitions = publication.Tables.Single(table => table.Sheet == "Definitions");
        Assert.Contains(definitions.Rows, row => row.Cells[0].Text!.Contains("ST0001, ST0002", StringComparison.Ordinal));
        Assert.All(publication.Tables[0].Rows, row => Assert.NotEmpty(row.Cells[^1].Text!));
    }


    [Theory]
    [InlineData("EMP", "1", "NEW_JOB", "PAYSLIP", true)]
    [InlineData("EMP", "1", "SAME_JOB", "PAYSLIP", false)]
    [InlineData("EMP", "1", "NEW_JOB", "NONE", false)]
    [InlineData("EDU", "6", null, "ADMISSION", true)]
    [InlineData("EDU", "1", null, "ADMISSION", false)]
    [InlineData("NPE", "1", null, "LEARNER", false)]
    public void Section4_a_positive_outcome_follows_the_destination_rules(string type, string code, string? progress, string evidence, bool positive)
    {
        var end = Achiever with { Destination = Achiever.Destination! with { Type = type, Code = code, NewOrProgressed = progress, Evidence = evidence } };
        Assert.Equal(positive ? "30" : "0", Publish(Q4Of2027, People(30, end: end)).Cell("K08", "Outcome", "Positive"));
    }


    [Fact]
    public void Section4_someone_out_of_work_before_is_positive_in_any_job_that_counts()
    {
        var end = Achiever with { Destination = Achiever.Destination! with { NewOrProgressed = "SAME_JOB" } };
        var courses = People(30, row => row with { EmploymentStatus = "11" }, end);
        Assert.Equal("30", Publish(Q4Of2027, courses).Cell("K08", "Outcome", "Positive"));
    }


    [Theory]
    [InlineData("2027-12-25", "30")]
    [InlineData("2027-12-26", "0")]
    public void Section4_a_destination_must_begin_within_the_window(string begins, string shown)
    {
        var from = DateOnly.Parse(begins, CultureInfo.InvariantCulture);
        var end = Achiever with { Destination = Achiever.Destination! with { StartDate = from, CollectedOn = from } };
        Assert.Equal(shown, Publish(Q4Of2027, People(30, end: end)).Cell("K08", "Outcome", "Positive"));
    }


    [Fact]
    public void Section4_no_provider_and_no_learner_is_named()
    {
        var words = Publish(Q3, Mixed(33, 20)).Tables
            .SelectMany(table => table.Rows.SelectMany(row => row.Labels.Concat(row.Cells.Select(cell => cell.Text ?? ""))).Concat(table.Notes).Append(table.Title))
            .ToList();
        Assert.DoesNotContain(words, text => text.Contains("Invented Provider", StringComparison.Ordinal));
        Assert.DoesNotContain(words, text => text.Contains("1009000", StringComparison.Ordinal));
        Assert.DoesNotContain(words, text => text.StartsWith("L1", StringComparison.Ordinal));
    }


    [Fact]
    public void Section4_what_ends_after_the_census_date_is_not_seen()
    {
        var end = Achiever with { CompStatus = "3", Outcome = "3", ActualEndDate = Q3.CensusDate.AddDays(1), WithdrawReason = "3" };
        Assert.Equal("0", Publish(Q3, People(30, end: end)).Cell("K06", "Retention", "Withdrawn"));
        Assert.Equal("30", Publish(Q3, People(30, end: end with { ActualEndDate = Q3.CensusDate })).Cell("K06", "Retention", "Withdrawn"));
        Assert.Equal("0", Publish(Q3, People(30, row => row with { StartDate = Q3.CensusDate.AddDays(1) })).Cell("K02", "All", "All starts"));
    }
}
