using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Outcomes;

/// <summary>The sheet Definitions: every measure and shorthand in words, and the occupational standards.</summary>
internal static class SkillsEnglandDefinitions
{
    public const string Funded = "Total funded";

    private static readonly (string Term, string Meaning)[] Terms =
    [
        ("Starts", "Courses that learners have started by the census date, whether or not they are paid for by the pilot. A break and return is one course."),
        ("Learners", "People who have started at least one course, each counted once."),
        ("In learning or completed", "Starts whose learner is still in learning or completed the course."),
        ("On a break", "Starts whose learner is on an agreed break."),
        ("Withdrawn", "Starts whose learner left before the end of the course and did not come back to it."),
        ("Courses due to end", "Starts whose planned end date, as first returned, has passed before the census date."),
        ("Achieved", "Courses due to end for which the qualification was achieved by the census date."),
        ("HND learner left with an HNC", "Courses due to end for which an HND learner was awarded an HNC instead."),
        ("Not achieved", "Courses due to end that ended without an award."),
        ("Not yet known", "Courses due to end that have not ended, are on a break, or whose result is awaited."),
        ("Destination window", "The months after a completed course ends in which a destination counts for the pilot."),
        ("Positive outcomes", "Achieved courses whose destination window has closed and whose learner, with evidence, entered a new job or progressed in work, or went on to further study."),
        ("Destination window closed", "Completed courses for which the destination window is over."),
        ("MedTech role", "A job, or study for one, in which the learner works mainly with medical devices, diagnostics or health technology, as the provider reports it."),
        (Funded, "What the pilot has funded for starts, achievements and outcomes since it began, within the allocations, to the nearest £50,000."),
        ("Share", "A whole percentage worked out from the printed counts. It is given only where it is a share of 50 or more."),
        ("Rounded counts", "Every count is a multiple of 5, and every table adds up as printed. 0 means fewer than 5 and 5 means 1 to 9. A figure may move by 5 though nothing changed, or stay though something did."),
        ("[u]", "Unreliable: too few. A total of fewer than 10, as printed, is not broken down, and no share is given of fewer than 50. Rarely, a table that no rounding would keep safe this time."),
        ("[z]", "Not applicable, or not yet: no course has reached the date from which this is counted, or nothing is to be given for the row."),
        ("[x]", "Not available. The figure waits for a return that has not arrived, or the publication before did not show a number."),
        ("[p]", "Provisional. The period has not been closed."),
        ("[r]", "Revised since it was first published."),
        ("[low]", "More than zero, but rounds to zero."),
    ];

    /// <exception cref="KeyNotFoundException">No such term.</exception>
    public static string Of(string term) => Array.Find(Terms, pair => pair.Term == term) is { Meaning: { } meaning }
        ? meaning
        : throw new KeyNotFoundException("There is no definition of: " + term);

    public static OutcomeTable Draw(PilotSettings settings)
    {
        var values = DisclosureValues.Of(settings.Scheme);
        return new(
            "Definitions",
            "Definitions of measures, shorthand and occupational standards",
            ["Term"],
            ["Meaning"],
            [
                .. Terms.Select(term => Row(term.Term, InForce(term.Meaning, values))),
                .. settings.Qualifications.OrderBy(qualification => qualification.Level).ThenBy(qualification => qualification.AimRef, StringComparer.Ordinal).Select(Standards),
            ],
            []);
    }

    /// <summary>The measure with its unit, as a row of the summary names it.</summary>
    public static string TotalFunded(DisclosureValues values) => $"{Funded} (£, nearest {Display.Number(values.MoneyBase)})";

    /// <summary>The words name the values that settings may change.</summary>
    private static string InForce(string meaning, DisclosureValues values) => meaning
        .Replace("£50,000", "£" + Display.Number(values.MoneyBase), StringComparison.Ordinal)
        .Replace("of 50 or more", $"of {Display.Number(values.MinDenominator)} or more", StringComparison.Ordinal)
        .Replace("fewer than 50", $"fewer than {Display.Number(values.MinDenominator)}", StringComparison.Ordinal)
        .Replace("fewer than 10,", $"fewer than {Display.Number(values.MinBrokenDown)},", StringComparison.Ordinal)
        .Replace("a multiple of 5,", $"a multiple of {Display.Number(values.Base)},", StringComparison.Ordinal)
        .Replace("0 means fewer than 5 and 5 means 1 to 9", $"0 means fewer than {Display.Number(values.Base)} and {Display.Number(values.Base)} means 1 to {Display.Number(2 * values.Base - 1)}", StringComparison.Ordinal)
        .Replace("move by 5 ", $"move by {Display.Number(values.Base)} ", StringComparison.Ordinal);

    private static OutcomeRow Standards(Qualification qualification) => Row(
        $"{qualification.Title} ({qualification.AimRef})",
        qualification.Standards.Count == 0
            ? "No occupational standard is recorded for this qualification yet."
            : "Aligned to occupational standards " + string.Join(", ", qualification.Standards) + ".");

    private static OutcomeRow Row(string term, string meaning) => new([term], [OutcomeCell.Words(meaning)]);
}
