using System.Collections.Concurrent;
using Pilot.Functions.Data;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Retention;

/// <summary>Keys as the earlier secret makes them, each noted beside the one that the new secret makes.</summary>
internal sealed class LearnerKeyRecorder(LearnerKeySecret before, LearnerKeySecret after) : ILearnerKeys
{
    private readonly ConcurrentDictionary<LearnerKey, LearnerKey> _known = new();

    public IReadOnlyDictionary<LearnerKey, LearnerKey> Known => _known;

    public LearnerKey OfUln(ReadOnlySpan<char> uln) => Note(before.OfUln(uln), after.OfUln(uln));

    public LearnerKey OfTemporary(Ukprn ukprn, string learnerRef) => Note(before.OfTemporary(ukprn, learnerRef), after.OfTemporary(ukprn, learnerRef));

    private LearnerKey Note(LearnerKey earlier, LearnerKey next)
    {
        _known[earlier] = next;
        return earlier;
    }
}
