using System.Globalization;
using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Rules;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns;

/// <summary>
/// Raw row to typed row: reads each cell by its column's form and judges the cell rules on the way, while the cell as it was sent is
/// at hand. Runs for every cell of a return: nothing is allocated for a cell that is right, but for texts that are kept.
/// </summary>
internal sealed class TypeRows
{
    private const decimal MostPounds = 1_000_000_000m;

    // No date of a learner alive today lies outside these years, and every date inside them has a funding year or an age.
    private static readonly DateOnly Earliest = new(1900, 1, 1);
    private static readonly DateOnly Latest = new(2098, 12, 31);

    private readonly ReturnTemplate _template;
    private readonly RowShape _shape;
    private readonly HeaderRow _header;
    private readonly bool _date1904;
    private readonly Places _places;
    private readonly Findings _findings;
    private readonly string _sheet;
    private readonly IReadOnlyList<ColumnRules> _rules;
    private readonly Dictionary<string, Qualification> _qualifications;
    private readonly HashSet<string> _aims = new(StringComparer.OrdinalIgnoreCase);
    private readonly RawCell[] _cells;
    private readonly DateHabits?[] _habits;

    public TypeRows(ReturnTemplate template, HeaderRow header, string sheet, bool date1904, PilotSettings settings, Findings findings)
    {
        _template = template;
        _shape = RowShape.Of(template);
        _header = header;
        _sheet = sheet;
        _date1904 = date1904;
        _places = new Places(new AreaIndex(settings.Areas).PlaceOf);
        _findings = findings;
        _rules = ColumnRules.Of(template.Kind);
        _qualifications = new Dictionary<string, Qualification>(StringComparer.OrdinalIgnoreCase);
        foreach (var qualification in settings.Qualifications)
        {
            _qualifications.TryAdd(qualification.AimRef, qualification);
            _aims.Add(qualification.AimRef.ToUpperInvariant());
        }

        _cells = new RawCell[template.Columns.Count];
        _habits = [.. template.Columns.Select(column => column.Form == ColumnForm.Date ? new DateHabits() : null)];
    }

    /// <summary>What the row is, from its cells alone; a learner's is for <see cref="Read"/>.</summary>
    public RowNature NatureOf(RawRow raw) => PlaceCells(raw) ? RowNatures.Of(_template, _cells, raw, _header) : RowNature.Blank;

    public ReturnTemplate Template => _template;

    /// <summary>
    /// A row above the headings that holds more than a title does: one of the values that say whose row it is can be read, or many columns hold one.
    /// </summary>
    public bool MayBeLearner(RawRow raw)
    {
        const int MoreThanATitle = 5;
        PlaceCells(raw);
        var filled = 0;
        foreach (ref readonly var cell in _cells.AsSpan())
        {
            filled += cell.IsBlank ? 0 : 1;
        }

        return filled >= MoreThanATitle
            || (_template.Kind == ReturnKind.Enrolment && TryUln(_cells[_template.Uln], out _))
            || CellForms.TryDate(_cells[_template.StartDate], _date1904, out _)
            || _qualifications.ContainsKey(CellForms.Text(_cells[_template.AimRef]));
    }

    /// <summary>The claims of a row that is no learner's, in pounds: a total may have counted them.</summary>
    public decimal ClaimsOf(RawRow raw)
    {
        PlaceCells(raw);
        var pounds = 0m;
        foreach (var column in _template.Claims)
        {
            pounds += CellForms.TryMoney(_cells[column], out var claim) ? claim : 0;
        }

        return pounds;
    }

    /// <summary>Where a finding about the row as a whole stands.</summary>
    public static string? AddressOf(RawRow raw)
    {
        foreach (ref readonly var cell in raw.Cells)
        {
            if (!IsEmpty(cell))
            {
                return CellAddress.Of(raw.Number, cell.Column);
            }
        }

        return null;
    }

    /// <summary>DATE_07: the date columns that an American Excel has been through. Asked for once all rows are read.</summary>
    public IEnumerable<(int Column, DateHabits Habits)> SwappedDates()
    {
        for (var column = 0; column < _habits.Length; column++)
        {
            if (_habits[column] is { AreSwapped: true } habits)
            {
                yield return (column, habits);
            }
        }
    }

    /// <summary>A row that holds a value: typed, its cells judged.</summary>
    /// <param name="keyAlone">Judges the key and nothing else (ROW_03).</param>
    public TypedRow Read(RawRow raw, bool keyAlone = false)
    {
        PlaceCells(raw);
        var row = new TypedRow(raw.Number, _shape);
        // Whose row it is comes first: every finding says so. Whether it is judged at all comes next.
        ReadColumn(row, _template.LearnerRef);
        ReadColumn(row, _template.ReportedInError);
        row.InError = row.Is(_template.ReportedInError, CodeLists.Yes);
        for (var column = 0; column < _cells.Length; column++)
        {
            if (column != _template.LearnerRef && column != _template.ReportedInError && ((!row.InError && !keyAlone) || IsKey(column)))
            {
                ReadColumn(row, column);
            }
        }

        row.HasKey = row.Has(_template.LearnerRef) && row.Has(_template.AimRef) && row.Has(_template.StartDate);
        row.Qualification = row.Has(_template.AimRef) ? _qualifications.GetValueOrDefault(row.Text(_template.AimRef)) : null;
        return row;
    }

