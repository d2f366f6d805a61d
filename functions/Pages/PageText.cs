using System.Globalization;
using Pilot.Reporting.Funding;

namespace Pilot.Functions.Pages;

/// <summary>Texts as pages write them.</summary>
internal static class PageText
{
    /// <summary>The first letter as a capital; the rest stays.</summary>
    public static string Capitalise(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>Where a run stands, as a sentence begins.</summary>
    public static string StateOf(RunRecord run) => (run.Kind, run.State) switch
    {
        (RunKind.Provisional, _) => "Provisional",
        (_, RunState.AwaitingApproval) => $"Closed as {run.FileSuffix}, awaiting approval",
        _ => $"Published as {run.FileSuffix}, approved by {run.ApprovedBy}",
    };

    /// <summary>0.125 as 12.5%: to one decimal place, as in the workbook.</summary>
    public static string FormatShare(decimal share) => (share * 100).ToString("0.0", CultureInfo.InvariantCulture) + "%";
}
