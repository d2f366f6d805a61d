using System.Globalization;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using static Pilot.Tests.Outcomes.PublicationSample;

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
            ["K01", "K02", "K03", "K04", "K05", "K06", "K07", "K08", "K09", "K10", "K11", "K12", "Definitions", "Revisions"],
            publication.Tables.Select(table => table.Sheet));
        Assert.All(publication.Tables.Append(publication.Characteristics), table => Assert.All(table.Rows, row =>
        {
            Assert.Equal(table.KeyHeadings.Count, row.Labels.Count);
            Assert.Equal(table.Headings.Count, row.Cells.Count);
        }));
    }

    [Fact]
    public void Section4_starts_are_counted_by_breakdown_and_multiples_print_themselves()
    {
        var publication = Publish(Q3, Mixed(35, 20));
        Assert.Equal("55", publication.Cell("K02", "All", "All starts"));
        Assert.Equal("35", publication.Cell("K02", "Mode of study", "Full time"));
        Assert.Equal("20", publication.Cell("K02", "Mode of study", "Part time"));
        Assert.Equal("55", publication.Cell("K02", "Qualification and level", "HNC (level 4)"));
        Assert.Equal("0", publication.Cell("K02", "Qualification and level", "HND (level 5)"));
        Assert.Equal("55", publication.Cell("K01", "", "Starts", "Since the pilot began"));
    }

    [Theory]
    [InlineData(4, 3, "[u]")]
    [InlineData(4, 4, "number")]
    public void Section5_rule_6_a_total_printed_under_10_is_not_broken_down(int fullTime, int partTime, string shown)
    {
        var publication = Publish(Q3, Mixed(fullTime, partTime));
        Assert.Equal(shown == "[u]" ? "5" : "10", publication.Cell("K02", "All", "All starts"));
        var cell = publication.Cell("K02", "Mode of study", "Part time");
        Assert.Equal(shown, cell == "[u]" ? cell : "number");
    }

    [Fact]
    public void Section5_rule_5_a_table_that_did_not_change_is_printed_as_it_was_under_another_secret()
    {
        var first = Publish(Q3, Mixed(32, 21));
        for (byte seed = 0; seed < 8; seed++)
        {
            var second = SkillsEnglandTables.Build(Figures(Q3.Next, Mixed(32, 21), first.Published) with { RoundingSecret = new RoundingSecret([seed]) });
            Assert.Equal(first.Cell("K02", "Mode of study", "Full time"), second.Cell("K02", "Mode of study", "Full time"));
        }
    }

    [Fact]
    public void Section5_what_was_published_is_drawn_again_without_the_secret()
    {
        var first = Publish(Q3, Mixed(32, 21));
        var again = SkillsEnglandTables.Build(Figures(Q3, Mixed(32, 21), first.Published) with { RoundingSecret = null });
        Assert.Equal(Text(first), Text(again));
        Assert.Equal(first.DisclosureChecks, again.DisclosureChecks);
    }

    /// <summary>What the first version of the program published opens: figures as printed, suppressed cells not known.</summary>
    [Fact]
    public void Section5_a_publication_of_the_first_version_is_read_as_what_was_printed()
    {
        PublishedCell Old(string sheet, string row, string column, int? value, PublishedAs shownAs, int? exact) =>
            new(Q3, 1, sheet, row, column, value) { As = shownAs, Exact = exact };
        PublishedCell[] stored =
        [
            Old("K01", "Starts", "Courses", 50, PublishedAs.Figure, 52),
            Old("K02", "Mode of study: Full time", "Starts", null, PublishedAs.HeldBack, 32),
            Old("K02", "Mode of study: Part time", "Starts", 20, PublishedAs.Figure, 20),
            Old("K01", "Total funded", "Pounds", null, PublishedAs.Suppressed, 72_000),
            Old("K01", "Disclosure value: base", "Value", null, PublishedAs.Unprinted, 5),
            Old("K01", "Disclosure value: threshold", "Value", null, PublishedAs.Unprinted, 5),
            Old("K03", "Age: Under 25", "Share", 62, PublishedAs.Figure, null),
        ];
        var next = Publish(Q3.Next, Mixed(40, 21), stored);
        Assert.Equal("60", next.Cell("K01", "", "Starts", "Since the pilot began"));
        Assert.Equal("10", next.Cell("K01", "", "Starts", column: 0));
        Assert.Equal("[x]", next.Cell("K01", "", "Total funded (£, nearest 50,000)", column: 0));
        Assert.Equal("60", string.Create(CultureInfo.InvariantCulture, $"{Number(next, "Full time") + Number(next, "Part time")}"));
    }

    private static int Number(SkillsEnglandPublication publication, string mode) =>
        int.Parse(publication.Cell("K02", "Mode of study", mode), CultureInfo.InvariantCulture);

    /// <summary>Found by attack: 50 of 55 with 91% and then 55 of 60 with 90% said that 54 of 60 had achieved.</summary>
    [Theory]
    [InlineData(50, 55, "50", "55", "0.91")]
    [InlineData(54, 60, "55", "60", "0.92")]
    [InlineData(52, 57, "50", "55", "0.91")]
    [InlineData(44, 47, "45", "45", "[u]")]
    public void Section5_rule_9_a_rate_is_worked_out_from_the_printed_counts(int achieved, int due, string shown, string of, string rate)
    {
        var publication = Publish(Q1, People(achieved, row => row with { PlannedEndDate = Q1.CensusDate.AddDays(-1) }, Achiever)
            .Concat(People(due - achieved, row => row with { PlannedEndDate = Q1.CensusDate.AddDays(-1) }, from: 1000)));
        Assert.Equal(shown, publication.Cell("K07", "Result", "Achieved"));
        Assert.Equal(of, publication.Cell("K07", "All", "Courses due to end"));
        Assert.Equal(rate, publication.Cell("K12", "", "Achieved, of courses due to end", column: 2));
    }

    /// <summary>A reader could divide the two counts beside it: the sheet says why it does not.</summary>
    [Fact]
    public void K12_says_of_a_share_that_it_does_not_give_yet_when_it_will()
    {
        var shares = Publish(Q1, People(60, row => row with { PlannedEndDate = Q1.CensusDate.AddDays(90) })).Tables.Single(table => table.Sheet == "K12");
        var retained = shares.Rows.Single(row => row.Labels[0] == "In learning or completed, of all starts");
        Assert.Equal(OutcomeCellKind.NotApplicable, retained.Cells[2].Kind);
        Assert.Contains("In learning or completed, of all starts: the share is given once the first planned end date has passed.", shares.Remarks);
    }

    /// <summary>Found by attack: ten due and no completion return printed as 0 achieved, 0%.</summary>
    [Fact]
    public void Section6_ten_due_and_no_completion_return_are_not_available_and_not_zero()
    {
        var figures = Figures(Q1, People(10, row => row with { PlannedEndDate = Q1.CensusDate.AddDays(-1) }));
        var publication = SkillsEnglandTables.Build(figures with
        {
            Providers = [.. figures.Providers.Select(provider => provider with { Submissions = [.. provider.Submissions.Where(sent => sent.Kind == ReturnKind.Enrolment)] })],
        });
        Assert.Equal("10", publication.Cell("K07", "All", "Courses due to end"));
        Assert.Equal("[x]", publication.Cell("K07", "Result", "Achieved"));
        Assert.Equal("[x]", publication.Cell("K07", "Result", "Not achieved"));
        Assert.Equal("[x]", publication.Cell("K12", "", "Achieved, of courses due to end", column: 2));
        Assert.Equal("[x]", publication.Cell("K06", "Retention", "Withdrawn"));
        Assert.Equal("[x]", publication.Cell("T11", "Sex", "Female", column: 1));
        Assert.Equal("10", publication.Cell("K02", "All", "All starts"));
        Assert.Equal("0", publication.Cell("K10", "", "Completion returns received"));
        Assert.Equal("[x]", publication.Cell("K10", "", "Completion rows accepted (%)"));
        Assert.Contains(publication.Headlines, sentence => sentence.Contains("wait for completion returns", StringComparison.Ordinal));
        Assert.Contains(
            publication.Tables.Single(table => table.Sheet == "K07").Notes, note => note.Contains("0 of 3 completion returns", StringComparison.Ordinal));
    }

    [Fact]
    public void Section6_achievement_is_not_applicable_until_the_first_planned_end_date_has_passed()
    {
        IEnumerable<Course> Ending(DateOnly planned) => People(30, row => row with { PlannedEndDate = planned }, Achiever);
        var before = Publish(Q1, Ending(Q1.CensusDate));
        Assert.Equal("[z]", before.Cell("K07", "All", "Courses due to end"));
        Assert.Equal("[z]", before.Cell("K07", "Result", "Achieved"));
        Assert.Equal(2, before.Tables.Single(table => table.Sheet == "K07").Rows.Count);
        Assert.Equal(["Starts"], before.Characteristics.Headings);
        var after = Publish(Q1, Ending(Q1.CensusDate.AddDays(-1)));
        Assert.Equal("30", after.Cell("K07", "Result", "Achieved"));
        Assert.Equal("30", after.Cell("T11", "Sex", "Female", column: 1));
        Assert.Equal(["Starts", "Achieved"], after.Characteristics.Headings);
    }

    [Fact]
    public void Section6_destinations_are_not_applicable_until_the_window_has_passed()
    {
        // Six months after 30 June 2027 is 30 December, in Q3; after 1 July it is 1 January, in Q4.
        IEnumerable<Course> Mixed(DateOnly end) => People(30, end: Achiever with { ActualEndDate = end, AchievementDate = end });
        Assert.Equal("30", Publish(new Quarter(2027, 3), Mixed(new(2027, 6, 30))).Cell("K08", "Outcome", "Positive"));
        Assert.Equal("[z]", Publish(new Quarter(2027, 3), Mixed(new(2027, 7, 1))).Cell("K08", "Outcome", "Positive"));
        Assert.Equal("30", Publish(Q4Of2027, Mixed(new(2027, 7, 1))).Cell("T11", "Sex", "Female", column: 2));
    }

    [Fact]
    public void Section4_a_kind_with_fewer_than_3_providers_is_merged_and_one_kind_alone_is_not_printed()
    {
        static PilotSettings With(params ProviderKind[] kinds) =>
            PublicationSample.Settings with { Providers = [.. kinds.Select((kind, i) => Provider(i + 1, kind))] };
        const ProviderKind C = ProviderKind.College, P = ProviderKind.Private, U = ProviderKind.University;
        static IEnumerable<string> Rows(PilotSettings settings) => SkillsEnglandTables.Build(Figures(Q3, People(30), settings: settings))
            .Tables.Single(table => table.Sheet == "K09").Rows.Select(row => row.Labels[1]);
        Assert.Equal(["All starts", "Colleges", "Private training providers", "Universities"], Rows(With(C, C, C, P, P, P, U, U, U)));
        Assert.Equal(["All starts", "Colleges", "Private training providers and universities"], Rows(With(C, C, C, P, P, U)));
        Assert.Equal(["All starts"], Rows(With(C, C, P, P, U)));
    }

    [Fact]
    public void Section5_rule_2_a_quarter_is_the_printed_figure_less_that_of_the_publication_before()
    {
        var first = Publish(Q3, Mixed(32, 20));
        var second = Publish(Q3.Next, Mixed(36, 27), first.Published);
        Assert.Equal(["50", "50"], Enumerable.Range(0, 2).Select(column => first.Cell("K01", "", "Starts", column)));
        Assert.Equal(["15", "50", "65"], Enumerable.Range(0, 3).Select(column => second.Cell("K01", "", "Starts", column)));
        var revised = SkillsEnglandTables.Build(Figures(Q3.Next, Mixed(36, 32), [.. first.Published, .. second.Published], revision: 2));
        Assert.Equal(["20", "50", "70"], Enumerable.Range(0, 3).Select(column => revised.Cell("K01", "", "Starts", column)));
    }

    [Fact]
    public void Section4_a_measure_of_nobody_yet_is_no_row_and_a_column_that_mostly_waits_is_none()
    {
        static IEnumerable<Course> DueOn(DateOnly planned) => People(52, row => row with { PlannedEndDate = planned });
        OutcomeTable SummaryOf(SkillsEnglandPublication publication) => publication.Tables.Single(table => table.Sheet == "K01");
        var first = Publish(Q3, DueOn(Q3.Next.FirstDay));
        Assert.DoesNotContain(SummaryOf(first).Rows, row => row.Labels[0] is "Courses due to end" or "Achieved" or "Positive outcomes");
        Assert.Contains(SummaryOf(first).Remarks, remark => remark.StartsWith("Courses due to end; Achieved; ", StringComparison.Ordinal));
        var second = SummaryOf(Publish(Q3.Next, DueOn(Q3.Next.FirstDay), first.Published));
        Assert.Contains(second.Rows, row => row.Labels[0] == "Courses due to end");
        Assert.DoesNotContain("Last quarter", second.Headings);
        Assert.Contains(second.Remarks, remark => remark.StartsWith("Last quarter: ", StringComparison.Ordinal));
    }

    [Fact]
    public void Section5_rule_1_K11_has_no_row_for_a_single_quarter() => Assert.Equal(
        ["All quarters so far"],
        Publish(Q3, People(52, row => row with { StartDate = Q3.FirstDay })).Tables.Single(table => table.Sheet == "K11").Rows.Select(row => row.Labels[0]));

    [Fact]
    public void Section5_rule_9_money_is_printed_to_the_nearest_50000()
    {
        const string Row = "Total funded (£, nearest 50,000)";
        Assert.Equal("50000", Publish(Q3, Mixed(33, 20)).Cell("K01", "", Row, "Since the pilot began")); // 53 x 1,350.00 = 71,550.00
        Assert.Equal("100000", Publish(Q3, Mixed(33, 23)).Cell("K01", "", Row, "Since the pilot began")); // 56 x 1,350.00 = 75,600.00
        Assert.Equal("[low]", Publish(Q3, Mixed(10, 0)).Cell("K01", "", Row, "Since the pilot began"));
    }

    private static string Text(SkillsEnglandPublication publication) => string.Join('\n', publication.Published) + string.Join('\n', publication.Headlines) + string.Join('\n', publication.Tables
        .Append(publication.Characteristics).SelectMany(table => table.Rows.Select(row => string.Join('|', row.Labels) + string.Join('|', row.Cells))));
}
