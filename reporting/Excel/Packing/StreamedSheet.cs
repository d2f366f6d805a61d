using System.Globalization;
using Pilot.Reporting.Excel.Reading;

namespace Pilot.Reporting.Excel.Packing;

/// <summary>One sheet of a form that people fill in. Its rows are asked for one by one while it is written.</summary>
internal sealed class StreamedSheet(string name, IReadOnlyList<(double Width, CellStyle Look)> columns)
{
    // Excel shows a column five pixels wider than what it holds: those of Arial 11.
    private const double Margin = 0.710625;

    public string Name { get; } = name;

    /// <summary>How many rows stay in sight; on paper they head every page. 0 = none.</summary>
    public int FrozenRows { get; init; }

    public required IEnumerable<StreamedRow> Rows { get; init; }
    public IReadOnlyList<CellChoice> Choices { get; init; } = [];

    public void Write(TextWriter to, StreamedStyles looks)
    {
        to.Write("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>");
        WriteView(to);
        to.Write("<sheetFormatPr defaultRowHeight=\"15\"/><cols>");
        for (var i = 0; i < columns.Count; i++)
        {
            to.Write(string.Create(
                CultureInfo.InvariantCulture, $"<col min=\"{i + 1}\" max=\"{i + 1}\" width=\"{columns[i].Width + Margin}\" style=\"{looks[columns[i].Look]}\" customWidth=\"1\"/>"));
        }

        to.Write("</cols><sheetData>");
        foreach (var row in Rows)
        {
            WriteRow(to, row, looks);
        }

        to.Write("</sheetData>");
        WriteChoices(to);
        to.Write("<pageMargins left=\"0.75\" right=\"0.75\" top=\"0.75\" bottom=\"0.5\" header=\"0.5\" footer=\"0.75\"/>");
        to.Write("<pageSetup paperSize=\"9\" orientation=\"landscape\" fitToHeight=\"0\"/></worksheet>");
    }

    private void WriteView(TextWriter to)
    {
        to.Write("<sheetViews><sheetView workbookViewId=\"0\"");
        to.Write(FrozenRows == 0 ? "/>" : string.Create(
            CultureInfo.InvariantCulture,
            $"><pane ySplit=\"{FrozenRows}\" topLeftCell=\"A{FrozenRows + 1}\" activePane=\"bottomLeft\" state=\"frozen\"/><selection pane=\"bottomLeft\"/></sheetView>"));
        to.Write("</sheetViews>");
    }

    private static void WriteRow(TextWriter to, StreamedRow row, StreamedStyles looks)
    {
        to.Write(string.Create(CultureInfo.InvariantCulture, $"<row r=\"{row.Number}\""));
        to.Write(row.Height is { } height ? string.Create(CultureInfo.InvariantCulture, $" ht=\"{height}\" customHeight=\"1\">") : ">");
        for (var i = 0; i < row.Cells.Count; i++)
        {
            if (row.Cells[i] is { } cell)
            {
                WriteCell(to, CellAddress.Of(row.Number, i + 1), cell, looks[cell.Look]);
            }
        }

        to.Write("</row>");
    }

    private static void WriteCell(TextWriter to, string address, in StreamedCell cell, int look)
    {
        to.Write("<c r=\"");
        to.Write(address);
        to.Write("\" s=\"");
        to.Write(look.ToString(CultureInfo.InvariantCulture));
        if (cell.Text is { } text)
        {
            to.Write("\" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
            WriteEscaped(to, text);
            to.Write("</t></is></c>");
            return;
        }

        if (cell.Number is null && cell.Formula is null)
        {
            to.Write("\"/>");
            return;
        }

        to.Write("\">");
        if (cell.Formula is { } formula)
        {
            // An array formula: it looks at many cells at once.
            to.Write($"<f t=\"array\" ref=\"{address}\">");
            WriteEscaped(to, formula);
            to.Write("</f>");
        }

        if (cell.Number is { } number)
        {
            to.Write("<v>");
            to.Write(number.ToString(CultureInfo.InvariantCulture));
            to.Write("</v>");
        }

        to.Write("</c>");
    }

    private void WriteChoices(TextWriter to)
    {
        if (Choices.Count == 0)
        {
            return;
        }

        to.Write(string.Create(CultureInfo.InvariantCulture, $"<dataValidations count=\"{Choices.Count}\">"));
        foreach (var choice in Choices)
        {
            to.Write($"<dataValidation type=\"{choice.Type}\" operator=\"{choice.Operator}\" allowBlank=\"1\" showInputMessage=\"1\" showErrorMessage=\"1\"");
            WriteAttribute(to, "errorTitle", choice.Title);
            WriteAttribute(to, "error", choice.Wrong);
            WriteAttribute(to, "promptTitle", choice.Title);
            WriteAttribute(to, "prompt", choice.Prompt);
            WriteAttribute(to, "sqref", choice.Cells);
            to.Write("><formula1>");
            WriteEscaped(to, choice.First);
            to.Write("</formula1>");
            // A second operand that is empty is taken for a number by some programs, and for none by others: it is left out.
            if (choice.Second is { } second)
            {
                to.Write("<formula2>");
                WriteEscaped(to, second);
                to.Write("</formula2>");
            }

            to.Write("</dataValidation>");
        }

        to.Write("</dataValidations>");
    }

    private static void WriteAttribute(TextWriter to, string name, string value)
    {
        to.Write($" {name}=\"");
        WriteEscaped(to, value);
        to.Write('"');
    }

    /// <summary>What XML cannot hold at all is written as a space.</summary>
    private static void WriteEscaped(TextWriter to, string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var letter = text[i];
            switch (letter)
            {
                case '&': to.Write("&amp;"); break;
                case '<': to.Write("&lt;"); break;
                case '>': to.Write("&gt;"); break;
                case '"': to.Write("&quot;"); break;
                case '\t' or '\n': to.Write(letter == '\t' ? "&#9;" : "&#10;"); break;
                case < ' ' or '\uFFFE' or '\uFFFF': to.Write(' '); break;
                default: to.Write(IsHalfAlone(text, i) ? ' ' : letter); break;
            }
        }
    }

    private static bool IsHalfAlone(string text, int i) =>
        (char.IsHighSurrogate(text[i]) && (i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1])))
        || (char.IsLowSurrogate(text[i]) && (i == 0 || !char.IsHighSurrogate(text[i - 1])));
}
