using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns.Held;

/// <summary>The learner key of each learner_ref: that of the newest real ULN, or else the temporary one.</summary>
internal sealed class LearnerKeyByReference
{
    private readonly Dictionary<string, LearnerKey> _real = new(StringComparer.Ordinal);

    public static LearnerKeyByReference Link(IReadOnlyList<AcceptedReturn> returns)
    {
        var keys = new LearnerKeyByReference();
        keys._real.EnsureCapacity(returns.Count == 0 ? 0 : returns.Max(accepted => accepted.Enrolments.Count));
        foreach (var accepted in returns)
        {
            foreach (var (_, row) in accepted.Enrolments)
            {
                if (!row.ReportedInError && !row.TemporaryUln)
                {
                    keys._real[row.LearnerRef] = row.LearnerKey;
                }
            }
        }

        return keys;
    }

    public Enrolment Apply(Enrolment row) => row.ReportedInError || !_real.TryGetValue(row.LearnerRef, out var key) || key == row.LearnerKey
        ? row
        : row with { LearnerKey = key };

    public bool IsReal(string learnerRef) => _real.ContainsKey(learnerRef);
}
