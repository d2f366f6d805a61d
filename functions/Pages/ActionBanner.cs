using Pilot.Reporting.Vocabulary;
namespace Pilot.Functions.Pages;

/// <summary>What was just done, told in a banner on the page that comes next. The address carries a word of these, never a text.</summary>
internal static class ActionBanner
{
    public const string Approved = "approved";
    public const string Revised = "revised";
    public const string NothingToRevise = "nothing-to-revise";
    public const string Run = "run";
    public const string FileReceived = "file";

    /// <returns>Nothing where the address says nothing that is known.</returns>
    public static Markup Banner(string word, OfficeView view)
    {
        var quarter = view.Period is { } period ? period.Words : "the quarter";
        return word switch
        {
            Approved when view.Run is { State: Reporting.Funding.RunState.Published } run => Components.Banner(
                $"{PageText.Capitalise(run.FileSuffix)} of {quarter} is published", Elements.P($"Approved by {run.ApprovedBy}. The Skills England workbook may now be shared.")),
            Revised when view.Run is { Kind: Reporting.Funding.RunKind.Revision } run => Components.Banner(
                $"Revision {run.FileSuffix} of {quarter} is made", Elements.P(Elements.Link("Check and approve it", ApprovalPage.PathOf(run.Period)), ". Until then the earlier version stands as published.")),
            NothingToRevise => Components.Banner("No revision was made", Elements.P("No figure of the quarter would change under the settings now in force.")),
            Run when view.Run is { IsProvisional: false } => Components.Banner(
                $"{quarter} is closed", Elements.P("Its figures stand as they were. What has arrived since counts as an adjustment in the open quarter.")),
            Run => Components.Banner($"The figures of {quarter} are worked out again"),
            FileReceived when view.OfficeFiles.Count > 0 => Components.Banner(
                $"File {Display.Number(view.OfficeFiles[0].Number)} was received", Elements.P(Elements.Link("See what became of it", OfficeFilePage.PathOf(view.OfficeFiles[0].Number)), ".")),
            _ => Markup.None,
        };
    }
}
