using Pilot.Reporting.Funding;
using Pilot.Reporting.Settings;

namespace Pilot.Tests.Funding;

/// <summary>
/// Section 7 of the funding specification once more, sentence by sentence: what the awarding body says of a start and a completion. It
/// shares nothing with the engine but the types of its inputs.
/// </summary>
internal sealed class NaiveWitness(FundingInputs inputs)
{
    private readonly Awards awards = inputs.Awards;

    public Corroboration Start(NaivePilot.OneCourse c, NaivePilot.Row row, DateOnly qualifies, int grace)
    {
        if (Unchecked(c))
        {
            return Corroboration.NotChecked;
        }

        var begins = row.E.Row.StartDate;
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

    public Corroboration Completion(NaivePilot.OneCourse c, NaivePilot.Row startRow, NaivePilot.Row row)
    {
        if (Unchecked(c))
        {
            return Corroboration.NotChecked;
        }

        var own = ByNumber(c, startRow.E.Row.StartDate).ToList();
        if (own.Count == 0)
        {
            own = Known(c, startRow.E.Row.StartDate).Where(r => r.AimRef == c.Aim && r.Ukprn == c.Ukprn).ToList();
        }

        bool Later(Certificate x) => x.CertificatedOn > row.E.Row.StartDate;
        var same = awards.Certificates.Where(x => Later(x) && own.Any(r => r.RegistrationNo == x.RegistrationNo)).ToList();
        var counted = same.Count != 0 ? same : awards.Certificates.Where(x => Later(x) && x.LearnerKey == c.Key && x.AimRef == c.Aim).ToList();
        var code = inputs.Settings.Qualifications.Single(q => q.AimRef == c.Aim).Code;
        var grade = row.C!.Row.Grade;
        if (counted.Any(x => x.Award == code && x.Grade == grade))
        {
            return Corroboration.Corroborated;
        }

        var lower = same.Any(x => x.Award == "HNC") && code == "HND";
        return lower || counted.Any(x => x.Grade != grade) ? Corroboration.Contradicted : Corroboration.Silent;
    }

    private bool Unchecked(NaivePilot.OneCourse c) => awards.Version == 0
        || inputs.Settings.Providers.Any(p => p.Ukprn == c.Ukprn && !p.PearsonRegisters)
        || (Temporary(c) && c.Rows.All(r => r.E.Row.RegistrationNo is null));

    private static bool Temporary(NaivePilot.OneCourse c) => c.Rows.All(r => r.E.TemporaryUlnPeriods > 0);

    private List<Registration> Known(NaivePilot.OneCourse c, DateOnly begins)
    {
        var byNumber = ByNumber(c, begins).ToList();
        return byNumber.Count != 0 ? byNumber : awards.Registrations.Where(r => r.LearnerKey == c.Key && !(r.WithdrawnOn < begins)).ToList();
    }

    private IEnumerable<Registration> ByNumber(NaivePilot.OneCourse c, DateOnly begins) => awards.Registrations.Where(r =>
        c.Rows.Any(row => row.E.Row.RegistrationNo == r.RegistrationNo) && !(r.WithdrawnOn < begins)
        && (Temporary(c) || r.LearnerKey is null || r.LearnerKey == c.Key));
}
