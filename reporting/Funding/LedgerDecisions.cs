using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Funding;

/// <summary>
/// What officers decided, found by row. Of several lines for one hold or milestone the latest date counts, then the later line. A
/// clearance means the row that it names, under any start date that row had; naming a course's first row it means the whole course.
/// An evidence check names its milestone, so it means the course whichever of its rows it names.
/// </summary>
internal sealed class LedgerDecisions
{
    private readonly Dictionary<(Ukprn, RowKey), List<Clearance>> _clearances = [];
    private readonly Dictionary<(Ukprn, RowKey), List<EvidenceCheck>> _checks = [];
    private readonly Dictionary<(Ukprn, string), List<OfficerHold>> _holds = [];
    private readonly Dictionary<string, int> _order = new(StringComparer.Ordinal);

    public LedgerDecisions(Ledger ledger, DateOnly census)
    {
        foreach (var line in ledger.Clearances)
        {
            _clearances.AddTo((line.Ukprn, new RowKey(line.LearnerRef, line.AimRef, line.StartDate)), line);
        }

        foreach (var line in ledger.EvidenceChecks)
        {
            _checks.AddTo((line.Ukprn, new RowKey(line.LearnerRef, line.AimRef, line.StartDate)), line);
        }

        foreach (var line in ledger.Holds.Where(hold => hold.From <= census && (hold.To is null || census <= hold.To)))
        {
            _holds.AddTo((line.Ukprn, LearnerReference.KeyOf(line.LearnerRef ?? "")), line);
        }

        Number(ledger.Clearances.Select(line => "C" + line.Reference));
        Number(ledger.EvidenceChecks.Select(line => "E" + line.Reference));
    }

    /// <summary>The decision that counts for a hold of this kind on this row, or null.</summary>
    public Clearance? FindClearance(CourseDraft course, CourseRow row, HoldKind kind)
    {
        if (_clearances.Count == 0)
        {
            return null;
        }

        var own = Latest(LinesOf(_clearances, row.Enrolment).Where(line => line.Hold == kind));
        return own is null && !ReferenceEquals(row, course.Rows[0])
            ? Latest(LinesOf(_clearances, course.First).Where(line => line.Hold == kind))
            : own;
    }

    /// <summary>A refusal that counts for this row, of whatever kind: it stands until a later line says otherwise.</summary>
    public Clearance? RefusalOf(CourseDraft course, CourseRow row) => _clearances.Count == 0
        || (!LinesOf(_clearances, row.Enrolment).Any() && !LinesOf(_clearances, course.First).Any())
        ? null
        : Enum.GetValues<HoldKind>().Select(kind => FindClearance(course, row, kind)).FirstOrDefault(line => line is { Pay: false });

    /// <summary>The rate of the latest clearance that says PAY with a rate and that no later line replaced, in pounds.</summary>
    /// <param name="rows">Of the course.</param>
    public decimal? RateOf(IEnumerable<CourseRow> rows)
    {
        if (_clearances.Count == 0)
        {
            return null;
        }

        var counting = rows
            .SelectMany(row => LinesOf(_clearances, row.Enrolment).GroupBy(line => line.Hold).Select(lines => Latest(lines)))
            .Where(line => line is { Pay: true, RateGbp: not null });
        return Latest(counting.OfType<Clearance>())?.RateGbp;
    }

    /// <summary>The failed evidence check that counts for this milestone, or null.</summary>
    public EvidenceCheck? FailedCheck(CourseDraft course, Milestone milestone)
    {
        if (_checks.Count == 0)
        {
            return null;
        }

        var latest = course.Rows
            .SelectMany(row => LinesOf(_checks, row.Enrolment))
            .Where(line => line.Milestone == milestone)
            .MaxBy(line => (line.CheckedOn, _order["E" + line.Reference]));
        return latest is { Pass: false } ? latest : null;
    }

    /// <summary>
    /// A ledger hold covers this run, and no later clearance OFFICER PAY lifted it. A hold that begins after the clearance was decided
    /// is a new one.
    /// </summary>
    public bool OfficerHolds(CourseDraft course, CourseRow row)
    {
        if (_holds.Count == 0)
        {
            return false;
        }

        var covering = (_holds.GetValueOrDefault((course.Ukprn, "")) ?? [])
            .Concat(_holds.GetValueOrDefault((course.Ukprn, row.Enrolment.Newest.LearnerRef)) ?? []);
        var lifted = FindClearance(course, row, HoldKind.Officer) is { Pay: true } clearance ? clearance.DecidedOn : DateOnly.MinValue;
        return covering.Any(hold => hold.From > lifted);
    }

    private Clearance? Latest(IEnumerable<Clearance> lines) => lines.MaxBy(line => (line.DecidedOn, _order["C" + line.Reference]));

    private static IEnumerable<T> LinesOf<T>(Dictionary<(Ukprn, RowKey), List<T>> index, HeldEnrolment row)
    {
        var found = index.GetValueOrDefault((row.Ukprn, row.Newest.Key)) ?? Enumerable.Empty<T>();
        foreach (var earlier in row.EarlierStartDates)
        {
            found = found.Concat(index.GetValueOrDefault((row.Ukprn, row.Newest.Key with { StartDate = earlier })) ?? []);
        }

        return found;
    }

    private void Number(IEnumerable<string> references)
    {
        foreach (var reference in references)
        {
            _order[reference] = _order.Count;
        }
    }
}