    private bool IsKey(int column) => column == _template.LearnerRef || column == _template.AimRef || column == _template.StartDate;

    private bool PlaceCells(RawRow raw)
    {
        Array.Clear(_cells);
        var any = false;
        foreach (ref readonly var cell in raw.Cells)
        {
            var column = _header.ColumnOf(cell.Column);
            if (column >= 0 && !IsEmpty(cell))
            {
                _cells[column] = cell;
                any = true;
            }
        }

        return any;
    }

    // Text that is nothing once an apostrophe in front is taken away is no value either.
    private static bool IsEmpty(in RawCell cell) =>
        cell.Kind == CellKind.Blank || (cell.Kind == CellKind.Text && (cell.Text.Length == 0 || (cell.Text.Length < 4 && CellForms.Trim(cell.Text).Length == 0)));

    private void ReadColumn(TypedRow row, int column)
    {
        ref readonly var cell = ref _cells[column];
        var spec = _template.Columns[column];
        var rules = _rules[column];
        if (cell.IsBlank || (spec.IsFreeText && CellForms.IsPlaceholder(CellForms.Text(cell))))
        {
            if (rules.Missing is { } missing && (spec.When is not { } when || (!row.Failed(when.Column) && CallsFor(row, when))))
            {
                row.Fail(column);
                Add(row, column, missing, cell, missing.Message, missing.Mend);
            }

            return;
        }

        row.MarkGiven(column);
        if (_habits[column] is { } habits && (column != _template.StartDate || !row.InError))
        {
            habits.Note(cell, _date1904, row.Number);
        }

        if (cell.Kind is CellKind.Error or CellKind.NoCachedValue || !Convert(row, column, spec, cell))
        {
            row.Fail(column);
            AddUnreadable(row, column, spec, rules, cell);
        }
        else if (spec.Form == ColumnForm.Date && CellForms.IsLondonMidnight(cell, row.Date(column)))
        {
            MoveToNextDay(row, column, cell);
        }
        else if (rules.Unwanted is { } unwanted && spec.When is { } on && !row.Failed(on.Column) && !CallsFor(row, on))
        {
            AddUnwanted(row, column, on, unwanted, cell);
        }
    }

    private void MoveToNextDay(TypedRow row, int column, in RawCell cell)
    {
        var day = row.Date(column).AddDays(1);
        row.Set(column, null, day.DayNumber);
        var spec = _template.Columns[column];
        Add(row, column, DateRules.Midnight, cell, spec.Sensitive
            ? $"{spec.Label} is a date at 23:00, which is midnight in British Summer Time. It was taken as the next day."
            : $"{spec.Label} is {Words.Date(day.AddDays(-1))} at 23:00, which is midnight in British Summer Time. It was taken as {Words.Date(day)}.", DateRules.Midnight.Mend);
    }

