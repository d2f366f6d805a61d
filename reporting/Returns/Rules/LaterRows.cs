using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns.Rules;

/// <summary>The rows that accepted returns of later quarters hold, to be held against those of this one (HIST_05).</summary>
internal sealed class LaterRows
{
    private readonly RowFacts _facts;
    private readonly Dictionary<RowKey, HeldEnrolment> _enrolments = [];
    private readonly Dictionary<RowKey, HeldCompletion> _completions;
    private readonly IReadOnlyDictionary<RowKey, int> _removed;

    public LaterRows(LaterReturns later, RowFacts facts)
    {
        _facts = facts;
        _removed = later.Facts.InErrorIn;
        foreach (var held in later.Facts.Enrolments.Where(held => later.Submissions.Contains(held.SubmissionNumber)))
        {
            _enrolments[held.Newest.Key] = held;
            foreach (var earlier in held.EarlierStartDates)
            {
                _enrolments.TryAdd(held.Newest.Key with { StartDate = earlier }, held);
            }
        }

        _completions = later.Facts.Completions.Where(held => later.Submissions.Contains(held.SubmissionNumber)).ToDictionary(held => held.Newest.Key);
    }

    /// <summary>What the later return says of the row, as a sentence begins; null where it says the same, or nothing.</summary>
    public string? DescribeDifference(TypedRow row)
    {
        var key = row.Key!.Value;
        var enrolments = _facts.Template.Kind == ReturnKind.Enrolment;
        var isHeld = enrolments ? _enrolments.ContainsKey(key) : _completions.ContainsKey(key);
        if (!isHeld)
        {
            // Removed by a later return, while this one still has it as the earlier ones did.
            return enrolments && !row.InError && _removed.ContainsKey(key) && !_facts.IsInError(key) ? "The row is reported in error" : null;
        }

        if (row.InError)
        {
            return "The row, which is reported in error here, stands";
        }

        var same = enrolments
            ? Same(MapRows.Enrolment(row, key, _facts), _enrolments[key].Newest)
            : MapRows.Completion(row, key, _facts) with { LearnerKey = null } == _completions[key].Newest with { LearnerKey = null };
        return same ? null : "The row has other values";
    }

    /// <summary>A real ULN that has come since changes whom the row is about by nothing but its key.</summary>
    private static bool Same(Enrolment sent, Enrolment held)
    {
        if (sent.TemporaryUln || held.TemporaryUln)
        {
            sent = sent with { LearnerKey = held.LearnerKey, TemporaryUln = held.TemporaryUln };
        }

        return sent.SaysSameAs(held);
    }
}
