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
    private readonly ReturnTemplate _template;
    private readonly RowShape _shape;
    private readonly HeaderRow _header;
    private readonly bool _date1904;
    private readonly ConvertCell _convert;
    private readonly CellFindings _findings;
    private readonly ReturnColumn[] _columns;
    private readonly ColumnRules[] _rules;
    private readonly Dictionary<string, Qualification> _qualifications;
    private readonly RawCell[] _cells;
    private readonly DateOrderStatistics?[] _dateOrders;

    /// <summary>Of the row whose cells are placed.</summary>
    private int _number;

    public TypeRows(ReturnTemplate template, HeaderRow header, string sheet, bool date1904, PilotSettings settings, Findings findings)
    {
        _template = template;
        _shape = RowShape.Of(template);
        _header = header;
        _date1904 = date1904;
        _findings = new CellFindings(template, header, sheet, date1904, findings);
        _columns = [.. template.Columns];
        _rules = [.. ColumnRules.Of(template.Kind)];
        _qualifications = new Dictionary<string, Qualification>(StringComparer.OrdinalIgnoreCase);
        foreach (var qualification in settings.Qualifications)
        {
            _qualifications.TryAdd(qualification.AimRef, qualification);
        }

        _convert = new ConvertCell(date1904, settings);

        _cells = new RawCell[_columns.Length];
        _dateOrders = [.. template.Columns.Select(column => column.Type == ReturnColumnType.Date ? new DateOrderStatistics() : null)];
    }

    /// <summary>What the row is, from its cells alone. What is asked next is asked of this row; a learner's is for <see cref="Read"/>.</summary>
    public RowKind KindOf(RawRow raw) => PlaceCells(raw) ? RowKinds.Of(_template, _cells, raw, _header) : RowKind.Blank;

    public ReturnTemplate Template => _template;

    /// <summary>
    /// A row above the headings that holds more than a title does: one of the values that say whose row it is can be read, or many columns hold
    /// something and several of them what belongs there. Names of groups of columns, and numbers or letters over all of them, are titles.
    /// </summary>
    public bool MayBeLearner()
    {
        const int MoreThanATitle = 5;
        const int MoreThanByChance = 3;
        var filled = 0;
        var fitting = 0;
        var row = new TypedRow(_number, _shape);
        for (var column = 0; column < _cells.Length; column++)
        {
            var spec = _columns[column];
            filled += _cells[column].IsBlank ? 0 : 1;
            fitting += !_cells[column].IsBlank && spec.Type is ReturnColumnType.Code or ReturnColumnType.Date or ReturnColumnType.Postcode
                && _convert.Run(row, column, spec, _cells[column]) ? 1 : 0;
        }

        return (filled >= MoreThanATitle && fitting >= MoreThanByChance)
            || (_template.Kind == ReturnKind.Enrolment && ConvertCell.TryUln(_cells[_template.Uln], out _))
            || CellParser.TryDate(_cells[_template.StartDate], _date1904, out _)
            || _qualifications.ContainsKey(CellParser.Text(_cells[_template.AimRef]));
    }

    /// <summary>The claims of a row that is no learner's, in pounds: a total may have counted them.</summary>
    public decimal Claims()
    {
        var pounds = 0m;
        foreach (var column in _template.Claims)
        {
            pounds += CellParser.TryMoney(_cells[column], out var claim) ? claim : 0;
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
    public IEnumerable<(int Column, DateOrderStatistics Habits)> SwappedDates()
    {
        for (var column = 0; column < _dateOrders.Length; column++)
        {
            if (_dateOrders[column] is { AreSwapped: true } habits)
            {
                yield return (column, habits);
            }
        }
    }

    /// <summary>A row that holds a value: typed, its cells judged.</summary>
    /// <param name="keyAlone">Judges the key and nothing else (ROW_03).</param>
    public TypedRow Read(bool keyAlone = false)
    {
        var row = new TypedRow(_number, _shape);
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
        _number = raw.Number;
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
        cell.Kind == RawCellKind.Blank || (cell.Kind == RawCellKind.Text && (cell.Text.Length == 0 || (cell.Text.Length < 4 && CellParser.Trim(cell.Text).Length == 0)));

    private void ReadColumn(TypedRow row, int column)
    {
        ref readonly var cell = ref _cells[column];
        var spec = _columns[column];
        var rules = _rules[column];
        if (cell.IsBlank || (spec.IsFreeText && CellParser.IsPlaceholder(CellParser.Text(cell))))
        {
            if (rules.Missing is { } missing && (spec.When is not { } when || (!row.Failed(when.Column) && CallsFor(row, when))))
            {
                row.Fail(column);
                _findings.Add(row, column, missing, cell, missing.Message, missing.Fix);
            }

            return;
        }

        row.MarkGiven(column);
        if (_dateOrders[column] is { } habits && (column != _template.StartDate || !row.InError))
        {
            habits.Note(cell, _date1904, row.Number);
        }

        if (cell.Kind is RawCellKind.Error or RawCellKind.NoCachedValue || !_convert.Run(row, column, spec, cell))
        {
            row.Fail(column);
            _findings.AddUnreadable(row, column, rules, cell);
        }
        else if (spec.Type == ReturnColumnType.Date && CellParser.IsLondonMidnight(cell, row.Date(column)))
        {
            _findings.MoveToNextDay(row, column, cell);
        }
        else if (rules.Unwanted is { } unwanted && spec.When is { } on && !row.Failed(on.Column) && !CallsFor(row, on))
        {
            _findings.AddUnwanted(row, column, on, unwanted, cell);
        }
    }

    private static bool CallsFor(TypedRow row, ColumnCondition when)
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
}
