using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns.Columns;

/// <summary>How a wrong cell's value is repeated to the person who sent it.</summary>
internal static class SentValue
{
    private const int Longest = 100;

    /// <summary>
    /// The value, shortened, and whether it may not be repeated outside the provider's own workbook. Columns that slipped put ULNs,
    /// dates of birth and postcodes under other headings: what looks like one is masked wherever it stands.
    /// </summary>
    public static (string Text, bool Personal) Of(ReturnColumn column, in RawCell cell, bool date1904)
    {
        var text = CellForms.Text(cell, date1904);
        var personal = column.Sensitive || (column.Form != ColumnForm.Date && LooksPersonal(cell, text));
        return (Shorten(text), personal);
    }

    public static string Shorten(string text)
    {
        var shown = text.Length <= Longest ? text : string.Concat(text.AsSpan(0, Longest), "...");
        return shown.AsSpan().ContainsAnyInRange('\0', '\u001F')
            ? string.Concat(shown.Select(one => char.IsControl(one) ? ' ' : one))
            : shown;
    }

    /// <summary>As it reads after "which": what a value that cannot be read is not.</summary>
    public static string WhatIsWrong(ReturnColumn column) => column.Form switch
    {
        ColumnForm.LearnerRef => $"is longer than {column.MaxLength} characters or has a character that is not accepted",
        ColumnForm.Uln => "is not a valid number of 10 digits (the last digit is worked out from the others)",
        ColumnForm.AimRef => $"is not {column.MaxLength} letters and digits",
        ColumnForm.Date => "is not a date that can be read",
        ColumnForm.Whole => $"is not a whole number from {column.Least} to {column.Most}",
        ColumnForm.Money => "is not an amount of pounds, 0 or more, with at most 2 decimal places",
        ColumnForm.Postcode => "is not a full postcode",
        ColumnForm.Digits => $"is not {column.MaxLength} digits",
        ColumnForm.Code => "is not one of the accepted codes",
        _ => $"is longer than {column.MaxLength} characters",
    };

    /// <summary>
    /// Names of sheets and headings are repeated where they are not known, and somebody may have put a ULN there, as in "Learner ...". The
    /// temporary number is nobody's.
    /// </summary>
    public static string WithoutUlns(string text)
    {
        const int digits = 10;
        for (var at = 0; at + digits <= text.Length; at++)
        {
            var alone = (at == 0 || !char.IsAsciiDigit(text[at - 1])) && (at + digits == text.Length || !char.IsAsciiDigit(text[at + digits]));
            if (alone && Uln.IsValid(text.AsSpan(at, digits)) && !text.AsSpan(at, digits).SequenceEqual(Uln.Temporary))
            {
                text = string.Concat(text.AsSpan(0, at), "(not shown)", text.AsSpan(at + digits));
            }
        }

        return text;
    }

    private static bool LooksPersonal(in RawCell cell, string text) =>
        cell.Kind == CellKind.Date
        || (text.Length == 10 && (Uln.IsValid(text) || CellForms.TryDate(cell, false, out _)))
        || (text.Length is >= 5 and <= 8 && Postcode.Normalise(text) is not null);
}
