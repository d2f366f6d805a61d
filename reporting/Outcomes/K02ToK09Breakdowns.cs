using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Outcomes;

/// <summary>K02 to K09 and T11: one row per category, in the order in which categories are declared.</summary>
internal static class K02ToK09Breakdowns
{
    private const string StartsHeading = "Starts";
    private const string CoursesHeading = "Courses";
    private static readonly string[] KeyHeadings = ["Breakdown", "Category"];

    public static IEnumerable<OutcomeTable> All(PublicationView view)
    {
        yield return Starts(view, "K02", "Starts by qualification, level and mode of study");
        yield return LearnersStarting(view);
        yield return Starts(view, "K04", "Starts by prior attainment and employment before the start");
        yield return Starts(view, "K05", "Starts by student funding route and employer sponsorship");
        yield return Courses(view, "K06", "Retention and reasons for withdrawal", OutcomeFigures.StartsKey);
        yield return Courses(
            view, "K07", "Achievement of courses due to end, HND to HNC, and grades", OutcomeFigures.DueKey,
            "Only courses whose planned end date has passed are counted.");
        yield return Courses(
            view, "K08", "Destinations and MedTech roles", OutcomeFigures.ClosedKey,
            "Only completed courses are counted, once the months in which a destination counts are over.");
        yield return Starts(view, "K09", "Starts by kind of provider", "A kind with fewer than 3 providers is shown together with another kind.");
    }

    /// <summary>T11: the starts are those of K03. Results of nobody yet are no column.</summary>
    public static OutcomeTable Characteristics(PublicationView view)
    {
        (string Heading, string Sheet, string Measure)[] columns =
        [
            (StartsHeading, "K03", OutcomeFigures.Starts), ("Achieved", "T11", OutcomeFigures.Achieved), ("Positive outcome", "T11", OutcomeFigures.Positive),
        ];
        var bands = OutcomeFigures.Characteristics.SelectMany(characteristic => characteristic.Categories.Select(band => (characteristic.Group, Band: band))).ToList();
        OutcomeCell CellOf((string Group, string Band) band, (string Heading, string Sheet, string Measure) column) =>
            view.Count(new(column.Sheet, band.Group, band.Band, column.Measure));
        var shown = columns.Where(column => bands.Exists(band => CellOf(band, column).Kind != OutcomeCellKind.NotApplicable)).ToArray();
        return new(
            "T11",
            "Learner characteristics of starts, achievements and outcomes",
            ["Characteristic", "Band"],
            [.. shown.Select(column => column.Heading)],
            [.. bands.Select(band => new OutcomeRow([band.Group, band.Band], [.. shown.Select(column => CellOf(band, column))]))],
            [
                view.CountsNote,
                "Figures are rounded as in the Skills England workbook, and protected together with it.",
                "A learner who starts two courses is counted once for each.",
            ])
        {
            Remarks = [.. columns.Except(shown).Select(column => $"{column.Heading}: shown once the first {(column.Measure == OutcomeFigures.Achieved ? "planned end date has passed" : "destination window has closed")}.")],
        };
    }

    /// <summary>K03: its breakdowns count starts, like those of the other sheets; the people stand beside them.</summary>
    private static OutcomeTable LearnersStarting(PublicationView view)
    {
        var table = Starts(
            view, "K03", "Learners starting by age, sex, ethnicity and disability",
            "Every row but All learners counts starts: a learner who starts two courses is counted once for each.");
        return table with
        {
            Headings = ["Count"],
            Rows = [table.Rows[0], new(["All", "All learners"], [view.Count(OutcomeFigures.LearnersKey)]), .. table.Rows.Skip(1)],
        };
    }

    private static OutcomeTable Starts(PublicationView view, string sheet, string title, params string[] notes) => new(
        sheet,
        title,
        KeyHeadings,
        [StartsHeading],
        [new(["All", "All starts"], [view.Count(OutcomeFigures.StartsKey)]), .. view.KeysOf(sheet).Select(key => Row(view, key))],
        [view.CountsNote, .. new[] { view.ReturnsNote(ReturnKind.Enrolment) }.OfType<string>(), .. notes]);

    /// <summary>While nobody is due, or no window has closed, the totals say so once: a breakdown of nobody is not printed.</summary>
    private static OutcomeTable Courses(PublicationView view, string sheet, string title, FigureKey total, params string[] notes)
    {
        var waits = view.Count(total).Kind == OutcomeCellKind.NotApplicable;
        var rows = view.RowsOf(sheet).Where(key => key.Group.Length > 0 && (!waits || OutcomeFigures.Headlines.Contains(key)));
        return new(
            sheet,
            title,
            KeyHeadings,
            [CoursesHeading],
            [new(["All", total == OutcomeFigures.StartsKey ? "All starts" : total.Category], [view.Count(total)]), .. rows.Select(key => Row(view, key))],
            [view.CountsNote, .. new[] { view.ReturnsNote(ReturnKind.Completion) }.OfType<string>(), .. notes])
        {
            Remarks = !waits ? [.. view.TooFewIn(sheet).Select(group => TooFew(view, group))]
                : total == OutcomeFigures.DueKey ? ["Results are broken down once the first planned end date has passed."]
                : ["Destinations are broken down once the first destination window has closed."],
        };
    }

    private static OutcomeRow Row(PublicationView view, FigureKey key) => new([key.Group, Capital(key.Category)], [view.Count(key)]);

    private static string TooFew(PublicationView view, string breakdown) => FormattableString.Invariant(
        $"{breakdown}: shown once there are {view.Current.Values.MinBrokenDown} courses, as printed, to break down.");

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];
}
