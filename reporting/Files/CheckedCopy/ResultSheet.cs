using System.Globalization;
using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Files.CheckedCopy;

/// <summary>The sheet <c>Check result</c>: what became of the file, and one table of findings that lead to their cells.</summary>
internal sealed class ResultSheet
{
    private const string Head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

    /// <summary>A longer value is cut; the cell that it stands in has all of it.</summary>
    private const int MaxValueLength = 250;

    /// <summary>Of Arial 12, in points.</summary>
    private const int LineHeight = 16;

    /// <summary>Excel's own limit, in points.</summary>
    private const int MaxRowPoints = 409;

    private static readonly (string Heading, int Width)[] Columns =
    [
        ("Rule", 30), ("What it means", 22), ("Sheet", 14), ("Cell", 9), ("Learner reference", 20), ("Column", 24), ("Value", 20),
        ("What is wrong", 46), ("How to fix it", 46),
    ];

    private readonly CheckResult _result;
    private readonly WorkbookPlan _plan;
    private readonly CheckedStyles _styles;
    private readonly List<Finding> _listed;
    private readonly IReadOnlyList<ResultLine> _lines;
    private readonly HashSet<string> _sheets;

    public ResultSheet(CheckResult result, WorkbookPlan plan, CheckedStyles styles)
    {
        (_result, _plan, _styles) = (result, plan, styles);
        _listed = [.. result.Findings.Take(CheckedWorkbook.MaxListed)];
        _sheets = plan.Sheets.Where(sheet => sheet.IsWorksheet).Select(sheet => sheet.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        _lines = new ResultLines(result, _listed.Count).All;
    }

    public bool HasTable => _listed.Count > 0;

    public string? TableLink { get; set; }

    private int HeadingRow => _lines.Count + 1;

    private string TableArea => $"A{XmlText.Number(HeadingRow)}:{CellAddress.Of(HeadingRow + _listed.Count, Columns.Length)}";

    public void Write(Stream output)
    {
        output.Write($"{Head}<worksheet xmlns=\"{_plan.MainNamespace}\" xmlns:r=\"{_plan.LinksNamespace}\">"
            + "<sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>"
            + "<sheetViews><sheetView showGridLines=\"0\" tabSelected=\"1\" workbookViewId=\"0\"/></sheetViews><sheetFormatPr defaultRowHeight=\"15.75\"/><cols>");
        for (var i = 0; i < Columns.Length; i++)
        {
            output.Write($"<col min=\"{XmlText.Number(i + 1)}\" max=\"{XmlText.Number(i + 1)}\" width=\"{XmlText.Number(Columns[i].Width)}\" style=\"{Look(ResultStyle.Text)}\" customWidth=\"1\"/>");
        }

        output.Write("</cols><sheetData>");
        WriteLines(output);
        WriteTableRows(output);
        output.Write("</sheetData>");
        WriteLinks(output);
        output.Write("<pageMargins left=\"0.4\" right=\"0.4\" top=\"0.5\" bottom=\"0.5\" header=\"0.3\" footer=\"0.3\"/>"
            + "<pageSetup paperSize=\"9\" orientation=\"landscape\" fitToHeight=\"0\"/>");
        if (HasTable)
        {
            // A ULN or a postcode shown as text would otherwise carry a warning of Excel's own.
            output.Write($"<ignoredErrors><ignoredError sqref=\"{TableArea}\" numberStoredAsText=\"1\"/></ignoredErrors>");
            output.Write($"<tableParts count=\"1\"><tablePart r:id=\"{TableLink}\"/></tableParts>");
        }

        output.Write("</worksheet>");
    }

    public void WriteTable(Stream output, int id, string name)
    {
        output.Write($"{Head}<table xmlns=\"{_plan.MainNamespace}\" id=\"{XmlText.Number(id)}\" name=\"{name}\" displayName=\"{name}\" ref=\"{TableArea}\" totalsRowShown=\"0\">"
            + $"<autoFilter ref=\"{TableArea}\"/><tableColumns count=\"{XmlText.Number(Columns.Length)}\">");
        for (var i = 0; i < Columns.Length; i++)
        {
            output.Write($"<tableColumn id=\"{XmlText.Number(i + 1)}\" name=\"{Columns[i].Heading}\"/>");
        }

        output.Write("</tableColumns><tableStyleInfo name=\"TableStyleLight1\" showFirstColumn=\"0\" showLastColumn=\"0\" showRowStripes=\"1\" showColumnStripes=\"0\"/></table>");
    }

    private void WriteLines(Stream output)
    {
        for (var i = 0; i < _lines.Count; i++)
        {
            var (text, look, beside, figure) = _lines[i];
            var row = i + 1;
            output.Write(RowStart(row, look == ResultStyle.Title ? LineHeight * 3 / 2 : LineHeight));
            WriteText(output, row, 1, text, figure is null ? look : ResultStyle.Label);
            if (beside is not null)
            {
                WriteText(output, row, 2, beside, ResultStyle.Text);
            }
            else if (figure is { } number)
            {
                output.Write($"<c r=\"{CellAddress.Of(row, 2)}\" s=\"{Look(look)}\"><v>{number.ToString(CultureInfo.InvariantCulture)}</v></c>");
            }

            output.Write("</row>");
        }
    }

    private void WriteTableRows(Stream output)
    {
        if (!HasTable)
        {
            return;
        }

        output.Write(RowStart(HeadingRow, LineHeight + 4));
        for (var i = 0; i < Columns.Length; i++)
        {
            WriteText(output, HeadingRow, i + 1, Columns[i].Heading, ResultStyle.TableHeading);
        }

        output.Write("</row>");
        for (var i = 0; i < _listed.Count; i++)
        {
            WriteFinding(output, HeadingRow + 1 + i, _listed[i]);
        }
    }

    private void WriteFinding(Stream output, int row, Finding finding)
    {
        string[] texts =
        [
            finding.RuleId, Meaning(finding.Severity), finding.Sheet, CellOf(finding) ?? "", finding.LearnerRef ?? "",
            finding.Column is { } column ? _result.ColumnLabels.GetValueOrDefault(column, column) : "",
            FindHighlights.Shorten(finding.Value ?? "", MaxValueLength), finding.Message, finding.Fix,
        ];
        var lines = 1;
        for (var i = 0; i < texts.Length; i++)
        {
            lines = Math.Max(lines, LinesOf(texts[i], Columns[i].Width));
        }

        output.Write(RowStart(row, lines * LineHeight));
        for (var i = 0; i < texts.Length; i++)
        {
            WriteText(output, row, i + 1, texts[i], i switch
            {
                1 => finding.Severity == Severity.W ? ResultStyle.Warns : ResultStyle.Stops,
                3 when LocationOf(finding) is not null => ResultStyle.Link,
                _ => ResultStyle.Wrapped,
            });
        }

        output.Write("</row>");
    }

    /// <summary>Not every program makes rows as high as their text, so the height is given: generously, for Arial is wide.</summary>
    private static int LinesOf(string text, int width)
    {
        var lines = 0;
        foreach (var line in text.Split('\n'))
        {
            var capitals = line.Count(char.IsAsciiLetterUpper);
            lines += 1 + (line.Length * 10 + capitals * 4) / (width * 9);
        }

        return lines;
    }

    private static string RowStart(int row, int points) =>
        $"<row r=\"{XmlText.Number(row)}\" ht=\"{XmlText.Number(Math.Min(points, MaxRowPoints))}\" customHeight=\"1\">";

    private string Meaning(Severity severity) => severity switch
    {
        Severity.F => "The whole file is rejected",
        Severity.E => _result.ErrorMeans,
        _ => "Accepted with a warning",
    };

    private void WriteLinks(Stream output)
    {
        var any = false;
        for (var i = 0; i < _listed.Count; i++)
        {
            if (LocationOf(_listed[i]) is not { } location)
            {
                continue;
            }

            output.Write(any ? "" : "<hyperlinks>");
            any = true;
            output.Write($"<hyperlink ref=\"{CellAddress.Of(HeadingRow + 1 + i, 4)}\" location=\"{XmlText.Escape(location)}\" display=\"{CellOf(_listed[i])}\"/>");
        }

        output.Write(any ? "</hyperlinks>" : "");
    }

    private static string? CellOf(Finding finding) =>
        FindHighlights.PlaceOf(finding) is { } place ? CellAddress.Of(place.Row, place.Column) : null;

    private string? LocationOf(Finding finding) => CellOf(finding) is { } cell && _sheets.TryGetValue(finding.Sheet, out var sheet)
        ? $"'{sheet.Replace("'", "''", StringComparison.Ordinal)}'!{cell}"
        : null;

    private void WriteText(Stream output, int row, int column, string text, ResultStyle look)
    {
        var style = look == ResultStyle.Wrapped && text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? ResultStyle.Quoted : look;
        output.Write($"<c r=\"{CellAddress.Of(row, column)}\" s=\"{Look(style)}\"");
        output.Write(text.Length == 0 ? "/>" : $" t=\"inlineStr\"><is><t xml:space=\"preserve\">{XmlText.Escape(text)}</t></is></c>");
    }

    private string Look(ResultStyle look) => XmlText.Number(_styles.Look(look));
}
