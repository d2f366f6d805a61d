using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Funding;

/// <summary>One milestone that officers are to check.</summary>
/// <param name="IsCertain">Too large to be left to chance: it was in whatever was drawn.</param>
public sealed record SampledMilestone(
    string LearnerRef, string AimRef, DateOnly StartDate, Milestone Milestone, decimal FundedGbp, bool IsCertain);

/// <summary>What a closing drew of one provider's newly funded milestones (funding.md section 5). Kept with the run.</summary>
/// <param name="CertainGbp">Pounds of the certain milestones.</param>
/// <param name="RestGbp">Pounds of all others, drawn or not.</param>
public sealed record EvidenceSample(Quarter Period, Ukprn Ukprn, decimal CertainGbp, decimal RestGbp, IReadOnlyList<SampledMilestone> Drawn)
{
    public decimal FundedGbp => CertainGbp + RestGbp;
}
