namespace Pilot.Reporting.Files.CheckedCopy;

/// <summary>The looks of the sheet <c>Check result</c>.</summary>
internal enum ResultStyle
{
    Title,
    Heading,
    Label,
    Text,
    Wrapped,

    /// <summary>Text that begins like a formula: Excel shows it and never runs it.</summary>
    Quoted,
    Link,
    Count,
    Pounds,
    TableHeading,
    Stops,
    Warns,
}
