using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Outcomes;

/// <summary>Counts what is declared, exactly, and says of each figure whether it stands, waits ([z]) or is not available ([x]).</summary>
internal static class CountFigures
{
    public static Publication In(QuarterFigures figures, IReadOnlyList<CourseCategories> courses, IReadOnlyList<ReturnReceived> returns)
    {
        var publication = new Publication(figures.Period, figures.Run.Revision, DisclosureValues.Of(figures.Settings.Scheme));
        var anything = figures.Providers.Any(provider => provider.Submissions.Any(sent => sent.Kind == ReturnKind.Enrolment && sent.IsReturn));
        var silent = returns.Where(row => row.Kind == ReturnKind.Completion && !row.Received).Select(row => row.Provider.Ukprn).ToHashSet();
        foreach (var figure in OutcomeFigures.Declare(figures.Settings, courses, QuartersOfStart(courses, figures.Period)))
        {
            var counted = courses.Where(figure.Counts);
            var exact = figure.DistinctLearners ? counted.Select(course => course.LearnerKey).Distinct().Count() : counted.Count();
            publication.Counts[figure.Key] = new(exact, anything ? ShownAs(figure, courses, silent) : PublishedAs.NotAvailable);
        }

        return publication;
    }

    /// <summary>From the first start to the period, without a gap.</summary>
    private static List<Quarter> QuartersOfStart(IReadOnlyList<CourseCategories> courses, Quarter period)
    {
        var quarters = new List<Quarter>();
        for (var quarter = courses.Count == 0 ? period : courses.Min(course => course.StartedIn); quarter <= period; quarter = quarter.Next)
        {
            quarters.Add(quarter);
        }

        return quarters;
    }

    /// <summary>
    /// Before anybody is due a figure is [z]. Where everybody whom it speaks of waits for a completion return of this quarter, and nothing is
    /// held of any of them, a zero would be untrue: it is [x].
    /// </summary>
    private static PublishedAs ShownAs(CountFigure figure, IReadOnlyList<CourseCategories> courses, HashSet<Ukprn> silent)
    {
        var cohort = figure.Cohort is { } speaksOf ? courses.Where(speaksOf) : courses;
        var (any, isReported) = (false, false);
        foreach (var course in cohort)
        {
            any = true;
            isReported |= course.HasEnded || !silent.Contains(course.Ukprn);
        }

        return !any && figure.Cohort is not null ? PublishedAs.NotApplicable
            : any && !isReported && figure.FromCompletions ? PublishedAs.NotAvailable
            : PublishedAs.Figure;
    }
}
