using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Outcomes;

/// <summary>One publication of the Skills England measures, and of T11 which is protected together with them.</summary>
/// <param name="Tables">K01 to K12, Definitions and Revisions, in this order.</param>
/// <param name="Characteristics">T11 of the WMCA workbook.</param>
/// <param name="Published">
/// To be kept with the run, and handed to later runs once this one counts as published. Holds true counts: for the program alone.
/// </param>
/// <param name="Headlines">Three to five sentences, made from the figures as printed.</param>
/// <param name="DisclosureChecks">By group of tables: how often it was drawn, and how much a reader is left to guess.</param>
public sealed record SkillsEnglandPublication(
    IReadOnlyList<OutcomeTable> Tables,
    OutcomeTable Characteristics,
    IReadOnlyList<PublishedCell> Published,
    IReadOnlyList<string> Headlines,
    IReadOnlyList<GroupDisclosureCheck> DisclosureChecks);

/// <summary>The Skills England measures of a run: counted, protected, laid out (workbooks.md sections 4 to 6).</summary>
public static class SkillsEnglandTables
{
    /// <summary>
    /// Safe beside everything in <see cref="QuarterFigures.Published"/>. Where the figures of this run are among it they are shown as they
    /// were published. The same figures give the same tables.
    /// </summary>
    /// <exception cref="InvalidOperationException">Something is to be rounded, and there is no secret.</exception>
    public static SkillsEnglandPublication Build(QuarterFigures figures) => Build(figures, Keyed(figures), guarded: true);

    /// <param name="split">How a table is rounded.</param>
    /// <param name="guarded">False leaves out the guard: for measuring what it is worth.</param>
    internal static SkillsEnglandPublication Build(QuarterFigures figures, SplitTotal split, bool guarded)
    {
        var asOf = figures.Funding.AsOf;
        var courses = figures.Funding.Courses.Where(course => course.StartDate <= asOf)
            .Select(course => CourseCategories.Of(course, figures.Settings, asOf)).ToList();
        var returns = ReturnsReceived.For(figures.Period, figures.Settings, figures.Providers, LondonTime.DateOf(figures.Run.CreatedAt));
        var all = Publication.From(figures.Published);
        List<Publication> earlier = [.. all.Where(publication => publication.Period < figures.Period || (publication.Period == figures.Period && publication.Revision < figures.Run.Revision))];
        var current = all.FirstOrDefault(publication => publication.UsesKeyedRounding && (publication.Period, publication.Revision) == (figures.Period, figures.Run.Revision));
        if (current is null)
        {
            current = CountFigures.In(figures, courses, returns);
            RoundPublication.In(current, earlier, split, guarded);
            FundedSinceStart.Print(current, figures.Funding);
        }

        return Lay(figures, new PublicationView(current, earlier, figures.Settings, returns, asOf), courses);
    }

    private static SkillsEnglandPublication Lay(QuarterFigures figures, PublicationView view, IReadOnlyList<CourseCategories> courses) => new(
        [
            K01Summary.Draw(view),
            .. K02ToK09Breakdowns.All(view),
            K10Coverage.Draw(figures, view, courses),
            K11Quarters.Draw(view),
            K12Shares.Draw(view),
            SkillsEnglandDefinitions.Draw(figures.Settings),
            SkillsEnglandRevisions.Draw(figures, view),
        ],
        K02ToK09Breakdowns.Characteristics(view),
        view.Current.ToCells(),
        SkillsEnglandHeadlines.Of(view),
        [.. view.Current.DisclosureChecks]);

    private static SplitTotal Keyed(QuarterFigures figures) => (table, total, headline, last, draw) =>
        new RoundToAddUp(
            figures.RoundingSecret ?? throw new InvalidOperationException("Counts cannot be rounded: the rounding secret is missing."),
            DisclosureValues.Of(figures.Settings.Scheme).Base)
            .Split(table, total, headline, last, draw);
}
