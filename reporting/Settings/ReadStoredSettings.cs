using System.Text.Json;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Settings;

/// <summary>
/// Settings from the text that the serializer wrote, member by member. The serializer itself looks every type over before it reads the
/// first of them; that took longer than all the rest of a check, and every command reads the settings.
/// </summary>
internal static class ReadStoredSettings
{
    /// <exception cref="JsonException">The text is not settings of this format.</exception>
    public static PilotSettings Run(string json, int format)
    {
        using var text = JsonDocument.Parse(json);
        return StoredObject.Read(text.RootElement, stored =>
            stored.Whole("format") == format
                ? stored.Object("content", Settings)
                : throw new JsonException($"Stored settings have format {format}, and this text has not."));
    }

    private static PilotSettings Settings(StoredObject from) => new()
    {
        Version = from.Whole("version"),
        Providers = List(from, "providers", Provider),
        Contacts = List(from, "contacts", Contact),
        Qualifications = List(from, "qualifications", Qualification),
        Allocations = List(from, "allocations", Allocation),
        Calendar = List(from, "calendar", Period),
        Scheme = from.Object("scheme", Scheme),
        SchemesByStartYear = from.Members("schemes_by_start_year").ToDictionary(
            one => StoredObject.Parse(one.Name, FundingYear.Parse), one => StoredObject.Read(one.Value, Scheme)),
        QualifyingDays = List(from, "qualifying_days", one => new QualifyingDays(one.Whole("planned_days_from"), one.Whole("days"))),
        Destinations = List(from, "destinations", Destination),
        Areas = List(from, "areas", one => new AreaRule(one.Text("postcode"), one.Text("council"), one.Flag("in_wmca"), one.Flag("in_zone"))),
        RuleOverrides = List(from, "rule_overrides", Override),
        Targets = from.Has("targets") ? List(from, "targets", Target) : [],
    };

    private static Provider Provider(StoredObject from) => new(
        from.Parsed("ukprn", Ukprn.Parse), from.Text("name"), ProviderKind(from.Text("kind")), from.OptionalText("grant_ref"), from.OptionalText("vendor_no"))
    {
        PearsonRegisters = from.MaybeFlag("pearson_registers", true),
    };

    private static Contact Contact(StoredObject from) => new(
        from.OptionalParsed("ukprn", Ukprn.Parse), from.Text("role"), from.Text("name"), from.Text("email"));

    private static Qualification Qualification(StoredObject from) => new(
        from.Text("aim_ref"), from.Text("code"), from.Text("title"), from.Whole("level"), from.Whole("credits"),
        from.List("standards", StoredObject.TextOf), from.Date("available_from"), from.Date("available_to"));

    private static Allocation Allocation(StoredObject from) => new(
        from.Parsed("ukprn", Ukprn.Parse), from.Text("qualification"), from.Parsed("funding_year", FundingYear.Parse),
        from.Number("unit_rate_gbp"), from.Whole("places"), from.Number("allocation_gbp"),
        from.List("profile_starts", StoredObject.WholeOf), from.List("profile_gbp", StoredObject.NumberOf),
        from.OptionalDate("stop_new_starts_from"), from.Date("approved_on"), from.Text("approved_by"));

    private static CalendarPeriod Period(StoredObject from) => new(
        from.Parsed("period", Quarter.Parse), from.Date("opens_on"), from.Date("due_on"), from.Date("closes_on"), from.Number("tolerance_pct"));

    private static Target Target(StoredObject from) => new(
        from.Text("measure"), from.Parsed("by_period", Quarter.Parse), from.Number("value"), from.Number("baseline"), from.Text("source"));

    /// <summary>23 was the default of the first version, where nobody had chosen it.</summary>
    private const int EarlierMinDenominator = 23;

    private static int MinDenominator(StoredObject from) =>
        from.Whole("disclosure_min_denominator") is var given and not EarlierMinDenominator ? given : new Scheme { PilotFrom = default, PilotTo = default }.DisclosureMinDenominator;

    private static Scheme Scheme(StoredObject from) => ReadScheme(from.Without("disclosure_threshold"));

    private static Scheme ReadScheme(StoredObject from) => new()
    {
        StartPct = from.Number("start_pct"),
        CompletionPct = from.Number("completion_pct"),
        OutcomePct = from.Number("outcome_pct"),
        OutcomeWindowMonths = from.Whole("outcome_window_months"),
        LleFrom = from.Date("lle_from"),
        ToleranceInclusive = from.Flag("tolerance_inclusive"),
        UlnGracePeriods = from.Whole("uln_grace_periods"),
        PilotFrom = from.Date("pilot_from"),
        PilotTo = from.Date("pilot_to"),
        AutoPublish = from.Flag("auto_publish"),
        DisclosureBase = from.Whole("disclosure_base"),
        DisclosureMinDenominator = MinDenominator(from),
        DisclosureMoneyBase = from.MaybeWhole("disclosure_money_base") ?? 50_000,
        HoldContradicted = from.MaybeFlag("hold_contradicted", false),
        HoldSilentAfterDays = from.MaybeWhole("hold_silent_after_days"),
        RegistrationGraceDays = from.MaybeWhole("registration_grace_days") ?? 49,
        KeepRawDays = from.Whole("keep_raw_days"),
        KeepLearnerYears = from.Whole("keep_learner_years"),
        KeepAggregateYears = from.Whole("keep_aggregate_years"),
    };

    private static DestinationRule Destination(StoredObject from) => new(
        from.Text("dest_type"), from.Text("dest_code"),
        from.Text("positive") switch
        {
            "ALWAYS" => Positive.Always,
            "IF_NEW" => Positive.IfNew,
            "NEVER" => Positive.Never,
            var other => throw Unknown(other),
        });

    private static RuleOverride Override(StoredObject from) => new(
        from.Text("rule"), from.OptionalParsed("ukprn", Ukprn.Parse),
        from.OptionalText("severity") switch
        {
            null => null,
            "W" => Severity.W,
            "E" => Severity.E,
            "F" => Severity.F,
            var other => throw Unknown(other),
        },
        from.Parsed("from_period", Quarter.Parse), from.Parsed("to_period", Quarter.Parse), from.Text("reason"), from.Text("approved_by"));

    private static ProviderKind ProviderKind(string text) => text switch
    {
        "COLLEGE" => Reporting.Settings.ProviderKind.College,
        "PRIVATE" => Reporting.Settings.ProviderKind.Private,
        "UNIVERSITY" => Reporting.Settings.ProviderKind.University,
        var other => throw Unknown(other),
    };

    private static IReadOnlyList<T> List<T>(StoredObject from, string name, Func<StoredObject, T> read) =>
        from.List(name, element => StoredObject.Read(element, read));

    private static JsonException Unknown(string code) => new($"Stored settings hold a code that this program does not know: {code}.");
}
