using Pilot.Reporting.Vocabulary;
using static Pilot.Reporting.Settings.SettingsColumnType;

namespace Pilot.Reporting.Settings;

/// <summary>One key of the sheet Scheme: the form of its value, and where it goes.</summary>
/// <param name="ByYear">May be given for learners who started in one funding year.</param>
internal sealed record SchemeKey(
    TableColumn Value, bool Required, bool ByYear, Func<Scheme, object?> Get, Func<Scheme, object?, Scheme> Set)
{
    internal string Name => Value.Name;
}

/// <summary>The keys of the sheet Scheme (funding.md section 1), in the order in which they are written.</summary>
internal static class SchemeKeys
{
    internal static IReadOnlyList<SchemeKey> All { get; } =
    [
        new(Share("start_pct"), true, true, scheme => scheme.StartPct, (scheme, value) => scheme with { StartPct = (decimal)value! }),
        new(Share("completion_pct"), true, true, scheme => scheme.CompletionPct, (scheme, value) => scheme with { CompletionPct = (decimal)value! }),
        new(Share("outcome_pct"), true, true, scheme => scheme.OutcomePct, (scheme, value) => scheme with { OutcomePct = (decimal)value! }),
        new(Count("outcome_window_months", 0, 60), true, true, scheme => scheme.OutcomeWindowMonths, (scheme, value) => scheme with { OutcomeWindowMonths = (int)value! }),
        new(Day("lle_from"), true, true, scheme => scheme.LleFrom, (scheme, value) => scheme with { LleFrom = (DateOnly)value! }),
        new(Flag("tolerance_inclusive"), true, false, scheme => scheme.ToleranceInclusive, (scheme, value) => scheme with { ToleranceInclusive = (bool)value! }),
        new(Count("uln_grace_periods", 0, 40), true, true, scheme => scheme.UlnGracePeriods, (scheme, value) => scheme with { UlnGracePeriods = (int)value! }),
        new(Day("pilot_from"), true, false, scheme => scheme.PilotFrom, (scheme, value) => scheme with { PilotFrom = (DateOnly)value! }),
        new(Day("pilot_to"), true, false, scheme => scheme.PilotTo, (scheme, value) => scheme with { PilotTo = (DateOnly)value! }),
        new(Flag("auto_publish"), true, false, scheme => scheme.AutoPublish, (scheme, value) => scheme with { AutoPublish = (bool)value! }),
        new(Count("disclosure_base", 3, 100), false, false, scheme => scheme.DisclosureBase, (scheme, value) => scheme with { DisclosureBase = (int)value! }),
        new(Count("disclosure_min_denominator", 1, 1_000), false, false, scheme => scheme.DisclosureMinDenominator, (scheme, value) => scheme with { DisclosureMinDenominator = (int)value! }),
        new(Count("disclosure_money_base", 1, 10_000_000), false, false, scheme => scheme.DisclosureMoneyBase, (scheme, value) => scheme with { DisclosureMoneyBase = (int)value! }),
        new(Flag("hold_contradicted"), false, true, scheme => scheme.HoldContradicted, (scheme, value) => scheme with { HoldContradicted = (bool)value! }),
        new(Count("hold_silent_after_days", 0, 3_660) with { MayBeBlank = true }, false, true, scheme => scheme.HoldSilentAfterDays, (scheme, value) => scheme with { HoldSilentAfterDays = (int?)value }),
        new(Count("registration_grace_days", 0, 3_660), false, true, scheme => scheme.RegistrationGraceDays, (scheme, value) => scheme with { RegistrationGraceDays = (int)value! }),
        .. MonitorKeys.All,
        new(Count("keep_raw_days", 1, 3_650), false, false, scheme => scheme.KeepRawDays, (scheme, value) => scheme with { KeepRawDays = (int)value! }),
        new(Count("keep_learner_years", 1, 50), false, false, scheme => scheme.KeepLearnerYears, (scheme, value) => scheme with { KeepLearnerYears = (int)value! }),
        new(Count("keep_aggregate_years", 0, 200), false, false, scheme => scheme.KeepAggregateYears, (scheme, value) => scheme with { KeepAggregateYears = (int)value! }),
        new(new TableColumn("ilr_fam_codes", "ilr_fam_codes", SettingsColumnType.FamCodes) { MayBeBlank = true }, false, false, scheme => scheme.IlrFamCodes, (scheme, value) => scheme with { IlrFamCodes = (string?)value }),
    ];

    /// <summary>A key of earlier settings: it is read, and says nothing any more.</summary>
    private const string Ignored = "disclosure_threshold";

