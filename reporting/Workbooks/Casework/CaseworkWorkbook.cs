using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Returns.Rules;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Reporting.Workbooks.Casework;

/// <summary>The restricted workbook: learner references, to work in.</summary>
public static class CaseworkWorkbook
{
    /// <summary>Its table is also written as <c>earnings.csv</c>.</summary>
    public const string EarningsCode = "X03";

    private const string Kind = "wmca-casework";

    /// <summary>The pack of all that a closed quarter wrote and rests on holds this workbook too.</summary>
    internal const string PackPrefix = "evidence-pack-";

    /// <summary>Whether a file that a run wrote holds learner references: this workbook, one of its tables, or what has them in it.</summary>
    /// <param name="path">Its name, with or without folders before it.</param>
    public static bool IsOneOfItsFiles(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return name == "earnings.csv" || IsLedgerDraft(path) || name.StartsWith(PackPrefix, StringComparison.Ordinal) || name.Contains($"-{Kind}-", StringComparison.Ordinal)
            || (name.Length > 4 && name[0] is 'x' && char.IsAsciiDigit(name[1]) && char.IsAsciiDigit(name[2]) && name[3] is '-');
    }

    /// <param name="path">Its name, with or without folders before it.</param>
    public static bool IsLedgerDraft(string path) => path[(path.LastIndexOf('/') + 1)..].StartsWith("ledger-draft-", StringComparison.Ordinal);

    public static Workbook Draw(QuarterView view)
    {
        Sheet[] sheets = [X01Exceptions.Draw(view), X02Adjustments.Draw(view), X03Earnings.Draw(view), X04EvidenceSample.Draw(view), X05OpenFindings.Draw(view), X06AwardsInNoReturn.Draw(view), X07Monitors.Draw(view)];
        return new Workbook(
            view.FileName(Kind),
            $"MedTech HTQ pilot, West Midlands: casework, {view.Period.Words}",
            view.Figures.Run.CreatedAt,
            CoverLines.For(view, WorkbookAudience.Casework),
            [.. sheets.Select(sheet => sheet with { IsForWorkingIn = true, Source = view.Source })])
        {
            Provisional = view.Provisional,
        };
    }

    /// <summary>What a rule finds, in general; a rule that the catalogue no longer has is known by its id alone.</summary>
    internal static string RuleWords(string rule) => RuleCatalogue.Find(rule)?.Message ?? rule;

    internal static string SeverityWords(Severity severity) => severity switch
    {
        Severity.W => "Warning",
        Severity.E => "Error",
        _ => "File",
    };
}
