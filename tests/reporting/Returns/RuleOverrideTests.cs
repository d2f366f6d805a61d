using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Returns.Rules;

namespace Pilot.Tests.Returns;

/// <summary>returns.md section 5: what the office softens for a provider and a period, and what it cannot.</summary>
public sealed class RuleOverrideTests
{
    [Theory]
    [InlineData(Severity.W, SubmissionStatus.Accepted, 1)]
    [InlineData(null, SubmissionStatus.Accepted, 0)]
    public void An_override_makes_an_error_a_warning_or_nothing(Severity? to, SubmissionStatus status, int findings)
    {
        var underTest = ReturnUnderTest.Enrolment();
        underTest.Set("sex", "X");
        Override(underTest, "SEX_C", to);

        var judgement = underTest.Judge();

        Assert.Equal(status, judgement.Status);
        Assert.Equal(findings, judgement.Findings.Count);
        Assert.Equal(3, judgement.Enrolments.Count);
        Assert.Equal("", judgement.Enrolments[0].Enrolment.Sex);
    }

    [Fact]
    public void An_override_of_another_provider_or_period_changes_nothing()
    {
        var underTest = ReturnUnderTest.Enrolment();
        underTest.Set("sex", "X");
        var quarter = underTest.Period;
        underTest.Settings = underTest.Settings with
        {
            RuleOverrides =
            [
                new RuleOverride("SEX_C", ReturnUnderTest.OtherUkprn, null, quarter, quarter, "", ""),
                new RuleOverride("SEX_C", null, null, quarter.Next, quarter.Next, "", ""),
            ],
        };

        Assert.Equal(SubmissionStatus.PartlyAccepted, underTest.Judge().Status);
    }

    [Theory]
    [InlineData(null, Severity.W, 0)]
    [InlineData(Severity.W, null, 1)]
    public void What_is_said_of_one_provider_goes_before_what_is_said_of_all(Severity? one, Severity? all, int findings)
    {
        var underTest = ReturnUnderTest.Enrolment();
        underTest.Set("sex", "X");
        var quarter = underTest.Period;
        RuleOverride[] overrides =
            [new("SEX_C", ReturnUnderTest.Ukprn, one, quarter, quarter, "agreed", "An Officer"), new("SEX_C", null, all, quarter, quarter, "agreed", "An Officer")];

        Assert.All([overrides, [.. overrides.Reverse()]], inForce =>
        {
            underTest.Settings = underTest.Settings with { RuleOverrides = inForce };
            Assert.Equal(findings, underTest.Judge().Findings.Count);
        });
    }

    [Fact]
    public void An_override_never_lets_a_row_through_that_cannot_be_stored()
    {
        var underTest = ReturnUnderTest.Enrolment();
        underTest.Set("start_date", "soon");
        Override(underTest, "START_DATE_D", null);

        Assert.Equal(SubmissionStatus.PartlyAccepted, underTest.Judge().Status);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Severity.W)]
    public void An_override_of_AIM_01_lets_a_course_through_that_starts_too_early_and_never_one_that_the_settings_do_not_know(Severity? to)
    {
        var early = ReturnUnderTest.Enrolment();
        early.Settings = early.Settings with { Qualifications = [.. early.Settings.Qualifications.Select(qualification => qualification with { AvailableFrom = ReturnUnderTest.Start.AddDays(1) })] };
        Override(early, "AIM_01", to);
        var unknown = ReturnUnderTest.Enrolment();
        unknown.Set("aim_ref", "60399999");
        Override(unknown, "AIM_01", to);

        Assert.Equal(3, early.Judge().Enrolments.Count);
        Assert.Equal(("AIM_01", Severity.E), Assert.Single(unknown.Judge().Findings.Select(finding => (finding.RuleId, finding.Severity))));
    }

    [Fact]
    public void An_override_never_softens_a_fatal_rule()
    {
        var underTest = ReturnUnderTest.Enrolment();
        underTest.Declare("ukprn", "12");
        Override(underTest, "DECL_03", Severity.W);

        Assert.Equal(SubmissionStatus.Rejected, underTest.Judge().Status);
    }

    private static void Override(ReturnUnderTest underTest, string rule, Severity? to) => underTest.Settings = underTest.Settings with
    {
        RuleOverrides = [new RuleOverride(rule, ReturnUnderTest.Ukprn, to, underTest.Period, underTest.Period, "agreed", "An Officer")],
    };
}
