using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Funding;

/// <summary>A registration, or a certificate, at a pilot provider on a pilot aim that stands in no return (funding.md section 7).</summary>
/// <param name="Award">What was certificated: HNC or HND; null for a registration.</param>
/// <param name="On">Registered, or certificated, on.</param>
public sealed record UnreturnedAward(string RegistrationNo, Ukprn Ukprn, string AimRef, string? Award, DateOnly On, DateOnly? WithdrawnOn);

/// <summary>
/// What the awarding body knows of pilot providers and they have not returned. A row stands in a return where the provider has a course
/// with its number, or of its learner on its aim; a certificate also where its registration does.
/// </summary>
public static class AwardsInNoReturn
{
    /// <param name="courses">Claimed or not.</param>
    /// <param name="asOf">What is dated later is not expected in a return yet.</param>
    /// <returns>In the order of UKPRN, number, registrations before certificates, date.</returns>
    public static IReadOnlyList<UnreturnedAward> Of(Awards awards, PilotSettings settings, IEnumerable<Course> courses, DateOnly asOf)
    {
        var providers = settings.Providers.Select(provider => provider.Ukprn).ToHashSet();
        var aims = settings.Qualifications.Select(qualification => qualification.AimRef).ToHashSet(StringComparer.OrdinalIgnoreCase);
        bool IsPilot(Ukprn ukprn, string aim) => providers.Contains(ukprn) && aims.Contains(aim);

        var returned = new Returned(courses);
        var stands = awards.Registrations
            .Where(row => returned.Holds(row.Ukprn, row.RegistrationNo, row.LearnerKey, row.AimRef))
            .Select(row => (row.Ukprn, row.RegistrationNo))
            .ToHashSet();
        var registrations = awards.Registrations
            .Where(row => row.RegisteredOn <= asOf && IsPilot(row.Ukprn, row.AimRef) && !returned.Holds(row.Ukprn, row.RegistrationNo, row.LearnerKey, row.AimRef))
            .Select(row => new UnreturnedAward(row.RegistrationNo, row.Ukprn, row.AimRef, null, row.RegisteredOn, row.WithdrawnOn));
        var certificates = awards.Certificates
            .Where(row => row.CertificatedOn <= asOf && IsPilot(row.Ukprn, row.AimRef) && !stands.Contains((row.Ukprn, row.RegistrationNo))
                && !returned.Holds(row.Ukprn, row.RegistrationNo, row.LearnerKey, row.AimRef))
            .Select(row => new UnreturnedAward(row.RegistrationNo, row.Ukprn, row.AimRef, row.Award, row.CertificatedOn, null));
        return
        [
            .. registrations.Concat(certificates)
                .OrderBy(row => row.Ukprn).ThenBy(row => row.RegistrationNo, StringComparer.Ordinal)
                .ThenBy(row => row.Award is not null).ThenBy(row => row.On),
        ];
    }

    /// <summary>Who stands in a provider's returns, by number and by learner.</summary>
    private sealed class Returned
    {
        private readonly HashSet<(Ukprn, string)> _numbers = [];
        private readonly HashSet<(Ukprn, LearnerKey, string)> _learners = [];

        public Returned(IEnumerable<Course> courses)
        {
            foreach (var course in courses)
            {
                _learners.Add((course.Ukprn, course.LearnerKey, course.AimRef.ToUpperInvariant()));
                foreach (var row in course.Rows)
                {
                    if (row.Enrolment.Newest.RegistrationNo is { } number)
                    {
                        _numbers.Add((course.Ukprn, number.ToUpperInvariant()));
                    }
                }
            }
        }

        public bool Holds(Ukprn ukprn, string number, LearnerKey? learner, string aim) =>
            _numbers.Contains((ukprn, number.ToUpperInvariant())) || (learner is { } key && _learners.Contains((ukprn, key, aim.ToUpperInvariant())));
    }
}
