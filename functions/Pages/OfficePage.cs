using System.Globalization;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Pages;

/// <summary>The funding officer's page: how the quarter stands, and what is to be done.</summary>
internal static class OfficePage
{
    public static Markup Draw(OfficeView view)
    {
        if (view.Settings.Version == 0)
        {
            return Markup.Join(
                new Tag("h1", "No settings yet"),
                Elements.P("Send the settings workbook first: it names the providers, their allocations and the calendar. Nothing can be judged or paid before."),
                OfficeTasks.SettingsFiles(view));
        }

        return view.Period is { } period
            ? Markup.Join(
                new Tag("h1", period.Words),
                StatusParagraph(view),
                OfficeTasks.Attention(view),
                KeyFigures(view),
                view.Run is null ? Markup.None : Elements.P(Elements.Link("The quarter on a page, to print", BriefPage.PathOf(period))),
                OfficeFigures.Returns(view),
                OfficeFigures.Profile(view),
                OfficeFigures.Funnel(view),
                OfficeReconciliation.Draw(view),
                OfficeFigures.Exceptions(view),
                OfficeTasks.Workbooks(view),
                OfficeTasks.Runs(view),
                OfficeTasks.Records(view),
                Quarters(view))
            : Markup.Join(
                new Tag("h1", "No quarter has begun"),
                Elements.P(view.Settings.Calendar.Count > 0
                    ? $"The first quarter of the calendar is {view.Settings.Calendar[0].Period.Words}. It opens on {Display.Date(view.Settings.Calendar[0].OpensOn)}."
                    : "The calendar in the settings is empty."),
                OfficeTasks.SettingsFiles(view));
    }

    /// <summary>Where the quarter is in its life, in one paragraph.</summary>
    private static Tag StatusParagraph(OfficeView view)
    {
        var row = view.Calendar!;
        if (view.IsClosed)
        {
            return Lead($"{PageText.StateOf(view.Run!)}. It closed on {Display.Date(row.ClosesOn)}. What arrives now counts as an adjustment in the open quarter.");
        }

        var due = view.Today > row.DueOn ? $"Returns were due by {Display.Date(row.DueOn)}" : $"Returns are due by {Display.Date(row.DueOn)}";
        return Lead(view.Today < row.OpensOn
            ? $"This quarter opens on {Display.Date(row.OpensOn)}. {due}."
            : $"Open. {due}, and the quarter closes on {Display.Date(row.ClosesOn)}. Until then every figure is provisional.");
    }

    private static Tag Lead(string text) => new Tag("p", text).With("class", "lead");

    internal static Markup KeyFigures(OfficeView view)
    {
        var received = view.Returns.Count(returnReceived => returnReceived.Received);
        var figures = new List<(string, Markup, string?)>
        {
            ("Returns received", string.Create(CultureInfo.InvariantCulture, $"{received} of {view.Returns.Count}"), MissingNote(view)),
        };
        if (view is { Figures: { } run, Run: { } head })
        {
            var earned = run.Lines.Sum(line => line.EarnedYtd);
            var profile = run.Lines.Sum(line => line.ProfileGbpYtd);
            figures.Add(("Earned", Money.Words(earned), profile == 0 ? "The profile to date is £0.00" : $"{PageText.FormatShare(earned / profile)} of the profile to date, {Money.Words(profile)}"));
            figures.Add(("Within tolerance", Within(run.Lines), Outside(run.Lines)));
            figures.Add(("Funded", Money.Words(run.Lines.Sum(line => line.FundedYtd)), run.Lines.Sum(line => line.UnfundedYtd) is > 0m and var over ? $"{Money.Words(over)} earned above allocations" : "Within every allocation"));
            figures.Add(("To pay", Money.Words(run.Lines.Sum(line => line.ToPay)), ToPay(run)));
            figures.Add(("Held", Money.Words(run.Lines.Sum(line => line.HeldGbp)), "Would be earned, but waits for a decision"));
        }

        return Markup.Join(
            Elements.Figures(figures),
            view.Run is { } shown
                ? Elements.Hint($"{(shown.IsProvisional ? "Provisional figures" : "Figures")} of run {Display.Number(shown.Number)}, made on {Display.Moment(shown.CreatedAt)} under settings version {Display.Number(shown.SettingsVersion)}. They are totals of every funding year that has begun.")
                : Elements.P("No run has been made for this quarter yet, so there are no figures."));
    }

    private static string MissingNote(OfficeView view)
    {
        var missing = view.Returns.Count(received => received.Timeliness == Timeliness.Missing);
        var late = view.Returns.Count(received => received.Timeliness == Timeliness.Late);
        return (missing, late) switch
        {
            (0, 0) => "None is late",
            (0, _) => $"{Display.Number(late)} came late",
            (_, 0) => $"{Display.Number(missing)} overdue",
            _ => $"{Display.Number(missing)} overdue, {Display.Number(late)} came late",
        };
    }

    private static string Within(IReadOnlyList<ReconciliationLine> lines) =>
        string.Create(CultureInfo.InvariantCulture, $"{lines.Count(line => line.Status == LineStatus.Within)} of {lines.Count}");

    /// <summary>What the other lines are, the most frequent first: "2 under profile, 1 not returned".</summary>
    private static string Outside(IReadOnlyList<ReconciliationLine> lines)
    {
        string[] others =
        [
            .. lines.Where(line => line.Status != LineStatus.Within).GroupBy(line => line.Status)
                .OrderByDescending(group => group.Count()).ThenBy(group => group.Key)
                .Select(group => $"{Display.Number(group.Count())} {LineStatusWords.Of(group.Key).ToLowerInvariant()}"),
        ];
        return others.Length == 0 ? "Every line of the reconciliation" : string.Join("; ", others);
    }

    /// <summary>What it is made of, so that the figures add up where they stand.</summary>
    private static string ToPay(RunFigures run)
    {
        var (paid, adjusted) = (run.Lines.Sum(line => line.PaidYtd), run.Lines.Sum(line => line.ManualAdjustmentsYtd));
        var back = -run.Lines.Where(line => line.ToPay < 0).Sum(line => line.ToPay);
        return $"Funded{(adjusted == 0 ? "" : $", adjusted by {Money.Words(adjusted)}")}, less {Money.Words(paid)} paid{(back > 0 ? $". Net of {Money.Words(back)} to be repaid" : "")}";
    }

    private static Markup Quarters(OfficeView view) => Markup.Join(
        Elements.Heading("Other quarters", "quarters"),
        Elements.List(view.Begun.Reverse().Select(quarter => quarter == view.Period
            ? (Markup)$"{quarter.Words}: this page"
            : Markup.Join(Elements.Link(quarter.Words, $"/api/office?period={quarter.Id}"), view.Closed.Contains(quarter) ? ", closed" : ", open"))));
}
