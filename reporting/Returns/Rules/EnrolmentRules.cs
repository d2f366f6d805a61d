using System.Globalization;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Vocabulary;
using static Pilot.Reporting.Returns.Columns.EnrolmentColumns;

namespace Pilot.Reporting.Returns.Rules;

/// <summary>Rules about one enrolment row by itself (returns.md section 4.3).</summary>
internal static class EnrolmentRules
{
    public static IReadOnlyList<RowRule> All { get; } =
    [
        Rule("ULN_01", Severity.W, [LearnerNumber],
            "The unique learner number is the temporary one.",
            "Send the real number as soon as you have it. Until it comes, payments for this learner stop after a few quarters.",
            (row, _) => row.Whole(LearnerNumber) == RowFacts.TemporaryUln,
            (_, _) => "The unique learner number is the temporary one, 9999999999."),
        Rule("AGE_01", Severity.E, [DateOfBirth, StartDate],
            "The age at the start is under 16 or over 100.",
            "Check the date of birth and the start date, and correct the one that is wrong.",
            (row, _) => AgeAtStart(row) is < 16 or > 100,
            (row, _) => AgeAtStart(row) < 16
                ? $"The learner would be under 16 on the start date, {Display.Date(row.Date(StartDate))}."
                : $"The learner would be over 100 on the start date, {Display.Date(row.Date(StartDate))}."),
        Rule("AGE_02", Severity.W, [DateOfBirth, StartDate],
            "The learner is 16 or 17 at the start.",
            "Check that the date of birth is right. If it is, you do not need to do anything.",
            (row, _) => AgeAtStart(row) is 16 or 17),
        Rule("SEX_01", Severity.W, [Sex],
            "Sex is N, not provided.",
            "Ask the learner if you can. If they prefer not to say, you do not need to do anything.",
            (row, _) => row.Is(Sex, "N")),
        Rule("POST_01", Severity.W, [HomePostcode],
            "Home postcode at enrolment is not known.",
            "Enter the postcode at which the learner lived when they enrolled, if you can find it out.",
            (row, _) => row.Whole(HomePostcode) == 1,
            (_, _) => "Home postcode at enrolment is ZZ99 9ZZ, not known."),
        Rule("AIM_01", Severity.E, [AimRef, StartDate],
            "The learning aim reference is not a qualification in the pilot, or the qualification is not available on the start date.",
            "Enter the learning aim reference of the qualification that the learner takes, and check the start date.",
            (row, _) => row.Qualification is not { } aim || row.Date(StartDate) < aim.AvailableFrom || row.Date(StartDate) > aim.AvailableTo,
            (row, facts) => row.Qualification is not { } aim
                ? $"Learning aim reference is '{row.Text(AimRef)}', which is not a qualification in the pilot. The pilot's are {facts.AimsInWords}."
                : $"{aim.Title} can be started from {Display.Date(aim.AvailableFrom)} to {Display.Date(aim.AvailableTo)}. "
                    + $"Start date is {Display.Date(row.Date(StartDate))}.") with
        {
            // No rate, credits or level is known of it, and settings that lack an aim with accepted rows are wrong themselves.
            CannotBeSoftenedFor = row => row.Qualification is null,
        },
        Rule("CRED_02", Severity.W, [CreditsPlanned],
            "Fewer credits are planned than the full qualification has.",
            "Leave the cell blank if the learner takes the full qualification. For a top-up or part programme you do not need to do anything: a funding officer will decide. "
                + "A programme of fewer than 120 credits cannot be paid.",
            (row, _) => row.Has(CreditsPlanned) && row.Qualification is { } aim && row.Whole(CreditsPlanned) < aim.Credits,
            (row, _) => $"Credits planned is {row.Whole(CreditsPlanned)}. The full qualification has {row.Qualification!.Credits} credits. "
                + (row.Whole(CreditsPlanned) < Programme.HncCredits ? "A programme of fewer than 120 credits cannot be paid." : "The payment is held until a funding officer has decided."),
            AimRef),
        Rule("DATE_01", Severity.W, [StartDate],
            "The start date is after the end of the quarter: the row is set aside until the quarter in which it falls.",
            "If the date is right, you do not need to do anything. Otherwise correct it.",
            (row, facts) => row.Date(StartDate) > facts.CensusDate,
            (row, facts) => $"Start date is {Display.Date(row.Date(StartDate))}, after the end of the quarter on {Display.Date(facts.CensusDate)}. "
                + "The row is set aside until the quarter in which it falls."),
        Rule("DATE_02", Severity.E, [StartDate],
            "The start date is outside the pilot.",
            "Correct the start date, or remove the row.",
            (row, facts) => row.Date(StartDate) is var start && facts.SchemeAt(start) is var scheme && (start < scheme.PilotFrom || start > scheme.PilotTo),
            (row, facts) => facts.SchemeAt(row.Date(StartDate)) is var scheme
                ? $"Start date is {Display.Date(row.Date(StartDate))}. The pilot runs from {Display.Date(scheme.PilotFrom)} to {Display.Date(scheme.PilotTo)}."
                : ""),
        Rule("DATE_03", Severity.E, [PlannedEndDate, StartDate],
            "The planned end date is not after the start date, or is 10 years or more after it.",
            "Correct the planned end date or the start date.",
            (row, _) => row.Date(PlannedEndDate) <= row.Date(StartDate) || row.Date(PlannedEndDate) >= row.Date(StartDate).AddYears(10),
            (row, _) => row.Date(PlannedEndDate) <= row.Date(StartDate)
                ? $"Planned end date is {Display.Date(row.Date(PlannedEndDate))}, which is not after the start date, {Display.Date(row.Date(StartDate))}."
                : $"Planned end date is {Display.Date(row.Date(PlannedEndDate))}, 10 years or more after the start date, {Display.Date(row.Date(StartDate))}."),
        Rule("DATE_04", Severity.W, [PlannedEndDate],
            "The planned length is unusual: 120 credits usually take between half a year and 3 years.",
            "Check the start date, the planned end date and the credits planned. If they are right, you do not need to do anything.",
            (row, _) => IsUnusualLength(row),
            (row, _) => string.Create(CultureInfo.InvariantCulture,
                $"{PlannedDays(row):#,##0} days are planned for {Credits(row)} {(Credits(row) == 1 ? "credit" : "credits")}. 120 credits usually take between half a year and 3 years."),
            StartDate, CreditsPlanned, AimRef),
        Rule("DATE_05", Severity.E, [OriginalStartDate, StartDate],
            "The original start date is not before the start date.",
            "Enter the date on which the learner first started, before the break.",
            (row, _) => row.Has(OriginalStartDate) && row.Date(OriginalStartDate) >= row.Date(StartDate),
            (row, _) => $"Original start date is {Display.Date(row.Date(OriginalStartDate))}, which is not before the start date, {Display.Date(row.Date(StartDate))}."),
        Rule("DATE_06", Severity.W, [StartDate],
            "The start date is on or after the day from which new starts are not paid.",
            "Check the start date. If it is right, the start cannot be paid. Contact your funding officer if you did not expect this.",
            (row, facts) => row.Is(Restart, CodeLists.No) && StopNewStartsFrom(row, facts) is { } stop && row.Date(StartDate) >= stop,
            (row, facts) => $"Start date is {Display.Date(row.Date(StartDate))}. New starts from {Display.Date(StopNewStartsFrom(row, facts)!.Value)} onwards are not paid.",
            AimRef, Restart),
        Rule("FUND_01", Severity.W, [FundingRoute],
            "The student funding route is ASF (Adult Skills Fund) or APP (part of an apprenticeship): the row cannot be claimed from the pilot.",
            "Check the route. If it is right, you do not need to do anything, but nothing is paid for this learner.",
            (row, _) => row.Is(FundingRoute, FundingRouteCode.AdultSkillsFund) || row.Is(FundingRoute, FundingRouteCode.Apprenticeship),
            (row, _) => row.Is(FundingRoute, FundingRouteCode.AdultSkillsFund)
                ? "Student funding route is ASF. The Adult Skills Fund covers levels 1 to 3 only, so this cannot be claimed from the pilot."
                : "Student funding route is APP (part of an apprenticeship). An apprenticeship is paid for already, so this cannot be claimed from the pilot."),
        Rule("FUND_02", Severity.E, [FundingRoute, StartDate],
            "The student funding route is LLE (Lifelong Learning Entitlement), which did not exist on the start date.",
            "Choose the route that the learner really uses, or correct the start date.",
            (row, facts) => row.Is(FundingRoute, FundingRouteCode.LifelongLearning) && row.Date(StartDate) < facts.SchemeAt(row.Date(StartDate)).LleFrom,
            (row, facts) => $"Student funding route is LLE (Lifelong Learning Entitlement), which begins with starts on {Display.Date(facts.SchemeAt(row.Date(StartDate)).LleFrom)}. "
                + $"Start date is {Display.Date(row.Date(StartDate))}."),
        Rule("FUND_03", Severity.W, [OtherPublicFunding],
            "The learner is claimed from the pilot and another grant pays the same costs: the payment is held.",
            "If one of the two answers is wrong (Claimed from the pilot, or Another grant pays the same costs), correct it. Otherwise tell your funding officer what the other grant pays for.",
            (row, _) => row.Is(IzFunded, CodeLists.Yes) && row.Is(OtherPublicFunding, CodeLists.Yes),
            null, IzFunded),
        Rule("FUND_04", Severity.W, [ClaimStart],
            "There is a claim for the start but the learner is not claimed from the pilot.",
            "Clear the claim, or change Claimed from the pilot to Y.",
            (row, _) => row.Has(ClaimStart) && row.Whole(ClaimStart) > 0 && row.Is(IzFunded, CodeLists.No),
            (row, _) => $"Claim for the start is {Money.Words(row.Money(ClaimStart))} but Claimed from the pilot is N, so it cannot be paid.",
            IzFunded),
        Rule("FUND_05", Severity.W, [FundingRoute],
            "The student funding route and the answers beside it disagree.",
            "Check the route against Claimed from the pilot and Employer sponsored, and correct the one that is wrong.",
            (row, _) => PaysInFullButNotClaimed(row) || (row.Is(FundingRoute, FundingRouteCode.Employer) && row.Is(EmployerSponsored, CodeLists.No)),
            (row, _) => PaysInFullButNotClaimed(row)
                ? "Student funding route is IZ_FULL (the pilot pays in full) but Claimed from the pilot is N."
                : "Student funding route is EMP (the employer pays) but Employer sponsored is N.",
            IzFunded, EmployerSponsored),
    ];

