using System.Globalization;
using System.Xml;

namespace Pilot.Reporting.Excel.Reading;

/// <summary>The rows of a sheet in whatever XML it is written: a reader that knows all of XML, at the price of that.</summary>
internal sealed class XmlRows : IDisposable
{
    private readonly CellValues _values;
    private readonly XmlReader _reader;
    private readonly TextBuffer _value = new();
    private readonly TextBuffer _attribute = new();
    private readonly string _row, _c, _v, _is, _t, _f, _r, _s, _rPh, _sheetData;
    private int _rowNumber;
    private bool _inData;

    public XmlRows(Package package, string part, CellValues values)
    {
        _values = values;

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
        _reader = package.OpenXml(part, names);
    }

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
        _values.Row.Restart(number);
        if (!_reader.IsEmptyElement)
        {
            ReadCells();
        }

        return !_values.Row.IsBlank;
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
                    at = CellValues.ColumnOf(_attribute.Text);
                }
                else if (name == (object)_s)
                {
                    style = ReadInt();
                }
                else if (name == (object)_t)
                {
                    _attribute.Clear();
                    _attribute.Append(_reader);
                    type = CellValues.TypeOf(_attribute.Text);
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
        _values.Add(at, style, type, hasValue, isFormula, _value.Text);
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

    private int ReadInt()
    {
        _attribute.Clear();
        _attribute.Append(_reader);
        return int.Parse(_attribute.Text, NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
