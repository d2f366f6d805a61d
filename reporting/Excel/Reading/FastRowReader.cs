using System.Xml;

namespace Pilot.Reporting.Excel.Reading;

internal enum FastStep
{
    Row,
    End,

    /// <summary>Something stands here that only the XML reader can judge.</summary>
    Unusual,
}

/// <summary>
/// The rows of a sheet in the plain form: UTF-8, one prefix or none, nothing in <c>sheetData</c> but rows, cells, values, formulas and plain inline
/// texts. It knows this form and no other, never guesses, and never calls anything damaged. What stands before and after
/// <c>sheetData</c> goes through an XML reader, so that the whole part has been found well formed at the end.
/// </summary>
internal sealed class FastRowReader(LimitedStream part, CellValues values) : IDisposable
{
    private const int MaxHeadLength = 256 * 1024;
    private const int MaxRowLength = 8 * 1024 * 1024;

    private readonly FastCellReader _cells = new(values);
    private readonly SheetDangers _dangers = new();
    private byte[] _buffer = new byte[64 * 1024];
    private int _from;
    private int _to;
    private byte[]? _head;
    private int _rowNumber;

    public IReadOnlyList<CellArea> Merges => _dangers.Merges;

    private FastNames Names => _cells.Names;

    private ReadOnlySpan<byte> Ahead => _buffer.AsSpan(_from, _to - _from);

    public FastStep Next()
    {
        if (_head is null && !ReadHead())
        {
            return FastStep.Unusual;
        }

        while (true)
        {
            if (!SkipSpace())
            {
                return FastStep.Unusual;
            }

            if (Ahead.StartsWith(Names.SheetDataEnd))
            {
                _from += Names.SheetDataEnd.Length;
                return IsRestWellFormed() ? FastStep.End : FastStep.Unusual;
            }

            var length = FindRow();
            if (length < 0 || !_cells.TryRead(_buffer.AsSpan(_from, length), ref _rowNumber))
            {
                return FastStep.Unusual;
            }

            _from += length;
            if (!values.Row.IsBlank)
            {
                return FastStep.Row;
            }
        }
    }

    public void Dispose() => part.Dispose();

    /// <summary>Everything up to and with the tag <c>sheetData</c>.</summary>
    private bool ReadHead()
    {
        int at;
        while ((at = Ahead.IndexOf("sheetData>"u8)) < 0)
        {
            if (!Fill(MaxHeadLength))
            {
                return false;
            }
        }

        var end = at + "sheetData>"u8.Length;

        _head = Ahead[..end].ToArray();
        _from += end;
        return _cells.TryBegin(_head);
    }

    private bool SkipSpace()
    {
        while (true)
        {
            while (_from < _to && _buffer[_from] is (byte)' ' or (byte)'\n' or (byte)'\t' or (byte)'\r')
            {
                _from++;
            }

            // Room for the longest thing that is looked for here.
            if (_to - _from >= Names.SheetDataEnd.Length)
            {
                return true;
            }

            if (!Fill(MaxRowLength))
            {
                return false;
            }
        }
    }

    /// <summary>The length of the row that begins here; -1 where there is none, or not to its end.</summary>
    private int FindRow()
    {
        if (!Ahead.StartsWith(Names.Row))
        {
            return -1;
        }

        var seen = Names.Row.Length;
        while (true)
        {
            var tag = Ahead.IndexOf((byte)'>');
            if (tag > 0 && Ahead[tag - 1] == '/')
            {
                return tag + 1;
            }

            var end = Ahead[seen..].IndexOf(Names.RowEnd);
            if (tag > 0 && end >= 0)
            {
                return seen + end + Names.RowEnd.Length;
            }

            seen = Math.Max(Names.Row.Length, Ahead.Length - Names.RowEnd.Length + 1);
            if (!Fill(MaxRowLength))
            {
                return -1;
            }
        }
    }

    private bool Fill(int most)
    {
        if (_from > 0)
        {
            Ahead.CopyTo(_buffer);
            _to -= _from;
            _from = 0;
        }

        if (_to == _buffer.Length)
        {
            if (_to >= most)
            {
                return false;
            }

            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = part.Read(_buffer.AsSpan(_to));
        _to += read;
        return read > 0;
    }

    /// <summary>Reads the part without its rows as XML, to its end and its checksum.</summary>
    private bool IsRestWellFormed()
    {
        using var reader = Package.AsXml(new Spliced([_head!, Names.SheetDataEnd, Ahead.ToArray()], part));
        var data = 0;
        while (reader.ReadNext())
        {
            data += reader.NodeType == XmlNodeType.Element && reader.LocalName is "sheetData" ? 1 : 0;
            _dangers.Inspect(reader);
        }

        return data == 1;
    }

    /// <summary>Pieces and then what is left of a stream, as one.</summary>
    private sealed class Spliced(byte[][] pieces, Stream rest) : ReadOnlyStream
    {
        private int _piece;
        private int _at;

        public override int Read(Span<byte> buffer)
        {
            while (_piece < pieces.Length)
            {
                var left = pieces[_piece].AsSpan(_at);
                if (!left.IsEmpty)
                {
                    var count = Math.Min(left.Length, buffer.Length);
                    left[..count].CopyTo(buffer);
                    _at += count;
                    return count;
                }

                _piece++;
                _at = 0;
            }

            return rest.Read(buffer);
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
    }
}
