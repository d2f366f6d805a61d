using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Settings;

/// <summary>The sheet Calendar: dates in order, and closed periods as they were.</summary>
internal static class CheckCalendar
{
    private static readonly TableLayout Layout = SettingsSheets.Calendar;

    internal static void Check(SettingsRows rows, SettingsContext context, OfficeFileFindings findings)
    {
        var lines = rows.ValidRowsOf(Layout).Select(row => (Row: row, Line: SettingsRows.CalendarPeriod(row))).OrderBy(pair => pair.Line.Period).ToList();
        for (var i = 0; i < lines.Count; i++)
        {
            CheckDates(lines[i].Row, lines[i].Line, findings);
            if (i > 0)
            {
                CheckOrder(lines[i].Row, lines[i].Line, lines[i - 1].Line, findings);
            }
        }

        // Where a line could not be read, what it should have held is not known to be missing.
        if (rows.Of(Layout).All(row => row.IsValid))
        {
            CheckGaps(lines.ConvertAll(line => line.Line.Period), findings);
        }

        if (!rows.HasEvery(Layout, "period"))
        {
            return;
        }

        foreach (var period in context.ClosedPeriods.Order())
        {
            if (context.InForce?.FindPeriod(period) is { } was)
            {
                CheckClosedUnchanged(was, rows, findings);
            }
        }
    }

    private static void CheckDates(TableRow row, CalendarPeriod line, OfficeFileFindings findings)
    {
        if (line.DueOn <= line.Period.CensusDate)
        {
            findings.Add(OfficeFileRules.DueTooEarly, row, "due_on", line.Period.Words, Display.Date(line.DueOn), Display.Date(line.Period.CensusDate));
        }

        if (line.ClosesOn < line.DueOn)
        {
            findings.Add(OfficeFileRules.ClosesTooEarly, row, "closes_on", line.Period.Words, Display.Date(line.ClosesOn), Display.Date(line.DueOn));
        }
    }

    private static void CheckOrder(TableRow row, CalendarPeriod line, CalendarPeriod previous, OfficeFileFindings findings)
    {
        if (line.Period != previous.Period && line.OpensOn <= previous.OpensOn)
        {
            findings.Add(OfficeFileRules.OpensOutOfOrder, row, "opens_on",
                line.Period.Words, Display.Date(line.OpensOn), previous.Period.Words, Display.Date(previous.OpensOn));
        }
    }

    private static void CheckGaps(List<Quarter> periods, OfficeFileFindings findings)
    {
        for (var i = 1; i < periods.Count; i++)
        {
            for (var period = periods[i - 1].Next; period < periods[i]; period = period.Next)
            {
                findings.Add(OfficeFileRules.CalendarGap, Layout.Sheet, period.Words, period.Id);
            }
        }
    }

    private static void CheckClosedUnchanged(CalendarPeriod was, SettingsRows rows, OfficeFileFindings findings)
    {
        var before = SettingsTables.Row(was);
        var row = rows.Of(Layout).FirstOrDefault(tableRow => tableRow.Find<Quarter>("period", out var period) && period == was.Period);
        if (row is null)
        {
            var line = string.Join(", ", Layout.Columns.Select((column, index) => $"{column.Name} {CellWords.Of(before[index])}").Skip(1));
            findings.Add(OfficeFileRules.ClosedPeriodMissing, Layout.Sheet, was.Period.Words, was.Period.Id, line);
            return;
        }

        for (var i = 1; i < Layout.Columns.Count; i++)
        {
            var column = Layout.Columns[i];
            if (row.Find<object>(column.Name, out var now) && !now.Equals(before[i]))
            {
                findings.Add(OfficeFileRules.ClosedPeriodChanged, row, column.Name, was.Period.Words, column.Name, CellWords.Of(before[i]));
            }
        }
    }
}
