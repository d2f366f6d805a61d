using System.Globalization;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using static Pilot.Tests.Outcomes.SamplePilot;

namespace Pilot.Tests.Outcomes;

public sealed class SkillsEnglandTablesTests
{
    private static readonly Quarter Q1 = new(2027, 1);
    private static readonly Quarter Q4Of2027 = new(2027, 4);

    private static SkillsEnglandPublication Publish(Quarter period, IEnumerable<Course> courses, IReadOnlyList<PublishedCell>? published = null) =>
        SkillsEnglandTables.Build(Figures(period, courses, published));

    private static IEnumerable<Course> Mixed(int fullTime, int partTime) =>
        People(fullTime).Concat(People(partTime, row => row with { Mode = "PT" }, from: 1000));

    [Fact]
    public void Section4_the_workbook_has_its_tables_in_order_and_each_row_is_whole()
    {
        var publication = Publish(Q3, Mixed(33, 21));
        Assert.Equal(
            ["K01", "K02", "K03", "K04", "K05", "K06", "K07", "K08", "K09", "K10", "Definitions", "Revisions"],
            publication.Tables.Select(table => table.Sheet));
        Assert.All(publication.Tables.Append(publication.Characteristics), table => Assert.All(table.Rows, row =>
        {
            Assert.Equal(table.KeyHeadings.Count, row.Labels.Count);
            Assert.Equal(table.Headings.Count, row.Cells.Count);
        }));
    }

    [Fact]
    public void Section4_starts_are_counted_by_breakdown_and_rounded()
    {
        var publication = Publish(Q3, Mixed(33, 21));
        Assert.Equal("55", publication.Cell("K02", "All", "All starts"));
        Assert.Equal("35", publication.Cell("K02", "Mode of study", "Full time"));
        Assert.Equal("20", publication.Cell("K02", "Mode of study", "Part time"));
        Assert.Equal("55", publication.Cell("K02", "Qualification and level", "HNC (level 4)"));
        Assert.Equal("0", publication.Cell("K02", "Qualification and level", "HND (level 5)"));
        Assert.Equal("55", publication.Cell("K01", "", "Starts"));
    }

    [Fact]
    public void Section5_from_1_to_4_is_suppressed_and_5_is_shown()
    {
        Assert.Equal("[c]", Publish(Q3, Mixed(33, 4)).Cell("K02", "Mode of study", "Part time"));
        Assert.Equal("5", Publish(Q3, Mixed(33, 5)).Cell("K02", "Mode of study", "Part time"));
    }

    [Fact]
    public void Section5_a_small_count_that_total_and_sibling_would_give_away_takes_the_sibling_with_it()
    {
        // 18 is shown as 20, which stands for 18 to 22: beside a total of 19, one part-time learner would be certain.
        var publication = Publish(Q3, Mixed(18, 1));
        Assert.Equal("[c]", publication.Cell("K02", "Mode of study", "Part time"));
        Assert.Equal("[c]", publication.Cell("K02", "Mode of study", "Full time"));
        Assert.Equal("20", Publish(Q3, Mixed(20, 2)).Cell("K02", "Mode of study", "Full time"));
    }

    [Fact]
    public void Section5_nothing_below_a_small_total_is_shown_not_even_a_zero()
    {
        var publication = Publish(Q3, Mixed(3, 0));
        Assert.Equal("[c]", publication.Cell("K02", "All", "All starts"));
        Assert.Equal("[c]", publication.Cell("K02", "Mode of study", "Part time"));
    }

