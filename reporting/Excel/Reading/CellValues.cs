using System.Globalization;

namespace Pilot.Reporting.Excel.Reading;

/// <summary>What the attribute <c>t</c> of a cell says of its value.</summary>
internal enum CellType
{
    Number,
    Shared,
    Inline,
    String,
    Boolean,
    Error,
    IsoDate,
}

/// <summary>Turns what stands in a cell's XML into a <see cref="RawCell"/> of the row under way; the same for both ways of reading.</summary>
internal sealed class CellValues(SharedStrings strings, NumberFormats formats, FileLimits limits)
{
    public RawRow Row { get; } = new();

    public void Add(int column, int style, CellType type, bool hasValue, bool isFormula, ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            AddEmpty(column, type, hasValue, isFormula);
            return;
        }

        switch (type)
        {
            case CellType.Shared:
                AddText(column, strings[int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture)], isFormula);
                break;
            case CellType.Inline or CellType.String:
                AddText(column, strings.Texts.Share(CellText.Trim(CellText.Unescape(text))), isFormula);
                break;
            case CellType.IsoDate:
                AddText(column, strings.Texts.Share(IsoDates.WithoutTime(CellText.Trim(text), out var timeOfDay)), isFormula, timeOfDay);
                break;
            case CellType.Error:
                Add(new RawCell(column, RawCellKind.Error, strings.Texts.Share(text), 0, isFormula));
                break;
            case CellType.Boolean:
                Add(new RawCell(column, RawCellKind.Boolean, text is "1" or "true" ? "TRUE" : "FALSE", 0, isFormula));
                break;
            default:
                AddNumber(column, style, double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture), isFormula);
                break;
        }
    }

    /// <summary>The same for bytes that are all ASCII and hold nothing escaped: most cells, and none of them is copied.</summary>
    public void Add(int column, int style, CellType type, bool hasValue, bool isFormula, ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            AddEmpty(column, type, hasValue, isFormula);
            return;
        }

        switch (type)
        {
            case CellType.Shared:
                AddText(column, strings[int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture)], isFormula);
                break;
            case CellType.Inline or CellType.String when text.IndexOf("_x"u8) < 0:
                AddText(column, strings.Texts.Share(CellText.Trim(text)), isFormula);
                break;
            case CellType.Number:
                AddNumber(column, style, ToDouble(text), isFormula);
                break;
            default:
                Add(column, style, type, hasValue, isFormula, System.Text.Encoding.ASCII.GetString(text));
                break;
        }
    }

    public static int ColumnOf(ReadOnlySpan<char> address)
    {
        var column = 0;
        // $A$1 means A1.
        foreach (var letter in address.TrimStart('$'))
        {
            if (!char.IsAsciiLetter(letter))
            {
                break;
            }

            column = column * 26 + ((letter | 0x20) - 'a' + 1);
        }

        return column is > 0 and <= 16_384 ? column : throw CorruptFile.Because("The workbook is damaged: a cell has no proper address.");
    }

    public static CellType TypeOf(ReadOnlySpan<char> type) => type switch
    {
        "s" => CellType.Shared,
        "inlineStr" => CellType.Inline,
        "str" => CellType.String,
        "b" => CellType.Boolean,
        "e" => CellType.Error,
        "d" => CellType.IsoDate,
        _ => CellType.Number,
    };

    private void AddEmpty(int column, CellType type, bool hasValue, bool isFormula)
    {
        // A formula of type str with an empty value has been calculated: to an empty text.
        if (isFormula && !(type == CellType.String && hasValue))
        {
            Add(new RawCell(column, RawCellKind.NoCachedValue, "", 0, true));
        }
    }

    private void AddNumber(int column, int style, double number, bool isFormula)
    {
        if (!double.IsFinite(number))
        {
            throw CorruptFile.Because("The workbook is damaged: a cell holds a number that Excel cannot hold.");
        }

        Add(new RawCell(column, formats.IsDate(style) ? RawCellKind.Date : RawCellKind.Number, formats.ShownBy(style, number), number, isFormula));
    }

    private void AddText(int column, string text, bool isFormula, double timeOfDay = 0)
    {
        if (text.Length > 0)
        {
            Add(new RawCell(column, RawCellKind.Text, text, timeOfDay, isFormula));
        }
    }

    private void Add(in RawCell cell)
    {
        if (cell.Column > limits.Columns)
        {
            throw new UnreadableFileException("FILE_04", $"A sheet has values beyond column {CellAddress.Column(limits.Columns)} ({limits.Columns} columns).");
        }

        Row.Add(cell);
    }

    // Up to 15 digits are exact as a double: no rounding to be got right.
    private static double ToDouble(ReadOnlySpan<byte> text)
    {
        if (text.Length > 15)
        {
            return double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        }

        var whole = 0L;
        foreach (var digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
            }

            whole = (whole * 10) + (digit - '0');
        }

        return whole;
    }
}
