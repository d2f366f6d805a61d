using System.Text;
using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Files.CheckedCopy;
using Pilot.Reporting.Vocabulary;
using static Pilot.Tests.Returns.CheckedCopies;

namespace Pilot.Tests.Returns;

/// <summary>Any cells marked at random.</summary>
public sealed partial class CheckedWorkbookOddFormsTests
{
    /// <summary>Gaps among rows and cells, marks anywhere: the marked cells are coloured and no others, and no value moves.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void Any_sheet_with_any_marks_keeps_its_values_and_colours_the_marked_cells_alone(int seed)
    {
        var random = new Random(seed);
        var rows = new StringBuilder();
        for (var row = 1 + random.Next(3); row <= 12; row += 1 + random.Next(3))
        {
            rows.Append(random.Next(8) == 0 ? $"<row r=\"{XmlText.Number(row)}\"/>" : $"<row r=\"{XmlText.Number(row)}\">{RandomCells(random, row)}</row>");
        }

        var workbook = HandWrittenWorkbook.WithRows(rows.ToString());
        var findings = Enumerable.Range(0, 1 + random.Next(12))
            .Select(_ => Finding(CellAddress.Of(1 + random.Next(14), 1 + random.Next(9)), random.Next(2) == 0 ? Severity.E : Severity.W)).ToArray();
        var copy = CheckValid(workbook, findings);
        var again = Check(copy);

        Assert.Equal(Filled(Values(workbook.Bytes())["Data"]), Filled(Values(copy)["Data"]));
        var styled = System.Text.RegularExpressions.Regex.Matches(Part(copy, Sheet1), "<c r=\"([A-Z]+[0-9]+)\"[^>]* s=\"[1-9]").Select(match => match.Groups[1].Value);
        Assert.Equal(findings.Select(finding => finding.Cell!).Distinct().Order(StringComparer.Ordinal), styled.Order(StringComparer.Ordinal));
        Assert.All(findings, finding => Assert.Equal(findings.Any(otherFinding => otherFinding.Cell == finding.Cell && otherFinding.Severity == Severity.E) ? "FFFFD2CD" : "FFFFF0C1", FillOf(copy, "Data", finding.Cell!)));
        Assert.All(findings, finding => Assert.Null(FillOf(again, "Data", finding.Cell!)));
        Assert.Equal(findings.Select(finding => finding.Cell!).ToHashSet(), CommentsOf(copy, "Data").Keys.ToHashSet());
        Assert.Empty(CommentsOf(again, "Data"));
    }

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 40)];

    private static string RandomCells(Random random, int row)
    {
        var cells = new StringBuilder();
        for (var column = 1 + random.Next(3); column <= 7; column += 1 + random.Next(3))
        {
            cells.Append(System.Globalization.CultureInfo.InvariantCulture, $"<c r=\"{CellAddress.Of(row, column)}\"><v>{row * 100 + column}</v></c>");
        }

        return cells.ToString();
    }
}
