using Pilot.Reporting.Funding;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using static Pilot.Tests.Funding.FundingSample;

namespace Pilot.Tests.Funding;

/// <summary>
/// An awarding body's record for a generated pilot: registrations on both sides of every boundary, by number, by person or by nobody, here
/// and elsewhere, and certificates that agree with the claim more or less. Drawn apart from the pilot, whose rows stay as they were.
/// </summary>
internal sealed class GeneratedAwards(int seed)
{
    private static readonly Ukprn Outside = Ukprn.Parse("10000009");

    private readonly Random random = new(seed * 7919 + 1);

    public FundingInputs Add(FundingInputs inputs)
    {
        if (Chance(25))
        {
            return inputs;
        }

        inputs = inputs with
        {
            Providers = inputs.Providers.Select(provider => provider with
            {
                Enrolments = provider.Enrolments.Select(WithNumber).ToList(),
                Completions = provider.Completions.Select(end => end with { Newest = end.Newest with { Grade = Pick("PA", "PA", "ME") } }).ToList(),
            }).ToList(),
            Settings = WithKeys(inputs.Settings),
        };
        var rows = inputs.Providers.SelectMany(provider => provider.Enrolments.Select(row => (Row: row, End: provider.Completions.FirstOrDefault(end => end.Newest.Key == row.Newest.Key)))).ToList();
        return inputs with
        {
            Awards = new Awards
            {
                Version = 1,
                Registrations = Enumerable.Range(0, random.Next(8)).Select(_ => Register(rows[random.Next(rows.Count)].Row, inputs.Settings)).ToList(),
                Certificates = Enumerable.Range(0, random.Next(6)).Select(_ => rows[random.Next(rows.Count)]).Select(pair => Certify(pair.Row, pair.End)).ToList(),
            }.InOrder(),
        };
    }

    private bool Chance(int percent) => random.Next(100) < percent;

    private T Pick<T>(params T[] from) => from[random.Next(from.Length)];

    private PilotSettings WithKeys(PilotSettings settings)
    {
        var (contradicted, silent) = (Chance(40), Chance(40) ? Pick<int?>(0, 20, 90, 91) : null);
        Scheme With(Scheme scheme) => scheme with { HoldContradicted = contradicted, HoldSilentAfterDays = silent, RegistrationGraceDays = 49 };
        return settings with
        {
            Providers =
            [
                new Provider(P1, "College One", ProviderKind.College, null, null),
                new Provider(P2, "College Two", ProviderKind.College, null, null) { PearsonRegisters = Chance(90) },
            ],
            Scheme = With(settings.Scheme),
            SchemesByStartYear = settings.SchemesByStartYear.ToDictionary(pair => pair.Key, pair => With(pair.Value)),
        };
    }

    private HeldEnrolment WithNumber(HeldEnrolment row) => Chance(40) ? row with { Newest = row.Newest with { RegistrationNo = Number() } } : row;

    private string Number() => Pick("N1", "N2", "N3", "N4");

    private LearnerKey? Person(HeldEnrolment row) => Chance(75) ? row.Newest.LearnerKey : Chance(50) ? null : KeyOf(Pick("Ann", "Bob", "Cid"));

    private Registration Register(HeldEnrolment row, PilotSettings settings)
    {
        var start = row.Newest.StartDate;
        var qualifies = start.AddDays(settings.QualifyingDaysOf(row.FirstPlannedEndDate.DayNumber - start.DayNumber + 1) - 1);
        return new Registration(
            row.Newest.RegistrationNo is { } own && Chance(60) ? own : Number(), Person(row), Pick(row.Ukprn, row.Ukprn, row.Ukprn, P1, P2, Outside), Pick(row.Newest.AimRef, row.Newest.AimRef, row.Newest.AimRef, Hnc, Hnd),
            Pick(start, start.AddDays(10), qualifies.AddDays(49), qualifies.AddDays(50), start.AddDays(-364), start.AddDays(-365)),
            Chance(35) ? Pick(start.AddDays(-1), start, qualifies.AddDays(-1), qualifies, qualifies.AddDays(60)) : null);
    }

    private Certificate Certify(HeldEnrolment row, HeldCompletion? end) => new(
        row.Newest.RegistrationNo is { } own && Chance(60) ? own : Number(), Person(row), row.Ukprn, Pick(row.Newest.AimRef, row.Newest.AimRef, Hnc, Hnd),
        Pick(row.Newest.StartDate, row.Newest.StartDate.AddDays(1), end?.Newest.ActualEndDate.AddDays(30) ?? row.Newest.StartDate.AddDays(300)),
        Pick(end?.Newest.Grade ?? "PA", end?.Newest.Grade ?? "PA", "PA", "DS"), 120, Pick(row.Newest.AimRef == Hnd ? "HND" : "HNC", row.Newest.AimRef == Hnd ? "HND" : "HNC", "HNC", "HND"));
}
