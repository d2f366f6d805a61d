namespace Pilot.Reporting.Excel.Packing;

/// <summary>Rows whose cells are made when they are read.</summary>
internal interface ILazyRows
{
    /// <summary>One column from the top to the bottom; no other cell is made.</summary>
    IEnumerable<Cell> Column(int index);

    /// <summary>One row, into room that serves for the next row too.</summary>
    /// <param name="cells">One for each column.</param>
    void Read(int row, Span<Cell> cells);
}