    private static bool CallsFor(TypedRow row, GivenWhen when)
    {
        if (!row.Has(when.Column))
        {
            return false;
        }

        if (when.Values is null)
        {
            return true;
        }

        var value = row.Text(when.Column);
        for (var i = 0; i < when.Values.Count; i++)
        {
            if (string.Equals(when.Values[i], value, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private bool Convert(TypedRow row, int column, ReturnColumn spec, in RawCell cell)
    {
        switch (spec.Form)
        {
            case ColumnForm.Code:
                var place = spec.Codes!.Find(cell);
                return place > 0 && Keep(row, column, null, place);
            case ColumnForm.Date:
                return CellForms.TryDate(cell, _date1904, out var date) && date >= Earliest && date <= Latest && Keep(row, column, null, date.DayNumber);
            case ColumnForm.Uln:
                return TryUln(cell, out var uln) && Keep(row, column, null, uln);
            case ColumnForm.LearnerRef:
                var reference = CellForms.Text(cell);
                return !IsCut(cell) && IsLearnerRef(reference, spec.MaxLength) && KeepReference(row, column, reference);
            case ColumnForm.AimRef:
                return !IsCut(cell) && TryAim(CellForms.WholeText(CellForms.Text(cell)) ?? CellForms.Text(cell), spec.MaxLength, out var aim) && Keep(row, column, aim);
            case ColumnForm.Postcode:
                var lies = _places.Find(CellForms.Text(cell), out var unknown);
                return lies is not null && Keep(row, column, lies, unknown ? 1 : 0);
            case ColumnForm.Whole:
                return CellForms.TryWhole(cell, out var whole) && whole >= spec.Least && whole <= spec.Most && Keep(row, column, null, whole);
            case ColumnForm.Money:
                return CellForms.TryMoney(cell, out var pounds) && pounds is >= 0 and < MostPounds
                    && Keep(row, column, null, decimal.ToInt64(pounds * 100));
            case ColumnForm.Digits:
                var digits = CellForms.WholeText(CellForms.Text(cell)) ?? "";
                return digits.Length == spec.MaxLength && !digits.AsSpan().ContainsAnyExceptInRange('0', '9') && Keep(row, column, digits);
            default:
                var text = CellForms.Text(cell, _date1904);
                return !IsCut(cell) && text.Length <= spec.MaxLength && Keep(row, column, text);
        }
    }

    /// <summary>Excel keeps 15 digits of a number: of a longer reference the last ones are lost.</summary>
    private static bool IsCut(in RawCell cell) => cell.Kind == CellKind.Number && Math.Abs(cell.Number) >= 1e15;

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

    private static bool TryUln(in RawCell cell, out long uln)
    {
        uln = 0;
        Span<char> digits = stackalloc char[20];
        if (cell.Kind == CellKind.Number && cell.Number is >= 1e9 and < 1e10 && cell.Number == Math.Floor(cell.Number))
        {
            uln = (long)cell.Number;
            uln.TryFormat(digits, out var length, provider: CultureInfo.InvariantCulture);
            return Uln.IsValid(digits[..length]);
        }

        var text = CellForms.WholeText(CellForms.Text(cell)) ?? "";
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

    private void AddUnwanted(TypedRow row, int column, GivenWhen when, Rule rule, in RawCell cell)
    {
        var spec = _template.Columns[column];
        var shown = SentValue.Of(spec, cell, _date1904);
        var value = spec.Form == ColumnForm.Date && CellForms.TryDate(cell, _date1904, out var date) ? Words.Date(date) : $"'{shown.Text}'";
        var message = shown.Personal
            ? rule.Message
            : $"{spec.Label} is {value} but must be blank unless {_template.Columns[when.Column].Label} {when.Words}.";
        if (Add(row, column, rule, cell, message, rule.Mend) != Severity.E)
        {
            return;
        }

        row.Fail(column);
        if (!row.Given(when.Column))
        {
            // One thing was forgotten, the value on which all the others rest: it is said once.
            row.Fail(when.Column);
        }
    }

    private void AddUnreadable(TypedRow row, int column, ReturnColumn spec, ColumnRules rules, in RawCell cell)
    {
        switch (cell.Kind)
        {
            case CellKind.Error:
                Add(row, column, rules.Malformed, cell, $"{spec.Label} shows the Excel error {CellForms.Text(cell)}.",
                    "Correct the formula or type the value over it. " + rules.Malformed.Mend);
                return;
            case CellKind.NoCachedValue:
                Add(row, column, rules.Malformed, cell, $"{spec.Label} is a formula that Excel has not calculated.",
                    "Excel has not calculated this cell: open the file in Excel, save it and send it again.");
                return;
        }

        var rule = rules.NotInList ?? rules.Malformed;
        var shown = SentValue.Of(spec, cell, _date1904);
        var text = CellForms.Text(cell);
        var wrong = spec.Form == ColumnForm.Date && CellForms.TryDate(cell, _date1904, out _) ? $"is not between {Earliest.Year} and {Latest.Year}"
            : IsCut(cell) && spec.Form is ColumnForm.LearnerRef or ColumnForm.AimRef or ColumnForm.Text ? "is a number of more than 15 digits, of which Excel has lost the last ones"
            : SentValue.WhatIsWrong(spec, text);
        var unseen = cell.Kind == CellKind.Text ? UnseenLetters.Say(spec, text) : "";
        Add(row, column, rule, cell, (shown.Personal ? $"{spec.Label} {wrong}." : $"{spec.Label} is '{shown.Text}', which {wrong}.") + unseen,
            IsCut(cell) ? "Format the column as Text, type the whole reference again, and send the file again." : rule.Mend);
    }

    private Severity? Add(TypedRow row, int column, Rule rule, in RawCell cell, string message, string mend)
    {
        var severity = _findings.SeverityOf(rule, rule.Severity);
        if (severity is null)
        {
            return null;
        }

        row.Rejected |= severity == Severity.E;
        var spec = _template.Columns[column];
        var shown = SentValue.Of(spec, cell, _date1904);
        _findings.Add(
            new Finding(
                rule.Id, severity.Value, _sheet, row.Number, _header.Address(row.Number, column), row.ShownRef,
                spec.Name, shown.Text.Length == 0 ? null : shown.Text, message, mend, shown.Personal),
            column, row);
        return severity;
    }
}
