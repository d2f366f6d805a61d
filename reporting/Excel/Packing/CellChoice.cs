namespace Pilot.Reporting.Excel.Packing;

/// <summary>What Excel lets people enter in some cells, and what it tells them about it.</summary>
/// <param name="Cells">Such as <c>A3:A10002</c>.</param>
/// <param name="Type">list, date, decimal, whole or textLength.</param>
/// <param name="Operator">between, equal, lessThanOrEqual or greaterThanOrEqual.</param>
/// <param name="Second">Only with between; null for a list.</param>
internal sealed record CellChoice(string Cells, string Type, string Operator, string First, string? Second)
{
    public required string Title { get; init; }

    /// <summary>Shown when a person stands on the cell.</summary>
    public required string Prompt { get; init; }

    /// <summary>Shown when they enter something else.</summary>
    public required string Wrong { get; init; }
}
