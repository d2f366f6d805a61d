using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Outcomes;

/// <summary>Counts what is declared, exactly, and says of each figure whether it stands, waits ([z]) or is not available ([x]).</summary>
internal static class CountFigures
{
    public static Publication In(QuarterFigures figures, IReadOnlyList<CourseStanding> courses)
    {
        var publication = new Publication(figures.Period, figures.Run.Revision, Rounding.Of(figures.Settings.Scheme));
        var (enrolments, completions) = (Ever(figures, ReturnKind.Enrolment), Ever(figures, ReturnKind.Completion));
        foreach (var figure in OutcomeFigures.Declare(figures.Settings, courses))
        {
            var counted = courses.Where(figure.Counts);
            var exact = figure.DistinctLearners ? counted.Select(course => course.LearnerKey).Distinct().Count() : counted.Count();
            publication.Counts[figure.Key] = new(exact, StandingOf(figure, courses, enrolments, completions));
        }

        return publication;
    }

    private static PublishedAs StandingOf(CountFigure figure, IReadOnlyList<CourseStanding> courses, bool enrolments, bool completions)
    {
        if (figure.Unprinted)
        {
            return PublishedAs.Unprinted;
        }

        if (!enrolments || (figure.FromCompletions && !completions))
        {
            return PublishedAs.NotAvailable;
        }

        return figure.Cohort is { } cohort && !courses.Any(cohort) ? PublishedAs.NotApplicable : PublishedAs.Figure;
    }

    /// <summary>Any provider's return of this kind has been accepted so far: before that nothing can be counted.</summary>
    private static bool Ever(QuarterFigures figures, ReturnKind kind) =>
        figures.Providers.Any(provider => provider.Submissions.Any(one => one.Kind == kind && one.IsReturn));
}
