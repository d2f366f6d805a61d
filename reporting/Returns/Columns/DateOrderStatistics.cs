using System.Globalization;
using System.Text.RegularExpressions;
using Pilot.Reporting.Excel.Reading;

namespace Pilot.Reporting.Returns.Columns;

/// <summary>
/// How the dates of one column are written, to find one that an American Excel has been through (DATE_07): it takes 07/09/2026 for 9 July and
/// makes a date of it, and leaves 25/09/2026, which is no date to it, a text. ISO texts and blank cells count on neither side.
/// </summary>
internal sealed partial class DateOrderStatistics
{
    private const int LastMonth = 12;
    private const int MaxNamed = 10;

    private static readonly string[] DayFirst = ["d/M/yyyy", "d-M-yyyy", "d.M.yyyy", "d/M/yy", "d-M-yy", "d.M.yy"];
    private static readonly string[] MonthFirst = ["M/d/yyyy", "M-d-yyyy", "M.d.yyyy", "M/d/yy", "M-d-yy", "M.d.yy"];

    private readonly List<int> _rows = [];
    private int _dates;
    private int _datesOverTwelve;
    private int _texts;
    private int _textsOfEitherKind;
    private int _monthFirst;

    /// <summary>
    /// Either two or more texts are dates only if the month comes first; or the column has both true dates and texts, no true date has a day over
    /// 12, and no text can be read both ways.
    /// </summary>
    public bool AreSwapped => _monthFirst >= 2 || (_dates > 0 && _texts > 0 && _datesOverTwelve == 0 && _textsOfEitherKind == 0);

    /// <summary>The first rows whose date may be another than was meant.</summary>
    public IReadOnlyList<int> Rows => _rows;

    /// <summary>How many such rows there are.</summary>
    public int InDoubt { get; private set; }

    public void Note(in RawCell cell, bool date1904, int row)
    {
        if (cell.Kind == RawCellKind.Date)
        {
            if (CellParser.TryDate(cell, date1904, out var date))
            {
                _dates++;
                _datesOverTwelve += date.Day > LastMonth ? 1 : 0;
                Doubt(row, date.Day <= LastMonth);
            }
        }
        else if (cell.Kind == RawCellKind.Text && WithoutTime().Replace(CellParser.Trim(cell.Text), "") is { Length: >= 6 and <= 10 } text)
        {
            var dayFirst = TryParse(text, DayFirst, out var date);
            var monthFirst = TryParse(text, MonthFirst, out _);
            _texts += dayFirst || monthFirst ? 1 : 0;
            _textsOfEitherKind += dayFirst && monthFirst ? 1 : 0;
            _monthFirst += monthFirst && !dayFirst ? 1 : 0;
            Doubt(row, dayFirst && date.Day <= LastMonth);
        }
    }

    private void Doubt(int row, bool isInDoubt)
    {
        if (isInDoubt)
        {
            InDoubt++;
            if (_rows.Count < MaxNamed)
            {
                _rows.Add(row);
            }
        }
    }

    private static bool TryParse(string text, string[] forms, out DateOnly date) =>
        DateOnly.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out date);

    [GeneratedRegex(@"[ T]+[0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.0+)?)?( ?[AaPp][Mm])?$", RegexOptions.CultureInvariant)]
    private static partial Regex WithoutTime();
}