    [Fact]
    public void Section5_a_breakdown_that_moved_by_1_to_4_is_held_back_one_quarter()
    {
        var first = Publish(Q3, Mixed(32, 20));
        var second = Publish(Q3.Next, Mixed(34, 27), first.Published);
        Assert.Equal("30", first.Cell("K02", "Mode of study", "Full time"));
        Assert.Equal("[c]", second.Cell("K02", "Mode of study", "Full time"));
        Assert.Equal("25", second.Cell("K02", "Mode of study", "Part time"));
        Assert.Equal(PublishedAs.HeldBack, second.Published.Single(cell => cell.Row == "Mode of study: Full time").As);

        var revision = SkillsEnglandTables.Build(Figures(Q3.Next, Mixed(34, 27), [.. first.Published, .. second.Published], revision: 2));
        Assert.Equal("[c]", revision.Cell("K02", "Mode of study", "Full time"));

        var third = Publish(Q3.Next.Next, Mixed(34, 27), [.. first.Published, .. second.Published, .. revision.Published]);
        Assert.Equal("35", third.Cell("K02", "Mode of study", "Full time"));
    }

    [Fact]
    public void Section5_a_move_of_5_is_shown_at_once()
    {
        var first = Publish(Q3, Mixed(32, 20));
        Assert.Equal("35", Publish(Q3.Next, Mixed(37, 27), first.Published).Cell("K02", "Mode of study", "Full time"));
    }

    [Fact]
    public void Section5_a_share_is_of_unrounded_counts_and_needs_23()
    {
        IEnumerable<Course> Aged(int young, int older) => People(young).Concat(People(older, row => row with { AgeAtStart = 41 }, from: 1000));
        Assert.Equal("0.57", Publish(Q3, Aged(13, 10)).Cell("K03", "Age", "Under 25", column: 1));
        Assert.Equal("[c]", Publish(Q3, Aged(12, 10)).Cell("K03", "Age", "Under 25", column: 1));
        Assert.Equal("[z]", Publish(Q3, Aged(13, 10)).Cell("K03", "Age", "40 and over", column: 1));
    }

    [Fact]
    public void Section6_achievement_is_not_applicable_until_the_first_planned_end_date_has_passed()
    {
        IEnumerable<Course> Ending(DateOnly planned) => People(30, row => row with { PlannedEndDate = planned }, Achiever);
        var before = Publish(Q1, Ending(Q1.CensusDate));
        Assert.Equal("[z]", before.Cell("K07", "Result", "Achieved"));
        Assert.Equal("[z]", before.Cell("K07", "Result", "Achieved", column: 1));
        Assert.Equal("[z]", before.Cell("K06", "Retention", "In learning or completed", column: 1));
        Assert.Equal("[z]", before.Cell("T11", "Sex", "Female", column: 1));
        var after = Publish(Q1, Ending(Q1.CensusDate.AddDays(-1)));
        Assert.Equal("30", after.Cell("K07", "Result", "Achieved"));
        Assert.Equal("1", after.Cell("K07", "Result", "Achieved", column: 1));
        Assert.Equal("30", after.Cell("T11", "Sex", "Female", column: 1));
    }

    [Fact]
    public void Section6_destinations_are_not_applicable_until_the_window_has_passed()
    {
        // Six months after 30 June 2027 is 30 December, in Q3; after 1 July it is 1 January, in Q4.
        IEnumerable<Course> Ended(DateOnly end) => People(30, end: Achiever with { ActualEndDate = end, AchievementDate = end });
        Assert.Equal("30", Publish(new Quarter(2027, 3), Ended(new(2027, 6, 30))).Cell("K08", "Outcome", "Positive"));
        Assert.Equal("[z]", Publish(new Quarter(2027, 3), Ended(new(2027, 7, 1))).Cell("K08", "Outcome", "Positive"));
        Assert.Equal("30", Publish(Q4Of2027, Ended(new(2027, 7, 1))).Cell("T11", "Sex", "Female", column: 2));
    }

    [Fact]
    public void Section6_what_nobody_has_reached_is_not_withheld_to_protect_something_else()
    {
        var first = Publish(Q3, Mixed(32, 20));
        var second = Publish(Q3.Next, Mixed(34, 20), first.Published);
        Assert.Equal("[c]", second.Cell("K02", "Mode of study", "Full time"));
        Assert.All(
            second.Tables.Where(table => table.Sheet is "K07" or "K08").SelectMany(table => table.Rows).SelectMany(row => row.Cells),
            cell => Assert.Equal(OutcomeCell.NotApplicable, cell));
        Assert.All(second.Characteristics.Rows.SelectMany(row => row.Cells.Skip(1)), cell => Assert.Equal(OutcomeCell.NotApplicable, cell));
    }

