using static Pilot.Reporting.Settings.SettingsColumnType;

namespace Pilot.Reporting.Settings;

/// <summary>The sheets of a settings workbook (funding.md section 1), in the order in which they are written.</summary>
public static class SettingsSheets
{
    public const string Template = "MTHTQ-SETTINGS";

    /// <summary>What stands for WMCA's own officers where a UKPRN would stand.</summary>
    public const string Wmca = "WMCA";

    internal static readonly string[] QualificationCodes = ["HNC", "HND"];

    private static readonly TableColumn ProviderUkprn = new("ukprn", "UKPRN of the provider", Ukprn);
    private static readonly TableColumn Qualification = new("qualification", "Qualification (HNC or HND)", Code) { Codes = QualificationCodes };
    private static readonly TableColumn ApprovedBy = new("approved_by", "Name of the person who approved it");

    public static TableLayout Providers { get; } = new("Providers", false, ["ukprn"],
    [
        ProviderUkprn,
        new("name", "Name of the provider"),
        new("kind", "Kind of provider", Code) { Codes = ["COLLEGE", "PRIVATE", "UNIVERSITY"] },
        new("grant_ref", "Grant agreement reference") { Optional = true },
        new("vendor_no", "Vendor number for payments") { Optional = true },
        new("pearson_registers", "Registers its learners with Pearson (blank = Y)", YesNo) { Optional = true },
    ]);

    public static TableLayout Contacts { get; } = new("Contacts", false, ["ukprn", "role", "email"],
    [
        new("ukprn", "UKPRN of the provider, or WMCA", UkprnOrWmca),
        new("role", "Role of the person", Code) { Codes = ["DATA", "FINANCE", "CERTIFIER", "OFFICER"] },
        new("name", "Name of the person"),
        new("email", "Email address", Email),
    ]);

    public static TableLayout Qualifications { get; } = new("Qualifications", false, ["aim_ref"],
    [
        new("aim_ref", "Learning aim reference", AimRef),
        Qualification,
        new("title", "Title of the qualification"),
        new("level", "Level", Whole) { Min = 1, Max = 8 },
        new("credits", "Full credits", Whole) { Min = 1, Max = 480 },
        new("standards", "Occupational standards, with ; between them", SettingsColumnType.Codes) { MayBeBlank = true },
        new("available_from", "First start date allowed", Date),
        new("available_to", "Last start date allowed", Date) { LatestDate = DateOnly.MaxValue },
    ]);

    public static TableLayout Allocations { get; } = new("Allocations", false, ["ukprn", "qualification", "funding_year"],
    [
        ProviderUkprn,
        Qualification,
        new("funding_year", "Funding year, April to March", FundingYear),
        new("unit_rate_gbp", "Rate for one learner in pounds", Money) { Max = 100_000 },
        new("places", "Places in the year", Whole) { Max = 10_000 },
        new("allocation_gbp", "Cash budget for the year in pounds", Money),
        .. Quarters("profile_starts_q", "Starts expected in", Whole, 10_000),
        .. Quarters("profile_gbp_q", "Pounds expected in", Money, 100_000_000),
        new("stop_new_starts_from", "No new starts from this date", Date) { Optional = true },
        new("approved_on", "Date of approval", Date),
        ApprovedBy,
    ]);

    public static TableLayout Calendar { get; } = new("Calendar", false, ["period"],
    [
        new("period", "Period, for example 2026Q3", Period),
        new("opens_on", "Returns accepted from", Date),
        new("due_on", "Returns due by", Date),
        new("closes_on", "Period closes on", Date),
        new("tolerance_pct", "Tolerance in percent", Percent) { Max = 100 },
    ]);

    public static TableLayout Scheme { get; } = new("Scheme", false, ["key", "funding_year"],
    [
        new("key", "Name of the rule"),
        new("value", "Value of the rule", Any) { MayBeBlank = true },
        new("funding_year", "Only for learners who started in", FundingYear) { Optional = true },
    ]);

    public static TableLayout QualifyingDays { get; } = new("QualifyingDays", false, ["planned_days_from"],
    [
        new("planned_days_from", "From this many planned days on", Whole) { Min = 0, Max = 3_660 },
        new("days", "Days a learner must stay", Whole) { Min = 1, Max = 3_660 },
    ]);

    public static TableLayout Destinations { get; } = new("Destinations", true, ["dest_type", "dest_code"],
    [
        new("dest_type", "Type of destination", Code) { Codes = [.. DestinationCodes.ByType.Keys] },
        new("dest_code", "Code of the destination"),
        new("positive", "Counts as positive", Code) { Codes = ["ALWAYS", "IF_NEW", "NEVER"] },
    ]);

    public static TableLayout Areas { get; } = new("Areas", false, ["postcode"],
    [
        new("postcode", "Outward code, sector or full postcode", Area),
        new("council", "Name of the council") { MaxLength = 60 },
        new("in_wmca", "In the WMCA area", YesNo),
        new("in_zone", "In the Investment Zone", YesNo),
    ]);

    public static TableLayout RuleOverrides { get; } = new("RuleOverrides", true, ["rule", "ukprn", "from_period"],
    [
        new("rule", "Name of the rule"),
        new("ukprn", "Only for the provider with this UKPRN", Ukprn) { Optional = true },
        new("severity", "Severity instead (W or OFF)", Code) { Codes = ["W", "OFF"] },
        new("from_period", "First period", Period),
        new("to_period", "Last period", Period),
        new("reason", "Reason for the change") { MaxLength = 1_000 },
        ApprovedBy,
    ]);

    public static TableLayout Targets { get; } = new("Targets", true, ["measure", "by_period"],
    [
        new("measure", "What is to be reached", Code) { Codes = [.. TargetMeasures.All] },
        new("by_period", "By the end of this period", Period),
        new("target", "To be reached: a count, pounds or percent", Money),
        new("baseline", "Where it stood when the pilot began (blank = 0)", Money) { Optional = true },
        new("source", "Where the target is written down") { MaxLength = 1_000 },
    ]);

    public static IReadOnlyList<TableLayout> All { get; } =
        [Providers, Contacts, Qualifications, Allocations, Calendar, Scheme, QualifyingDays, Destinations, Areas, RuleOverrides, Targets];

    private static IEnumerable<TableColumn> Quarters(string name, string label, SettingsColumnType form, decimal max)
    {
        string[] months = ["April to June", "July to September", "October to December", "January to March"];
        return months.Select((words, index) =>
            new TableColumn(System.FormattableString.Invariant($"{name}{index + 1}"), $"{label} {words}", form) { Max = max });
    }
}

/// <summary>Destination codes by type (returns.md section 3.2).</summary>
public static class DestinationCodes
{
    public static IReadOnlyDictionary<string, string[]> ByType { get; } = new SortedDictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["EDU"] = ["1", "2", "3", "4", "5", "6"],
        ["EMP"] = ["1", "2", "4", "5"],
        ["GAP"] = ["1"],
        ["NPE"] = ["1", "2"],
        ["OTH"] = ["1", "3", "4"],
        ["VOL"] = ["1"],
    };
}
