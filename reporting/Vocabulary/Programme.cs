namespace Pilot.Reporting.Vocabulary;

/// <summary>Numbers about the qualifications that rules for returns and rules for money share.</summary>
public static class Programme
{
    /// <summary>Credits of a Higher National Certificate. The pilot pays for no smaller programme (returns.md section 4, CRED_02; funding.md section 2).</summary>
    public const int HncCredits = 120;

    /// <summary>Months after the end of a course from which the learner's destination is due (returns.md section 4, DEST_03).</summary>
    public const int MonthsUntilDestination = 6;
}
