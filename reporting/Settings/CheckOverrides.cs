using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Settings;

/// <summary>
/// The sheet RuleOverrides: E to W or OFF, and W to OFF, never for what makes a file readable or tells whose it is (returns.md section 4).
/// </summary>
internal static class CheckOverrides
{
    private static readonly string[] Never = ["FILE_01", "FILE_02", "FILE_03", "FILE_04", "FILE_05", "DECL_03"];

    internal static void Check(SettingsRows rows, SettingsContext context, OfficeFileFindings findings)
    {
        var before = new List<(int Row, RuleOverride Line)>();
        foreach (var row in rows.ValidRowsOf(SettingsSheets.RuleOverrides))
        {
            var line = SettingsRows.RuleOverride(row);
            var severity = context.SeverityOf(line.Rule);
            if (severity is null)
            {
                findings.Add(OfficeFileRules.UnknownRule, row, "rule", line.Rule);
            }
            else if (severity == Severity.F || Never.Contains(line.Rule, StringComparer.Ordinal))
            {
                findings.Add(OfficeFileRules.RuleNotSoftened, row, "rule", line.Rule);
            }
            else if (severity == Severity.W && line.Severity == Severity.W)
            {
                findings.Add(OfficeFileRules.OverrideWithoutEffect, row, "severity", line.Rule);
            }

            if (line.ToPeriod < line.FromPeriod)
            {
                findings.Add(OfficeFileRules.EndBeforeBeginning, row, "to_period", "to_period", "from_period");
                continue;
            }

            // The same beginning is the same line twice, which has been said already.
            var overlap = before.Find(other => other.Line.Rule == line.Rule && other.Line.Ukprn == line.Ukprn
                && other.Line.FromPeriod != line.FromPeriod
                && other.Line.FromPeriod <= line.ToPeriod && line.FromPeriod <= other.Line.ToPeriod);
            if (overlap.Line is not null)
            {
                findings.Add(OfficeFileRules.OverridesOverlap, row, "from_period", overlap.Row, line.Rule);
            }

            before.Add((row.Number, line));
        }
    }
}
