using System.Globalization;
using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Rules;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns;

/// <summary>The value of a cell by the form of its column, kept in the typed row; false where the cell is not of that form.</summary>
internal sealed class ConvertCell
{
    private const decimal MaxPounds = 1_000_000_000m;

    // No date of a learner alive today lies outside these years, and every date inside them has a funding year or an age.
    public static readonly DateOnly Earliest = new(1900, 1, 1);
    public static readonly DateOnly Latest = new(2098, 12, 31);

    private readonly bool _date1904;
    private readonly PostcodeAreas _areas;
    private readonly HashSet<string> _aims;

    public ConvertCell(bool date1904, PilotSettings settings)
    {
        _date1904 = date1904;
        _areas = new PostcodeAreas(new AreaIndex(settings.Areas).AreaOf);
        _aims = new HashSet<string>(settings.Qualifications.Select(qualification => qualification.AimRef.ToUpperInvariant()), StringComparer.OrdinalIgnoreCase);
    }

    public bool Run(TypedRow row, int column, ReturnColumn spec, in RawCell cell)
    {
        switch (spec.Type)
        {
            case ReturnColumnType.Code:
                var place = spec.Codes!.Find(cell);
                return place > 0 && Keep(row, column, null, place);
            case ReturnColumnType.Date:
                return CellParser.TryDate(cell, _date1904, out var date) && date >= Earliest && date <= Latest && Keep(row, column, null, date.DayNumber);
            case ReturnColumnType.Uln:
                return TryUln(cell, out var uln) && Keep(row, column, null, uln);
            case ReturnColumnType.LearnerRef:
                var reference = CellParser.Text(cell);
                return !IsCut(cell) && IsLearnerRef(reference, spec.MaxLength) && KeepReference(row, column, reference);
            case ReturnColumnType.AimRef:
                return !IsCut(cell) && TryAim(CellParser.WholeText(CellParser.Text(cell)) ?? CellParser.Text(cell), spec.MaxLength, out var aim) && Keep(row, column, aim);
            case ReturnColumnType.Postcode:
                var lies = _areas.Find(CellParser.Text(cell), out var unknown);
                return lies is not null && Keep(row, column, lies, unknown ? 1 : 0);
            case ReturnColumnType.Whole:
                return CellParser.TryWhole(cell, out var whole) && whole >= spec.Min && whole <= spec.Max && Keep(row, column, null, whole);
            case ReturnColumnType.Money:
                return CellParser.TryMoney(cell, out var pounds) && pounds is >= 0 and < MaxPounds
                    && Keep(row, column, null, decimal.ToInt64(pounds * 100));
            case ReturnColumnType.Digits:
                var digits = CellParser.WholeText(CellParser.Text(cell)) ?? "";
                return digits.Length == spec.MaxLength && AsciiDigits.AreAll(digits) && Keep(row, column, digits);
            default:
                var text = CellParser.Text(cell, _date1904);
                return !IsCut(cell) && text.Length <= spec.MaxLength && Keep(row, column, text);
        }
    }

    /// <summary>Excel keeps 15 digits of a number: of a longer reference the last ones are lost.</summary>
    public static bool IsCut(in RawCell cell) => cell.Kind == RawCellKind.Number && Math.Abs(cell.Number) >= 1e15;

    /// <summary>One normalised key everywhere (returns.md section 3); what was typed is kept beside it for showing.</summary>
    private static bool KeepReference(TypedRow row, int column, string reference)
    {
        var key = LearnerReference.KeyOf(reference);
        row.TypedRef = string.Equals(key, reference, StringComparison.Ordinal) ? null : reference;
        return Keep(row, column, key);
    }

    private static bool Keep(TypedRow row, int column, object? content, long value = 0)
    {
        row.Set(column, content, value);
        return true;
    }

    public static bool TryUln(in RawCell cell, out long uln)
    {
        uln = 0;
        Span<char> digits = stackalloc char[20];
        if (cell.Kind == RawCellKind.Number && cell.Number is >= 1e9 and < 1e10 && cell.Number == Math.Floor(cell.Number))
        {
            uln = (long)cell.Number;
            uln.TryFormat(digits, out var length, provider: CultureInfo.InvariantCulture);
            return Uln.IsValid(digits[..length]);
        }

        var text = CellParser.WholeText(CellParser.Text(cell)) ?? "";
        return Uln.IsValid(text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uln);
    }

    private static bool IsLearnerRef(string text, int most)
    {
        if (text.Length == 0 || text.Length > most)
        {
            return false;
        }

        foreach (var letter in text)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter is not (' ' or '/' or '_' or '.' or '-'))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryAim(string text, int length, out string aim)
    {
        aim = "";
        if (text.Length != length)
        {
            return false;
        }

        foreach (var letter in text)
        {
            if (!char.IsAsciiLetterOrDigit(letter))
            {
                return false;
            }
        }

        if (!_aims.TryGetValue(text, out var known))
        {
            known = text.ToUpperInvariant();
            _aims.Add(known);
        }

        aim = known;
        return true;
    }
}
