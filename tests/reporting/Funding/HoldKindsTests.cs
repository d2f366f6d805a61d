using Pilot.Reporting.Funding;
using Pilot.Reporting.Returns.Rules;
using Pilot.Reporting.Settings;
using static Pilot.Tests.Funding.FundingSample;

namespace Pilot.Tests.Funding;

/// <summary>Hold kinds are one table, and what the awarding body's record holds (funding.md section 7).</summary>
public sealed class HoldKindsTests
{
    [Fact]
    public void A_kind_that_is_forgotten_stops_the_program_with_its_name()
    {
        var all = HoldKinds.All;

        Assert.Contains("NO_ULN", Assert.Throws<InvalidOperationException>(() => HoldKinds.Checked([.. all.Where(rule => rule.Kind != HoldKind.NoUln)])).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => HoldKinds.Checked([.. all, all[0]]));
        Assert.Throws<InvalidOperationException>(() => HoldKinds.Checked([.. all.Reverse()]));
    }

    [Fact]
    public void Every_kind_has_words_of_its_own_and_the_rules_that_warn_of_it_are_rules()
    {
        Assert.Equal(HoldKinds.All.Count, HoldKinds.All.Select(rule => rule.Words).Distinct().Count());
        Assert.All(HoldKinds.All, rule => Assert.EndsWith(".", rule.ClearsIt, StringComparison.Ordinal));
        Assert.All(HoldKinds.All.Select(rule => rule.Rule).OfType<string>(), rule => Assert.NotNull(RuleCatalogue.Find(rule)));
    }

    /// <summary>The start is dated 25 October 2026; from there to the census date, 31 December, it is 67 days.</summary>
    [Theory]
    [InlineData(67, true)]
    [InlineData(68, false)]
    [InlineData(null, false)]
    public void Silence_holds_from_its_days_on(int? days, bool held)
    {
        var start = With(scheme => scheme with { HoldSilentAfterDays = days }, []).Run(Q3).Course().Start;

        Assert.Equal(Corroboration.Silent, start.Corroboration);
        Assert.Equal(held ? [HoldKind.Uncorroborated] : [], start.Holds);
        Assert.Equal(held ? Decision.Held : Decision.Funded, start.Decision);
    }

    [Fact]
    public void What_the_record_contradicts_frees_the_same_learners_later_course()
    {
        var pilot = With(scheme => scheme with { HoldContradicted = true }, [new("N1", KeyOf("L001"), P2, Hnc, new(2026, 10, 1), null)]);
        pilot.Enrol("L001", row => row with { StartDate = Sep14.AddDays(14) }, at: P2);
        var run = pilot.Run(Q3);

        Assert.Equal([HoldKind.Contradicted], run.Course().Start.Holds);
        Assert.Equal((Decision.Funded, Corroboration.Corroborated), (run.Course(ukprn: P2).Start.Decision, run.Course(ukprn: P2).Start.Corroboration));

        // Without the key the earlier start stands, and the later one waits.
        var without = With(scheme => scheme, [new("N1", KeyOf("L001"), P2, Hnc, new(2026, 10, 1), null)]);
        without.Enrol("L001", row => row with { StartDate = Sep14.AddDays(14) }, at: P2);
        Assert.Equal([HoldKind.DoubleFunding], without.Run(Q3).Course(ukprn: P2).Start.Holds);
    }

    [Fact]
    public void What_is_held_says_why_and_what_to_do_and_names_nobody()
    {
        var start = With(scheme => scheme with { HoldContradicted = true }, [new("N1", KeyOf("L001"), P2, Hnc, new(2026, 10, 1), null)]).Run(Q3).Course().Start;

        Assert.Contains("Pearson's record does not agree with the claim", start.Reason, StringComparison.Ordinal);
        Assert.Contains("A funding officer's decision to pay", start.WhatChangesIt, StringComparison.Ordinal);
        Assert.StartsWith("Pearson's record does not agree: the learner is registered at another provider of the pilot and not here. Ask ", start.PearsonSays, StringComparison.Ordinal);
        Assert.DoesNotContain(P2.ToString(), start.Reason + start.WhatChangesIt + start.PearsonSays, StringComparison.Ordinal);
    }

    private static FundingSample With(Func<Scheme, Scheme> change, IReadOnlyList<Registration> registrations)
    {
        var pilot = new FundingSample().WithPlenty().Enrol("L001");
        pilot.Awards = new Awards { Version = 1, Registrations = registrations };
        pilot.Settings = pilot.Settings with
        {
            Providers = [new(P1, "College One", ProviderKind.College, null, null), new(P2, "College Two", ProviderKind.College, null, null)],
            Scheme = change(pilot.Settings.Scheme),
        };
        return pilot;
    }
}
