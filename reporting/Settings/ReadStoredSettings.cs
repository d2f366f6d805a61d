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
            stored.Whole("format") is var given && given >= 1 && given <= format
                ? stored.Object("content", Settings)
                : throw new JsonException($"Stored settings have format {given}, and this program knows formats 1 to {format}."));
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
        SchemesByStartYear = SchemesByStartYear(from),
        QualifyingDays = List(from, "qualifying_days", storedObject => new QualifyingDays(storedObject.Whole("planned_days_from"), storedObject.Whole("days"))),
        Destinations = List(from, "destinations", Destination),
        Areas = List(from, "areas", storedObject => new AreaRule(storedObject.Text("postcode"), storedObject.Text("council"), storedObject.Flag("in_wmca"), storedObject.Flag("in_zone"))),
        RuleOverrides = List(from, "rule_overrides", Override),
        Targets = from.Has("targets") ? List(from, "targets", Target) : [],
    };

    private static Dictionary<FundingYear, Scheme> SchemesByStartYear(StoredObject from)
    {
        var schemes = new Dictionary<FundingYear, Scheme>();
        foreach (var (year, scheme) in from.Members("schemes_by_start_year"))
        {
            schemes.Add(StoredObject.Parse(year, FundingYear.Parse), StoredObject.Read(scheme, Scheme));
        }

        return schemes;
    }

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

    /// <summary>The default of the first version, which nobody had chosen: it is read as the present one (funding.md section 1).</summary>
    private const int EarlierMinDenominator = 23;

    /// <summary>Every key of the sheet Scheme; one that the text does not have yet keeps its default.</summary>
    private static Scheme Scheme(StoredObject from)
    {
        var unset = new Scheme { PilotFrom = default, PilotTo = default };
        var scheme = SchemeKeys.All.Where(key => key.Required || from.Has(key.Name))
            .Aggregate(unset, (scheme, key) => key.Set(scheme, Value(from, key.Value)));
        return scheme.DisclosureMinDenominator == EarlierMinDenominator ? scheme with { DisclosureMinDenominator = unset.DisclosureMinDenominator } : scheme;
    }

    private static object? Value(StoredObject from, TableColumn key) => key.Type switch
    {
        _ when from.IsNull(key.Name) && key.MayBeBlank => null,
        SettingsColumnType.Percent => from.Number(key.Name),
        SettingsColumnType.Whole => from.Whole(key.Name),
        SettingsColumnType.Date => from.Date(key.Name),
        SettingsColumnType.YesNo => from.Flag(key.Name),
        SettingsColumnType.FamCodes => from.Text(key.Name),
        _ => throw new InvalidOperationException($"{key.Name} of the Scheme has a form of which nothing is stored: {key.Type}."),
    };

    private static DestinationRule Destination(StoredObject from) => new(
        from.Text("dest_type"), from.Text("dest_code"),
        from.Text("positive") switch
        {
            "ALWAYS" => PositiveWhen.Always,
            "IF_NEW" => PositiveWhen.IfNew,
            "NEVER" => PositiveWhen.Never,
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
