using System.Globalization;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Pages;

/// <summary>The figures of the office page: returns, money and outcomes, from the stored lines of the quarter's run.</summary>
internal static class OfficeFigures
{
    public static Markup Returns(OfficeView view) => Markup.Join(
        Elements.Heading("Returns received", "returns"),
        Elements.Table(
            $"Who has sent what for {view.Period!.Value.Months}",
            [
                new PageTableColumn<ReturnReceived>("Provider", received => Elements.Link(received.Provider.Name, $"/api/providers/{received.Provider.Ukprn}")),
                new("Return", received => received.Kind == ReturnKind.Enrolment ? "Enrolment" : "Completion"),
                new("Timeliness", received => new Tag("span", TimelinessWords(received.Timeliness)).When(received.Timeliness is Timeliness.Missing or Timeliness.Late, "class", "word")),
                new("Result", received => PageText.Capitalise(received.Result)),
                new("Received", received => received.Counts is { } counts ? Display.Moment(counts.ReceivedAt) : "Nothing yet"),
                new("Rows", received => received.Counts is { } counts ? Display.Number(counts.Rows) : "None", true),
                new("Rejected", received => received.Counts is { } counts ? Display.Number(counts.RejectedRows) : "None", true),
                new("Submission", received => received.Counts is { } counts
                    ? Elements.Link(Display.Number(counts.Number), string.Create(CultureInfo.InvariantCulture, $"/api/providers/{received.Provider.Ukprn}/submissions/{counts.Number}"))
                    : "None", true),
            ],
            [.. view.Returns.OrderByDescending(owed => view.Returns.Count > ShortList.Length ? Urgency(owed.Timeliness) : 0).Take(ShortList.Length)],
            "No provider owes a return for this quarter."),
        ShortList.Rest(view.Returns).Count is > 0 and var more
            ? Elements.P($"{Display.Number(ShortList.Length)} of {Display.Number(view.Returns.Count)} are shown, those that are missing or late first. ", Elements.Link($"See the other {Display.Number(more)} by provider", OfficeLists.Providers), ".")
            : Markup.None,
        view.Returns.Any(received => received.Timeliness == Timeliness.OnTime && received.Counts!.ReceivedAt > LondonTime.EndOf(received.DueOn!.Value))
            ? Elements.P("A return is on time where the first that could be accepted came by the due date. A correction sent later does not make it late.")
            : Markup.None);

    public static Markup Profile(OfficeView view)
    {
        if (view.Figures is not { } figures || figures.Quarters.Count == 0)
        {
            return Markup.None;
        }

        return Markup.Join(
            Elements.Heading("Profile against earned", "profile"), ProfilePlot(view, figures.Quarters), ProfileTable(view, figures.Quarters),
            view.Run!.AsOf < view.Period!.Value.CensusDate ? Elements.Hint($"The profile of the quarter that still runs is the share of its days to {Display.Date(view.Run.AsOf)}.") : Markup.None);
    }

    private static Markup ProfilePlot(OfficeView view, IReadOnlyList<QuarterMoney> quarters)
    {
        var longest = quarters.Max(quarter => Math.Max(quarter.Profile, quarter.Earned));
        decimal Share(decimal pounds) => longest == 0 ? 0 : pounds / longest;
        return BarChart.Bars(
            "plot-profile",
            "Profile against earned by quarter",
            "For each quarter an outlined bar for the profile and a solid bar for what was earned. The table below holds the same figures.",
            [
                .. quarters.Select(quarter => new BarGroup(quarter.Quarter.Months,
                [
                    new Bar($"Profile {Money.Words(quarter.Profile)}", Share(quarter.Profile), Outlined: true),
                    IsAwaited(view, quarter) ? new Bar("Earned: awaited", null) : new Bar($"Earned {Money.Words(quarter.Earned)}", Share(quarter.Earned)),
                ])),
            ]);
    }

    private static Markup ProfileTable(OfficeView view, IReadOnlyList<QuarterMoney> quarters) => Elements.Table(
        "Profile against earned, all providers",
        [
            new PageTableColumn<QuarterMoney>("Quarter", money => money.Quarter.Words),
            new("Profile", money => Money.Words(money.Profile), true),
            new("Earned", money => IsAwaited(view, money)
                ? "Awaited"
                : OfficeReconciliation.Amount(money.Earned, new MilestoneFilter(view.Period, Show: MilestoneFilter.Earned, Dated: money.Quarter).Path(ofProvider: false)), true),
            new("Difference", money => Money.Words(money.Earned - money.Profile), true),
        ],
        quarters,
        "",
        [
            "Total", Money.Words(quarters.Sum(quarter => quarter.Profile)), Money.Words(quarters.Sum(quarter => quarter.Earned)),
            Money.Words(quarters.Sum(quarter => quarter.Earned - quarter.Profile)),
        ]);

