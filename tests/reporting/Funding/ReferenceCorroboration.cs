using Pilot.Reporting.Funding;
using Pilot.Reporting.Settings;

namespace Pilot.Tests.Funding;

/// <summary>
/// Section 7 of the funding specification once more, sentence by sentence: what the awarding body says of a start and a completion. It
/// shares nothing with the engine but the types of its inputs.
/// </summary>
internal sealed class ReferenceCorroboration(FundingInputs inputs)
{
    private readonly Awards awards = inputs.Awards;

    public Corroboration Start(ReferenceEngine.OneCourse c, ReferenceEngine.Row row, DateOnly qualifies, int grace)
    {
        if (Unchecked(c))
        {
            return Corroboration.NotChecked;
        }

        var begins = row.E.Newest.StartDate;
        var known = Known(c, begins);
        bool Matches(Registration r) => r.AimRef == c.Aim && r.Ukprn == c.Ukprn;
        if (known.Any(r => Matches(r) && r.RegisteredOn.DayNumber - qualifies.DayNumber <= grace && !(r.WithdrawnOn < qualifies)))
        {
            return Corroboration.Corroborated;
        }

        var late = known.Where(r => begins.DayNumber - r.RegisteredOn.DayNumber < 365).ToList();
        var allElsewhere = late.Count != 0 && late.All(r => r.Ukprn != c.Ukprn && inputs.Settings.Providers.Any(p => p.Ukprn == r.Ukprn));
        return known.Any(r => Matches(r) && r.WithdrawnOn < qualifies) || allElsewhere ? Corroboration.Contradicted : Corroboration.Silent;
    }

    public Corroboration Completion(ReferenceEngine.OneCourse c, ReferenceEngine.Row startRow, ReferenceEngine.Row row)
    {
        if (Unchecked(c))
        {
            return Corroboration.NotChecked;
        }

        var own = ByNumber(c, startRow.E.Newest.StartDate).ToList();
        if (own.Count == 0)
        {
            own = Known(c, startRow.E.Newest.StartDate).Where(r => r.AimRef == c.Aim && r.Ukprn == c.Ukprn).ToList();
        }

        bool Later(Certificate x) => x.CertificatedOn > row.E.Newest.StartDate;
        var same = awards.Certificates.Where(x => Later(x) && own.Any(r => r.RegistrationNo == x.RegistrationNo)).ToList();
        var counted = same.Count != 0 ? same : awards.Certificates.Where(x => Later(x) && x.LearnerKey == c.Key && x.AimRef == c.Aim).ToList();
        var code = inputs.Settings.Qualifications.Single(q => q.AimRef == c.Aim).Code;
        var grade = row.C!.Newest.Grade;
        if (counted.Any(x => x.Award == code && x.Grade == grade))
        {
            return Corroboration.Corroborated;
        }

        var lower = same.Any(x => x.Award == "HNC") && code == "HND";
        return lower || counted.Any(x => x.Grade != grade) ? Corroboration.Contradicted : Corroboration.Silent;
    }

    private bool Unchecked(ReferenceEngine.OneCourse c) => awards.Version == 0
        || inputs.Settings.Providers.Any(p => p.Ukprn == c.Ukprn && !p.PearsonRegisters)
        || (Temporary(c) && c.Rows.All(r => r.E.Newest.RegistrationNo is null));

    private static bool Temporary(ReferenceEngine.OneCourse c) => c.Rows.All(r => r.E.TemporaryUlnPeriods > 0);

    private List<Registration> Known(ReferenceEngine.OneCourse c, DateOnly begins)
    {
        var byNumber = ByNumber(c, begins).ToList();
        return byNumber.Count != 0 ? byNumber : awards.Registrations.Where(r => r.LearnerKey == c.Key && !(r.WithdrawnOn < begins)).ToList();
    }

    private IEnumerable<Registration> ByNumber(ReferenceEngine.OneCourse c, DateOnly begins) => awards.Registrations.Where(r =>
        c.Rows.Any(row => row.E.Newest.RegistrationNo == r.RegistrationNo) && !(r.WithdrawnOn < begins)
        && (Temporary(c) || r.LearnerKey is null || r.LearnerKey == c.Key));
}
