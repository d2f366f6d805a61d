using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Workbooks.Casework;
using Pilot.Reporting.Workbooks.Drawing;
using Pilot.Reporting.Workbooks.Wmca;

namespace Pilot.Tests.Workbooks;

/// <summary>What the sheets say, before they are drawn.</summary>
public sealed partial class SheetsTests
{
    private static readonly QuarterView Mature = new(SampleFigures.Mature);

    private static Sheet Find(QuarterView view, string code) => WmcaWorkbook.Draw(view).Tables.Single(sheet => sheet.Code == code);

    private static decimal[] Numbers(Sheet sheet, string heading)
    {
        var column = sheet.Columns.Select((column, i) => (column, i)).Single(pair => pair.column.Heading == heading).i;
        return [.. sheet.Rows.Select(row => row[column]).Select(cell => cell.Kind == TableCellKind.Number ? cell.Number : 0)];
    }

    private static Cell At(Sheet sheet, int row, string heading) =>
        sheet.Rows[row][sheet.Columns.Select((column, i) => (column, i)).Single(pair => pair.column.Heading == heading).i];

    [Fact]
    public void T03_the_total_is_the_sum_of_the_printed_lines_to_the_penny()
    {
        foreach (var sheet in new[] { Find(Mature, "T03"), Find(Mature, "T19") })
        {
            Assert.True(sheet.HasTotal);
            foreach (var column in sheet.Columns.Where(column => column.Format is Format.Pounds or Format.Whole))
            {
                var numbers = Numbers(sheet, column.Heading);
                Assert.Equal(numbers[..^1].Sum(), numbers[^1]);
            }
        }
    }

    [Fact]
    public void T19_has_every_field_of_a_reconciliation_line()
    {
        var fields = typeof(ReconciliationLine).GetProperties().Select(info => info.Name).Where(name => name != "EqualityContract").ToArray();
        // The UKPRN and the provider's name stand for one field.
        Assert.Equal(fields.Length + 1, Find(Mature, "T19").Columns.Count);
    }

    [Fact]
    public void T05_quarters_add_up_to_the_lines_of_T03()
    {
        var lines = SampleFigures.Mature.Funding.Lines;
        var sheet = Find(Mature, "T05");
        Assert.Equal(lines.Sum(line => line.EarnedYtd), Numbers(sheet, "Earned (£)")[^1]);
        Assert.Equal(lines.Sum(line => line.FundedYtd), Numbers(sheet, "Funded (£)")[^1]);
        Assert.Equal(lines.Sum(line => line.ProfileGbpYtd), Numbers(sheet, "Profile (£)")[^1]);
        Assert.Equal(lines.Sum(line => line.QualifyingStartsYtd), Numbers(sheet, "Qualifying starts")[^1]);
    }

    /// <summary>As published, with what has changed since, is what T01 says now.</summary>
    [Fact]
    public void T20_what_was_published_and_its_changes_add_up_to_what_is_known_now()
    {
        var earlier = Mature.Period.Previous;
        var now = PublishedQuarter.Of(earlier, 1, Mature.Figures.Funding.Earnings, 0);
        Sheet Drawn(params PublishedQuarter[] published) => Find(new QuarterView(SampleFigures.Mature with { PublishedQuarters = published }), "T20");
        var sheet = Drawn(now with { EarnedGbp = now.EarnedGbp - 1_350m, Starts = now.Starts + 1 });
        Assert.Equal([1_350m, 0, 1_350m], Numbers(sheet, "Earned, change since (£)"));
        Assert.Equal([-1m, 0, -1m], Numbers(sheet, "Starts, change since"));
        Assert.Equal("[z]", At(Drawn(), 1, "Starts, change since").Text);
    }

