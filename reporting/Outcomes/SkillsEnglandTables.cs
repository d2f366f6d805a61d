namespace Pilot.Reporting.Outcomes;

/// <summary>One publication of the Skills England measures, and of T11 which is protected together with them.</summary>
/// <param name="Tables">K01 to K10, Definitions and Revisions, in this order.</param>
/// <param name="Characteristics">T11 of the WMCA workbook.</param>
/// <param name="Published">
/// To be kept with the run, and handed to later runs once this one counts as published. Holds unrounded counts: for the program alone.
/// </param>
/// <param name="SuppressedShare">Of the counts that could stand in the tables, the share that is [c]: 0 to 1.</param>
public sealed record SkillsEnglandPublication(
    IReadOnlyList<OutcomeTable> Tables, OutcomeTable Characteristics, IReadOnlyList<PublishedCell> Published, decimal SuppressedShare);

/// <summary>The Skills England measures of a run: counted, protected, laid out (workbooks.md sections 4 to 6).</summary>
public static class SkillsEnglandTables
{
    /// <summary>
    /// Safe beside everything in <see cref="QuarterFigures.Published"/>, which holds every publication but this one. The same figures
    /// give the same tables.
    /// </summary>
    public static SkillsEnglandPublication Build(QuarterFigures figures) => Build(figures, secondary: true);

    internal static SkillsEnglandPublication Build(QuarterFigures figures, bool secondary)
    {
        var asOf = figures.Funding.AsOf;
        var courses = figures.Funding.Courses.Where(course => course.StartDate <= asOf)
            .Select(course => CourseStanding.Of(course, figures.Settings, asOf)).ToList();
        var earlier = Publication.From(
            [.. figures.Published.Where(cell => (cell.Period, cell.Revision) != (figures.Period, figures.Run.Revision))]);
        var current = CountFigures.In(figures, courses);
        ProtectFigures.In(current, earlier, secondary);
        var funded = FundedTotal.Decide(current, figures.Funding, earlier);
        var view = new PublicationView(current);
        return new(
            [
                SummaryTable.Draw(view, funded),
                .. BreakdownTables.All(view),
                CoverageTable.Draw(figures, courses, current.Rounding),
                OutcomeDefinitions.Draw(figures.Settings),
                RevisionsTable.Draw(figures, current, earlier),
            ],
            BreakdownTables.Characteristics(view),
            current.ToCells(),
            ShareSuppressed(current));
    }

    private static decimal ShareSuppressed(Publication publication)
    {
        var counts = publication.Counts.Values.Where(count => count.IsFigure || count.IsSuppressed).ToList();
        return counts.Count == 0 ? 0 : (decimal)counts.Count(count => count.IsSuppressed) / counts.Count;
    }
}

/// <summary>A publication as its reader will see it.</summary>
internal sealed class PublicationView(Publication publication)
{
    public IEnumerable<FigureKey> Keys => publication.Counts.Where(one => one.Value.As != PublishedAs.Unprinted).Select(one => one.Key);

    public OutcomeCell Count(FigureKey key) => publication.Counts[key].As switch
    {
        PublishedAs.Figure => new(OutcomeCellKind.Count, publication.Rounding.Round(publication.Counts[key].Exact)),
        PublishedAs.NotApplicable => OutcomeCell.NotApplicable,
        PublishedAs.NotAvailable => OutcomeCell.NotAvailable,
        _ => OutcomeCell.Suppressed,
    };

    /// <summary>[z] where no share is declared for the row.</summary>
    public OutcomeCell Share(FigureKey numerator)
    {
        var rate = OutcomeFigures.Rates.FirstOrDefault(one => one.Numerator == numerator);
        if (rate is null)
        {
            return OutcomeCell.NotApplicable;
        }

        if (publication.Counts[numerator].As is PublishedAs.NotAvailable)
        {
            return OutcomeCell.NotAvailable;
        }

        var due = publication.Counts[OutcomeFigures.DueKey];
        if (publication.Counts[numerator].As == PublishedAs.NotApplicable || (rate.WaitsForEnds && due.As != PublishedAs.Figure && due.Exact == 0))
        {
            return OutcomeCell.NotApplicable;
        }

        return publication.Shares.TryGetValue(rate.Key, out var percent)
            ? percent == 0 && publication.Counts[numerator].Exact > 0 ? OutcomeCell.Low : new(OutcomeCellKind.Rate, percent / 100m)
            : OutcomeCell.Suppressed;
    }
}
