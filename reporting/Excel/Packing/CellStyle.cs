namespace Pilot.Reporting.Excel.Packing;

/// <summary>How a cell of a form looks that people fill in. Workbooks of figures have looks of their own.</summary>
internal readonly record struct CellStyle()
{
    public const string General = "General";
    public const string Text = "@";
    public const string Day = "dd/mm/yyyy";
    public const string Pounds = "#,##0.00";
    public const string Whole = "0";

    /// <summary>In points.</summary>
    public int Size { get; init; } = 11;
    public bool Bold { get; init; }
    public CellFill Fill { get; init; }
    public string Format { get; init; } = General;
    public bool Wrap { get; init; }
    public bool Top { get; init; }
    public bool Left { get; init; }
    public CellBorder Border { get; init; }

    /// <summary>The text begins with a sign by which Excel would take it for a formula.</summary>
    public bool Quoted { get; init; }
}

internal enum CellFill
{
    None,

    /// <summary>Behind headings.</summary>
    Heading,

    /// <summary>Behind what is to be filled in.</summary>
    Entry,
}

internal enum CellBorder
{
    None,
    Box,
    Below,
}
