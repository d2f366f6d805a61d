namespace Pilot.Reporting.Excel.Packing;

/// <summary>Rows of which one column can be read alone.</summary>
internal interface IColumnReader
{
    IEnumerable<Cell> Column(int index);
}
