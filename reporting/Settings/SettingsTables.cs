using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Settings;

/// <summary>Settings and ledger as rows of their sheets, values in the order of the columns: what is written and compared.</summary>
internal static class SettingsTables
{
    internal static IEnumerable<object?[]> Rows(PilotSettings settings, TableLayout layout) => layout.Sheet switch
    {
        "Providers" => settings.Providers.Select(one => (object?[])
            [one.Ukprn, one.Name, one.Kind.Code(), one.GrantRef, one.VendorNo, one.PearsonRegisters]),
        "Contacts" => settings.Contacts.Select(one => (object?[])
            [one.Ukprn is { } ukprn ? ukprn : SettingsSheets.Wmca, one.Role, one.Name, one.Email]),
        "Qualifications" => settings.Qualifications.Select(one => (object?[])
            [one.AimRef, one.Code, one.Title, one.Level, one.Credits, one.Standards.ToArray(), one.AvailableFrom, one.AvailableTo]),
        "Allocations" => settings.Allocations.Select(one => (object?[])
            [one.Ukprn, one.Qualification, one.FundingYear, one.UnitRateGbp, one.Places, one.AllocationGbp,
                .. one.ProfileStarts.Cast<object?>(), .. one.ProfileGbp.Cast<object?>(), one.StopNewStartsFrom, one.ApprovedOn, one.ApprovedBy]),
        "Calendar" => settings.Calendar.Select(Row),
        "Scheme" => SchemeKeys.Rows(settings),
        "QualifyingDays" => settings.QualifyingDays.Select(one => (object?[])[one.PlannedDaysFrom, one.Days]),
        "Destinations" => settings.Destinations.Select(one => (object?[])[one.DestType, one.DestCode, one.Positive.Code()]),
        "Areas" => settings.Areas.Select(one => (object?[])[one.Postcode, one.Council, one.InWmca, one.InZone]),
        "RuleOverrides" => settings.RuleOverrides.Select(one => (object?[])
            [one.Rule, one.Ukprn, one.Severity is Severity.W ? "W" : "OFF", one.FromPeriod, one.ToPeriod, one.Reason, one.ApprovedBy]),
        "Targets" => settings.Targets.Select(target => (object?[])
            [target.Measure, target.ByPeriod, target.Value, target.Baseline == 0 ? null : target.Baseline, target.Source]),
        _ => throw new ArgumentException($"Settings have no sheet {layout.Sheet}.", nameof(layout)),
    };

    internal static object?[] Row(CalendarPeriod one) => [one.Period, one.OpensOn, one.DueOn, one.ClosesOn, one.TolerancePct];

    internal static IEnumerable<object?[]> Rows(Ledger ledger, TableLayout layout) => layout.Sheet switch
    {
        "Payments" => ledger.Payments.Select(one => (object?[])
            [one.Reference, one.Ukprn, one.Qualification, one.FundingYear, one.PaidOn, one.AmountGbp]),
        "Adjustments" => ledger.Adjustments.Select(one => (object?[])
            [one.Reference, one.Ukprn, one.Qualification, one.FundingYear, one.Dated, one.AmountGbp, one.Reason, one.ApprovedBy]),
        "Clearances" => ledger.Clearances.Select(one => (object?[])
            [one.Reference, one.Ukprn, one.LearnerRef, one.AimRef, one.StartDate, one.Hold.Code(), one.Pay ? "PAY" : "REFUSE", one.RateGbp,
                one.DecidedBy, one.DecidedOn, one.Reason]),
        "Holds" => ledger.Holds.Select(one => (object?[])
            [one.Reference, one.Ukprn, one.LearnerRef, one.From, one.To, one.Reason, one.DecidedBy]),
        "EvidenceChecks" => ledger.EvidenceChecks.Select(one => (object?[])
            [one.Reference, one.Ukprn, one.LearnerRef, one.AimRef, one.StartDate, one.Milestone.Code(), one.CheckedOn, one.Pass ? "PASS" : "FAIL",
                one.CheckedBy]),
        _ => throw new ArgumentException($"The ledger has no sheet {layout.Sheet}.", nameof(layout)),
    };
}