    internal static SchemeKey? Find(string name) =>
        All.FirstOrDefault(key => string.Equals(key.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Rows of the sheet: every key for all years, then what each year has of its own.</summary>
    internal static IEnumerable<object?[]> Rows(PilotSettings settings)
    {
        foreach (var key in All)
        {
            yield return [key.Name, key.Get(settings.Scheme), null];
        }

        foreach (var (year, scheme) in settings.SchemesByStartYear.OrderBy(pair => pair.Key))
        {
            foreach (var key in All.Where(key => key.ByYear && !Equals(key.Get(scheme), key.Get(settings.Scheme))))
            {
                yield return [key.Name, key.Get(scheme), year];
            }
        }
    }

    /// <summary>Adds the schemes to the settings; says what is unknown, missing, or does not add up.</summary>
    internal static PilotSettings Read(SettingsRows settingsRows, bool date1904, PilotSettings settings, OfficeFileFindings findings)
    {
        var rows = settingsRows.Of(SettingsSheets.Scheme);
        var given = new List<ParsedKey>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var complete = rows.Count > 0 && rows.All(row => row.IsValid);
        foreach (var row in rows.Where(row => row.Find<string>("key", out var name) && !string.Equals(name, Ignored, StringComparison.OrdinalIgnoreCase)))
        {
            complete &= ReadRow(row, date1904, given, seen, findings);
        }

        foreach (var key in All.Where(key => key.Required && !seen.Contains(key.Name) && settingsRows.HasEvery(SettingsSheets.Scheme, "key")))
        {
            findings.Add(OfficeFileRules.KeyMissing, SettingsSheets.Scheme.Sheet, key.Name, key.Value.FormWords);
            complete = false;
        }

        return complete ? Apply(given, settings, findings) : settings;
    }

    /// <summary>False where the row makes the schemes incomplete: its key is unknown, does not go by year, or its value cannot be read.</summary>
    private static bool ReadRow(TableRow row, bool date1904, List<ParsedKey> given, HashSet<string> seen, OfficeFileFindings findings)
    {
        if (Find(row.Get<string>("key")) is not { } key)
        {
            findings.Add(OfficeFileRules.UnknownKey, row, "key", row.Get<string>("key"), string.Join(", ", All.Select(schemeKey => schemeKey.Name)));
            return false;
        }

        var year = row.OrNull<FundingYear>("funding_year");
        var isByYear = year is null || key.ByYear;
        if (year is null)
        {
            seen.Add(key.Name);
        }
        else if (!isByYear)
        {
            findings.Add(OfficeFileRules.KeyNotByYear, row, "funding_year", key.Name);
        }

        if (!row.IsValid)
        {
            return isByYear;
        }

        var problem = TableCells.Read(key.Value, row.Find<Pilot.Reporting.Excel.Reading.RawCell>("value", out var cell) ? cell : default, date1904, out var value);
        ReadTable.Report(findings, row, key.Value, key.Name, problem);
        if (problem == CellReadError.None)
        {
            given.Add(new ParsedKey(key, year, value, row));
        }

        return isByYear && problem == CellReadError.None;
    }

    private static PilotSettings Apply(List<ParsedKey> given, PilotSettings settings, OfficeFileFindings findings)
    {
        var forAll = new Scheme { PilotFrom = default, PilotTo = default };
        forAll = given.Where(entry => entry.Year is null).Aggregate(forAll, (scheme, entry) => entry.Key.Set(scheme, entry.Value));
        CheckSplit(forAll, given.Where(entry => entry.Year is null), "all funding years", findings);
        if (forAll.PilotTo < forAll.PilotFrom)
        {
            findings.Add(OfficeFileRules.EndBeforeBeginning, given.First(entry => entry.Key.Name == "pilot_to").Row, "value", "pilot_to", "pilot_from");
        }

        if (forAll.KeepAggregateYears > 0 && forAll.KeepAggregateYears < forAll.KeepLearnerYears)
        {
            findings.Add(OfficeFileRules.KeptTooShort, given.First(entry => entry.Key.Name == "keep_aggregate_years").Row, "value");
        }

        var byYear = new SortedDictionary<FundingYear, Scheme>();
        foreach (var year in given.Where(entry => entry.Year is not null).GroupBy(entry => entry.Year!.Value))
        {
            var scheme = year.Aggregate(forAll, (scheme, entry) => entry.Key.Set(scheme, entry.Value));
            CheckSplit(scheme, year, year.Key.ToString(), findings);
            // A year whose rules are those of all years has none of its own.
            if (scheme != forAll)
            {
                byYear[year.Key] = scheme;
            }
        }

        return settings with { Scheme = forAll, SchemesByStartYear = byYear };
    }

    private static void CheckSplit(Scheme scheme, IEnumerable<ParsedKey> given, string years, OfficeFileFindings findings)
    {
        var sum = scheme.StartPct + scheme.CompletionPct + scheme.OutcomePct;
        var row = given.LastOrDefault(entry => entry.Key.Value.Type == Percent)?.Row;
        // A year without a share of its own has those of all years, of which it has been said already.
        if (sum != 100 && row is not null)
        {
            findings.Add(OfficeFileRules.SplitNot100, row, "value", CellWords.Of(sum), years);
        }
    }

    private sealed record ParsedKey(SchemeKey Key, FundingYear? Year, object? Value, TableRow Row);

    private static TableColumn Share(string name) => new(name, name, Percent) { Max = 100 };

    private static TableColumn Count(string name, int min, int max) => new(name, name, Whole) { Min = min, Max = max };

    private static TableColumn Day(string name) => new(name, name, Date);

    private static TableColumn Flag(string name) => new(name, name, YesNo);
}
