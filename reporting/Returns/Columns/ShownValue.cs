using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns.Columns;

/// <summary>How a wrong cell's value is repeated to the person who sent it.</summary>
internal static class ShownValue
{
    /// <summary>
    /// The value, shortened, and whether it may not be repeated outside the provider's own workbook. Columns that slipped put ULNs,
    /// dates of birth and postcodes under other headings: what looks like one is masked wherever it stands.
    /// </summary>
    public static (string Text, bool Personal) Of(ReturnColumn column, in RawCell cell, bool date1904)
    {
        var text = CellParser.Text(cell, date1904);
        var personal = column.Sensitive || (column.Type != ReturnColumnType.Date && LooksPersonal(cell, text));
        return (PersonalText.Shorten(text), personal);
    }

    /// <summary>As it reads after "which": what a value that cannot be read is not.</summary>
    /// <param name="text">As it was sent.</param>
    public static string WhatIsWrong(ReturnColumn column, string text) => column.Type switch
    {
        ReturnColumnType.LearnerRef => $"is longer than {column.MaxLength} characters or has a character that is not accepted",
        ReturnColumnType.Uln => "is not a valid number of 10 digits (the last digit is worked out from the others)",
        ReturnColumnType.AimRef => $"is not {column.MaxLength} letters and digits",
        ReturnColumnType.Date => IsSerialAsText(text) ? "is the number by which Excel keeps a date, as a text" : "is not a date that can be read",
        ReturnColumnType.Whole => $"is not a whole number from {column.Min} to {column.Max}",
        ReturnColumnType.Money => "is not an amount of pounds, 0 or more, with at most 2 decimal places",
        ReturnColumnType.Postcode => "is not a full postcode",
        ReturnColumnType.Digits => $"is not {column.MaxLength} digits",
        ReturnColumnType.Code => column.Codes!.Allowed(text),
        _ => $"is longer than {column.MaxLength} characters",
    };

    /// <summary>38124 for 17 May 2004: five digits, which stand for 1927 to 2173.</summary>
    public static bool IsSerialAsText(string text) =>
        CellParser.WholeText(text) is { Length: 5 } digits && digits[0] != '0';

    private static bool LooksPersonal(in RawCell cell, string text) =>
        cell.Kind == RawCellKind.Date || !ReferenceEquals(PersonalText.Masked(text), text)
        || (text.Length == 10 && (Uln.IsValid(text) || CellParser.TryDate(cell, false, out _)))
        || (text.Length is >= 5 and <= 8 && Postcode.Normalise(text) is not null);
}
