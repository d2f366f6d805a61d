using Pilot.Reporting.Settings;
using static Pilot.Tests.Funding.FundingSample;

namespace Pilot.Tests.Funding;

/// <summary>funding.md section 7, in words: what the awarding body's record says of a start, and of which registration.</summary>
public sealed class CorroboratorTests
{
    /// <summary>The qualifying date is 25 October 2026; 49 days later is 13 December.</summary>
    [Fact]
    public void A_start_is_confirmed_by_the_earliest_registration_that_is_early_enough()
    {
        Assert.Equal("Pearson's record agrees: the learner was registered on 1 October 2026.", Says(Registered(new(2026, 11, 2)), Registered(new(2026, 10, 1), "N2")));
        Assert.Equal("Pearson's record agrees: the learner was registered on 13 December 2026.", Says(Registered(new(2026, 12, 13))));
    }

    [Fact]
    public void A_late_registration_is_silent_and_the_earliest_of_them_is_named() => Assert.StartsWith(
        "Pearson's record does not confirm this: the learner was registered on 14 December 2026, after 13 December 2026, the last day on which a registration confirms this start. Ask ",
        Says(Registered(new(2026, 12, 20)), Registered(new(2026, 12, 14), "N2")), StringComparison.Ordinal);

    [Fact]
    public void A_registration_for_the_other_award_is_silent_and_says_so() => Assert.StartsWith(
        "Pearson's record does not confirm this: the learner is registered for another award and not for the HNC that is claimed. Ask ",
        Says(Registered(new(2026, 10, 1)) with { AimRef = Hnd }), StringComparison.Ordinal);

    [Fact]
    public void Where_the_record_holds_no_registration_it_says_so() => Assert.StartsWith(
        "Pearson's record does not confirm this: it holds no registration of this learner here. Ask ",
        Says(Registered(new(2026, 10, 1)) with { LearnerKey = KeyOf("somebody else") }), StringComparison.Ordinal);

    [Fact]
    public void Of_two_withdrawn_registrations_the_later_withdrawal_is_named() => Assert.StartsWith(
        "Pearson's record does not agree: the registration was withdrawn on 12 October 2026, before the qualifying date, 25 October 2026. Ask ",
        Says(Registered(new(2026, 10, 1)) with { WithdrawnOn = new(2026, 10, 5) }, Registered(new(2026, 10, 2), "N2") with { WithdrawnOn = new(2026, 10, 12) }), StringComparison.Ordinal);

    [Theory]
    [InlineData("PA", "an HNC with a Pass")]
    [InlineData("ME", "an HNC with a Merit")]
    [InlineData("DS", "an HNC with a Distinction")]
    public void A_certificate_is_named_with_its_grade_and_what_is_claimed_beside_it(string grade, string words)
    {
        var pilot = Pilot([Registered(new(2026, 10, 1))]).Ends("L001", Jun25, Achieved(new(2027, 7, 9)));
        pilot.Awards = pilot.Awards with { Certificates = [new("N1", KeyOf("L001"), P1, Hnc, new(2027, 7, 20), grade, 120, "HNC")] };

        var says = pilot.Run(new(2027, 2)).Course().Completion.PearsonSays;

        Assert.StartsWith(grade == "PA"
            ? $"Pearson's record agrees: {words} was certificated on 20 July 2027."
            : $"Pearson's record does not agree: {words} was certificated on 20 July 2027, and an HNC with a Pass is claimed. Ask ", says, StringComparison.Ordinal);
    }

    private static Registration Registered(DateOnly on, string number = "N1") => new(number, KeyOf("L001"), P1, Hnc, on, null);

    private static string Says(params Registration[] registrations) => Pilot(registrations).Run(Q3).Course().Start.PearsonSays;

    private static FundingSample Pilot(Registration[] registrations)
    {
        var pilot = new FundingSample().WithPlenty().Enrol("L001");
        pilot.Awards = new Awards { Version = 1, Registrations = registrations };
        pilot.Settings = pilot.Settings with { Providers = [new(P1, "College One", ProviderKind.College, null, null)] };
        return pilot;
    }
}
