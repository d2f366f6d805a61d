using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Settings;

/// <summary>What the sheets of a settings workbook must say of each other, calendar and overrides aside.</summary>
internal static class CheckSettings
{
    internal static void Check(SettingsRows rows, OfficeFileFindings findings)
    {
        foreach (var layout in SettingsSheets.All)
        {
            CheckNoDuplicates(rows.Of(layout), findings);
        }

        CheckProvidersExist(rows, findings);
        CheckQualificationsExist(rows, findings);
        CheckProfiles(rows, findings);
        foreach (var row in rows.ValidRowsOf(SettingsSheets.Qualifications)
            .Where(row => row.Get<DateOnly>("available_to") < row.Get<DateOnly>("available_from")))
        {
            findings.Add(OfficeFileRules.EndBeforeBeginning, row, "available_to", "available_to", "available_from");
        }

        foreach (var row in rows.ValidRowsOf(SettingsSheets.Destinations))
        {
            var type = row.Get<string>("dest_type");
            var code = row.Get<string>("dest_code");
            if (!DestinationCodes.ByType[type].Contains(code, StringComparer.Ordinal))
            {
                findings.Add(OfficeFileRules.DestinationCode, row, "dest_code", code, type, string.Join(", ", DestinationCodes.ByType[type]));
            }
        }

        var days = rows.Of(SettingsSheets.QualifyingDays);
        if (rows.HasEvery(SettingsSheets.QualifyingDays, "planned_days_from") && !days.Any(row => row.Get<int>("planned_days_from") <= 1))
        {
            findings.Add(OfficeFileRules.QualifyingDaysOpen, SettingsSheets.QualifyingDays.Sheet);
        }
    }

    private static void CheckNoDuplicates(IReadOnlyList<TableRow> rows, OfficeFileFindings findings)
    {
        var first = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in rows)
        {
            if (row.KeyWords() is { } key && !first.TryAdd(key, row.Number))
            {
                findings.Add(OfficeFileRules.LineTwice, row, row.Layout.Keys[0], key, first[key]);
            }
        }
    }

    private static void CheckProvidersExist(SettingsRows rows, OfficeFileFindings findings)
    {
        if (!rows.HasEvery(SettingsSheets.Providers, "ukprn"))
        {
            return;
        }

        // A provider whose own line has another fault is still known.
        var known = rows.Of(SettingsSheets.Providers).Select(row => row.Get<Ukprn>("ukprn")).ToHashSet();
        TableLayout[] naming = [SettingsSheets.Contacts, SettingsSheets.Allocations, SettingsSheets.RuleOverrides];
        foreach (var row in naming.SelectMany(rows.Of))
        {
            if (row.Find<Ukprn>("ukprn", out var ukprn) && !known.Contains(ukprn))
            {
                findings.Add(OfficeFileRules.UnknownProvider, row, "ukprn", ukprn);
            }
        }
    }

    private static void CheckQualificationsExist(SettingsRows rows, OfficeFileFindings findings)
    {
        if (!rows.HasEvery(SettingsSheets.Qualifications, "qualification"))
        {
            return;
        }

        var known = rows.Of(SettingsSheets.Qualifications)
            .Select(row => row.TextOrNull("qualification")).ToHashSet(StringComparer.Ordinal);
        foreach (var row in rows.Of(SettingsSheets.Allocations))
        {
            if (row.Find<string>("qualification", out var code) && !known.Contains(code))
            {
                findings.Add(OfficeFileRules.UnknownQualification, row, "qualification", code);
            }
        }
    }

    private static void CheckProfiles(SettingsRows rows, OfficeFileFindings findings)
    {
        foreach (var row in rows.ValidRowsOf(SettingsSheets.Allocations))
        {
            var line = SettingsRows.Allocation(row);
            var pounds = line.ProfileGbp.Sum();
            if (pounds != line.AllocationGbp)
            {
                findings.Add(OfficeFileRules.ProfileGbp, row, "allocation_gbp", Money.Words(pounds), Money.Words(line.AllocationGbp));
            }

            var starts = line.ProfileStarts.Sum();
            if (starts != line.Places)
            {
                findings.Add(OfficeFileRules.ProfileStarts, row, "places", CellWords.Of(starts), CellWords.Of(line.Places));
            }
        }
    }
}
