using System.Text.RegularExpressions;
using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Settings;

internal enum CellReadError
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

    internal static CellReadError Read(TableColumn column, in RawCell cell, bool date1904, out object? value)
    {
        value = null;
        if (cell.Kind is RawCellKind.Error or RawCellKind.NoCachedValue)
        {
            return CellReadError.Unusable;
        }

        var text = CellParser.Text(cell, date1904);
        if (text.Length == 0)
        {
            return column.Optional || column.MayBeBlank ? CellReadError.None : CellReadError.Blank;
        }

        return column.Type switch
        {
            SettingsColumnType.Whole or SettingsColumnType.Money or SettingsColumnType.Percent => ReadNumber(column, cell, out value),
            SettingsColumnType.Date => ReadDate(column, cell, date1904, out value),
            SettingsColumnType.Any => Good(cell, out value),
            SettingsColumnType.YesNo => CellParser.TryYesNo(cell, out var yes) ? Good(yes, out value) : CellReadError.Code,
            SettingsColumnType.Code => ReadCode(column, text, out value),
            _ => ReadText(column, text, out value),
        };
    }

    private static CellReadError Good(object read, out object? value)
    {
        value = read;
        return CellReadError.None;
    }

    private static CellReadError ReadNumber(TableColumn column, in RawCell cell, out object? value)
    {
        value = null;
        decimal number;
        if (column.Type == SettingsColumnType.Whole)
        {
            if (!CellParser.TryWhole(cell, out var whole))
            {
                return CellReadError.Form;
            }

            number = whole;
        }
        else if (column.Type == SettingsColumnType.Money ? !CellParser.TryMoney(cell, out number) : !CellParser.TryDecimal(cell, out number))
        {
            return CellReadError.Form;
        }

        if (number < column.Min || number > column.Max)
        {
            return number < 0 && column.Min >= 0 ? CellReadError.Negative : CellReadError.Range;
        }

        return column.Type switch
        {
            SettingsColumnType.Whole => Good((int)number, out value),
            // One writing for one amount, so that stored settings compare equal: 1350 and 1350.0 are 1350.00.
            SettingsColumnType.Money => Good(number + 0.00m, out value),
            // 15% typed as a percentage arrives as 0.15; a tolerance or share under 1% is taken for that slip.
            _ => number is > 0 and < 1 ? CellReadError.Form : Good(WithoutTrailingZeros(number), out value),
        };
    }

    private static decimal WithoutTrailingZeros(decimal number) => number / 1.0000000000000000000000000000m;

    private static CellReadError ReadDate(TableColumn column, in RawCell cell, bool date1904, out object? value)
    {
        value = null;
        if (!CellParser.TryDate(cell, date1904, out var date))
        {
            return CellReadError.Form;
        }

        return date < EarliestDate || date > column.LatestDate ? CellReadError.Range : Good(date, out value);
    }

    private static CellReadError ReadCode(TableColumn column, string text, out object? value)
    {
        value = column.Codes.FirstOrDefault(code => string.Equals(code, text, StringComparison.OrdinalIgnoreCase)) ?? column.AlsoWritten.GetValueOrDefault(text);
        return value is null ? CellReadError.Code : CellReadError.None;
    }

    private static CellReadError ReadText(TableColumn column, string text, out object? value)
    {
        value = column.Type switch
        {
            SettingsColumnType.Ukprn => Ukprn.TryParse(text, out var ukprn) ? ukprn : null,
            SettingsColumnType.UkprnOrWmca => string.Equals(text, SettingsSheets.Wmca, StringComparison.OrdinalIgnoreCase)
                ? SettingsSheets.Wmca
                : Ukprn.TryParse(text, out var provider) ? provider : null,
            SettingsColumnType.AimRef => AimRef().IsMatch(text) ? text.ToUpperInvariant() : null,
            SettingsColumnType.Uln => Uln.IsValid(text) ? text : null,
            SettingsColumnType.LearnerRef => LearnerRef().IsMatch(text) ? text : null,
            SettingsColumnType.FundingYear => FundingYear.TryParse(text, out var year) ? year : null,
            SettingsColumnType.Period => Quarter.TryParse(text, out var period) ? period : null,
            SettingsColumnType.Codes => text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            SettingsColumnType.Area => AreaIndex.Normalise(text),
            SettingsColumnType.FamCodes => IlrFamCodes.Normalise(text),
            SettingsColumnType.Email => text.Length <= 254 && Email().IsMatch(text) ? text : null,
            SettingsColumnType.Reference => text.Length <= column.MaxLength && ReferenceKey.Of(text).Length is > 0 and <= ReferenceKey.MaxLength ? text : null,
            _ => text.Length <= column.MaxLength ? text : null,
        };
        return value is null ? CellReadError.Form : CellReadError.None;
    }

    [GeneratedRegex("^[A-Za-z0-9]{8}$", RegexOptions.CultureInvariant)]
    private static partial Regex AimRef();

    [GeneratedRegex(@"^[A-Za-z0-9 /_.\-]{1,20}$", RegexOptions.CultureInvariant)]
    private static partial Regex LearnerRef();

    [GeneratedRegex(@"^[^@\s;,<>]+@[^@\s;,<>]+\.[^@\s;,<>.]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Email();
}
