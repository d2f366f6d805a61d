using System.Text;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Excel.Packing;

/// <summary>The looks that a workbook uses, numbered as they are first met, and the part that says what they are.</summary>
internal sealed class StreamedStyles
{
    private const string Font = "Arial";
    private const int FirstFormat = 165;

    private static readonly string[] Fills = ["FFD9E2F3", "FFFFF8DC"];
    private static readonly string[] Borders =
    [
        "<border><left/><right/><top/><bottom/><diagonal/></border>",
        "<border><left style=\"thin\"/><right style=\"thin\"/><top style=\"thin\"/><bottom style=\"thin\"/><diagonal/></border>",
        "<border><left/><right/><top/><bottom style=\"thin\"/><diagonal/></border>",
    ];

    private readonly Dictionary<CellStyle, int> _numbers = new() { [new CellStyle()] = 0 };

    public int this[CellStyle look]
    {
        get
        {
            if (!_numbers.TryGetValue(look, out var number))
            {
                _numbers.Add(look, number = _numbers.Count);
            }

            return number;
        }
    }

    /// <summary>The part xl/styles.xml, once every sheet is written.</summary>
    public string ToXml()
    {
        var looks = _numbers.OrderBy(number => number.Value).Select(number => number.Key).ToArray();
        var formats = looks.Select(look => look.Format).Distinct().Where(format => format != CellStyle.General).ToList();
        var fonts = looks.Select(look => (look.Size, look.Bold)).Distinct().ToList();
        var text = new StringBuilder("<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">");
        Add(text, "numFmts", formats.Select((format, i) => $"<numFmt numFmtId=\"{Display.Digits(FirstFormat + i)}\" formatCode=\"{format}\"/>"));
        Add(text, "fonts", fonts.Select(font => $"<font>{(font.Bold ? "<b/>" : "")}<sz val=\"{Display.Digits(font.Size)}\"/><name val=\"{Font}\"/><family val=\"2\"/></font>"));
        Add(text, "fills",
        [
            "<fill><patternFill patternType=\"none\"/></fill>", "<fill><patternFill patternType=\"gray125\"/></fill>",
            .. Fills.Select(colour => $"<fill><patternFill patternType=\"solid\"><fgColor rgb=\"{colour}\"/></patternFill></fill>"),
        ]);
        Add(text, "borders", Borders);
        Add(text, "cellStyleXfs", ["<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>"]);
        Add(text, "cellXfs", looks.Select(look => Xf(look, formats, fonts)));
        Add(text, "cellStyles", ["<cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/>"]);
        return text.Append("</styleSheet>").ToString();
    }

    private static string Xf(CellStyle look, List<string> formats, List<(int, bool)> fonts)
    {
        var format = look.Format == CellStyle.General ? 0 : FirstFormat + formats.IndexOf(look.Format);
        var fill = look.Fill == CellFill.None ? 0 : (int)look.Fill + 1;
        var alignment = $"{(look.Left ? " horizontal=\"left\"" : "")}{(look.Top ? " vertical=\"top\"" : "")}{(look.Wrap ? " wrapText=\"1\"" : "")}";
        return $"<xf numFmtId=\"{Display.Digits(format)}\" fontId=\"{Display.Digits(fonts.IndexOf((look.Size, look.Bold)))}\" fillId=\"{Display.Digits(fill)}\" borderId=\"{Display.Digits((int)look.Border)}\" xfId=\"0\""
            + $"{(look.Quoted ? " quotePrefix=\"1\"" : "")} applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\""
            + (alignment.Length == 0 ? "/>" : $"><alignment{alignment}/></xf>");
    }

    private static void Add(StringBuilder text, string name, IEnumerable<string> each)
    {
        var all = each.ToArray();
        if (all.Length > 0)
        {
            text.Append('<').Append(name).Append(" count=\"").Append(Display.Digits(all.Length)).Append("\">").AppendJoin("", all).Append("</").Append(name).Append('>');
        }
    }
}
