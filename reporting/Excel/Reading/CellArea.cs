using System.Globalization;

namespace Pilot.Reporting.Excel.Reading;

/// <summary>A block of cells, such as those that are merged: <c>D2:D4</c>.</summary>
public sealed record CellArea(int FirstRow, int FirstColumn, int LastRow, int LastColumn)
{
    /// <summary>Its cell at the top left: of merged cells the only one that holds a value.</summary>
    public string First => CellAddress.Of(FirstRow, FirstColumn);

    /// <summary>Null where the text is no such block.</summary>
    public static CellArea? Parse(string? text)
    {
        var ends = text?.Replace("$", "", StringComparison.Ordinal).Split(':');
        return ends is { Length: 2 } && TryCell(ends[0], out var top, out var left) && TryCell(ends[1], out var bottom, out var right)
            ? new CellArea(top, left, bottom, right)
            : null;
    }

    /// <summary>One of its cells, but not the first.</summary>
    public bool Covers(string cell) => TryCell(cell, out var row, out var column)
        && row >= FirstRow && row <= LastRow && column >= FirstColumn && column <= LastColumn && (row, column) != (FirstRow, FirstColumn);

    public override string ToString() => $"{First}:{CellAddress.Of(LastRow, LastColumn)}";

    private static bool TryCell(string address, out int row, out int column)
    {
        column = 0;
        var letters = 0;
        for (; letters < address.Length && letters < 4 && char.IsAsciiLetter(address[letters]); letters++)
        {
            column = (column * 26) + ((address[letters] | 0x20) - 'a' + 1);
        }

        return int.TryParse(address.AsSpan(letters), NumberStyles.None, CultureInfo.InvariantCulture, out row) && column > 0 && row > 0;
    }
}
