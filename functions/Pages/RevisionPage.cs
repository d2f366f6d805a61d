using Pilot.Functions.Quarters;
using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Functions.Pages;

/// <summary>What a revision would change, and the form that makes it (funding.md section 5).</summary>
internal static class RevisionPage
{
    public const string ReasonField = "reason";

    public static string PathOf(Quarter period) => $"/api/periods/{period.Id}/revision";

    /// <param name="typed">What was typed before, where it was not taken.</param>
    public static Markup Draw(Quarter period, RevisionPreview preview, (string Reason, string Name) typed, IReadOnlyList<FieldError> errors) => Markup.Join(
        Components.ErrorSummary(errors),
        new Tag("h1", new Tag("span", period.Words).With("class", "caption"), "Revise this quarter"),
        Elements.P("A revision draws the closed quarter again: from the facts of its closing, under the settings now in force and with the decisions that were taken since. The workbooks that are published stay until it is approved."),
        !preview.Figures.Any
            ? Nothing(preview)
            : Markup.Join(
                Elements.Heading("What would change"),
                preview.Changes.Count == 0 ? Elements.P("No line of the reconciliation would change. Other published figures would.") : Table(preview),
                Figures(preview.Figures),
                new Tag("form",
                    Components.Field(ReasonField, "Why the quarter is revised", "It stands on the cover. For example: the unit rate of one allocation was corrected.", typed.Reason, errors),
                    Components.Field(ApprovalPage.NameField, "Your full name", "First name and last name, as they should stand in the record.", typed.Name, errors, "name"),
                    Components.Warning("A revision cannot be undone, only revised again. It waits for approval like the closing."),
                    new Tag("button", "Make the revision").With("type", "submit"))
                    .With("method", "post").With("action", PathOf(period)).With("novalidate", "")));

    private static Tag Nothing(RevisionPreview preview) => Elements.Inset(
        Elements.P(preview.Settings.Version == preview.Last.SettingsVersion
            ? $"Nothing would change: settings version {Display.Number(preview.Settings.Version)}, which the quarter was drawn under, is still in force. Send corrected settings first."
            : $"Nothing would change: no figure of this quarter is other under settings version {Display.Number(preview.Settings.Version)} than under version {Display.Number(preview.Last.SettingsVersion)}. So there is nothing to revise."),
        Elements.P(Elements.Link("Send corrected settings", OfficeLists.Settings)));

    private const int MaxShown = 50;

    private static Markup Figures(RevisedFigures figures) => figures.Figures.Count == 0
        ? Elements.P("Counts behind the Skills England workbook would change, and no figure of the WMCA workbook.")
        : Markup.Join(
            Elements.P(figures.Figures.Count > MaxShown
                ? $"{Display.Number(figures.Figures.Count)} figures of the WMCA workbook would change and be marked [r]. The first {Display.Number(MaxShown)}:"
                : $"{Display.Count(figures.Figures.Count, "figure")} of the WMCA workbook would change and be marked [r]."),
            Elements.Table(
                "Published figures that would change",
                [
                    new PageTableColumn<RevisedFigure>("Sheet", figure => figure.Sheet),
                    new("Row", figure => figure.Row),
                    new("Figure", figure => figure.Figure),
                    new("Published", figure => figure.Before.Shown(Format.Whole), true),
                    new("After", figure => figure.After.Shown(Format.Whole), true),
                ],
                [.. figures.Figures.Take(MaxShown)],
                ""));

    private static Markup Table(RevisionPreview preview) => Elements.Table(
        "Lines whose figures would change",
        [
            new PageTableColumn<LineChange>("Provider", change => preview.Settings.FindProvider(change.Key.Ukprn)?.Name ?? change.Key.Ukprn.ToString()),
            new("Qualification and year", change => $"{change.Key.Qualification} {change.Key.FundingYear}"),
            new("Earned now", change => Money.Words(change.Before?.EarnedYtd ?? 0), true),
            new("Earned after", change => Money.Words(change.After?.EarnedYtd ?? 0), true),
            new("Funded now", change => Money.Words(change.Before?.FundedYtd ?? 0), true),
            new("Funded after", change => Money.Words(change.After?.FundedYtd ?? 0), true),
            new("To pay now", change => Money.Words(change.Before?.ToPay ?? 0), true),
            new("To pay after", change => Money.Words(change.After?.ToPay ?? 0), true),
        ],
        preview.Changes,
        "",
        [
            "Total", "", Money.Words(preview.Changes.Sum(change => change.Before?.EarnedYtd ?? 0)), Money.Words(preview.Changes.Sum(change => change.After?.EarnedYtd ?? 0)),
            Money.Words(preview.Changes.Sum(change => change.Before?.FundedYtd ?? 0)), Money.Words(preview.Changes.Sum(change => change.After?.FundedYtd ?? 0)),
            Money.Words(preview.Changes.Sum(change => change.Before?.ToPay ?? 0)), Money.Words(preview.Changes.Sum(change => change.After?.ToPay ?? 0)),
        ]);
}
