using System.Globalization;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Outcomes;

/// <summary>Why a learner's row that a closed quarter counted is not held any more.</summary>
internal sealed class RemovedRowReasons(IReadOnlyList<ProviderFacts> facts)
{
    private readonly Dictionary<Ukprn, ProviderFacts> _facts = facts.ToDictionary(provider => provider.Ukprn);

    public string Why(Ukprn ukprn, string learnerRef, string aimRef)
    {
        var provider = _facts.GetValueOrDefault(ukprn);
        var inError = provider?.InErrorIn.Where(row => row.Key.LearnerRef == learnerRef && row.Key.AimRef == aimRef).Select(row => (int?)row.Value).Max();
        var elsewhere = provider?.Enrolments.FirstOrDefault(row => row.Newest.LearnerRef == learnerRef);
        return inError is { } submission ? $"The enrolment was reported in error in submission {submission.ToString(CultureInfo.InvariantCulture)}."
            : elsewhere is not null
                ? $"The enrolment was replaced by one under learning aim {elsewhere.Newest.AimRef} in submission {elsewhere.SubmissionNumber.ToString(CultureInfo.InvariantCulture)}."
                : "The submission that brought the enrolment is no longer accepted.";
    }
}
