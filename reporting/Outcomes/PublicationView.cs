using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Outcomes;

/// <summary>A publication as its reader will see it, beside those that came before.</summary>
/// <param name="earlier">Oldest first.</param>
internal sealed class PublicationView(
    Publication current, IReadOnlyList<Publication> earlier, PilotSettings settings, IReadOnlyList<ReturnReceived> returns, DateOnly asOf)
{
    /// <summary>The newest publication of every earlier period, newest first.</summary>
    private readonly List<Publication> _before =
        [.. earlier.Where(publication => publication.Period < current.Period).GroupBy(publication => publication.Period).OrderByDescending(group => group.Key).Select(group => group.Last())];

    public Publication Current => current;
    public PilotSettings Settings => settings;
    public IReadOnlyList<ReturnReceived> Returns => returns;

    /// <summary>The day as of which the figures are judged.</summary>
    public DateOnly AsOf => asOf;

    /// <summary>The publication that this one revises; null where it is none.</summary>
    public Publication? Revised { get; } = earlier.LastOrDefault(publication => publication.Period == current.Period);

    /// <summary>An earlier quarter was published: there is a quarter before this one to show.</summary>
    public bool HasEarlierQuarter => _before.Count > 0;

    public IReadOnlyList<FigureKey> KeysOf(string sheet) =>
        [.. current.Counts.Where(count => count.Key.Sheet == sheet && count.Value.As != PublishedAs.Unprinted).Select(count => count.Key)];

    /// <summary>
    /// The figures of a sheet that stand in rows: not those under a total printed too small to be broken down (rule 6). They are all [u], and a
    /// remark says so once.
    /// </summary>
    public IReadOnlyList<FigureKey> RowsOf(string sheet) =>
        [.. KeysOf(sheet).Where(key => OutcomeFigures.Headlines.Contains(key) || !IsTooFew(key))];

    /// <summary>The breakdowns of a sheet that <see cref="RowsOf"/> leaves out.</summary>
    public IReadOnlyList<string> TooFewIn(string sheet) => [.. KeysOf(sheet).Where(IsTooFew).Select(key => key.Group).Distinct(StringComparer.Ordinal)];

    private bool IsTooFew(FigureKey key) =>
        key.Group.Length > 0 && Breakdown.All.FirstOrDefault(table => table.Includes(key)) is { } table
        && CountIn(current, table.Total) is var total
        && (total.Kind == OutcomeCellKind.Unreliable
            ? OutcomeFigures.Headlines.Contains(table.Total) || IsTooFew(table.Total)
            : total.Kind == OutcomeCellKind.Count && total.Value < current.Values.MinBrokenDown);

    /// <summary>The total since the pilot began.</summary>
    public OutcomeCell Count(FigureKey key) => Marked(publication => CountIn(publication, key));

    public OutcomeCell Rate(RateFigure rate) => Marked(publication => RateIn(publication, rate));

    /// <summary>What a headline grew by: its printed figure less that of the publication of the quarter before (rule 2).</summary>
    /// <param name="back">0 for this quarter, 1 for the last.</param>
    public OutcomeCell QuarterCount(FigureKey key, int back) => Quarter(back, publication => CountIn(publication, key));

    /// <summary>Everything funded since the pilot began.</summary>
    public OutcomeCell Funded() => Marked(FundedIn);

    /// <inheritdoc cref="QuarterCount"/>
    public OutcomeCell QuarterFunded(int back) => Quarter(back, FundedIn);

    /// <summary>Said on every sheet that counts people (rule 10).</summary>
    public string CountsNote
    {
        get
        {
            var step = current.Values.Base;
            return FormattableString.Invariant($"Counts are rounded to a multiple of {step} so that every table adds up as printed. 0 means fewer than {step}, {step} means 1 to {2 * step - 1}, ")
                + FormattableString.Invariant($"and a figure may move by {step} though nothing changed.");
        }
    }

    /// <summary>That returns are missing; null where all are in.</summary>
    public string? ReturnsNote(ReturnKind kind)
    {
        var owed = returns.Where(row => row.Kind == kind).ToList();
        var received = owed.Count(row => row.Received);
        return received == owed.Count
            ? null
            : FormattableString.Invariant($"These figures rest on {received} of {owed.Count} {(kind == ReturnKind.Enrolment ? "enrolment" : "completion")} returns for the quarter. ")
                + "Where a provider's return has not arrived, what it returned before is carried forward.";
    }

    public static OutcomeCell CountIn(Publication publication, FigureKey key) => publication.ShownAs(key) switch
    {
        PublishedAs.Figure when publication.Counts[key].Printed is { } printed => new(OutcomeCellKind.Count, printed),
        PublishedAs.NotApplicable => OutcomeCell.NotApplicable,
        PublishedAs.Unreliable => OutcomeCell.Unreliable,
        _ => OutcomeCell.NotAvailable,
    };

    /// <summary>A whole percentage of the printed counts, where the printed denominator is large enough.</summary>
    public static OutcomeCell RateIn(Publication publication, RateFigure rate)
    {
        var (top, bottom) = (CountIn(publication, rate.Numerator), CountIn(publication, rate.Denominator));
        if (rate.WaitsForEnds && publication.ShownAs(OutcomeFigures.DueKey) == PublishedAs.NotApplicable)
        {
            return OutcomeCell.NotApplicable;
        }

        if (First(top, bottom) is { } shorthand)
        {
            return shorthand;
        }

        if (bottom.Value < publication.Values.MinDenominator)
        {
            return OutcomeCell.Unreliable;
        }

        var percent = DisclosureValues.Percent((int)top.Value!, (int)bottom.Value!);
        return percent == 0 && top.Value > 0 ? OutcomeCell.Low : new(OutcomeCellKind.Rate, percent / 100m);
    }

    private static OutcomeCell FundedIn(Publication publication) =>
        publication.FundedGbp is not { } pounds ? OutcomeCell.NotAvailable
        : pounds == 0 && publication.AnyFunded ? OutcomeCell.Low
        : new(OutcomeCellKind.Money, pounds);

    private OutcomeCell Quarter(int back, Func<Publication, OutcomeCell> show)
    {
        var shown = back == 0 ? current : _before.ElementAtOrDefault(back - 1);
        return shown is null ? OutcomeCell.NotApplicable : DifferenceOf(show(shown), _before.ElementAtOrDefault(back) is { } before ? show(before) : null);
    }

    /// <summary>Nothing printed before, [z] and [low] count as 0: a difference needs figures on both sides.</summary>
    private static OutcomeCell DifferenceOf(OutcomeCell now, OutcomeCell? before)
    {
        if (now.Kind == OutcomeCellKind.NotApplicable)
        {
            return now;
        }

        var then = before?.Kind is OutcomeCellKind.NotApplicable or OutcomeCellKind.Low ? null : before;
        return (now.Kind == OutcomeCellKind.Low ? then : First(now, then ?? now)) ?? now with { Value = now.Value - (then?.Value ?? 0) };
    }

    /// <summary>The shorthand of either, the graver first; null where both are numbers.</summary>
    private static OutcomeCell? First(OutcomeCell first, OutcomeCell other)
    {
        OutcomeCellKind[] order = [OutcomeCellKind.NotApplicable, OutcomeCellKind.NotAvailable, OutcomeCellKind.Unreliable, OutcomeCellKind.Low];
        return order.Select(kind => first.Kind == kind ? first : other.Kind == kind ? other : null).FirstOrDefault(cell => cell is not null);
    }

    private OutcomeCell Marked(Func<Publication, OutcomeCell> show)
    {
        var cell = show(current);
        return Revised is null || show(Revised) == cell ? cell : cell with { Revised = true };
    }
}
