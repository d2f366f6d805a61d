using System.Globalization;
using System.Xml;

namespace Pilot.Reporting.Returns.Reading;

/// <summary>Steps through the rows of one sheet that hold a value.</summary>
internal sealed class SheetRows : IDisposable
{
    private readonly SharedStrings _strings;
    private readonly NumberFormats _formats;
    private readonly FileLimits _limits;
    private readonly XmlReader _reader;
    private readonly TextBuffer _value = new();
    private readonly TextBuffer _attribute = new();
    private readonly string _row, _c, _v, _is, _t, _f, _r, _s, _rPh, _sheetData;
    private int _rowNumber;
    private int _rowsWithValue;
    private bool _inData;

    public SheetRows(Package package, SheetEntry sheet, SharedStrings strings, NumberFormats formats, FileLimits limits)
    {
        _strings = strings;
        _formats = formats;
        _limits = limits;

        // Names in the reader's own table are compared by reference: the loop below runs once for every tag of the sheet.
        var names = new NameTable();
        _row = names.Add("row");
        _c = names.Add("c");
        _v = names.Add("v");
        _is = names.Add("is");
        _t = names.Add("t");
        _f = names.Add("f");
        _r = names.Add("r");
        _s = names.Add("s");
        _rPh = names.Add("rPh");
        _sheetData = names.Add("sheetData");
        _reader = package.OpenXml(sheet.PartName, names);
    }

    public RawRow Row { get; } = new();

    /// <summary>Moves to the next row that holds a value; false at the end, once the part has been read to its end and found whole.</summary>
    public bool Next()
    {
        while (_reader.Step())
        {
            var name = (object)_reader.LocalName;
            if (_reader.NodeType == XmlNodeType.Element)
            {
                if (_inData && name == (object)_row)
                {
                    if (ReadRow())
                    {
                        return true;
                    }
                }
                else if (name == (object)_sheetData)
                {
                    _inData = !_reader.IsEmptyElement;
                }
            }
            else if (_reader.NodeType == XmlNodeType.EndElement && name == (object)_sheetData)
            {
                _inData = false;
            }
        }

        return false;
    }

    public void Dispose() => _reader.Dispose();

    private bool ReadRow()
    {
        var number = _rowNumber + 1;
        if (_reader.MoveToAttribute("r"))
        {
            number = ReadInt();
            _reader.MoveToElement();
        }

        if (number <= _rowNumber)
        {
            throw Damaged.File("The workbook is damaged: its rows are not in order.");
        }

        _rowNumber = number;
        Row.Restart(number);
        if (!_reader.IsEmptyElement)
        {
            ReadCells();
        }

        if (Row.IsBlank)
        {
            return false;
        }

        return ++_rowsWithValue <= _limits.Rows
            ? true
            : throw new FileProblemException("FILE_04", $"A sheet has more than {_limits.Rows:#,##0} rows that hold a value.");
    }

    private void ReadCells()
    {
        var column = 0;
        while (_reader.Step())
        {
            if (_reader.NodeType == XmlNodeType.EndElement && (object)_reader.LocalName == _row)
            {
                return;
            }

            if (_reader.NodeType == XmlNodeType.Element && (object)_reader.LocalName == _c)
            {
                ReadCell(ref column);
            }
        }
    }

    private void ReadCell(ref int column)
    {
        var at = column + 1;
        var style = 0;
        var type = CellType.Number;
        if (_reader.MoveToFirstAttribute())
        {
            do
            {
                var name = (object)_reader.LocalName;
                if (name == (object)_r)
                {
                    _attribute.Clear();
                    _attribute.Append(_reader);
                    at = ColumnOf(_attribute.Text);
                }
                else if (name == (object)_s)
                {
                    style = ReadInt();
                }
                else if (name == (object)_t)
                {
                    _attribute.Clear();
                    _attribute.Append(_reader);
                    type = TypeOf(_attribute.Text);
                }
            }
            while (_reader.MoveToNextAttribute());
            _reader.MoveToElement();
        }

        if (at <= column)
        {
            throw Damaged.File("The workbook is damaged: the cells of a row are not in order.");
        }

        column = at;
        if (_reader.IsEmptyElement)
        {
            return;
        }

        var (hasValue, isFormula) = ReadContent();
        Add(at, style, type, hasValue, isFormula);
    }

