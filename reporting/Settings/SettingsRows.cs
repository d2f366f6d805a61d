using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Settings;

/// <summary>The rows of all sheets of a settings workbook, and what they mean.</summary>
internal sealed class SettingsRows(Dictionary<string, List<TableRow>> sheets, IReadOnlySet<string> unread)
{
    internal IReadOnlyList<TableRow> Of(TableLayout layout) => sheets[layout.Sheet];

    /// <summary>
    /// The sheet was read, and every row of it says this. Only then is what it does not say missing: a fault in one cell is one finding,
    /// not one for every line that leans on it.
    /// </summary>
    internal bool HasEvery(TableLayout layout, string column) =>
        !unread.Contains(layout.Sheet) && Of(layout).All(row => row.Find<object>(column, out _));

    /// <summary>Rows of which every cell is of its form.</summary>
    internal IEnumerable<TableRow> ValidRowsOf(TableLayout layout) => Of(layout).Where(row => row.IsValid);

    /// <summary>Everything but the schemes, in the order of the keys, so that the order of rows makes no difference.</summary>
    internal PilotSettings Build() => new()
    {
        Providers = [.. ValidRowsOf(SettingsSheets.Providers).Select(Provider).OrderBy(provider => provider.Ukprn)],
        Contacts = [.. ValidRowsOf(SettingsSheets.Contacts).Select(Contact)
            .OrderBy(contact => contact.Ukprn?.Value ?? 0).ThenBy(contact => contact.Role, StringComparer.Ordinal).ThenBy(contact => contact.Email, StringComparer.Ordinal)],
        Qualifications = [.. ValidRowsOf(SettingsSheets.Qualifications).Select(Qualification).OrderBy(qualification => qualification.AimRef, StringComparer.Ordinal)],
        Allocations = [.. ValidRowsOf(SettingsSheets.Allocations).Select(Allocation)
            .OrderBy(allocation => allocation.Ukprn).ThenBy(allocation => allocation.Qualification, StringComparer.Ordinal).ThenBy(allocation => allocation.FundingYear)],
        Calendar = [.. ValidRowsOf(SettingsSheets.Calendar).Select(CalendarPeriod).OrderBy(period => period.Period)],
        QualifyingDays = [.. ValidRowsOf(SettingsSheets.QualifyingDays)
            .Select(row => new QualifyingDays(row.Get<int>("planned_days_from"), row.Get<int>("days")))
            .OrderByDescending(qualifyingDays => qualifyingDays.PlannedDaysFrom)],
        Destinations = [.. ValidRowsOf(SettingsSheets.Destinations).Select(Destination)
            .OrderBy(rule => rule.DestType, StringComparer.Ordinal).ThenBy(rule => rule.DestCode, StringComparer.Ordinal)],
        Areas = [.. ValidRowsOf(SettingsSheets.Areas)
            .Select(row => new AreaRule(row.Get<string>("postcode"), row.Get<string>("council"), row.Get<bool>("in_wmca"), row.Get<bool>("in_zone")))
            .OrderBy(rule => rule.Postcode, StringComparer.Ordinal)],
        RuleOverrides = [.. ValidRowsOf(SettingsSheets.RuleOverrides).Select(RuleOverride)
            .OrderBy(change => change.Rule, StringComparer.Ordinal).ThenBy(change => change.Ukprn?.Value ?? 0).ThenBy(change => change.FromPeriod)],
        Targets = [.. ValidRowsOf(SettingsSheets.Targets).Select(Target).OrderBy(target => target.Measure, StringComparer.Ordinal).ThenBy(target => target.ByPeriod)],
    };

    internal static CalendarPeriod CalendarPeriod(TableRow row) => new(
        row.Get<Quarter>("period"), row.Get<DateOnly>("opens_on"), row.Get<DateOnly>("due_on"), row.Get<DateOnly>("closes_on"),
        row.Get<decimal>("tolerance_pct"));

    internal static Allocation Allocation(TableRow row) => new(
        row.Get<Ukprn>("ukprn"), row.Get<string>("qualification"), row.Get<FundingYear>("funding_year"), row.Get<decimal>("unit_rate_gbp"),
        row.Get<int>("places"), row.Get<decimal>("allocation_gbp"),
        [row.Get<int>("profile_starts_q1"), row.Get<int>("profile_starts_q2"), row.Get<int>("profile_starts_q3"), row.Get<int>("profile_starts_q4")],
        [row.Get<decimal>("profile_gbp_q1"), row.Get<decimal>("profile_gbp_q2"), row.Get<decimal>("profile_gbp_q3"), row.Get<decimal>("profile_gbp_q4")],
        row.OrNull<DateOnly>("stop_new_starts_from"), row.Get<DateOnly>("approved_on"), row.Get<string>("approved_by"));

    /// <summary>Ids of rules are written in upper case; OFF is no severity.</summary>
    internal static RuleOverride RuleOverride(TableRow row) => new(
        row.Get<string>("rule").ToUpperInvariant(), row.OrNull<Ukprn>("ukprn"), row.Get<string>("severity") == "W" ? Severity.W : null,
        row.Get<Quarter>("from_period"), row.Get<Quarter>("to_period"), row.Get<string>("reason"), row.Get<string>("approved_by"));

    private static Provider Provider(TableRow row) => new(
        row.Get<Ukprn>("ukprn"), row.Get<string>("name"), Member<ProviderKind>(row, "kind"), row.TextOrNull("grant_ref"), row.TextOrNull("vendor_no"))
    {
        PearsonRegisters = row.OrNull<bool>("pearson_registers") ?? true,
    };

    private static Contact Contact(TableRow row) =>
        new(row.OrNull<Ukprn>("ukprn"), row.Get<string>("role"), row.Get<string>("name"), row.Get<string>("email"));

    private static Qualification Qualification(TableRow row) => new(
        row.Get<string>("aim_ref"), row.Get<string>("qualification"), row.Get<string>("title"), row.Get<int>("level"), row.Get<int>("credits"),
        row.Find<string[]>("standards", out var standards) ? standards : [], row.Get<DateOnly>("available_from"), row.Get<DateOnly>("available_to"));

    private static Target Target(TableRow row) => new(
        row.Get<string>("measure"), row.Get<Quarter>("by_period"), row.Get<decimal>("target"), row.OrNull<decimal>("baseline") ?? 0, row.TextOrNull("source") ?? "");

    private static DestinationRule Destination(TableRow row) =>
        new(row.Get<string>("dest_type"), row.Get<string>("dest_code"), Member<PositiveWhen>(row, "positive"));

    private static T Member<T>(TableRow row, string column)
        where T : struct, Enum => Display.TryFromCode<T>(row.Get<string>(column), out var member)
            ? member
            : throw new InvalidOperationException($"The column {column} allows a code that {typeof(T).Name} does not know.");
}
