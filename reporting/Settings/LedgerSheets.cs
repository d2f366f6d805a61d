using Pilot.Reporting.Vocabulary;
using static Pilot.Reporting.Settings.SettingsColumnType;

namespace Pilot.Reporting.Settings;

/// <summary>The sheets of a ledger workbook (funding.md section 1); any may be absent.</summary>
public static class LedgerSheets
{
    public const string Template = "MTHTQ-LEDGER";

    private static readonly TableColumn Reference = new("reference", "Reference of this line, used once only", SettingsColumnType.Reference) { MaxLength = 50 };
    private static readonly TableColumn ProviderUkprn = new("ukprn", "UKPRN of the provider", SettingsColumnType.Ukprn);
    private static readonly TableColumn Qualification =
        new("qualification", "Qualification (HNC or HND)", Code) { Codes = SettingsSheets.QualificationCodes };
    private static readonly TableColumn Year = new("funding_year", "Funding year, April to March", SettingsColumnType.FundingYear);
    private static readonly TableColumn Amount = new("amount_gbp", "Amount in pounds, negative to reverse a line", SettingsColumnType.Money) { Min = -100_000_000m };
    private static readonly TableColumn Learner = new("learner_ref", "Learner reference", LearnerRef);
    private static readonly TableColumn Aim = new("aim_ref", "Learning aim reference", AimRef);
    private static readonly TableColumn StartDate = new("start_date", "Start date of the row", Date);
    private static readonly TableColumn Reason = new("reason", "Reason in words") { MaxLength = 1_000 };
    private static readonly TableColumn DecidedBy = new("decided_by", "Name of the person who decided");

    public static TableLayout Payments { get; } = new("Payments", true, ["reference"],
        [Reference, ProviderUkprn, Qualification, Year, new("paid_on", "Date of the payment, blank = not paid yet", Date), Amount])
    { DecidingColumn = "paid_on" };

    public static TableLayout Adjustments { get; } = new("Adjustments", true, ["reference"],
        [Reference, ProviderUkprn, Qualification, Year, new("dated", "Date of the adjustment", Date), Amount, Reason,
            new("approved_by", "Name of the person who approved it")]);

    public static TableLayout Clearances { get; } = new("Clearances", true, ["reference"],
        [Reference, ProviderUkprn, Learner, Aim, StartDate,
            new("hold", "Kind of hold", Code) { Codes = [.. Enum.GetValues<HoldKind>().Select(kind => kind.Code())] },
            new("decision", "Decision (PAY or REFUSE), blank = not decided yet", Code) { Codes = ["PAY", "REFUSE"] },
            new("rate_gbp", "Rate instead, in pounds", SettingsColumnType.Money) { Optional = true, Max = 100_000 },
            DecidedBy, new("decided_on", "Date of the decision", Date), Reason])
    { DecidingColumn = "decision" };

    public static TableLayout Holds { get; } = new("Holds", true, ["reference"],
        [Reference, ProviderUkprn, Learner with { Label = "Learner reference, blank for all learners", Optional = true },
            new("from", "First census date held", Date), new("to", "Last census date held", Date) { Optional = true }, Reason, DecidedBy]);

    public static TableLayout EvidenceChecks { get; } = new("EvidenceChecks", true, ["reference"],
        [Reference, ProviderUkprn, Learner, Aim, StartDate,
            new("milestone", "Milestone checked", Code) { Codes = [.. Enum.GetValues<Milestone>().Select(milestone => milestone.Code())] },
            new("checked_on", "Date of the check", Date),
            new("result", "Result (PASS or FAIL), blank = not checked yet", Code) { Codes = ["PASS", "FAIL"] },
            new("checked_by", "Name of the person who checked")])
    { DecidingColumn = "result" };

    public static IReadOnlyList<TableLayout> All { get; } = [Payments, Adjustments, Clearances, Holds, EvidenceChecks];
}
