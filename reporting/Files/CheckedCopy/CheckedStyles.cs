using System.Text;

namespace Pilot.Reporting.Files.CheckedCopy;

/// <summary>
/// The workbook's styles and what is added to them. A marked cell gets a copy of its own style that differs in the fill alone, so that
/// its number format, borders and protection stay. The fill's second colour, which a solid fill does not show, remembers the fill that
/// the cell had, so that a later check can give it back.
/// </summary>
internal sealed class CheckedStyles
{
    private readonly List<string> _fills = [];
    private readonly List<string> _formats = [];
    private readonly Dictionary<(string Key, int Fill), int> _formatIds = [];
    private readonly List<string> _newFonts = [];
    private readonly List<string> _newFills = [];
    private readonly List<string> _newFormats = [];
    private readonly Dictionary<int, int> _restored = [];
    private readonly Dictionary<(int Style, bool Stops), int> _marked = [];
    private readonly Dictionary<ResultStyle, int> _looks = [];
    private readonly bool _trustsSecondColour;
    private int _fonts;
    private bool _hasBorders;
    private bool _hasNamedFormats;
    private string _prefix = "";

    private CheckedStyles(bool trustsSecondColour) => _trustsSecondColour = trustsSecondColour;

    /// <summary>Cells may still carry the fill of an earlier check.</summary>
    public bool HasOldMarks => _restored.Count > 0;

    /// <param name="trustsSecondColour">
    /// Excel saved the file last. LibreOffice writes a second colour of its own choosing, which must not become a cell's fill.
    /// </param>
    public static CheckedStyles Read(Stream stream, bool trustsSecondColour)
    {
        var styles = new CheckedStyles(trustsSecondColour);
        var xml = new XmlPieces(stream);
        var section = "";
        while (xml.Read())
        {
            if (xml.Opens && xml.Depth == 1)
            {
                section = Encoding.Latin1.GetString(xml.LocalName);
            }
            else if (xml.Opens && xml.Depth == 2)
            {
                styles.Take(section, xml);
            }
        }

        styles._prefix = xml.Prefix;
        styles.AddWhatExcelNeeds();
        styles.FindOldMarks();
        return styles;
    }

    /// <summary>The cell's style as it was before an earlier check marked it.</summary>
    public int Restored(int style) => _restored.GetValueOrDefault(style, style);

    /// <summary>The cell's style with the fill that marks it.</summary>
    public int Marked(int style, bool stops)
    {
        var own = Restored(style);
        if (own < 0 || own >= _formats.Count)
        {
            own = 0;
        }

        if (!_marked.TryGetValue((own, stops), out var marked))
        {
            var format = _formats[own];
            marked = Format(format, Fill(HighlightFill.Of(stops, _fills[FillOf(format)], _prefix)));
            _marked.Add((own, stops), marked);
        }

        return marked;
    }

    /// <summary>A style of the sheet <c>Check result</c>; Arial, 12 point.</summary>
    public int Look(ResultStyle look)
    {
        if (!_looks.TryGetValue(look, out var style))
        {
            _looks.Add(look, style = MakeLook(look));
        }

        return style;
    }

    /// <summary>Copies the part with what was added.</summary>
    public void Write(Stream input, Stream output)
    {
        var additions = new SectionAdditions(_prefix,
        [
            new("fonts", _fonts + _newFonts.Count, _newFonts), new("fills", _fills.Count, _newFills), new("cellXfs", _formats.Count, _newFormats),
        ]);
        additions.Copy(new XmlPieces(input), output);
    }

    private void Take(string section, XmlPieces xml)
    {
        switch (section)
        {
            case "fonts":
                _fonts++;
                break;
            case "fills":
                _fills.Add(xml.ReadElement());
                break;
            case "cellXfs":
                Remember(xml.ReadElement());
                break;
            case "borders":
                _hasBorders = true;
                break;
            case "cellStyleXfs":
                _hasNamedFormats = true;
                break;
            default:
                break;
        }
    }

    /// <summary>Excel gives the first fills and the first format a meaning of their own, so they must be there.</summary>
    private void AddWhatExcelNeeds()
    {
        if (_fonts == 0)
        {
            Font("");
        }

        foreach (var pattern in _fills.Count == 0 ? ["none", "gray125"] : Array.Empty<string>())
        {
            Fill($"<{_prefix}fill><{_prefix}patternFill patternType=\"{pattern}\"/></{_prefix}fill>");
        }

        if (_formats.Count == 0)
        {
            _newFormats.Add($"<{_prefix}xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\"/>");
            Remember(_newFormats[0]);
        }
    }

