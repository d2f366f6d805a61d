namespace Pilot.Reporting.Excel.Reading;

/// <summary>
/// Steps through the rows of one sheet that hold a value. A sheet is scanned as the bytes that Excel and most libraries write; from the
/// first thing on that the scan does not know for certain, the XML reader reads it, and it alone says what is damaged.
/// </summary>
internal sealed class SheetRows : IDisposable
{
    private readonly Package _package;
    private readonly string _part;
    private readonly FileLimits _limits;
    private readonly CellValues _values;
    private FastRowReader? _plain;
    private XmlRows? _xml;
    private int _rows;

    public SheetRows(Package package, SheetEntry sheet, SharedStrings strings, NumberFormats formats, FileLimits limits)
    {
        _package = package;
        _part = sheet.PartName;
        _limits = limits;
        _values = new CellValues(strings, formats, limits);
        _plain = new FastRowReader(package.Open(_part), _values);
    }

    public RawRow Row => _values.Row;

    /// <summary>Known once the sheet has been read to its end.</summary>
    public IReadOnlyList<CellArea> Merges => _plain?.Merges ?? _xml?.Merges ?? [];

    /// <summary>Moves to the next row that holds a value; false at the end, once the part has been read to its end and found whole.</summary>
    public bool Next()
    {
        if (!Step())
        {
            return false;
        }

        return ++_rows <= _limits.Rows
            ? true
            : throw new UnreadableFileException("FILE_04", $"A sheet has more than {_limits.Rows:#,##0} rows that hold a value.");
    }

    public void Dispose()
    {
        _plain?.Dispose();
        _xml?.Dispose();
    }

    private bool Step()
    {
        if (_plain is not null)
        {
            switch (_plain.Next())
            {
                case FastStep.Row:
                    return true;
                case FastStep.End:
                    return false;
                default:
                    BeginAgain(_plain);
                    break;
            }
        }

        return _xml!.Next();
    }

    private void BeginAgain(FastRowReader plain)
    {
        plain.Dispose();
        _plain = null;
        _xml = new XmlRows(_package, _part, _values);
        for (var known = 0; known < _rows; known++)
        {
            if (!_xml.Next())
            {
                throw CorruptFile.Because("The workbook is damaged: a sheet ends in the middle.");
            }
        }
    }
}