    [Fact]
    public void Section6_what_waits_for_a_return_is_not_available()
    {
        var figures = Figures(Q1, People(30));
        var without = figures with
        {
            Providers = [.. figures.Providers.Select(one => one with { Submissions = [.. one.Submissions.Where(sent => sent.Kind == ReturnKind.Enrolment)] })],
        };
        var publication = SkillsEnglandTables.Build(without);
        Assert.Equal("[x]", publication.Cell("K06", "Retention", "Withdrawn"));
        Assert.Equal("[x]", publication.Cell("K07", "Result", "Achieved", column: 1));
        Assert.Equal("30", publication.Cell("K02", "All", "All starts"));
        Assert.Equal("0", publication.Cell("K10", "", "Completion returns received"));
        Assert.Equal("3", publication.Cell("K10", "", "Enrolment returns received"));
        Assert.Equal("3", publication.Cell("K10", "", "Providers that owe returns"));
        Assert.Equal("1", publication.Cell("K10", "", "Enrolment rows accepted (%)"));
        Assert.Equal("[x]", publication.Cell("K10", "", "Completion rows accepted (%)"));
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
    public void Section4_kinds_with_fewer_than_3_providers_are_merged()
    {
        static PilotSettings With(params ProviderKind[] kinds) =>
            SamplePilot.Settings with { Providers = [.. kinds.Select((kind, i) => Provider(i + 1, kind))] };
        const ProviderKind C = ProviderKind.College, P = ProviderKind.Private, U = ProviderKind.University;
        static IEnumerable<string> Rows(PilotSettings settings) => SkillsEnglandTables.Build(Figures(Q3, People(30), settings: settings))
            .Tables.Single(table => table.Sheet == "K09").Rows.Select(row => row.Labels[1]);
        Assert.Equal(["All starts", "Colleges", "Private training providers", "Universities"], Rows(With(C, C, C, P, P, P, U, U, U)));
        Assert.Equal(["All starts", "Colleges", "Private training providers and universities"], Rows(With(C, C, C, P, P, U)));
        Assert.Equal(["All starts", "Colleges and universities", "Private training providers"], Rows(With(C, C, C, P, P, P, P, U)));
        Assert.Equal(["All starts", "Colleges, private training providers and universities"], Rows(With(C, C, P, P, U)));
    }

    [Fact]
    public void Section4_the_total_funded_is_shown_to_the_nearest_1000_unless_it_tells_of_few_payments()
    {
        const string Row = "Total funded (£, nearest 1,000)";
        var first = Publish(Q3, Mixed(33, 20));
        Assert.Equal("72000", first.Cell("K01", "", Row)); // 53 x 1,350.00 = 71,550.00
        Assert.Equal("[c]", Publish(Q3, Mixed(4, 0)).Cell("K01", "", Row));
        Assert.Equal("[c]", Publish(Q3.Next, Mixed(33, 24), first.Published).Cell("K01", "", Row));
        Assert.Equal("78000", Publish(Q3.Next, Mixed(33, 25), first.Published).Cell("K01", "", Row)); // 58 x 1,350.00 = 78,300.00
    }

    [Fact]
    public void Section5_the_disclosure_values_are_settings_and_may_change_between_publications()
    {
        var first = Publish(Q3, Mixed(33, 21));
        var wider = SamplePilot.Settings with { Scheme = SamplePilot.Settings.Scheme with { DisclosureBase = 10, DisclosureThreshold = 10, DisclosureMinDenominator = 60 } };
        var second = SkillsEnglandTables.Build(Figures(Q3.Next, Mixed(53, 36), first.Published, wider));
        Assert.Equal("50", second.Cell("K02", "Mode of study", "Full time"));
        Assert.Equal("40", second.Cell("K02", "Mode of study", "Part time"));
        Assert.Equal("[c]", SkillsEnglandTables.Build(Figures(Q3, Mixed(53, 9), settings: wider)).Cell("K02", "Mode of study", "Part time"));
    }

    [Fact]
    public void Section5_T11_shows_the_starts_of_K03()
    {
        var publication = new GeneratedPilot(7).Publish(secondary: true)[^1];
        Assert.All(publication.Characteristics.Rows, row => Assert.Equal(
            publication.Tables.Single(table => table.Sheet == "K03").Rows.Single(one => one.Labels.SequenceEqual(row.Labels)).Cells[0], row.Cells[0]));
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
    public void Section5_a_learner_with_two_courses_is_one_learner_and_two_starts()
    {
        var both = People(30).Concat(People(30, row => row with { AimRef = "60300002" }));
        Assert.Equal("60", Publish(Q3, both).Cell("K01", "", "Starts"));
        Assert.Equal("30", Publish(Q3, both).Cell("K01", "", "Learners"));
    }

    [Fact]
    public void Section4_a_revision_lists_the_figures_that_it_changed_as_they_are_shown()
    {
        var first = Publish(Q3, Mixed(33, 21));
        var second = SkillsEnglandTables.Build(Figures(Q3, Mixed(33, 31), first.Published, revision: 2));
        var changes = second.Tables.Single(table => table.Sheet == "Revisions").Rows;
        var change = Assert.Single(changes, row => row.Labels[1] == "Mode of study: Part time");
        Assert.Equal(["20", "30"], change.Cells.Select(cell => cell.Text));
        Assert.DoesNotContain(changes, row => row.Labels[1] == "Mode of study: Full time");
        Assert.Empty(first.Tables.Single(table => table.Sheet == "Revisions").Rows);
    }

    [Fact]
    public void Section4_what_ends_after_the_census_date_is_not_seen()
    {
        var end = Achiever with { CompStatus = "3", Outcome = "3", ActualEndDate = Q3.CensusDate.AddDays(1), WithdrawReason = "3" };
        Assert.Equal("0", Publish(Q3, People(30, end: end)).Cell("K06", "Retention", "Withdrawn"));
        Assert.Equal("30", Publish(Q3, People(30, end: end with { ActualEndDate = Q3.CensusDate })).Cell("K06", "Retention", "Withdrawn"));
        Assert.Equal("0", Publish(Q3, People(30, row => row with { StartDate = Q3.CensusDate.AddDays(1) })).Cell("K02", "All", "All starts"));
    }

    [Fact]
    public void Section5_what_is_kept_of_a_publication_protects_the_next_one()
    {
        var first = Publish(Q3, Mixed(32, 20));
        Assert.Equal("[c]", Publish(Q3.Next, Mixed(34, 27), first.Published).Cell("K02", "Mode of study", "Full time"));
    }

    [Fact]
    public void Section8_the_same_figures_give_the_same_cells()
    {
        string Text(SkillsEnglandPublication publication) => string.Join('\n', publication.Published) + string.Join('\n', publication.Tables
            .Append(publication.Characteristics).SelectMany(table => table.Rows.Select(row => string.Join('|', row.Labels) + string.Join('|', row.Cells))));
        Assert.Equal(new GeneratedPilot(11).Publish(true).Select(Text), new GeneratedPilot(11).Publish(true).Select(Text));
    }

    [Fact]
    public void Section4_every_measure_of_the_summary_is_defined_and_standards_are_listed()
    {
        var definitions = Publish(Q3, Mixed(33, 21)).Tables.Single(table => table.Sheet == "Definitions");
        Assert.Contains(definitions.Rows, row => row.Cells[0].Text!.Contains("ST0001, ST0002", StringComparison.Ordinal));
        Assert.All(Publish(Q3, Mixed(33, 21)).Tables[0].Rows, row => Assert.NotEmpty(row.Cells[1].Text!));
    }
}