    /// <summary>Nothing is earned in the quarter that is shown, and no return for it has come.</summary>
    private static bool IsAwaited(OfficeView view, QuarterMoney money) =>
        money.Earned == 0 && money.Quarter == view.Period && view.Returns.Count > 0 && !view.Returns.Any(received => received.Received);

    public static Markup Funnel(OfficeView view)
    {
        if (view.Figures is not { } figures)
        {
            return Markup.None;
        }

        var funnel = figures.Funnel;
        (string Name, int? Count, string Meaning)[] steps =
        [
            ("Starts", funnel.Starts, $"Accepted courses that started by {Display.Date(view.Run!.AsOf)}"),
            ("Qualifying starts", funnel.Qualifying, "Start payment earned, or held"),
            ("Completions", funnel.Completions, "Completion payment earned, or held"),
            ("Outcomes", funnel.Outcomes, "Outcome payment earned, or held"),
        ];
        string Shown(int? count) => count is { } known ? Display.Number(known) : "Not yet";
        var picture = BarChart.Bars(
            "plot-funnel",
            "From start to positive outcome",
            "Four bars, each for a step on the way from a start to a positive outcome. The table below holds the same figures.",
            [new BarGroup("", [.. steps.Select(step => new Bar($"{step.Name}: {Shown(step.Count)}", step.Count is { } count ? funnel.Starts == 0 ? 0 : (decimal)count / funnel.Starts : null))])]);
        var table = Elements.Table(
            "Courses at each step, since the pilot began",
            [
                new PageTableColumn<(string Name, int? Count, string Meaning)>("Step", entry => entry.Name),
                new("Courses", entry => Shown(entry.Count), true),
                new("What it counts", entry => entry.Meaning),
            ],
            steps,
            "");
        return Markup.Join(Elements.Heading("From start to outcome", "funnel"), picture, table, Elements.Hint("\"Not yet\" means that it is too early for any: no course was planned to end by then, or no time for outcomes has passed."));
    }

    public static Markup Exceptions(OfficeView view) => view.Figures is not { } figures
        ? Markup.None
        : Markup.Join(
            Elements.Heading("Held and unfunded money", "exceptions"),
            ExceptionTable(figures.Exceptions, view.ProviderName, kind => new MilestoneFilter(view.Period, kind.Ukprn, Kind: kind.Kind).Path(ofProvider: false)),
            Elements.Hint("Each amount leads to its learners, and each learner to why it was not paid. The casework workbook lists them too."));

    /// <param name="name">Null where all are of one provider, who needs no telling.</param>
    /// <param name="path">The list behind an amount.</param>
    public static Markup ExceptionTable(IReadOnlyList<ExceptionGroup> exceptions, Func<Ukprn, string>? name, Func<ExceptionGroup, string> path)
    {
        var rest = ShortList.Rest(exceptions);
        List<PageTableColumn<ExceptionGroup>> columns =
        [
            new("Kind", kind => kind.Kind),
            new("Milestones", kind => Display.Number(kind.Milestones), true),
            new("Amount", kind => Elements.Link(Money.Words(kind.AmountGbp), path(kind)), true),
            new("Oldest", kind => kind.Oldest is { } oldest ? Display.Date(oldest) : "No date yet"),
            new("What clears it", kind => kind.WhatClearsIt),
        ];
        List<Markup> Sums(string label, IReadOnlyList<ExceptionGroup> of)
        {
            List<Markup> sums = [label, Display.Number(of.Sum(kind => kind.Milestones)), Money.Words(of.Sum(kind => kind.AmountGbp)), "", ""];
            if (name is not null)
            {
                sums.Insert(1, "");
            }

            return sums;
        }

        if (name is not null)
        {
            columns.Insert(0, new("Provider", kind => name(kind.Ukprn)));
        }

        return Elements.Table(
            "Milestones that wait for a decision, or that no allocation pays", columns, [.. exceptions.Take(ShortList.Length)],
            "Nothing is held, and every milestone earned is within its allocation.", Sums("Total", exceptions),
            rest.Count == 0 ? null : Sums($"{Display.Number(rest.Count)} others", rest));
    }

    private static int Urgency(Timeliness timeliness) => timeliness switch { Timeliness.Missing => 3, Timeliness.Late => 2, Timeliness.OnTime => 0, _ => 1 };

    internal static string TimelinessWords(Timeliness timeliness) => timeliness switch
    {
        Timeliness.OnTime => "On time",
        Timeliness.Late => "Late",
        Timeliness.Missing => "Missing",
        _ => "Not due yet",
    };
}
