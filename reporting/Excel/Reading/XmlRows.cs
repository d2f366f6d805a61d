using System.Globalization;
using System.Xml;

namespace Pilot.Reporting.Excel.Reading;

/// <summary>The rows of a sheet in whatever XML it is written: a reader that knows all of XML, at the price of that.</summary>
internal sealed class XmlRows : IDisposable
{
    private readonly CellValues _values;
    private readonly XmlReader _reader;
    private readonly TextBuffer _value = new();
    private readonly TextBuffer _inline = new();
    private readonly TextBuffer _formula = new();
    private readonly TextBuffer _attribute = new();
    private readonly string _row, _c, _v, _is, _t, _f, _r, _s, _rPh, _sheetData;
    private readonly SheetDangers _dangers = new();
    private readonly RowNumbers _numbers = new();
    private bool _inData;

    public IReadOnlyList<CellArea> Merges => _dangers.Merges;

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
        while (_reader.ReadNext())
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

            if (!_inData)
            {
                _dangers.Inspect(_reader);
            }
        }

        return false;
    }

    public void Dispose() => _reader.Dispose();

    private bool ReadRow()
    {
        int? given = null;
        if (_reader.MoveToAttribute("r"))
        {
            given = ReadInt();
            _reader.MoveToElement();
        }

        _values.Row.Restart(_numbers.Next(given));
        if (!_reader.IsEmptyElement)
        {
            ReadCells();
            _values.Row.PutInOrder();
        }

        return !_values.Row.IsBlank;
    }

    private void ReadCells()
    {
        var column = 0;
        while (_reader.ReadNext())
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
        var (at, style, type) = ReadAttributes(column + 1);
        column = at;
        if (_reader.IsEmptyElement)
        {
            return;
        }

        var (hasValue, hasInline, isFormula) = ReadContent(at);
        // A cell may hold both a value and a text: its type says which of the two it means. One without the other is meant whatever the type.
        if (hasInline && (type == CellType.Inline || !hasValue))
        {
            _values.Add(at, style, CellType.Inline, true, isFormula, _inline.Text);
        }
        else
        {
            _values.Add(at, style, type, hasValue, isFormula, _value.Text);
        }
    }

    private (int Column, int Style, CellType Type) ReadAttributes(int column)
    {
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
                    column = CellValues.ColumnOf(_attribute.Text);
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

        return (column, style, type);
    }

    /// <summary>Gathers the text of <c>v</c> into one buffer and that of <c>is</c> into another.</summary>
    private (bool HasValue, bool HasInline, bool IsFormula) ReadContent(int column)
    {
        _value.Clear();
        _inline.Clear();
        var hasValue = false;
        var hasInline = false;
        var isFormula = false;
        TextBuffer? gather = null;
        var phonetic = false;
        while (_reader.ReadNext())
        {
            var name = (object)_reader.LocalName;
            switch (_reader.NodeType)
            {
                case XmlNodeType.Element when name == (object)_f:
                    isFormula = true;
                    ReadFormula(column);
                    break;
                case XmlNodeType.Element:
                    hasValue |= name == (object)_v;
                    hasInline |= name == (object)_is;
                    phonetic |= name == (object)_rPh && !_reader.IsEmptyElement;
                    gather = _reader.IsEmptyElement ? null : name == (object)_v ? _value : name == (object)_t && !phonetic ? _inline : null;
                    break;
                case XmlNodeType.EndElement when name == (object)_c:
                    return (hasValue, hasInline, isFormula);
                case XmlNodeType.EndElement:
                    gather = null;
                    phonetic &= name != (object)_rPh;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace when gather is not null:
                    gather.Append(_reader);
                    break;
                default:
                    break;
            }
        }

        throw CorruptFile.Because("The workbook is damaged: a sheet ends in the middle.");
    }

    /// <summary>A formula is never evaluated; it is looked at for what runs or fetches something only (FILE_03).</summary>
    private void ReadFormula(int column)
    {
        if (_reader.IsEmptyElement)
        {
            return;
        }

        _formula.Clear();
        while (_reader.ReadNext() && _reader.NodeType != XmlNodeType.EndElement)
        {
            if (_reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace)
            {
                _formula.Append(_reader);
            }
        }

        FormulaDangers.RefuseInCell(_formula.Text, CellAddress.Of(_values.Row.Number, column));
    }

    private int ReadInt()
    {
        _attribute.Clear();
        _attribute.Append(_reader);
        return int.Parse(_attribute.Text, NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
