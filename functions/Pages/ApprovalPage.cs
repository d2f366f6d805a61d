using System.Globalization;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Pages;

/// <summary>What an approval would publish, and the form that does it: shown first, then confirmed with a full name (funding.md section 5).</summary>
internal static class ApprovalPage
{
    public const string NameField = "by";

    public static string PathOf(Quarter period) => $"/api/periods/{period.Id}/approval";

    /// <param name="approval">Whether this officer may; and what was typed before, where it was not taken.</param>
    public static Markup Draw(OfficeView view, RunRecord run, ApprovalChoice approval, string typed, IReadOnlyList<FieldError> errors)
    {
        var period = view.Period!.Value;
        return Markup.Join(
            Components.ErrorSummary(errors),
            new Tag("h1", new Tag("span", period.Words).With("class", "caption"), $"Approve and publish {run.FileSuffix}"),
            Elements.P("Check what would be published. Everything below is from the workbooks that wait for approval."),
            Elements.Heading("What would be published"),
            Elements.Facts(Facts(view, run)),
            Changes(view),
            Missing(view),
            Books(view, run),
            approval.RefusedBecause is { } reason
                ? Markup.Join(Elements.Inset(reason), approval.SettingsToConfirm is { } version
                    ? Elements.Form(
                        string.Create(CultureInfo.InvariantCulture, $"/api/settings/{version}/confirmation"), $"Confirm settings version {Display.Number(version)}",
                        Elements.P(Elements.Link("Look at the settings in force", "/api/settings"), " first."))
                    : Markup.None)
                : new Tag("form",
                    Components.Field(
                        NameField, "Your full name", "First name and last name, as they should stand on the cover and in the record.", typed, errors, "name"),
                    Elements.Hidden("run", run.Number.ToString(CultureInfo.InvariantCulture)),
                    Components.Warning("An approval cannot be undone. A mistake that is found later needs a revision."),
                    new Tag("button", $"Approve and publish {run.FileSuffix}").With("type", "submit"))
                    .With("method", "post").With("action", PathOf(period)).With("novalidate", ""));
    }

    public static Markup DrawNothing(Quarter period, string why) => Markup.Join(
        new Tag("h1", new Tag("span", period.Words).With("class", "caption"), "Nothing to approve"), Elements.P(why));

    private static IEnumerable<(string, Markup)> Facts(OfficeView view, RunRecord run)
    {
        var lines = view.Figures!.Lines;
        yield return ("Quarter", view.Period!.Value.Words);
        yield return ("Version", run.Kind == RunKind.Revision ? $"{run.FileSuffix}, a revision: {run.Reason}" : $"{run.FileSuffix}, the closing");
        yield return ("Earned to date", Money.Words(lines.Sum(line => line.EarnedYtd)));
        yield return ("Funded to date", Money.Words(lines.Sum(line => line.FundedYtd)));
        yield return ("To pay", ToPay(lines));
        yield return ("Adjustments to earlier quarters", Money.Words(lines.Sum(line => line.Adjustment)));
        yield return ("Held", Held(view));
        yield return ("Returns received", string.Create(CultureInfo.InvariantCulture, $"{view.Returns.Count(owed => owed.Received)} of {view.Returns.Count}"));
        yield return ("Settings", $"Version {Display.Number(run.SettingsVersion)}");
        yield return ("Run", $"{Display.Number(run.Number)}, made on {Display.Moment(run.CreatedAt)}");
    }

    private static string ToPay(IReadOnlyList<ReconciliationLine> lines)
    {
        var pay = lines.GroupBy(line => line.Ukprn).Select(provider => provider.Sum(line => line.ToPay)).ToList();
        var back = -pay.Where(amount => amount < 0).Sum();
        return $"{Money.Words(pay.Where(amount => amount > 0).Sum())} to {Display.Count(pay.Count(amount => amount > 0), "provider")}"
            + (back > 0 ? $", and {Money.Words(back)} to be repaid by {Display.Count(pay.Count(amount => amount < 0), "provider")}" : "");
    }

    private static string Held(OfficeView view)
    {
        var held = view.Figures!.Exceptions;
        return held.Count == 0
            ? "Nothing is held, and every milestone earned is within its allocation"
            : $"{Money.Words(held.Sum(kind => kind.AmountGbp))} is held or not funded, in {Display.Count(held.Sum(kind => kind.Milestones), "milestone")}";
    }

    private static Markup Changes(OfficeView view) => Markup.Join(
        Elements.Heading("What changed since the last publication"),
        Elements.Table(
            "Lines whose funded amount moved, or that were adjusted",
            [
                new PageTableColumn<ReconciliationLine>("Provider", line => view.ProviderName(line.Ukprn)),
                new("Qualification and year", line => $"{line.Qualification} {line.FundingYear}"),
                new("Published before", line => Money.Words(line.PreviouslyReported), true),
                new("Movement", line => Money.Words(line.Movement), true),
                new("Of it adjustments", line => Money.Words(line.Adjustment), true),
                new("Funded now", line => Money.Words(line.FundedYtd), true),
            ],
            [.. view.Figures!.Lines.Where(line => line.Movement != 0 || line.Adjustment != 0)],
            "No figure has moved since the last publication.",
            [
                "Total", "", Money.Words(view.Figures.Lines.Where(Moved).Sum(line => line.PreviouslyReported)), Money.Words(view.Figures.Lines.Sum(line => line.Movement)),
                Money.Words(view.Figures.Lines.Sum(line => line.Adjustment)), Money.Words(view.Figures.Lines.Where(Moved).Sum(line => line.FundedYtd)),
            ]));

    private static bool Moved(ReconciliationLine line) => line.Movement != 0 || line.Adjustment != 0;

    private static Markup Missing(OfficeView view)
    {
        var missing = view.Returns.Where(owed => !owed.Received).ToList();
        return missing.Count == 0
            ? Markup.None
            : Markup.Join(
                Elements.Heading("What is missing"),
                Elements.List(missing.GroupBy(owed => owed.Provider).Select(owed => Markup.Join(
                    Elements.Link(owed.Key.Name, $"/api/providers/{owed.Key.Ukprn}"),
                    $": {string.Join(" and ", owed.Select(received => Reporting.Returns.Columns.ReturnTemplate.Of(received.Kind).Name))}."))),
                Elements.P("What a provider sends after the closing counts as an adjustment in the open quarter."));
    }

    private static Markup Books(OfficeView view, RunRecord run)
    {
        WorkbookFile[] books = [.. view.Workbooks.Where(file => file.IsWorkbook && file.Revision == run.FileSuffix)];
        return books.Length == 0
            ? Markup.None
            : Markup.Join(Elements.Heading("Look at the workbooks"), Elements.List(books.Select(file => (Markup)Elements.Link(file.KindWords, $", {file.Revision}, {Elements.Size(file.Size)}", file.Path))));
    }
}
