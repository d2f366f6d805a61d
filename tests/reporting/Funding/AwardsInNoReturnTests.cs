using Pilot.Reporting.Funding;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using static Pilot.Tests.Funding.FundingSample;

namespace Pilot.Tests.Funding;

/// <summary>funding.md section 7, X06: registrations and certificates at pilot providers on pilot aims that stand in no return.</summary>
public sealed class AwardsInNoReturnTests
{
    private static readonly Registration Unknown = new("N9", KeyOf("nobody"), P1, Hnc, new(2026, 10, 1), null);
    private static readonly Certificate UnknownCertificate = new("N9", KeyOf("nobody"), P1, Hnc, new(2026, 12, 1), "PA", 120, "HNC");

    [Fact]
    public void What_the_awarding_body_knows_of_nobody_in_the_returns_is_listed_registrations_before_certificates() =>
        Assert.Equal(["N9 registered", "N9 HNC"], Listed([Unknown], [UnknownCertificate]));

    [Fact]
    public void What_is_found_by_learner_and_aim_or_by_number_stands_in_a_return()
    {
        Assert.Empty(Listed([Unknown with { LearnerKey = KeyOf("L001") }], [UnknownCertificate with { LearnerKey = KeyOf("L001") }]));
        Assert.Empty(Listed([Unknown with { RegistrationNo = "R1" }], [UnknownCertificate with { RegistrationNo = "R1" }]));
        Assert.Equal(["N9 registered"], Listed([Unknown with { LearnerKey = KeyOf("L001"), AimRef = Hnd }], []));
        Assert.Equal(["R1 registered"], Listed([Unknown with { RegistrationNo = "R1", Ukprn = P2 }], []));
    }

    [Fact]
    public void A_certificate_stands_where_its_registration_does() =>
        Assert.Empty(Listed([Unknown with { LearnerKey = KeyOf("L001") }], [UnknownCertificate with { LearnerKey = null }]));

    [Fact]
    public void Other_providers_other_aims_and_later_dates_are_not_expected_in_a_return()
    {
        var census = Q3.CensusDate;
        Assert.Empty(Listed([Unknown with { Ukprn = Ukprn.Parse("10000009") }, Unknown with { AimRef = "60399999" }, Unknown with { RegisteredOn = census.AddDays(1) }], []));
        Assert.Empty(Listed([], [UnknownCertificate with { Ukprn = Ukprn.Parse("10000009") }, UnknownCertificate with { AimRef = "60399999" }, UnknownCertificate with { CertificatedOn = census.AddDays(1) }]));
        Assert.Equal(["N9 registered", "N9 HNC"], Listed([Unknown with { RegisteredOn = census }], [UnknownCertificate with { CertificatedOn = census }]));
    }

    [Fact]
    public void The_list_is_in_the_order_of_provider_number_and_date() => Assert.Equal(
        ["N2 registered", "N9 registered", "N9 HNC", "N1 registered"],
        Listed([Unknown with { RegistrationNo = "N1", Ukprn = P2 }, Unknown, Unknown with { RegistrationNo = "N2" }], [UnknownCertificate]));

    /// <summary>In the returns: the first provider's L001 on the HNC with registration number R1.</summary>
    private static IEnumerable<string> Listed(Registration[] registrations, Certificate[] certificates)
    {
        var pilot = new FundingSample().WithPlenty().Enrol("L001", row => row with { RegistrationNo = "r1" });
        var settings = pilot.Settings with { Providers = [new(P1, "College One", ProviderKind.College, null, null), new(P2, "College Two", ProviderKind.College, null, null)] };
        var awards = new Awards { Version = 1, Registrations = registrations, Certificates = certificates };
        return AwardsInNoReturn.Of(awards, settings, pilot.Run(Q3).Courses, Q3.CensusDate).Select(row => $"{row.RegistrationNo} {row.Award ?? "registered"}");
    }
}
