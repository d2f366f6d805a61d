namespace Pilot.Reporting.Outcomes;

/// <summary>K02 to K09 and T11: one row per category, in the order in which categories are declared.</summary>
internal static class BreakdownTables
{
    private const string StartsHeading = "Starts";
    private const string CoursesHeading = "Courses";
    public const string ShareHeading = "Share (%)";
    public const string CountHeading = "Count";
    private static readonly string[] KeyHeadings = ["Breakdown", "Category"];

    private static (string Category, FigureKey Key) AllStarts { get; } = ("All starts", OutcomeFigures.StartsKey);

    private static (string Category, FigureKey Key) Headline(FigureKey key) => (key.Category, key);

    public static IEnumerable<OutcomeTable> All(PublicationView view)
    {
        yield return Starts(view, "K02", "Starts by qualification, level and mode of study");
        yield return LearnersStarting(view);
        yield return Starts(view, "K04", "Starts by prior attainment and employment status before start");
        yield return Starts(view, "K05", "Starts by student funding route and employer sponsorship");
        yield return Counts(
            view, "K06", "Retention and reasons for withdrawal", [AllStarts],
            "The share in learning or completed is of all starts. It is given once the first planned end date has passed.");
        yield return Counts(
            view, "K07", "Achievement, HND learners who left with an HNC, and grades", [Headline(OutcomeFigures.DueKey)],
            "Only courses whose planned end date has passed are counted.", "The share achieved is of all courses due to end.");
        yield return Counts(
            view, "K08", "Destinations and share in MedTech roles", [Headline(OutcomeFigures.ClosedKey)],
            "Only completed courses are counted, once the months in which a destination counts are over.",
            "The share positive is of all courses whose destination window has closed. The share in a MedTech role is of those in work or further study.");
        yield return Starts(
            view, "K09", "Starts by kind of provider", "A kind with fewer than 3 providers is shown together with another kind.");
    }

    /// <summary>T11: the starts are those of K03.</summary>
    public static OutcomeTable Characteristics(PublicationView view) => new(
        "T11",
        "Learner characteristics of starts, achievements and positive outcomes, whole region",
        ["Characteristic", "Band"],
        [StartsHeading, "Achieved", "Positive outcome"],
        [
            .. OutcomeFigures.Characteristics.SelectMany(one => one.Categories.Select(band => new OutcomeRow(
                [one.Group, band],
                [
                    view.Count(new("K03", one.Group, band, OutcomeFigures.Starts)),
                    view.Count(new("T11", one.Group, band, OutcomeFigures.Achieved)),
                    view.Count(new("T11", one.Group, band, OutcomeFigures.Positive)),
                ]))),
        ],
        [
            "Figures are rounded and suppressed as in the Skills England workbook, and protected together with it.",
            "A learner who starts two courses is counted once for each.",
        ]);

    /// <summary>K03: its breakdowns count starts, like those of the other sheets; the people stand beside them.</summary>
    private static OutcomeTable LearnersStarting(PublicationView view)
    {
        var table = Starts(
            view, "K03", "Learners starting by age, sex, ethnicity and learning difficulty or disability",
            "Every row but All learners counts starts: a learner who starts two courses is counted once for each.",
            "A share is given for learners under 25 only: it is of all starts.");
        return table with
        {
            Headings = [CountHeading, ShareHeading],
            Rows = [table.Rows[0], Row(view, "All", "All learners", OutcomeFigures.LearnersKey, true), .. table.Rows.Skip(1)],
        };
    }

    private static OutcomeTable Starts(PublicationView view, string sheet, string title, params string[] notes)
    {
        var withShare = OutcomeFigures.Rates.Any(rate => rate.Key.Sheet == sheet);
        return new(
            sheet,
            title,
            KeyHeadings,
            withShare ? [StartsHeading, ShareHeading] : [StartsHeading],
            [
                Row(view, "All", AllStarts.Category, AllStarts.Key, withShare),
                .. RowsOf(view, sheet, withShare),
            ],
            notes);
    }

    private static OutcomeTable Counts(PublicationView view, string sheet, string title, (string Category, FigureKey Key)[] headlines, params string[] notes) => new(
        sheet,
        title,
        KeyHeadings,
        [CoursesHeading, ShareHeading],
        [
            .. headlines.Select(one => Row(view, "All", one.Category, one.Key, true)),
            .. RowsOf(view, sheet, true),
        ],
        notes);

    private static IEnumerable<OutcomeRow> RowsOf(PublicationView view, string sheet, bool withShare)
    {
        var groups = OutcomeFigures.Breakdowns.Where(one => one.Sheet == sheet).Select(one => one.Group).ToList();
        return view.Keys.Where(key => key.Sheet == sheet && key.Group.Length > 0)
            .OrderBy(key => groups.IndexOf(key.Group)).ThenBy(key => OrderOf(key)).ThenBy(key => key)
            .Select(key => Row(view, key.Group, Capital(key.Category), key, withShare));
    }

    private static OutcomeRow Row(PublicationView view, string group, string category, FigureKey key, bool withShare) =>
        new([group, category], withShare ? [view.Count(key), view.Share(key)] : [view.Count(key)]);

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];

    private static int OrderOf(FigureKey key)
    {
        var at = OutcomeFigures.Order.IndexOf((key.Group, key.Category));
        return at < 0 ? int.MaxValue : at;
    }
}
