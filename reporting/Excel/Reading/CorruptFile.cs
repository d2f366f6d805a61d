using System.Xml;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Excel.Reading;

/// <summary>What the libraries below throw on a damaged file becomes FILE_05, with the sheet it happened in.</summary>
internal static class CorruptFile
{
    public static T Translate<T>(Func<T> read, string? sheet = null)
    {
        try
        {
            return read();
        }
        catch (Exception problem) when (problem is InvalidDataException or XmlException or EndOfStreamException or IOException
            or FormatException or OverflowException or NotSupportedException or ArgumentException or IndexOutOfRangeException)
        {
            throw Because(sheet is null ? "The workbook cannot be read: it is damaged." : $"The sheet {PersonalText.Masked(sheet)} cannot be read: it is damaged.", sheet);
        }
        catch (UnreadableFileException problem) when (sheet is not null && problem.Sheet is null)
        {
            throw OnSheet(problem, sheet);
        }
    }

    /// <summary>The same, said of a sheet.</summary>
    public static UnreadableFileException OnSheet(UnreadableFileException problem, string sheet)
    {
        var message = problem.RuleId == "FILE_03"
            ? $"On the sheet {PersonalText.Masked(sheet)}: {char.ToLowerInvariant(problem.Message[0])}{problem.Message[1..]}"
            : problem.Message;
        return new UnreadableFileException(problem.RuleId, message, sheet) { Cell = problem.Cell, Fix = problem.Fix };
    }

    public static UnreadableFileException Because(string detail, string? sheet = null) => new("FILE_05", detail, sheet);

    public static UnreadableFileException MissingPart(string part) =>
        Because($"The workbook is damaged: a piece of it ({part}) is missing.");
}
