namespace Pilot.Reporting.Excel.Reading;

/// <summary>
/// The tags of the cells of the rows before, by column. Programs write a column's cells alike: where a tag has the address that comes next and then the
/// same bytes as the last one in its column, it says the same, and is not taken apart again.
/// </summary>
internal sealed class CellTags
{
    private const int MaxColumns = 702;
    private const int MaxLength = 64;
    private const int Letters = 26;

    private readonly Tag?[] _tags = new Tag?[MaxColumns + 1];

    /// <summary>The tag of the last cell in the column; null where this one begins with another address or reads otherwise.</summary>
    /// <param name="at">Behind the tag's name; behind the tag where it is the same.</param>
    /// <param name="row">The row's number as its own tag has it.</param>
    public Tag? Repeated(ReadOnlySpan<byte> text, ref int at, int column, ReadOnlySpan<byte> row)
    {
        var from = EndOfAddress(text, at, column, row);
        if (from < 0 || _tags[column] is not { } tag || !text[from..].StartsWith(tag.Rest))
        {
            return null;
        }

        at = from + tag.Rest.Length;
        return tag;
    }

    /// <summary>Keeps what a tag says that has been taken apart.</summary>
    /// <param name="from">Behind the tag's name.</param>
    /// <param name="to">Behind the tag.</param>
    public void Keep(ReadOnlySpan<byte> text, int from, int to, int column, ReadOnlySpan<byte> row, int style, CellType type, bool closesItself)
    {
        var rest = EndOfAddress(text, from, column, row);
        if (rest >= 0 && to - rest <= MaxLength)
        {
            (_tags[column] ??= new Tag()).Set(text[rest..to], style, type, closesItself);
        }
    }

    /// <summary>Behind <c> r="AB12"</c>, in capitals; -1 where something else stands there.</summary>
    private static int EndOfAddress(ReadOnlySpan<byte> text, int at, int column, ReadOnlySpan<byte> row)
    {
        const int Before = 4;
        var letters = column <= Letters ? 1 : 2;
        var end = at + Before + letters + row.Length + 1;
        if (row.IsEmpty || column > MaxColumns || end >= text.Length || !text[at..].StartsWith(" r=\""u8))
        {
            return -1;
        }

        at += Before;
        if ((letters == 2 && text[at++] != 'A' - 1 + ((column - 1) / Letters)) || text[at++] != 'A' + ((column - 1) % Letters))
        {
            return -1;
        }

        return text[at..].StartsWith(row) && text[end - 1] == '"' ? end : -1;
    }

    internal sealed class Tag
    {
        private readonly byte[] _rest = new byte[MaxLength];
        private int _length;

        /// <summary>What follows the address, to the end of the tag.</summary>
        public ReadOnlySpan<byte> Rest => _rest.AsSpan(0, _length);

        public int Style { get; private set; }
        public CellType Type { get; private set; }
        public bool ClosesItself { get; private set; }

        public void Set(ReadOnlySpan<byte> rest, int style, CellType type, bool closesItself)
        {
            rest.CopyTo(_rest);
            _length = rest.Length;
            (Style, Type, ClosesItself) = (style, type, closesItself);
        }
    }
}
