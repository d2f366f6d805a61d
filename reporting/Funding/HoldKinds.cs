using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Funding;

/// <summary>All that is to be known of one kind of hold: when it holds money, its words, and what clears it.</summary>
internal sealed record HoldRule
{
    public required HoldKind Kind { get; init; }

    /// <summary>What people call it.</summary>
    public required string Words { get; init; }

    /// <summary>For officers, a sentence.</summary>
    public required string ClearsIt { get; init; }

    /// <summary>Holds this milestone, as long as no clearance of its kind says PAY.</summary>
    public required Func<MilestoneCase, bool> Applies { get; init; }

    /// <summary>Why it is held, for the provider; completes "it is held: ...".</summary>
    public required Func<MilestoneCase, string> Why { get; init; }

    /// <summary>What the provider can do where a record is wrong; null where nothing.</summary>
    public Func<MilestoneCase, string?> Correction { get; init; } = _ => null;

    /// <summary>The rule for returns that warns of it, where there is one: what T16 counts as held because of that rule.</summary>
    public string? Rule { get; init; }

    /// <summary>A start that it holds does not stand in the way of the same learner's later course (funding.md section 2, DOUBLE_FUNDING).</summary>
    public bool FreesLaterCourses { get; init; }

    /// <summary>A clearance lifts it for what was held by then only; the condition itself looks at that.</summary>
    public bool LooksAtClearances { get; init; }
}

/// <summary>Every kind of hold, once (funding.md sections 2 and 7). A kind that is forgotten here stops the program at the first hold, with its name.</summary>
public static class HoldKinds
{
    internal static IReadOnlyList<HoldRule> All { get; } = Checked(
    [
        new()
        {
            Kind = HoldKind.OtherFunding,
            Words = "Other public funding",
            ClearsIt = "A clearance that pays or refuses, or a corrected row if no other grant pays the same costs.",
            Applies = milestone => milestone.CourseRow.Enrolment.Newest.OtherPublicFunding,
            Why = _ => "another grant is recorded as paying the same costs",
            Correction = _ => "an enrolment return without the other grant",
            Rule = "FUND_03",
        },
        new()
        {
            Kind = HoldKind.PartProgramme,
            Words = "Part programme",
            ClearsIt = "A clearance with the rate to pay for the part of the programme.",
            Applies = milestone => HoldEarnings.IsPartOf(milestone.Course, milestone.CourseRow) || HoldEarnings.FollowsFundedHnc(milestone.Course, milestone.CourseRow),
            Why = WhyPartProgramme,
            Correction = milestone => HoldEarnings.IsPartOf(milestone.Course, milestone.CourseRow) ? "an enrolment return with the right planned credits" : null,
            Rule = "CRED_02",
        },
        new()
        {
            Kind = HoldKind.PossibleDuplicate,
            Words = "Possible duplicate",
            ClearsIt = "A corrected return, or a clearance if these are two courses.",
            Applies = milestone => milestone.CourseRow.Enrolment.PossibleDuplicate,
            Why = _ => "the same person may already be held under another learner reference or aim",
            Correction = _ => "a return that reports the wrong row in error",
            Rule = "HIST_04",
        },
        new()
        {
            Kind = HoldKind.NoUln,
            Words = "No unique learner number",
            ClearsIt = "A return with the learner's real unique learner number.",
            Applies = milestone => milestone.CourseRow.Enrolment.TemporaryUlnPeriods > milestone.Terms.SchemeOf(milestone.Course).UlnGracePeriods,
            Why = milestone => milestone.CourseRow.Enrolment.TemporaryUlnPeriods > 0
                ? $"the learner has had a temporary learner number in the returns of {Vocabulary.Display.Count(milestone.CourseRow.Enrolment.TemporaryUlnPeriods, "quarter")}"
                : "the learner had a temporary learner number",
            Correction = _ => "an enrolment return with the learner's real number",
            Rule = "ULN_01",
        },
        new()
        {
            Kind = HoldKind.DoubleFunding,
            Words = "Double funding",
            ClearsIt = "A clearance, or a correction by one of the providers.",
            Applies = milestone => milestone.Course.IsDoubleFunded,
            Why = _ => "the same learner is also claimed on another pilot course with overlapping dates",
            Correction = _ => "a return with the right start or end dates",
            FreesLaterCourses = true,
        },
        new()
        {
            Kind = HoldKind.Transfer,
            Words = "Transfer",
            ClearsIt = "A clearance that says what the second provider is paid.",
            Applies = milestone => milestone.Course.IsTransferred,
            Why = _ => "the start of the same learner on the same qualification has been earned at another provider",
            Correction = _ => "an enrolment return that no longer claims the learner",
        },
        new()
        {
            Kind = HoldKind.Contradicted,
            Words = "Contradicted by Pearson's record",
            ClearsIt = "An awards workbook or a return in which the two agree, or a clearance.",
            Applies = milestone => milestone.AwardingBodyCheck is { Status: Corroboration.Contradicted } && milestone.Terms.SchemeOf(milestone.Course).HoldContradicted,
            Why = _ => "Pearson's record does not agree with the claim",
            Correction = _ => "a return that agrees with Pearson's record, or a correction of that record by Pearson",
            FreesLaterCourses = true,
        },
        new()
        {
            Kind = HoldKind.Uncorroborated,
            Words = "Not confirmed by Pearson's record",
            ClearsIt = "An awards workbook that confirms it, or a clearance.",
            Applies = IsUncorroborated,
            Why = milestone => $"Pearson's record has not confirmed it in {Vocabulary.Display.Count(milestone.Terms.SchemeOf(milestone.Course).HoldSilentAfterDays ?? 0, "day")}",
            Correction = _ => "a registration or certificate that Pearson records, or a return with the right registration number",
            FreesLaterCourses = true,
        },
        new()
        {
            Kind = HoldKind.Officer,
            Words = "Held by an officer",
            ClearsIt = "The end of the hold, or a clearance.",
            Applies = milestone => milestone.Terms.Decisions.OfficerHolds(milestone.Course, milestone.CourseRow),
            Why = _ => "a funding officer has put it on hold",
            LooksAtClearances = true,
        },
    ]);