    /// <summary>Gathers the text of <c>v</c> or <c>is</c> into the buffer.</summary>
    private (bool HasValue, bool IsFormula) ReadContent()
    {
        _value.Clear();
        var hasValue = false;
        var isFormula = false;
        var gather = false;
        var phonetic = false;
        while (_reader.Step())
        {
            var name = (object)_reader.LocalName;
            switch (_reader.NodeType)
            {
                case XmlNodeType.Element when name == (object)_f:
                    isFormula = true;
                    if (!_reader.IsEmptyElement)
                    {
                        ReadFormula();
                    }

                    break;
                case XmlNodeType.Element:
                    hasValue |= name == (object)_v || name == (object)_is;
                    phonetic |= name == (object)_rPh && !_reader.IsEmptyElement;
                    gather = !_reader.IsEmptyElement && (name == (object)_v || (name == (object)_t && !phonetic));
                    break;
                case XmlNodeType.EndElement when name == (object)_c:
                    return (hasValue, isFormula);
                case XmlNodeType.EndElement:
                    gather = false;
                    phonetic &= name != (object)_rPh;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace when gather:
                    _value.Append(_reader);
                    break;
                default:
                    break;
            }
        }

        throw Damaged.File("The workbook is damaged: a sheet ends in the middle.");
    }

    /// <summary>A formula is never evaluated; it is looked at for a call of another program only: <c>cmd|'/c ...'!A0</c>.</summary>
    private void ReadFormula()
    {
        _value.Clear();
        while (_reader.Step() && _reader.NodeType != XmlNodeType.EndElement)
        {
            if (_reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA)
            {
                _value.Append(_reader);
            }
        }

        var quoted = false;
        foreach (var letter in _value.Text)
        {
            quoted ^= letter == '"';
            if (letter == '|' && !quoted)
            {
                throw new FileProblemException("FILE_03", "The workbook has a formula that runs another program (DDE).");
            }
        }

        _value.Clear();
    }

    private void Add(int column, int style, CellType type, bool hasValue, bool isFormula)
    {
        var text = _value.Text;
        if (text.IsEmpty)
        {
            // A formula of type str with an empty value has been calculated: to an empty text.
            if (isFormula && !(type == CellType.String && hasValue))
            {
                Add(new RawCell(column, CellKind.NoCachedValue, "", 0, true));
            }

            return;
        }

        switch (type)
        {
            case CellType.Shared:
                AddText(column, _strings[int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture)], isFormula);
                break;
            case CellType.IsoDate:
                AddText(column, _strings.Texts.Share(IsoDates.WithoutTime(CellText.Trim(text))), isFormula);
                break;
            case CellType.Inline or CellType.String:
                AddText(column, _strings.Texts.Share(CellText.Trim(CellText.Unescape(text))), isFormula);
                break;
            case CellType.Error:
                Add(new RawCell(column, CellKind.Error, _strings.Texts.Share(text), 0, isFormula));
                break;
            case CellType.Boolean:
                Add(new RawCell(column, CellKind.Boolean, text is "1" or "true" ? "TRUE" : "FALSE", 0, isFormula));
                break;
            default:
                var number = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
                if (!double.IsFinite(number))
                {
                    throw Damaged.File("The workbook is damaged: a cell holds a number that Excel cannot hold.");
                }

                Add(new RawCell(column, _formats.IsDate(style) ? CellKind.Date : CellKind.Number, "", number, isFormula));
                break;
        }
    }

    private void AddText(int column, string text, bool isFormula)
    {
        if (text.Length > 0)
        {
            Add(new RawCell(column, CellKind.Text, text, 0, isFormula));
        }
    }

    private void Add(in RawCell cell)
    {
        if (cell.Column > _limits.Columns)
        {
            throw new FileProblemException("FILE_04", $"A sheet has values beyond column {CellAddress.Column(_limits.Columns)} ({_limits.Columns} columns).");
        }

        Row.Add(cell);
    }

    private int ReadInt()
    {
        _attribute.Clear();
        _attribute.Append(_reader);
        return int.Parse(_attribute.Text, NumberStyles.None, CultureInfo.InvariantCulture);
    }

    private static int ColumnOf(ReadOnlySpan<char> address)
    {
        var column = 0;
        foreach (var letter in address)
        {
            if (!char.IsAsciiLetter(letter))
            {
                break;
            }

            column = column * 26 + ((letter | 0x20) - 'a' + 1);
        }

        return column is > 0 and <= 16_384 ? column : throw Damaged.File("The workbook is damaged: a cell has no proper address.");
    }

    private static CellType TypeOf(ReadOnlySpan<char> type) => type switch
    {
        "s" => CellType.Shared,
        "inlineStr" => CellType.Inline,
        "str" => CellType.String,
        "b" => CellType.Boolean,
        "e" => CellType.Error,
        "d" => CellType.IsoDate,
        _ => CellType.Number,
    };

    private enum CellType
    {
        Number,
        Shared,
        Inline,
        String,
        Boolean,
        Error,
        IsoDate,
    }
}
