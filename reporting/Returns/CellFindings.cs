using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Rules;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns;

/// <summary>What is said of a cell that is missing, cannot be read or is not wanted, in the words of its column.</summary>
internal sealed class CellFindings(ReturnTemplate template, HeaderRow header, string sheet, bool date1904, Findings findings)
{
    public void AddUnwanted(TypedRow row, int column, ColumnCondition when, Rule rule, in RawCell cell)
    {
        var spec = template.Columns[column];
        var shown = ShownValue.Of(spec, cell, date1904);
        var value = spec.Type == ReturnColumnType.Date && CellParser.TryDate(cell, date1904, out var date) ? Display.Date(date) : $"'{shown.Text}'";
        var message = shown.Personal
            ? rule.Message
            : $"{spec.Label} is {value} but must be blank unless {template.Columns[when.Column].Label} {when.Words}.";
        if (Add(row, column, rule, cell, message, rule.Fix) != Severity.E)
        {
            return;
        }

        row.Fail(column);
        if (!row.HasValue(when.Column))
        {
            // One thing was forgotten, the value on which all the others rest: it is said once.
            row.Fail(when.Column);
        }
    }

    public void AddUnreadable(TypedRow row, int column, ColumnRules rules, in RawCell cell)
    {
        var spec = template.Columns[column];
        switch (cell.Kind)
        {
            case RawCellKind.Error:
                Add(row, column, rules.Malformed, cell, $"{spec.Label} shows the Excel error {CellParser.Text(cell)}.",
                    "Correct the formula or type the value over it. " + rules.Malformed.Fix);
                return;
            case RawCellKind.NoCachedValue:
                Add(row, column, rules.Malformed, cell, $"{spec.Label} is a formula that Excel has not calculated.",
                    "Excel has not calculated this cell: open the file in Excel, save it and send it again.");
                return;
        }

        var rule = rules.NotInList ?? rules.Malformed;
        var shown = ShownValue.Of(spec, cell, date1904);
        var text = CellParser.Text(cell);
        var isCutReference = spec.Type is ReturnColumnType.LearnerRef or ReturnColumnType.AimRef or ReturnColumnType.Text && ConvertCell.IsCut(cell);
        var wrong = spec.Type == ReturnColumnType.Date && CellParser.TryDate(cell, date1904, out _) ? $"is not between {ConvertCell.Earliest.Year} and {ConvertCell.Latest.Year}"
            : isCutReference ? "is a number of more than 15 digits, of which Excel has lost the last ones"
            : ShownValue.WhatIsWrong(spec, text);
        var unseen = cell.Kind == RawCellKind.Text ? LookAlikeLetters.Describe(spec, text) : "";
        Add(row, column, rule, cell, (shown.Personal ? $"{spec.Label} {wrong}." : $"{spec.Label} is '{shown.Text}', which {wrong}.") + unseen,
            isCutReference ? "Format the column as Text, type the whole reference again, and send the file again."
            : spec.Type == ReturnColumnType.Date && cell.Kind == RawCellKind.Text && ShownValue.IsSerialAsText(text)
                ? $"Select the column, choose Data, Text to Columns, Finish, and then Short Date as its number format. Or: {char.ToLowerInvariant(rule.Fix[0])}{rule.Fix[1..]}"
            : rule.Fix);
    }

    public Severity? Add(TypedRow row, int column, Rule rule, in RawCell cell, string message, string fix)
    {
        var severity = findings.SeverityOf(rule, rule.Severity);
        if (severity is null)
        {
            return null;
        }

        row.Rejected |= severity == Severity.E;
        var spec = template.Columns[column];
        var shown = ShownValue.Of(spec, cell, date1904);
        findings.Add(
            new Finding(
                rule.Id, severity.Value, sheet, row.Number, header.Address(row.Number, column), row.ShownRef,
                spec.Name, shown.Text.Length == 0 ? null : shown.Text, message, fix, shown.Personal),
            column, row);
        return severity;
    }

    public void MoveToNextDay(TypedRow row, int column, in RawCell cell)
    {
        var day = row.Date(column).AddDays(1);
        row.Set(column, null, day.DayNumber);
        var spec = template.Columns[column];
        Add(row, column, DateRules.Midnight, cell, spec.Sensitive
            ? $"{spec.Label} is a date at 23:00, which is midnight in British Summer Time. It was taken as the next day."
            : $"{spec.Label} is {Display.Date(day.AddDays(-1))} at 23:00, which is midnight in British Summer Time. It was taken as {Display.Date(day)}.", DateRules.Midnight.Fix);
    }
}
