namespace Pilot.Reporting.Returns.Columns;

/// <summary>The bands in which ages are stored and reported, declared once and wide on purpose (workbooks.md section 5).</summary>
public static class AgeBand
{
    public const string Under19 = "Under 19";
    public const string From19To24 = "19 to 24";
    public const string From25To39 = "25 to 39";
    public const string From40 = "40 and over";

    /// <summary>The band of the age at start; empty for a row reported in error, which carries no age.</summary>
    public static string Of(Enrolment row) => row.ReportedInError
        ? ""
        : row.AgeAtStart switch
        {
            < 19 => Under19,
            < 25 => From19To24,
            < 40 => From25To39,
            _ => From40,
        };
}
