using Pilot.Reporting.Vocabulary;
using static Pilot.Tests.Returns.CheckedCopies;

namespace Pilot.Tests.Returns;

/// <summary>The result sheet: what it says, and that it is shown first.</summary>
public sealed partial class CheckedWorkbookTests
{
    [Fact]
    public void Returns_2_the_result_sheet_says_what_became_of_the_file()
    {
        var lines = Values(Check(College(), Finding("D3")))["Check result"];

        Assert.Equal("Check result", lines[0]);
        Assert.Equal("Partly accepted: 1 row was rejected.", lines[1]);
        Assert.Contains("Submission|12", lines);
        Assert.Contains("Checked|12 January 2027 at 09:30", lines);
        Assert.Contains("Rows rejected|1", lines);
        Assert.Contains("Amount claimed (£)|4050", lines);
        Assert.Equal("SEX_C|The row is rejected|Data|D3|L001|sex|Q|The code is not in the list.|Use F, M or N.", lines[^1]);
    }

    [Fact]
    public void Returns_2_each_finding_leads_to_its_cell()
    {
        using var book = Open(Check(College(), Finding("D3"), Finding("A1", sheet: "No such sheet")));
        var sheet = book.Worksheet("Check result");

        var link = Assert.Single(sheet.Hyperlinks);
        Assert.Equal("Data!D3", link.InternalAddress.Replace("'", "", StringComparison.Ordinal));
        Assert.Equal("D3", sheet.Cell(link.Cell.Address).GetString());
    }

    [Fact]
    public void Returns_2_only_the_result_sheet_is_shown_and_selected()
    {
        var copy = Check(College(), Finding("D3"));

        Assert.Equal(
            [ResultPart(copy)],
            Parts(copy).Keys.Where(name => name.StartsWith("xl/worksheets/sheet", StringComparison.Ordinal) && Part(copy, name).Contains("tabSelected=\"1\"", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+44")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    public void Returns_2_what_a_provider_typed_is_never_a_formula_on_the_result_sheet(string typed)
    {
        using var book = Open(Check(College(), Finding("D3") with { Value = typed, Sensitive = true }));
        var cell = book.Worksheet("Check result").LastRowUsed().Cell(7);

        Assert.Equal(typed, cell.GetString());
        Assert.False(cell.HasFormula);
        Assert.True(cell.Style.IncludeQuotePrefix);
    }

    [Theory]
    [InlineData(5_000, false)]
    [InlineData(5_001, true)]
    public void Returns_2_the_first_5000_findings_are_listed_and_the_rest_counted(int count, bool says)
    {
        var findings = Enumerable.Range(2, count).Select(row => Finding("D" + row.ToString(null, null))).ToArray();
        var copy = Check(College(), findings);

        var lines = Values(copy)["Check result"];
        Assert.Equal(5_000, lines.Count(line => line.StartsWith("SEX_C|", StringComparison.Ordinal)));
        Assert.Equal(says, lines.Any(line => line.Contains("1 more stands in violations.csv", StringComparison.Ordinal)));
        Assert.Contains($"r=\"D{count + 1}\" s=", Part(copy, "xl/worksheets/sheet2.xml"), StringComparison.Ordinal);
    }

    [Fact]
    public void Returns_2_the_most_severe_findings_come_first()
    {
        var lines = Values(Check(College(), Finding("D3", Severity.W), Finding("D4", Severity.E)))["Check result"];

        Assert.Contains("|D4|", lines[^2], StringComparison.Ordinal);
        Assert.Contains("|D3|", lines[^1], StringComparison.Ordinal);
    }
}
