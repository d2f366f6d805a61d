using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Funding;

/// <summary>Why an earning is held or was refused, in the words of <see cref="Explanation"/>. Another provider is never named.</summary>
internal static class HoldExplanation
{
    public static Because Held(Judged judged, IReadOnlyList<HoldKind> kinds, decimal amount)
    {
        var mendings = kinds.Select(kind => Mending(kind, judged)).OfType<string>().ToList();
        return new(
            $"{Explanation.Name(judged.Milestone)} would earn {Money.Words(amount)} on {Words.Date(judged.Date!.Value)}, but it is held: {Join(kinds.Select(kind => Holding(kind, judged)), "; ", "; and ")}.",
            "A funding officer's decision to pay"
                + (kinds.Contains(HoldKind.Officer) ? ", or the end of the officer's hold" : "")
                + (mendings.Count > 0 ? $". If a record is wrong: {Join(mendings, "; ", "; or ")}." : "."));
    }

    public static Because Refused(Judged judged, Clearance refusal) => new(
        $"On {Words.Date(refusal.DecidedOn)} a funding officer decided not to pay. The question was this: {Holding(refusal.Hold, judged)}.",
        "A new decision by a funding officer.");

    private static string Holding(HoldKind kind, Judged judged) => kind switch
    {
        HoldKind.OtherFunding => "another grant is recorded as paying the same costs",
        HoldKind.PartProgramme when HoldEarnings.IsPartOf(judged.Course, judged.Row) =>
            $"only {judged.Row.Enrolment.Row.CreditsPlanned} of the qualification's {judged.Course.Qualification.Credits} credits are planned, which makes it a top-up or part of a programme",
        HoldKind.PartProgramme when HoldEarnings.FollowsFundedHnc(judged.Course, judged.Row) =>
            "it follows an HNC of the same learner that the pilot has paid for",
        HoldKind.PartProgramme => "it may be a top-up or part of a programme",
        HoldKind.PossibleDuplicate => "the same person may already be held under another learner reference or aim",
        HoldKind.NoUln when judged.Row.Enrolment.TemporaryUlnPeriods > 0 =>
            $"the learner has had a temporary learner number in the returns of {Words.Count(judged.Row.Enrolment.TemporaryUlnPeriods, "quarter")}",
        HoldKind.NoUln => "the learner had a temporary learner number",
        HoldKind.DoubleFunding => "the same learner is also claimed on another pilot course with overlapping dates",
        HoldKind.Transfer => "the start of the same learner on the same qualification has been earned at another provider",
        _ => "a funding officer has put it on hold",
    };

    /// <summary>What a provider can do about it, where anything.</summary>
    private static string? Mending(HoldKind kind, Judged judged) => kind switch
    {
        HoldKind.OtherFunding => "an enrolment return without the other grant",
        HoldKind.PartProgramme when HoldEarnings.IsPartOf(judged.Course, judged.Row) => "an enrolment return with the right planned credits",
        HoldKind.PossibleDuplicate => "a return that reports the wrong row in error",
        HoldKind.NoUln => "an enrolment return with the learner's real number",
        HoldKind.DoubleFunding => "a return with the right start or end dates",
        HoldKind.Transfer => "an enrolment return that no longer claims the learner",
        _ => null,
    };

    private static string Join(IEnumerable<string> parts, string between, string last)
    {
        var all = parts.ToList();
        return all.Count == 1 ? all[0] : string.Join(between, all.SkipLast(1)) + last + all[^1];
    }
}