    [Fact]
    public void T04_adds_up_to_T03_and_an_overpaid_provider_repays()
    {
        var lines = SampleFigures.Closed.Funding.Lines;
        var sheet = Find(new QuarterView(SampleFigures.Closed), "T04");
        Assert.Equal(lines.Sum(line => line.ToPay), Numbers(sheet, "To pay (£)")[^1]);
        var university = lines.Where(line => line.Ukprn == SampleFigures.University).Sum(line => line.ToPay);
        Assert.Equal(-2000m, university);
        Assert.Equal([0m, 0m, 2000m, 2000m], Numbers(sheet, "Repayable (£)"));
        Assert.Equal("Not given", At(sheet, 1, "Grant reference").Text);
    }

    [Fact]
    public void T01_a_target_stands_with_what_has_become_of_it_and_no_column_waits_for_one()
    {
        Assert.DoesNotContain(Find(new QuarterView(SampleFigures.Mature), "T01").Columns, column => column.Heading == "Target");
        var by = SampleFigures.Mature.Period.Next;
        var view = new QuarterView(SampleFigures.Mature with
        {
            Settings = SampleFigures.Mature.Settings with
            {
                Targets =
                [
                    new(TargetMeasures.Starts, SampleFigures.Mature.Period, 40, 0, "Business case"), new(TargetMeasures.QualifyingStarts, by, 5_000, 0, "Business case"),
                    new(TargetMeasures.AchievedPct, by, 1, 0, "Business case"), new(TargetMeasures.EarnedGbp, by, 10_000_000, 0, "Business case"),
                ],
            },
        });
        var sheet = Find(view, "T01");
        string[] Row(string measure) => [.. new[] { "Target", "To be reached by", "How it stands" }.Select(heading => sheet.Columns.ToList().FindIndex(column => column.Heading == heading))
            .Select(column => sheet.Rows.Single(row => row[0].Text == measure)[column].Shown(Format.Whole))];

        Assert.Equal(["40", SampleFigures.Mature.Period.Words, "Met"], Row("Starts"));
        Assert.Equal(["5,000", by.Words, "Behind"], Row("Qualifying starts"));
        Assert.Equal(["1.0%", by.Words, "On course"], Row("Achieved of those due (%)"));
        Assert.Equal(["10,000,000.00", by.Words, "Behind"], Row("Earned (£)"));
        Assert.Equal(["[z]", "[z]", "[z]"], Row("Learners"));
    }

    [Fact]
    public void T17_a_column_that_came_or_went_with_the_settings_is_no_other_column()
    {
        var without = Find(new QuarterView(SampleFigures.Mature), "T01");
        var with = Find(
            new QuarterView(SampleFigures.Mature with { Settings = SampleFigures.Mature.Settings with { Targets = [new(TargetMeasures.Starts, SampleFigures.Mature.Period, 40, 0, "Plan")] } }), "T01");
        string[] targets = ["Target", "To be reached by", "How it stands"];

        Assert.Equal(targets, WorkbookRevisions.Compare([without], [with]).Changes.Where(change => change.Row == "Starts").Select(change => change.Figure));
        var gone = WorkbookRevisions.Compare([with], [without]).Changes;
        Assert.Equal(targets, gone.Where(change => change.Row == "Starts").Select(change => change.Figure));
        Assert.All(gone, change => Assert.Equal("Not there", change.After.Text));
    }

    [Fact]
    public void T06_everybody_who_started_stands_in_one_place()
    {
        foreach (var figures in new[] { SampleFigures.Closed, SampleFigures.Mature })
        {
            var view = new QuarterView(figures);
            var sheet = Find(view, "T06");
            string[] places = ["In learning", "On break", "Left before qualifying", "Withdrawn after", "Completed"];
            int[] known = [.. Enumerable.Range(0, sheet.Rows.Count).Where(row => !places.Any(place => At(sheet, row, place) == Shorthand.NotAvailable))];
            Assert.Contains(sheet.Rows.Count - 1, known);
            Assert.Equal(known.Select(row => Numbers(sheet, "Starts")[row]), known.Select(row => places.Sum(place => Numbers(sheet, place)[row])));
            // A provider whose completion return is missing: true-looking zeros would be no truth.
            Assert.All(
                Enumerable.Range(0, sheet.Rows.Count - 1).Where(row => At(sheet, row, "Provider").Text == view.ProviderName(SampleFigures.University)),
                row => Assert.All(places[..^1], place => Assert.Equal("[x]", At(sheet, row, place).Text)));
        }
    }