    /// <summary>
    /// As they are run: the start date comes first, so that a wrong year is marked in its own cell and not as an age or an aim.
    /// </summary>
    public static IReadOnlyList<RowRule> AsRun { get; } =
        [.. All.Where(rule => rule.Id == "DATE_02"), .. All.Where(rule => rule.Id == "DATE_01"), .. All.Where(rule => rule.Id is not ("DATE_01" or "DATE_02"))];

    /// <summary>Whole years on the start date; negative for a date of birth after it. Whoever was born on 29 February has their birthday on 1 March in other years.</summary>
    public static int AgeAtStart(TypedRow row)
    {
        var born = row.Date(DateOfBirth);
        var start = row.Date(StartDate);
        return start.Year - born.Year - ((start.Month, start.Day).CompareTo((born.Month, born.Day)) < 0 ? 1 : 0);
    }

    private static bool PaysInFullButNotClaimed(TypedRow row) => row.Is(FundingRoute, FundingRouteCode.PaidInFull) && row.Is(IzFunded, CodeLists.No);

    private static int PlannedDays(TypedRow row) => row.Date(PlannedEndDate).DayNumber - row.Date(StartDate).DayNumber + 1;

    private static long Credits(TypedRow row) => row.Has(CreditsPlanned) ? row.Whole(CreditsPlanned) : row.Qualification!.Credits;

