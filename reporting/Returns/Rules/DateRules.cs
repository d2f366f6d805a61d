using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns.Rules;

/// <summary>Dates as a machine of another country leaves them (returns.md section 3): rules of both returns, made while cells are read.</summary>
internal static class DateRules
{
    public static Rule Swapped { get; } = new()
    {
        Id = "DATE_07",
        Severity = Severity.W,
        Stage = RuleStage.Cell,
        Columns = DateColumns(),
        Message = "An Excel set to the United States has been through a column of dates: it may have taken the day for the month.",
        Fix = "Compare the dates of these rows with your own system. To be safe, export the data again, open it in an Excel set to the United Kingdom, and send that.",
    };

    public static Rule Midnight { get; } = new()
    {
        Id = "DATE_08",
        Severity = Severity.W,
        Stage = RuleStage.Cell,
        Columns = DateColumns(),
        Message = "A date is at 23:00, which is midnight in British Summer Time: it was taken as the next day.",
        Fix = "Compare the date with your own system. If the next day is right, you do not need to do anything. Otherwise type the date without a time.",
    };

    public static IReadOnlyList<Rule> All { get; } = [Swapped, Midnight];

    private static string[] DateColumns() =>
        [.. Columns.ReturnTemplate.Enrolment.Columns.Concat(Columns.ReturnTemplate.Completion.Columns)
            .Where(column => column.Type == Columns.ReturnColumnType.Date).Select(column => column.Name).Distinct()];
}