    private void FindOldMarks()
    {
        var old = new Dictionary<int, string?>();
        for (var i = 0; i < _fills.Count; i++)
        {
            if (HighlightFill.IsOurs(_fills[i]))
            {
                old.Add(i, HighlightFill.Remembered(_fills[i], _trustsSecondColour, _prefix));
            }
        }

        // What is added on the way has no mark, so the lists' first lengths are the right ones.
        for (int i = 0, count = _formats.Count; i < count; i++)
        {
            if (old.TryGetValue(FillOf(_formats[i]), out var before))
            {
                _restored.Add(i, Format(_formats[i], before is null ? 0 : Fill(before)));
            }
        }
    }

    private void Remember(string format)
    {
        _formatIds.TryAdd((KeyOf(format), FillOf(format)), _formats.Count);
        _formats.Add(format);
    }

    /// <summary>The format that differs from this one in its fill alone.</summary>
    private int Format(string format, int fill)
    {
        if (_formatIds.TryGetValue((KeyOf(format), fill), out var known))
        {
            return known;
        }

        var made = XmlText.With(XmlText.With(format, "applyFill", "1"), "fillId", fill);
        _newFormats.Add(made);
        Remember(made);
        return _formats.Count - 1;
    }

    private int Fill(string fill)
    {
        var known = _fills.FindIndex(text => HighlightFill.Same(text, fill));
        if (known >= 0)
        {
            return known;
        }

        _newFills.Add(fill);
        _fills.Add(fill);
        return _fills.Count - 1;
    }

    private int Font(string before, int size = 12, string after = "")
    {
        _newFonts.Add($"<{_prefix}font>{before}<{_prefix}sz val=\"{XmlText.Number(size)}\"/>{after}<{_prefix}name val=\"Arial\"/>"
            + $"<{_prefix}family val=\"2\"/></{_prefix}font>");
        return _fonts + _newFonts.Count - 1;
    }

    private int MakeLook(ResultStyle look)
    {
        var font = look switch
        {
            ResultStyle.Title => Font($"<{_prefix}b/>", 16),
            ResultStyle.Heading or ResultStyle.Label or ResultStyle.TableHeading => Font($"<{_prefix}b/>"),
            ResultStyle.Link => Font($"<{_prefix}u/>", 12, $"<{_prefix}color rgb=\"FF1D70B8\"/>"),
            _ => Font(""),
        };
        var fill = look switch
        {
            ResultStyle.Stops => Fill(HighlightFill.Of(true, "", _prefix)),
            ResultStyle.Warns => Fill(HighlightFill.Of(false, "", _prefix)),
            ResultStyle.TableHeading => Fill(HighlightFill.Solid("rgb=\"FFE7E9EB\"", "indexed=\"64\"", _prefix)),
            _ => 0,
        };
        var number = look switch { ResultStyle.Count => 3, ResultStyle.Pounds => 4, _ => 0 };
        var across = look is ResultStyle.Count or ResultStyle.Pounds ? " horizontal=\"left\"" : "";
        var wrap = look is ResultStyle.Title or ResultStyle.Heading or ResultStyle.Label or ResultStyle.Text ? "" : " wrapText=\"1\"";
        var quoted = look == ResultStyle.Quoted ? " quotePrefix=\"1\"" : "";
        var rest = (_hasBorders ? " borderId=\"0\"" : "") + (_hasNamedFormats ? " xfId=\"0\"" : "");
        _newFormats.Add($"<{_prefix}xf numFmtId=\"{XmlText.Number(number)}\" fontId=\"{XmlText.Number(font)}\" fillId=\"{XmlText.Number(fill)}\""
            + $"{rest}{quoted} applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\" applyAlignment=\"1\">"
            + $"<{_prefix}alignment{across} vertical=\"top\"{wrap}/></{_prefix}xf>");
        Remember(_newFormats[^1]);
        return _formats.Count - 1;
    }

    private int FillOf(string format) =>
        int.TryParse(XmlText.Attribute(format, "fillId"), out var fill) && fill >= 0 && fill < _fills.Count ? fill : 0;

    /// <summary>All of a format but its fill.</summary>
    private static string KeyOf(string format) =>
        XmlText.With(XmlText.With(format, "applyFill", "1"), "fillId", "0")
            .Replace(" applyFill=\"1\"", "", StringComparison.Ordinal)
            .Replace(" fillId=\"0\"", "", StringComparison.Ordinal);
}
