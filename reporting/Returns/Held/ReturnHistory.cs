using System.Runtime.InteropServices;
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
    private readonly List<(Quarter Period, DateOnly PreparedOn)> _returns = [];
    private readonly List<Sighting> _sightings = [];
    private readonly Dictionary<RowKey, int> _lastOfKey = [];
    private readonly List<Sighting> _ofRow = [];

    /// <param name="enrolmentReturns">In the order in which they supersede.</param>
    public ReturnHistory(IReadOnlyList<AcceptedReturn> enrolmentReturns)
    {
        _sightings.EnsureCapacity(enrolmentReturns.Sum(accepted => accepted.Enrolments.Count));
        _lastOfKey.EnsureCapacity(enrolmentReturns.Count == 0 ? 0 : enrolmentReturns.Max(accepted => accepted.Enrolments.Count));
        foreach (var accepted in enrolmentReturns)
        {
            foreach (var (_, row) in accepted.Enrolments)
            {
                ref var last = ref CollectionsMarshal.GetValueRefOrAddDefault(_lastOfKey, row.Key, out var isKnown);
                _sightings.Add(new Sighting(_returns.Count, row.PlannedEndDate, row.ReportedInError, isKnown ? last : None));
                last = _sightings.Count - 1;
            }

            _returns.Add(accepted.Order);
        }
    }

    private const int None = -1;

    /// <param name="Before">The place of the one before it under the same key.</param>
    private readonly record struct Sighting(int At, DateOnly PlannedEnd, bool InError, int Before);

    /// <param name="key">Of a row that its last return did not report in error.</param>
    /// <param name="earlierStarts">The start dates that it had before.</param>
    public RowHistory Of(RowKey key, IReadOnlyList<DateOnly> earlierStarts)
    {
        _ofRow.Clear();
        AddSightings(key);
        foreach (var earlier in earlierStarts)
        {
            AddSightings(key with { StartDate = earlier });
        }

        var (first, last) = (_ofRow[0].At, _ofRow[^1].At);
        return new RowHistory(_returns[first].PreparedOn, IsPassedOver(first, key.StartDate), CountQuartersAfter(last), CountPutOff());
    }

    /// <summary>In the order of the returns; of one return, in the order in which they are added.</summary>
    private void AddSightings(RowKey key)
    {
        var begin = _ofRow.Count;
        for (var at = _lastOfKey.GetValueOrDefault(key, None); at != None; at = _sightings[at].Before)
        {
            if (!_sightings[at].InError)
            {
                _ofRow.Add(_sightings[at]);
            }
        }

        _ofRow.Reverse(begin, _ofRow.Count - begin);
        for (var added = begin; begin > 0 && added < _ofRow.Count; added++)
        {
            var sighting = _ofRow[added];
            var place = added;
            for (; place > 0 && _ofRow[place - 1].At > sighting.At; place--)
            {
                _ofRow[place] = _ofRow[place - 1];
            }

            _ofRow[place] = sighting;
        }
    }

    private bool IsPassedOver(int first, DateOnly start)
    {
        for (var at = 0; at < first; at++)
        {
            if (_returns[at].PreparedOn >= start)
            {
                return true;
            }
        }

        return false;
    }

    private int CountQuartersAfter(int last)
    {
        var quarters = 0;
        for (var at = last + 1; at < _returns.Count; at++)
        {
            quarters += _returns[at].Period == _returns[at - 1].Period ? 0 : 1;
        }

        return quarters;
    }

    private int CountPutOff()
    {
        var (longest, running) = (0, 0);
        DateOnly? before = null;
        for (var i = 0; i < _ofRow.Count; i++)
        {
            if (i + 1 < _ofRow.Count && _returns[_ofRow[i + 1].At].Period == _returns[_ofRow[i].At].Period)
            {
                // A later return of the quarter speaks for it.
                continue;
            }

            running = _ofRow[i].PlannedEnd > before ? running + 1 : 0;
            longest = Math.Max(longest, running);
            before = _ofRow[i].PlannedEnd;
        }

        return longest;
    }
}
