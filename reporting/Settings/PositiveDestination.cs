namespace Pilot.Reporting.Settings;

/// <summary>
/// Which destinations count as positive (funding.md section 2): one answer for the money, the measures and the warnings. The table of the
/// settings decides, or where it is empty the default of that section.
/// </summary>
public static class PositiveDestination
{
    private static readonly DestinationRule[] Default =
    [
        new("EMP", "1", PositiveWhen.IfNew), new("EMP", "2", PositiveWhen.IfNew), new("EMP", "4", PositiveWhen.IfNew), new("EMP", "5", PositiveWhen.IfNew),
        new("EDU", "2", PositiveWhen.Always), new("EDU", "4", PositiveWhen.Always), new("EDU", "5", PositiveWhen.Always), new("EDU", "6", PositiveWhen.Always),
    ];

    /// <param name="newOrProgressed">NEW_JOB, PROMOTED, RESPONSIBILITIES, SAME_JOB or U; null or empty where it was not given.</param>
    /// <param name="employmentStatusAtStart">Of the course's earliest row: a job is new to whoever had none (11, 12).</param>
    public static bool IsPositive(PilotSettings settings, string type, string code, string? newOrProgressed, string employmentStatusAtStart)
    {
        var newToWork = type == "EMP" && employmentStatusAtStart is ("11" or "12");
        if (settings.Destinations.Count == 0 && newToWork)
        {
            // "Any EMP", as the text says, whatever its code.
            return true;
        }

        foreach (var rule in settings.Destinations.Count > 0 ? settings.Destinations : Default)
        {
            if (rule.DestType == type && rule.DestCode == code)
            {
                return rule.Positive == PositiveWhen.Always
                    || (rule.Positive == PositiveWhen.IfNew
                        && (newToWork || newOrProgressed is "NEW_JOB" or "PROMOTED" or "RESPONSIBILITIES"));
            }
        }

        return false;
    }
}
