using System.Globalization;
using Pilot.Reporting.Settings;

namespace Pilot.Reporting.Outcomes;

/// <summary>The sheet Definitions: every measure and shorthand in words, and the occupational standards.</summary>
internal static class OutcomeDefinitions
{
    public const string TotalFunded = "Total funded (£, nearest 1,000)";

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
        ("MedTech role", "A job, or study for one, in which the learner works mainly with medical devices, diagnostics or health technology, as the provider reports it."),
        (TotalFunded, "What the pilot has funded for starts, achievements and outcomes since it began, within the allocations, to the nearest £1,000."),
        ("Share", "A whole percentage worked out from unrounded counts. It is shown only where it is a share of at least 23 and neither side is small."),
        ("[c]", "Confidential. The figure counts 1 to 4 people, or breaks down such a small number, or would help to work one out, or moved by 1 to 4 since the last publication and is held back for one quarter."),
        ("[z]", "Not applicable. No course in the row has reached the date from which this is counted, or no share is given for the row."),
        ("[x]", "Not available. The figure waits for a return that has not arrived."),
        ("[p]", "Provisional. The period has not been closed."),
        ("[r]", "Revised since it was first published."),
        ("[low]", "More than zero, but rounds to zero."),
    ];

    /// <exception cref="KeyNotFoundException">No such term.</exception>
    public static string Of(string term) => Array.Find(Terms, one => one.Term == term) is { Meaning: { } meaning }
        ? meaning
        : throw new KeyNotFoundException("There is no definition of: " + term);

    public static OutcomeTable Draw(PilotSettings settings)
    {
        var rounding = Rounding.Of(settings.Scheme);
        return new(
            "Definitions",
            "Definitions of measures, shorthand and occupational standards",
            ["Term"],
            ["Meaning"],
            [
                .. Terms.Select(one => Row(one.Term, InForce(one.Meaning, rounding))),
                .. settings.Qualifications.OrderBy(one => one.Level).ThenBy(one => one.AimRef, StringComparer.Ordinal).Select(Standards),
            ],
            []);
    }

    /// <summary>The words name the values that settings may change.</summary>
    private static string InForce(string meaning, Rounding rounding) => meaning
        .Replace("1 to 4", $"1 to {Number(rounding.Threshold - 1)}", StringComparison.Ordinal)
        .Replace("at least 23", $"at least {Number(rounding.MinDenominator)}", StringComparison.Ordinal);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static OutcomeRow Standards(Qualification one) => Row(
        $"{one.Title} ({one.AimRef})",
        one.Standards.Count == 0
            ? "No occupational standard is recorded for this qualification yet."
            : "Aligned to occupational standards " + string.Join(", ", one.Standards) + ".");

    private static OutcomeRow Row(string term, string meaning) => new([term], [OutcomeCell.Words(meaning)]);
}
