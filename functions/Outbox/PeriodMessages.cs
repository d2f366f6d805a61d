using System.Globalization;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Functions.Outbox;

/// <summary>What is said about a period's deadlines, and on which days.</summary>
internal static class PeriodMessages
{
    private const int FirstReminderDays = 10;
    private const int LastReminderDays = 3;

    /// <summary>
    /// The message that a period calls for on a day. Each has a span of days and not one alone, so that a timer that was missed, or a
    /// weekend, loses none; the spans follow each other, so that nobody is told the earlier thing late.
    /// </summary>
    public static MessageKind? On(DateOnly today, CalendarPeriod period) =>
        today < period.OpensOn || today > period.ClosesOn ? null
        : today > period.DueOn ? MessageKind.Overdue
        : today >= period.DueOn.AddDays(-FirstReminderDays) ? MessageKind.Due
        : MessageKind.PeriodOpens;

    public static Message Opens(Ukprn ukprn, CalendarPeriod row) => new()
    {
        Id = $"opens-{row.Period.FileName}-{ukprn}",
        Kind = MessageKind.PeriodOpens,
        Ukprn = ukprn,
        Subject = $"{row.Period.Words}: you can send your returns",
        Text = $"You can now send your enrolment return and your completion return for {row.Period.Words}. "
            + $"Both are due by {Display.Date(row.DueOn)}, 23:59:59 London time. The data must be taken on or after {Display.Date(row.Period.CensusDate)}: "
            + "what you send before that day is checked and used, but the return is still owed.\n\n"
            + "If you have nothing to report, send a nil return. The templates, filled in with your details, are on your page.",
    };

    public static Message Due(Ukprn ukprn, CalendarPeriod row, IReadOnlyCollection<ReturnKind> owed, DateOnly today)
    {
        var left = row.DueOn.DayNumber - today.DayNumber;
        var reminder = left > LastReminderDays ? FirstReminderDays : LastReminderDays;
        var when = left == 0 ? "today" : left == 1 ? "tomorrow" : $"in {left.ToString(CultureInfo.InvariantCulture)} days";
        return new()
        {
            Id = FormattableString.Invariant($"due-{reminder}-{row.Period.FileName}-{ukprn}"),
            Kind = MessageKind.Due,
            Ukprn = ukprn,
            Subject = $"{row.Period.Words}: {Owed(owed)} due {when}",
            Text = $"We do not have your {Owed(owed)} for {row.Period.Words} yet. {(owed.Count == 1 ? "It is" : "They are")} due {when}, by {Display.Date(row.DueOn)}, 23:59:59 London time.\n\n"
                + $"A return counts when at least one row is accepted, or when it is a nil return, and its data was taken on or after {Display.Date(row.Period.CensusDate)}. Nothing is paid for what has not been returned.",
        };
    }

    public static Message Overdue(Ukprn ukprn, CalendarPeriod row, IReadOnlyCollection<ReturnKind> owed) => new()
    {
        Id = $"overdue-{row.Period.FileName}-{ukprn}",
        Kind = MessageKind.Overdue,
        Ukprn = ukprn,
        Subject = $"{row.Period.Words}: {Owed(owed)} overdue",
        Text = $"Your {Owed(owed)} for {row.Period.Words} {(owed.Count == 1 ? "was" : "were")} due on {Display.Date(row.DueOn)}, and we do not have {(owed.Count == 1 ? "it" : "them")}.\n\n"
            + $"Send {(owed.Count == 1 ? "it" : "them")} now. What arrives by {Display.Date(row.ClosesOn)} is still counted in this quarter, as late. "
            + "What arrives after that day is counted as an adjustment in the next quarter.",
    };

    private static string Owed(IReadOnlyCollection<ReturnKind> owed) => string.Join(" and ", owed.Order().Select(CoverLines.KindWords));
}
