using System.Xml.Linq;
using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Workbooks;
using Pilot.Reporting.Workbooks.Casework;
using Pilot.Reporting.Workbooks.Drawing;
using Pilot.Reporting.Workbooks.SkillsEngland;
using Pilot.Reporting.Workbooks.Statements;
using Pilot.Reporting.Workbooks.Wmca;
using Pilot.Tests.Support;

namespace Pilot.Tests.Workbooks;

/// <summary>Wide sheets on paper: nothing is cut off, no letter is smaller than 9 points.</summary>
public sealed class PrintLayoutTests
{
    [Theory]
    [InlineData(new[] { 30, 12, 112 }, 1, null, "1-3")]
    [InlineData(new[] { 30, 12, 50, 50, 50 }, 2, 80, "1-4 5-5")]
    [InlineData(new[] { 40, 20, 20, 20, 20, 20, 20, 20, 20, 20 }, 1, 81, "1-6 7-10")]
    public void As_few_pages_as_hold_the_columns_and_each_as_full_as_the_others(int[] widths, int keys, int? scale, string pages)
    {
        var paper = PaperPages.Of(widths, keys);
        Assert.Equal(pages, string.Join(' ', paper.Columns.Select(page => $"{page.First}-{page.Last}")));
        Assert.Equal(scale, paper.Scale);
    }

    [Fact]
    public void Every_column_is_on_one_page_and_what_stands_above_the_table_on_the_first_only()
    {
        var file = QuarterlyWorkbooks.Draw(SampleFigures.Mature).Single(drawnFile => drawnFile.Name.EndsWith("-wmca-r1.xlsx", StringComparison.Ordinal));
        var areas = XDocument.Parse(RawWorkbook.Of(file.Bytes).Parts["xl/workbook.xml"]).Descendants().Where(element => (string?)element.Attribute("name") == "_xlnm.Print_Area").Select(element => element.Value).ToList();
        var t19 = Assert.Single(areas, text => text.StartsWith("'T19'", StringComparison.Ordinal)).Split(',').Select(text => text[(text.LastIndexOf('!') + 1)..].Split('$', ':')).ToList();
        Assert.True(t19.Count > 1);
        Assert.Equal(("A", "1"), (t19[0][1], t19[0][2]));
        Assert.All(t19.Skip(1), area => Assert.Equal(t19[1][2], area[2]));
        Assert.NotEqual("1", t19[1][2]);
    }

    public static TheoryData<string> Books => [.. Drawn().Select(book => book.Key)];

    [Theory]
    [MemberData(nameof(Books))]
    public void No_line_above_a_table_is_cut_off_or_makes_its_page_smaller_than_nine_points(string book)
    {
        var sheets = Drawn().Single(drawn => drawn.Key == book).Value().Tables;
        Assert.Empty(sheets.Where(sheet => sheet.Paper.Scale < PaperPages.MinScale).Select(sheet => $"{sheet.Code} {sheet.Paper.Scale}"));
        Assert.Empty(sheets.Where(sheet => RowHeight.TitlePixels(sheet.ShownTitle) > sheet.Paper.Room).Select(sheet => sheet.ShownTitle));
        Assert.Empty(sheets.SelectMany(sheet => sheet.Lines.Skip(1).Where(line => RowHeight.Pixels(line) > sheet.Paper.Room)));
    }

    /// <summary>Figures that are read together stand on one page (workbooks.md section 1).</summary>
    [Theory]
    [InlineData("wmca closed")]
    [InlineData("wmca provisional")]
    public void Funded_adjusted_paid_and_to_pay_are_on_one_page(string book)
    {
        var tables = Drawn()[book]().Tables.ToDictionary(sheet => sheet.Code);
        Assert.Single(tables["T03"].Paper.Columns);
        var payments = tables["T04"];
        Assert.True(payments.Paper.Columns[0].Last > payments.Columns.ToList().FindIndex(column => column.Heading == "To pay (£)"), "To pay is on another page than funded.");
        Assert.Equal(2, payments.Paper.Columns.Count);

        // T01 goes on below: its money comes first, after two rows of returns.
        var summary = tables["T01"];
        Assert.Equal("To pay (£)", summary.Rows[9][0].Text);
        Assert.Equal("Profile (£)", summary.Rows[2][0].Text);
    }

    /// <summary>A statement's sums are read whole: that of everything comes first, and no row is two lines high.</summary>
    [Fact]
    public void The_sum_of_all_a_providers_money_is_on_the_first_page_of_its_statement()
    {
        var money = Drawn()["statement closed"]().Tables.Single(sheet => sheet.Code == "S01");
        Assert.Equal(["Allocation", "Earned", "Funded", "Adjustments", "Paid", "To pay"], money.Rows.TakeWhile(row => row[0].Text == "All").Select(row => row[2].Text));
        Assert.All(money.Rows, row => Assert.Equal(1, RowHeight.Lines(row[4].Text, RowHeight.WidthOf(money.Columns[4]), bold: false)));
        Assert.Null(money.Paper.Scale);
    }

    [Fact]
    public void A_line_is_broken_between_words_where_the_page_ends_and_none_is_lost()
    {
        var line = string.Join(' ', Enumerable.Range(1, 120).Select(number => $"word{number}"));
        foreach (var paper in new[] { PaperPages.Of([30, 12], 1), PaperPages.Of([30, 12, 50, 50, 50], 2) })
        {
            var broken = paper.Broken(line).ToList();
            Assert.True(broken.Count > 2);
            Assert.All(broken, part => Assert.InRange(RowHeight.Pixels(part), 1, paper.Room));
            Assert.Equal(line, string.Join(' ', broken));
            Assert.Equal("short", Assert.Single(paper.Broken("short")));
            Assert.Single(paper.Broken(new string('W', 400)));
        }

        Assert.True(PaperPages.Of([30, 12, 50, 50, 50], 2).Room < PaperPages.Of([30, 12], 1).Room);
    }

    private static Dictionary<string, Func<Workbook>> Drawn()
    {
        var figures = new Dictionary<string, QuarterFigures> { ["closed"] = SampleFigures.Mature, ["provisional"] = SampleFigures.Mature with { Run = SampleFigures.Mature.Run with { Kind = RunKind.Provisional, State = RunState.Provisional } } };
        return figures.SelectMany(pair => new (string Name, Func<QuarterView, Workbook> Draw)[] { ("wmca", WmcaWorkbook.Draw), ("skills-england", SkillsEnglandWorkbook.Draw), ("casework", CaseworkWorkbook.Draw), ("statement", view => StatementWorkbook.Draw(view, SampleFigures.College)) }
            .Select(book => KeyValuePair.Create<string, Func<Workbook>>($"{book.Name} {pair.Key}", () => book.Draw(new QuarterView(pair.Value))))).ToDictionary();
    }
}
