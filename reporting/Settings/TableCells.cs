using System.Text.RegularExpressions;
using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Settings;

internal enum CellProblem
{
    None,
    Blank,
    Unusable,
    Form,
    Code,
    Negative,
    Range,
}

/// <summary>
/// Reads a cell by its column's form. Values are: string, Ukprn, int (Whole), decimal (Money with 2 decimals, Percent), DateOnly, bool,
/// FundingYear, Quarter, string[] (Codes), and the cell itself (Any).
/// </summary>
internal static partial class TableCells
{
    private static readonly DateOnly EarliestDate = new(2000, 1, 1);

    internal static CellProblem Read(TableColumn column, in RawCell cell, bool date1904, out object? value)
    {
        value = null;
        if (cell.Kind is CellKind.Error or CellKind.NoCachedValue)
        {
            return CellProblem.Unusable;
        }

        var text = CellForms.Text(cell, date1904);
        if (text.Length == 0)
        {
            return column.Optional || column.MayBeBlank ? CellProblem.None : CellProblem.Blank;
        }

        return column.Form switch
        {
            CellForm.Whole or CellForm.Money or CellForm.Percent => ReadNumber(column, cell, out value),
            CellForm.Date => ReadDate(column, cell, date1904, out value),
            CellForm.Any => Good(cell, out value),
            CellForm.YesNo => CellForms.TryYesNo(cell, out var yes) ? Good(yes, out value) : CellProblem.Code,
            CellForm.Code => ReadCode(column, text, out value),
            _ => ReadText(column, text, out value),
        };
    }

    private static CellProblem Good(object read, out object? value)
    {
        value = read;
        return CellProblem.None;
    }

    private static CellProblem ReadNumber(TableColumn column, in RawCell cell, out object? value)
    {
        value = null;
        decimal number;
        if (column.Form == CellForm.Whole)
        {
            if (!CellForms.TryWhole(cell, out var whole))
            {
                return CellProblem.Form;
            }

            number = whole;
        }
        else if (column.Form == CellForm.Money ? !CellForms.TryMoney(cell, out number) : !CellForms.TryDecimal(cell, out number))
        {
            return CellProblem.Form;
        }

        if (number < column.Min || number > column.Max)
        {
            return number < 0 && column.Min >= 0 ? CellProblem.Negative : CellProblem.Range;
        }

        return column.Form switch
        {
            CellForm.Whole => Good((int)number, out value),
            // One writing for one amount, so that stored settings compare equal: 1350 and 1350.0 are 1350.00.
            CellForm.Money => Good(number + 0.00m, out value),
            // 15% typed as a percentage arrives as 0.15; a tolerance or share under 1% is taken for that slip.
            _ => number is > 0 and < 1 ? CellProblem.Form : Good(WithoutTrailingZeros(number), out value),
        };
    }

    private static decimal WithoutTrailingZeros(decimal number) => number / 1.0000000000000000000000000000m;

    private static CellProblem ReadDate(TableColumn column, in RawCell cell, bool date1904, out object? value)
    {
        value = null;
        if (!CellForms.TryDate(cell, date1904, out var date))
        {
            return CellProblem.Form;
        }

        return date < EarliestDate || date > column.LatestDate ? CellProblem.Range : Good(date, out value);
    }

    private static CellProblem ReadCode(TableColumn column, string text, out object? value)
    {
        value = column.Codes.FirstOrDefault(code => string.Equals(code, text, StringComparison.OrdinalIgnoreCase)) ?? column.AlsoWritten.GetValueOrDefault(text);
        return value is null ? CellProblem.Code : CellProblem.None;
    }

    private static CellProblem ReadText(TableColumn column, string text, out object? value)
    {
        value = column.Form switch
        {
            CellForm.Ukprn => Ukprn.TryParse(text, out var ukprn) ? ukprn : null,
            CellForm.UkprnOrWmca => string.Equals(text, SettingsSheets.Wmca, StringComparison.OrdinalIgnoreCase)
                ? SettingsSheets.Wmca
                : Ukprn.TryParse(text, out var provider) ? provider : null,
            CellForm.AimRef => AimRef().IsMatch(text) ? text.ToUpperInvariant() : null,
            CellForm.Uln => Uln.IsValid(text) ? text : null,
            CellForm.LearnerRef => LearnerRef().IsMatch(text) ? text : null,
            CellForm.FundingYear => FundingYear.TryParse(text, out var year) ? year : null,
            CellForm.Period => Quarter.TryParse(text, out var period) ? period : null,
            CellForm.Codes => text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            CellForm.Area => AreaIndex.Normalise(text),
            CellForm.FamCodes => IlrFamCodes.Normalise(text),
            CellForm.Email => text.Length <= 254 && Email().IsMatch(text) ? text : null,
            CellForm.Reference => text.Length <= column.MaxLength && ReferenceKey.Of(text).Length is > 0 and <= ReferenceKey.MaxLength ? text : null,
            _ => text.Length <= column.MaxLength ? text : null,
        };
        return value is null ? CellProblem.Form : CellProblem.None;
    }

    [GeneratedRegex("^[A-Za-z0-9]{8}$", RegexOptions.CultureInvariant)]
    private static partial Regex AimRef();

    [GeneratedRegex(@"^[A-Za-z0-9 /_.\-]{1,20}$", RegexOptions.CultureInvariant)]
    private static partial Regex LearnerRef();

    [GeneratedRegex(@"^[^@\s;,<>]+@[^@\s;,<>]+\.[^@\s;,<>.]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Email();
}