    [Fact]
    public void T08_the_results_add_up_to_those_completed_and_the_grades_to_those_achieved()
    {
        var sheet = Find(Mature, "T08");
        Assert.True(Numbers(sheet, "Completed")[^1] > 0);
        Assert.Equal(
            Numbers(sheet, "Completed")[^1],
            new[] { "Achieved", "None", "Not yet known" }.Sum(text => Numbers(sheet, text)[^1]));
        Assert.Equal(Numbers(sheet, "Achieved")[^1], new[] { "Pass", "Merit", "Distinction" }.Sum(text => Numbers(sheet, text)[^1]));
        Assert.Equal(
            Numbers(sheet, "Achieved (numerator)")[^1] / Numbers(sheet, "Qualifying starts (achievement denominator)")[^1],
            Numbers(sheet, "Achievement rate (%)")[^1]);
    }

    [Fact]
    public void T08_the_total_rates_leave_out_cohorts_whose_planned_end_has_not_passed()
    {
        var figures = SampleFigures.Closed;
        var due = OnlyOneCourse(enrolment => enrolment with { FirstPlannedEndDate = figures.Period.CensusDate.AddDays(-1) }).Funding.Courses;
        var sheet = Find(new QuarterView(figures with { Funding = figures.Funding with { Courses = [.. due, .. figures.Funding.Courses] } }), "T08");
        var rows = Enumerable.Range(0, sheet.Rows.Count - 1).Where(row => At(sheet, row, "Achievement rate (%)").Kind == TableCellKind.Number).ToArray();
        var row = Assert.Single(rows);
        foreach (var heading in new[] { "Retained (numerator)", "Qualifying starts (retention denominator)", "Achieved (numerator)", "Qualifying starts (achievement denominator)", "Retention rate (%)", "Achievement rate (%)" })
        {
            Assert.Equal(At(sheet, row, heading), At(sheet, sheet.Rows.Count - 1, heading));
        }

        Assert.True(Numbers(sheet, "Qualifying starts")[^1] > Numbers(sheet, "Qualifying starts (achievement denominator)")[^1]);
    }

    [Fact]
    public void T16_and_X05_say_in_words_what_a_rule_found()
    {
        var quality = Find(Mature, "T16");
        var row = Enumerable.Range(0, quality.Rows.Count).First(at => At(quality, at, "Rule").Text == "FUND_03");
        var words = Pilot.Reporting.Returns.Rules.RuleCatalogue.Get("FUND_03").Message;
        Assert.Equal(words, At(quality, row, "What it found").Text);
        var findings = CaseworkWorkbook.Draw(new QuarterView(SampleFigures.Closed)).Tables.Single(sheet => sheet.Code == "X05");
        Assert.Equal(words, At(findings, 0, "What it found").Text);
    }

    [Fact]
    public void What_a_rule_found_looks_like_nobodys_number_or_postcode() =>
        Assert.All(
            Pilot.Reporting.Returns.Rules.RuleCatalogue.All,
            rule => Assert.DoesNotMatch(@"\d{10}|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b", CaseworkWorkbook.RuleWords(rule.Id)));

    [Fact]
    public void T09_those_whose_window_has_closed_are_known_or_unknown()
    {
        var sheet = Find(Mature, "T09");
        Assert.True(Numbers(sheet, "Window closed (denominator of the rates)")[^1] > 0);
        Assert.Equal(
            Numbers(sheet, "Window closed (denominator of the rates)")[^1], Numbers(sheet, "Returned")[^1] + Numbers(sheet, "Unknown")[^1]);
    }
}
