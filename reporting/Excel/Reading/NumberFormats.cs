using System.Globalization;
using System.Xml;

namespace Pilot.Reporting.Excel.Reading;

/// <summary>Which cell styles show a number as a date, and which with zeros in front.</summary>
internal sealed class NumberFormats
{
    private readonly List<bool> _isDate = [];
    private readonly List<LeadingZerosFormat?> _zeros = [];

    public bool IsDate(int style) => style >= 0 && style < _isDate.Count && _isDate[style];

    /// <summary>The text that the cell shows where its format writes zeros in front; empty under every other format.</summary>
    public string ShownBy(int style, double number) =>
        style >= 0 && style < _zeros.Count && _zeros[style] is { } zeros ? zeros.Show(number) : "";

    public static NumberFormats Read(Package package, string? part)
    {
        var formats = new NumberFormats();
        if (part is null || !package.Has(part))
        {
            return formats;
        }

        var custom = new Dictionary<int, string>();
        using var reader = package.OpenXml(part);
        var inCellXfs = false;
        var formatDepth = 0;
        while (reader.ReadNext())
        {
            if (reader.NodeType == XmlNodeType.EndElement && reader.LocalName == "cellXfs")
            {
                inCellXfs = false;
            }

            switch (reader.NodeType == XmlNodeType.Element ? reader.LocalName : null)
            {
                case "numFmt" when Id(reader) is { } id:
                    custom[id] = reader.Attribute("formatCode") ?? "";
                    break;
                case "cellXfs":
                    inCellXfs = !reader.IsEmptyElement;
                    formatDepth = reader.Depth + 1;
                    break;
                case not null when inCellXfs && reader.Depth == formatDepth:
                    // Whatever stands here takes a number, as it does for Excel: a damaged entry must not move those behind it.
                    formats.Add(Id(reader) ?? 0, custom);
                    break;
                default:
                    break;
            }
        }

        return formats;
    }

    private void Add(int format, Dictionary<int, string> custom)
    {
        var isCustom = custom.TryGetValue(format, out var code);
        _isDate.Add(isCustom ? LooksLikeDate(code!) : IsBuiltInDate(format));
        _zeros.Add(isCustom ? LeadingZerosFormat.Of(code!) : null);
    }

    /// <summary>ECMA-376 part 1, 18.8.30: 14 to 22 and 45 to 47; 27 to 36 and 50 to 58 are dates in East Asian locales.</summary>
    private static bool IsBuiltInDate(int id) => id is (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47) or (>= 50 and <= 58);

    private static int? Id(XmlReader reader) =>
        int.TryParse(reader.Attribute("numFmtId"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <summary>A day, month, year, hour or second outside quotes, brackets and escapes.</summary>
    internal static bool LooksLikeDate(string code)
    {
        for (var i = 0; i < code.Length; i++)
        {
            switch (code[i])
            {
                case '"':
                    i = End(code, '"', i);
                    break;
                case '[':
                    // [h] and [mm] are elapsed time; [Red], [$-809] and [>=1] are not.
                    var close = End(code, ']', i);
                    if (close > i + 1 && code.AsSpan(i + 1, close - i - 1).Trim("hHmMsS").IsEmpty)
                    {
                        return true;
                    }

                    i = close;
                    break;
                case '\\' or '_' or '*':
                    i++;
                    break;
                case 'd' or 'D' or 'm' or 'M' or 'y' or 'Y' or 'h' or 'H' or 's' or 'S':
                    return true;
                case ';':
                    // The first section is the one for positive numbers, which dates are.
                    return false;
                default:
                    break;
            }
        }

        return false;
    }

    private static int End(string code, char mark, int from)
    {
        var end = code.IndexOf(mark, from + 1);
        return end < 0 ? code.Length : end;
    }
}