    // In whole calendar months as far as they go, so that three calendar years are three years whatever leap day they hold: 120
    // credits take 6 months at least and 36 at most, and other programmes the same share of it. Both limits are usual.
    private static bool IsUnusualLength(TypedRow row)
    {
        if (row.Qualification is null)
        {
            return false;
        }

        var credits = Credits(row);
        var start = row.Date(StartDate);
        var after = row.Date(PlannedEndDate).AddDays(1);
        return after < AddMonths(start, credits * 6 / 120m) || after > AddMonths(start, credits * 36 / 120m);
    }

    private static DateOnly AddMonths(DateOnly date, decimal months)
    {
        var whole = (int)decimal.Truncate(months);
        return date.AddMonths(whole).AddDays((int)((months - whole) * 30));
    }

    private static DateOnly? StopNewStartsFrom(TypedRow row, RowFacts facts) =>
        row.Qualification is { } aim ? facts.AllocationAt(aim, row.Date(StartDate))?.StopNewStartsFrom : null;

    private static RowRule Rule(
        string id, Severity severity, int[] at, string message, string fix, Func<TypedRow, RowFacts, bool> fires,
        Func<TypedRow, RowFacts, string>? says = null, params int[] alsoReads) => new()
        {
            Id = id,
            Severity = severity,
            Stage = RuleStage.Row,
            Kind = ReturnKind.Enrolment,
            Columns = Rules.Rule.NamesOf(EnrolmentColumns.All, at),
            Message = message,
            Fix = fix,
            BlamedColumns = at,
            ColumnsRead = TypedRow.Set([.. at, .. alsoReads]),
            Fires = fires,
            MessageFor = says,
        };
}
