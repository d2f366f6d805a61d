using System.Globalization;

namespace Pilot.Reporting.Excel.Reading;

public enum RawCellKind : byte
{
    /// <summary>No value, or text that is empty once trimmed.</summary>
    Blank,
    Text,
    Number,

    /// <summary>A number under a date format: <see cref="RawCell.Number"/> is the serial of the workbook's own date system.</summary>
    Date,
    Boolean,

    /// <summary>An Excel error such as <c>#N/A</c>, kept as text.</summary>
    Error,

    /// <summary>A formula that carries no cached value: Excel has not calculated it.</summary>
    NoCachedValue,
}

/// <summary>
/// One cell as it was sent. Text is trimmed (returns.md section 3); a formula counts as its cached value. A number under a format of zeros
/// carries the text that its cell shows: it may be a reference with zeros in front. A cell of type <c>d</c> is ISO text, with its time of day as its number.
/// </summary>
public readonly record struct RawCell(int Column, RawCellKind Kind, string Text, double Number, bool IsFormula = false)
{
    public bool IsBlank => Kind == RawCellKind.Blank;
}

/// <summary>
/// One row as it was sent, cells in ascending column order, blank ones left out. The row is reused by the reader: what is to outlive
/// the next row must be copied.
/// </summary>
public sealed class RawRow
{
    private RawCell[] _cells = new RawCell[64];
    private int _count;

    /// <summary>The row's number in Excel, from 1.</summary>
    public int Number { get; private set; }

    public ReadOnlySpan<RawCell> Cells => new(_cells, 0, _count);

    public bool IsBlank => _count == 0;

    /// <summary>The cell of a column counted from 1; a blank one where nothing was sent.</summary>
    public RawCell this[int column]
    {
        get
        {
            var cells = Cells;
            // Cells are nearly always dense: look where it would stand first, then walk.
            var guess = Math.Min(column, cells.Length) - 1;
            for (var i = guess; i >= 0 && cells[i].Column >= column; i--)
            {
                if (cells[i].Column == column)
                {
                    return cells[i];
                }
            }

            for (var i = guess + 1; i < cells.Length && cells[i].Column <= column; i++)
            {
                if (cells[i].Column == column)
                {
                    return cells[i];
                }
            }

            return new RawCell(column, RawCellKind.Blank, "", 0);
        }
    }

    internal void Restart(int number)
    {
        Number = number;
        _count = 0;
    }

    internal void Add(in RawCell cell)
    {
        if (_count == _cells.Length)
        {
            Array.Resize(ref _cells, Math.Max(_count * 2, 8));
        }

        _cells[_count++] = cell;
    }

    /// <summary>Some programs write the cells of a row in another order than that of the columns.</summary>
    /// <exception cref="UnreadableFileException">FILE_05: one cell is there twice.</exception>
    internal void PutInOrder()
    {
        var cells = new Span<RawCell>(_cells, 0, _count);
        for (var i = 1; i < cells.Length; i++)
        {
            if (cells[i - 1].Column >= cells[i].Column)
            {
                cells.Sort(static (left, right) => left.Column.CompareTo(right.Column));
                break;
            }
        }

        for (var i = 1; i < cells.Length; i++)
        {
            if (cells[i - 1].Column == cells[i].Column)
            {
                throw CorruptFile.Because($"The workbook is damaged: the cell {CellAddress.Of(Number, cells[i].Column)} is there twice.");
            }
        }
    }

    /// <summary>A row of its own that outlives the next one.</summary>
    internal RawRow Copy()
    {
        var copy = new RawRow { _cells = Cells.ToArray(), _count = _count };
        copy.Number = Number;
        return copy;
    }
}

/// <summary>Excel's names for places: column 28 is <c>AB</c>.</summary>
public static class CellAddress
{
    public static string Column(int column)
    {
        Span<char> letters = stackalloc char[4];
        var at = letters.Length;
        for (; column > 0; column = (column - 1) / 26)
        {
            letters[--at] = (char)('A' + (column - 1) % 26);
        }

        return new string(letters[at..]);
    }

    public static string Of(int row, int column) => Column(column) + row.ToString(CultureInfo.InvariantCulture);

    /// <summary>The column of an address in a file: letters in either case, with or without dollar signs.</summary>
    public static int ColumnOf(ReadOnlySpan<byte> address)
    {
        var column = 0;
        foreach (var letter in address)
        {
            if (letter == (byte)'$')
            {
                continue;
            }

            if (letter is < (byte)'A' or > (byte)'z')
            {
                break;
            }

            column = column * 26 + (letter & ~0x20) - 'A' + 1;
        }

        return column;
    }
}
