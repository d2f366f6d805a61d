using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Settings;

/// <summary>New settings against what is held: nobody who has accepted rows may vanish, and open commitments want a line.</summary>
internal static class CheckAgainstHeld
{
    internal static void Check(SettingsRows rows, SettingsContext context, OfficeFileFindings findings)
    {
        var providers = rows.Of(SettingsSheets.Providers)
            .Select(row => row.OrNull<Ukprn>("ukprn")).ToHashSet();
        var tells = rows.HasEvery(SettingsSheets.Providers, "ukprn");
        foreach (var ukprn in context.HeldProviders.Order().Where(ukprn => tells && !providers.Contains(ukprn)))
        {
            findings.Add(OfficeFileRules.HeldProviderMissing, SettingsSheets.Providers.Sheet, ukprn);
        }

        var aims = rows.Of(SettingsSheets.Qualifications)
            .Select(row => row.TextOrNull("aim_ref")).ToHashSet(StringComparer.OrdinalIgnoreCase);
        tells = rows.HasEvery(SettingsSheets.Qualifications, "aim_ref");
        foreach (var aim in context.HeldAims.Order(StringComparer.Ordinal).Where(aim => tells && !aims.Contains(aim)))
        {
            findings.Add(OfficeFileRules.HeldAimMissing, SettingsSheets.Qualifications.Sheet, aim);
        }

        var lines = rows.Of(SettingsSheets.Allocations)
            .Select(row => (row.OrNull<Ukprn>("ukprn"), row.TextOrNull("qualification"), row.OrNull<FundingYear>("funding_year")))
            .ToHashSet();
        foreach (var open in context.OpenCommitments
            .Where(open => open.Milestones > 0 && !lines.Contains((open.Ukprn, open.Qualification, open.FundingYear)))
            .OrderBy(open => open.Ukprn).ThenBy(open => open.Qualification, StringComparer.Ordinal).ThenBy(open => open.FundingYear))
        {
            findings.Add(OfficeFileRules.OpenCommitment, SettingsSheets.Allocations.Sheet,
                Display.Count(open.Milestones, "milestone"), open.Ukprn, open.Qualification, open.FundingYear);
        }
    }
}
