using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Settings;

/// <summary>Settings and ledger as rows of their sheets, values in the order of the columns: what is written and compared.</summary>
internal static class SettingsTables
{
    internal static IEnumerable<object?[]> Rows(PilotSettings settings, TableLayout layout) => layout.Sheet switch
    {
        "Providers" => settings.Providers.Select(provider => (object?[])
            [provider.Ukprn, provider.Name, provider.Kind.Code(), provider.GrantRef, provider.VendorNo, provider.PearsonRegisters]),
        "Contacts" => settings.Contacts.Select(contact => (object?[])
            [contact.Ukprn is { } ukprn ? ukprn : SettingsSheets.Wmca, contact.Role, contact.Name, contact.Email]),
        "Qualifications" => settings.Qualifications.Select(qualification => (object?[])
            [qualification.AimRef, qualification.Code, qualification.Title, qualification.Level, qualification.Credits, qualification.Standards.ToArray(), qualification.AvailableFrom, qualification.AvailableTo]),
        "Allocations" => settings.Allocations.Select(allocation => (object?[])
            [allocation.Ukprn, allocation.Qualification, allocation.FundingYear, allocation.UnitRateGbp, allocation.Places, allocation.AllocationGbp,
                .. allocation.ProfileStarts.Cast<object?>(), .. allocation.ProfileGbp.Cast<object?>(), allocation.StopNewStartsFrom, allocation.ApprovedOn, allocation.ApprovedBy]),
        "Calendar" => settings.Calendar.Select(Row),
        "Scheme" => SchemeKeys.Rows(settings),
        "QualifyingDays" => settings.QualifyingDays.Select(qualifyingDay => (object?[])[qualifyingDay.PlannedDaysFrom, qualifyingDay.Days]),
        "Destinations" => settings.Destinations.Select(destination => (object?[])[destination.DestType, destination.DestCode, destination.Positive.Code()]),
        "Areas" => settings.Areas.Select(area => (object?[])[area.Postcode, area.Council, area.InWmca, area.InZone]),
        "RuleOverrides" => settings.RuleOverrides.Select(change => (object?[])
            [change.Rule, change.Ukprn, change.Severity is Severity.W ? "W" : "OFF", change.FromPeriod, change.ToPeriod, change.Reason, change.ApprovedBy]),
        "Targets" => settings.Targets.Select(target => (object?[])
            [target.Measure, target.ByPeriod, target.Value, target.Baseline == 0 ? null : target.Baseline, target.Source]),
        _ => throw new ArgumentException($"Settings have no sheet {layout.Sheet}.", nameof(layout)),
    };

    internal static object?[] Row(CalendarPeriod period) => [period.Period, period.OpensOn, period.DueOn, period.ClosesOn, period.TolerancePct];

    internal static IEnumerable<object?[]> Rows(Ledger ledger, TableLayout layout) => layout.Sheet switch
    {
        "Payments" => ledger.Payments.Select(payment => (object?[])
            [payment.Reference, payment.Ukprn, payment.Qualification, payment.FundingYear, payment.PaidOn, payment.AmountGbp]),
        "Adjustments" => ledger.Adjustments.Select(adjustment => (object?[])
            [adjustment.Reference, adjustment.Ukprn, adjustment.Qualification, adjustment.FundingYear, adjustment.Dated, adjustment.AmountGbp, adjustment.Reason, adjustment.ApprovedBy]),
        "Clearances" => ledger.Clearances.Select(clearance => (object?[])
            [clearance.Reference, clearance.Ukprn, clearance.LearnerRef, clearance.AimRef, clearance.StartDate, clearance.Hold.Code(), clearance.Pay ? "PAY" : "REFUSE", clearance.RateGbp,
                clearance.DecidedBy, clearance.DecidedOn, clearance.Reason]),
        "Holds" => ledger.Holds.Select(hold => (object?[])
            [hold.Reference, hold.Ukprn, hold.LearnerRef, hold.From, hold.To, hold.Reason, hold.DecidedBy]),
        "EvidenceChecks" => ledger.EvidenceChecks.Select(evidenceCheck => (object?[])
            [evidenceCheck.Reference, evidenceCheck.Ukprn, evidenceCheck.LearnerRef, evidenceCheck.AimRef, evidenceCheck.StartDate, evidenceCheck.Milestone.Code(), evidenceCheck.CheckedOn, evidenceCheck.Pass ? "PASS" : "FAIL",
                evidenceCheck.CheckedBy]),
        _ => throw new ArgumentException($"The ledger has no sheet {layout.Sheet}.", nameof(layout)),
    };
}