    /// <summary>What people call it.</summary>
    public static string Words(HoldKind kind) => Of(kind).Words;

    /// <summary>What clears it, for officers, in a sentence.</summary>
    public static string ClearsIt(HoldKind kind) => Of(kind).ClearsIt;

    /// <summary>The kind of hold that a rule for returns warns of, or null.</summary>
    public static HoldKind? WarnedOfBy(string rule) => All.FirstOrDefault(holdRule => holdRule.Rule == rule)?.Kind;

    internal static HoldRule Of(HoldKind kind) => All[(int)kind];

    private static bool IsUncorroborated(MilestoneCase milestone) =>
        milestone is { AwardingBodyCheck.Status: Corroboration.Silent, Date: { } date }
        && milestone.Terms.SchemeOf(milestone.Course).HoldSilentAfterDays is { } days
        && milestone.Terms.AsOf.DayNumber - date.DayNumber >= days;

    private static string WhyPartProgramme(MilestoneCase milestone) => HoldEarnings.IsPartOf(milestone.Course, milestone.CourseRow)
        ? $"only {milestone.CourseRow.Enrolment.Newest.CreditsPlanned} of the qualification's {milestone.Course.Qualification.Credits} credits are planned, which makes it a top-up or part of a programme"
        : HoldEarnings.FollowsFundedHnc(milestone.Course, milestone.CourseRow)
            ? "it follows an HNC of the same learner that the pilot has paid for"
            : "it may be a top-up or part of a programme";

    /// <exception cref="InvalidOperationException">A kind is missing, stands twice, or is not in the order of the kinds.</exception>
    internal static IReadOnlyList<HoldRule> Checked(IReadOnlyList<HoldRule> rules)
    {
        var kinds = Enum.GetValues<HoldKind>();
        for (var i = 0; i < Math.Max(kinds.Length, rules.Count); i++)
        {
            if (i >= rules.Count || i >= kinds.Length || rules[i].Kind != kinds[i])
            {
                throw new InvalidOperationException(
                    $"The table of hold kinds must have each kind once, in the order of {nameof(HoldKind)}: row {i + 1} should be {(i < kinds.Length ? kinds[i].Code() : "nothing")}.");
            }
        }

        return rules;
    }
}
