using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns.Held;

/// <summary>When the completion returns first said that a row had ended, so that "without an accepted end" has one answer.</summary>
internal sealed class EndHistory
{
    private readonly Dictionary<RowKey, List<((Quarter, DateOnly) Place, bool Ended)>> _said = [];

    public EndHistory(IEnumerable<AcceptedReturn> returns)
    {
        foreach (var accepted in returns)
        {
            foreach (var (_, row) in accepted.Completions)
            {
                // A break in learning is not an end.
                _said.AddTo(row.Key, (accepted.Order, !row.ReportedInError && row.CompStatus is CompStatusCode.Completed or CompStatusCode.Withdrawn));
            }
        }
    }

    /// <summary>What returns that stand before this place said last.</summary>
    public bool EndedBefore(RowKey key, (Quarter, DateOnly) place) =>
        _said.TryGetValue(key, out var said) && said.LastOrDefault(pair => pair.Place.CompareTo(place) < 0).Ended;
}
