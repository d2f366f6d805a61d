using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns.Held;

/// <summary>
/// What a provider's enrolment returns, one after the other, say of one row: what monitors look for. A quarter counts once, with what its
/// last return says.
/// </summary>
/// <param name="FirstReportedOn">prepared_on of the first return that held the row.</param>
/// <param name="PassedOver">An earlier return, prepared on or after the start date, did not hold it.</param>
/// <param name="MissingQuarters">Quarters running, to the latest, whose returns do not hold it.</param>
/// <param name="PutOffQuarters">The longest run of quarters in each of which its planned end was later than in the one before.</param>
public sealed record RowHistory(DateOnly FirstReportedOn, bool PassedOver, int MissingQuarters, int PutOffQuarters);

/// <summary>Where each row stood, return by return, under any start date that it had.</summary>
internal sealed class ReturnHistory
{
    private readonly record struct Sighting(int At, DateOnly PlannedEnd, bool InError);

    private readonly List<(Quarter Period, DateOnly PreparedOn)> _returns = [];
    private readonly Dictionary<RowKey, List<Sighting>> _seen = [];

    /// <param name="enrolmentReturns">In the order in which they supersede.</param>
    public ReturnHistory(IReadOnlyList<AcceptedReturn> enrolmentReturns)
    {
        foreach (var accepted in enrolmentReturns)
        {
            foreach (var (_, row) in accepted.Enrolments)
            {
                _seen.AddTo(row.Key, new Sighting(_returns.Count, row.PlannedEndDate, row.ReportedInError), capacity: enrolmentReturns.Count - _returns.Count);
            }

            _returns.Add(accepted.Order);
        }
    }

    public RowHistory Of(HeldEnrolment held)
    {
        var sightings = SightingsOf(held);
        var first = sightings[0].At;
        var last = sightings[^1].At;
        return new RowHistory(
            _returns[first].PreparedOn,
            _returns.Take(first).Any(pair => pair.PreparedOn >= held.Newest.StartDate),
            _returns.Skip(last + 1).Select(pair => pair.Period).Where(period => period != _returns[last].Period).Distinct().Count(),
            PutOff(sightings));
    }

    private List<Sighting> SightingsOf(HeldEnrolment held)
    {
        IEnumerable<Sighting> all = _seen[held.Newest.Key];
        foreach (var earlier in held.EarlierStartDates)
        {
            all = all.Concat(_seen.GetValueOrDefault(held.Newest.Key with { StartDate = earlier }) ?? []);
        }

        return all.Where(sighting => !sighting.InError).OrderBy(sighting => sighting.At).ToList();
    }

    private int PutOff(List<Sighting> sightings)
    {
        var (longest, running) = (0, 0);
        DateOnly? before = null;
        foreach (var quarter in sightings.GroupBy(sighting => _returns[sighting.At].Period))
        {
            var now = quarter.Last().PlannedEnd;
            running = now > before ? running + 1 : 0;
            longest = Math.Max(longest, running);
            before = now;
        }

        return longest;
    }
}
