using Pilot.Reporting.Settings;

namespace Pilot.Reporting.Funding;

/// <summary>What holds an earning back until a clearance says PAY (funding.md section 2, HELD).</summary>
internal static class HoldEarnings
{
    /// <summary>In the order of the kinds; empty where nothing holds it.</summary>
    public static IReadOnlyList<HoldKind> On(MilestoneCase milestone)
    {
        List<HoldKind>? kinds = null;
        foreach (var rule in HoldKinds.All)
        {
            if (rule.Applies(milestone) && (rule.LooksAtClearances || milestone.Terms.Decisions.FindClearance(milestone.Course, milestone.CourseRow, rule.Kind) is not { Pay: true }))
            {
                (kinds ??= []).Add(rule.Kind);
            }
        }

        return kinds ?? (IReadOnlyList<HoldKind>)[];
    }

    /// <summary>CRED_02: fewer credits planned than the whole qualification has.</summary>
    public static bool IsPartOf(CourseDraft course, CourseRow row) =>
        row.Enrolment.Newest.CreditsPlanned is { } planned && planned < course.Qualification.Credits;

    /// <summary>An HND that begins after the end of an HNC whose achievement the pilot paid for.</summary>
    public static bool FollowsFundedHnc(CourseDraft course, CourseRow row) =>
        course.Qualification.Code == "HND" && row.Enrolment.Newest.StartDate > (course.FundedHncEnded ?? DateOnly.MaxValue);
}
