using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Template;
using Cmp = Pilot.Reporting.Returns.Columns.CompletionColumns;
using Enr = Pilot.Reporting.Returns.Columns.EnrolmentColumns;

namespace Pilot.Reporting.Returns.Ilr;

/// <summary>
/// What an ILR says of one learner on one pilot aim, in the codes of the returns (the table of returns.md section 7): null where it does not
/// say. The rows of the two returns are made from it when they are asked for, so that of fifty thousand only this is in memory.
/// </summary>
internal sealed class IlrRow
{
    public string? LearnerRef { get; init; }
    public string? Uln { get; init; }
    public string? DateOfBirth { get; init; }
    public string? Sex { get; init; }
    public string? Ethnicity { get; init; }
    public string? Lldd { get; init; }
    public string? PriorAttainment { get; init; }
    public string? EmploymentStatus { get; init; }
    public string? HomePostcode { get; init; }
    public string? AimRef { get; init; }
    public string? Mode { get; init; }
    public string? DeliveryPostcode { get; init; }
    public string? Start { get; init; }
    public string? PlannedEnd { get; init; }
    public string? OriginalStart { get; init; }
    public string? FundingRoute { get; init; }
    public bool IsRestart { get; init; }
    public bool IsOfPilot { get; init; }
    public string? CompStatus { get; init; }
    public string? ActualEnd { get; init; }
    public string? WithdrawReason { get; init; }
    public string? Outcome { get; init; }
    public string? AchievementDate { get; init; }
    public string? Grade { get; init; }

    public FilledRow Enrolment() => new(ReturnTemplate.Enrolment)
    {
        IsFromIlr = true,
        [Enr.LearnerRef] = LearnerRef,
        [Enr.LearnerNumber] = Uln,
        [Enr.DateOfBirth] = DateOfBirth,
        [Enr.Sex] = Sex,
        [Enr.Ethnicity] = Ethnicity,
        [Enr.Lldd] = Lldd,
        [Enr.PriorAttainment] = PriorAttainment,
        [Enr.EmploymentStatus] = EmploymentStatus,
        [Enr.HomePostcode] = HomePostcode,
        [Enr.AimRef] = AimRef,
        [Enr.Mode] = Mode,
        [Enr.DeliveryPostcode] = DeliveryPostcode,
        [Enr.StartDate] = Start,
        [Enr.PlannedEndDate] = PlannedEnd,
        [Enr.Restart] = IsRestart ? CodeLists.Yes : CodeLists.No,
        [Enr.OriginalStartDate] = OriginalStart,
        [Enr.FundingRoute] = FundingRoute,
        [Enr.IzFunded] = IsOfPilot ? CodeLists.Yes : null,
    };

    public FilledRow Completion() => new(ReturnTemplate.Completion)
    {
        IsFromIlr = true,
        [Cmp.LearnerRef] = LearnerRef,
        [Cmp.AimRef] = AimRef,
        [Cmp.StartDate] = Start,
        [Cmp.LearnerNumber] = Uln,
        [Cmp.CompStatus] = CompStatus,
        [Cmp.ActualEndDate] = ActualEnd,
        [Cmp.WithdrawReason] = WithdrawReason,
        [Cmp.Outcome] = Outcome,
        [Cmp.AchievementDate] = AchievementDate,
        [Cmp.Grade] = Grade,
    };
}
