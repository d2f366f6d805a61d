namespace Pilot.Reporting.Excel.Reading;

/// <summary>
/// One row of a sheet in the plain form, from its first byte to its last. False means "not this form", whatever the reason: the XML
/// reader then reads the row from its beginning. Every test here is at least as strict as XML itself.
/// </summary>
internal sealed class FastCellReader(CellValues values)
{
    private readonly FastTagReader _tag = new();
    private readonly FastText _text = new();
    private readonly CellTags _tags = new();

    /// <summary>The tags under the sheet's own prefix, once it has begun.</summary>
    public FastNames Names { get; private set; } = FastNames.Unprefixed;

    /// <summary>What stands before the rows, with the tag that opens them: whether it lets them be read this way.</summary>
    public bool TryBegin(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            head = head[3..];
        }

        if (head.StartsWith("<?xml "u8))
        {
            var end = head.IndexOf("?>"u8);
            if (end < 0 || !FastValues.IsUtf8(head[..end]))
            {
                return false;
            }

            head = head[(end + 2)..];
        }

        // No comment, CDATA, DOCTYPE or instruction: what looks like a tag is one.
        if (head.IndexOf("<!"u8) >= 0 || head.IndexOf("<?"u8) >= 0)
        {
            return false;
        }

        var root = 0;
        SkipSpace(head, ref root);
        var close = head.IndexOf((byte)'>');
        if (root == head.Length || head[root] != (byte)'<' || close < root || FastNames.Of(head[(root + 1)..]) is not { } names
            || !head.EndsWith((byte[])[.. names.SheetData, (byte)'>']))
        {
            return false;
        }

        Names = names;
        _tag.Root = head[root..(close + 1)].ToArray();
        return true;
    }

    /// <param name="row">From its opening tag to the end of its closing one, or of the tag where it closes itself.</param>
    /// <param name="rowNumber">Of the row before; then of this one.</param>
    public bool TryRead(ReadOnlySpan<byte> row, ref int rowNumber)
    {
        var at = Names.Row.Length;
        if (!_tag.TryRead(row, ref at))
        {
            return false;
        }

        var number = rowNumber + 1;
        var given = _tag.Reference(row);
        if ((!given.IsEmpty && !FastValues.TryWhole(given, out number)) || number <= rowNumber)
        {
            return false;
        }

        rowNumber = number;
        values.Row.Restart(number);
        if (_tag.ClosesItself)
        {
            return at == row.Length;
        }

        return TryReadCells(row, at, given);
    }

    private bool TryReadCells(ReadOnlySpan<byte> row, int at, ReadOnlySpan<byte> number)
    {
        for (var column = 0; ;)
        {
            SkipSpace(row, ref at);
            if (!row[at..].StartsWith(Names.Cell))
            {
                return row[at..].SequenceEqual(Names.RowEnd);
            }

            at += Names.Cell.Length;
            if (!TryReadCell(row, ref at, ref column, number))
            {
                return false;
            }
        }
    }

    private bool TryReadCell(ReadOnlySpan<byte> row, ref int at, ref int column, ReadOnlySpan<byte> number)
    {
        if (_tags.Repeated(row, ref at, column + 1, number) is { } tag)
        {
            column++;
            return tag.ClosesItself || TryReadContent(row, ref at, column, tag.Style, tag.Type);
        }

        var start = at;
        if (!_tag.TryRead(row, ref at))
        {
            return false;
        }

        var place = column + 1;
        var style = 0;
        if ((_tag.Reference(row) is { IsEmpty: false } address && !FastValues.TryColumn(address, out place)) || place <= column
            || (_tag.Style(row) is { IsEmpty: false } chosen && !FastValues.TryWhole(chosen, out style)))
        {
            return false;
        }

        column = place;
        var type = FastValues.TypeOf(_tag.Type(row));
        _tags.Keep(row, start, at, place, number, style, type, _tag.ClosesItself);
        return _tag.ClosesItself || TryReadContent(row, ref at, place, style, type);
    }

    private bool TryReadContent(ReadOnlySpan<byte> row, ref int at, int column, int style, CellType type)
    {
        var (hasValue, isFormula) = (false, false);
        ReadOnlySpan<byte> text = default;
        while (true)
        {
            SkipSpace(row, ref at);
            var rest = row[at..];
            var isRead = false;
            if (!hasValue && type == CellType.Inline && rest.StartsWith(Names.Inline))
            {
                hasValue = true;
                at += Names.Inline.Length;
                isRead = TryReadInline(row, ref at, out text);
            }
            else if (!hasValue && rest.StartsWith(Names.Value))
            {
                hasValue = true;
                at += Names.Value.Length;
                isRead = TryTake(row, ref at, Names.ValueEnd, out text);
            }
            else if (!hasValue && !isFormula && rest.StartsWith(Names.Formula))
            {
                isFormula = true;
                at += Names.Formula.Length;
                isRead = TryPassFormula(row, ref at);
            }
            else if (rest.StartsWith(Names.CellEnd))
            {
                at += Names.CellEnd.Length;
                return TryAdd(column, style, type, hasValue, isFormula, text);
            }

            if (!isRead)
            {
                return false;
            }
        }
    }

    private bool TryAdd(int column, int style, CellType type, bool hasValue, bool isFormula, ReadOnlySpan<byte> text)
    {
        if (FastText.IsPlain(text))
        {
            values.Add(column, style, type, hasValue, isFormula, text);
            return true;
        }

        if (!_text.TryDecode(text, out var letters))
        {
            return false;
        }

        values.Add(column, style, type, hasValue, isFormula, letters);
        return true;
    }

    private bool TryReadInline(ReadOnlySpan<byte> row, scoped ref int at, out ReadOnlySpan<byte> text)
    {
        text = default;
        var tag = row[at..].StartsWith(Names.Text) ? Names.Text.Length : row[at..].StartsWith(Names.TextPreserved) ? Names.TextPreserved.Length : 0;
        at += tag;
        return tag > 0 && TryTake(row, ref at, Names.TextEnd, out text);
    }

    /// <summary>A formula that may run or fetch something is for the XML reader to judge.</summary>
    private bool TryPassFormula(ReadOnlySpan<byte> row, ref int at)
    {
        if (!_tag.TryRead(row, ref at))
        {
            return false;
        }

        return _tag.ClosesItself
            || (TryTake(row, ref at, Names.FormulaEnd, out var formula) && _text.TryDecode(formula, out var letters) && !FormulaDangers.MayBeIn(letters));
    }

    /// <summary>The text up to the next tag, which must be this one.</summary>
    private static bool TryTake(ReadOnlySpan<byte> row, scoped ref int at, scoped ReadOnlySpan<byte> end, out ReadOnlySpan<byte> text)
    {
        text = default;
        var length = row[at..].IndexOf((byte)'<');
        if (length < 0 || !row[(at + length)..].StartsWith(end))
        {
            return false;
        }

        text = row.Slice(at, length);
        at += length + end.Length;
        return true;
    }

    private static void SkipSpace(ReadOnlySpan<byte> row, ref int at)
    {
        while (at < row.Length && row[at] is (byte)' ' or (byte)'\n' or (byte)'\t' or (byte)'\r')
        {
            at++;
        }
    }
}
