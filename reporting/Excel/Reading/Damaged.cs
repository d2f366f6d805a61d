using System.Xml;

namespace Pilot.Reporting.Excel.Reading;

/// <summary>What the libraries below throw on a damaged file becomes FILE_05, with the sheet it happened in.</summary>
internal static class Damaged
{
    public static T Guard<T>(Func<T> read, string? sheet = null)
    {
        try
        {
            return read();
        }
        catch (Exception problem) when (problem is InvalidDataException or XmlException or EndOfStreamException or IOException
            or FormatException or OverflowException or NotSupportedException or ArgumentException or IndexOutOfRangeException)
        {
            throw File(sheet is null ? "The workbook cannot be read: it is damaged." : $"The sheet {sheet} cannot be read: it is damaged.", sheet);
        }
        catch (FileProblemException problem) when (sheet is not null && problem.Sheet is null)
        {
            throw new FileProblemException(problem.RuleId, problem.Message, sheet);
        }
    }

    public static FileProblemException File(string detail, string? sheet = null) => new("FILE_05", detail, sheet);

    public static FileProblemException MissingPart(string part) =>
        File($"The workbook is damaged: a piece of it ({part}) is missing.");
}
