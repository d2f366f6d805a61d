using System.Globalization;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Office;

/// <summary>The figures of the office page: returns, money and outcomes, from the stored lines of the quarter's run.</summary>
internal static class OfficeMoney
{
    public static Markup Returns(OfficeView view) => Markup.Join(
        Elements.Heading("Returns received", "returns"),
        Elements.Table(
            $"Who has sent what for {view.Period!.Value.Months}",
            [
                new TableColumn<ReturnReceived>("Provider", received => Elements.Link(received.Provider.Name, $"/api/providers/{received.Provider.Ukprn}")),
                new("Return", received => received.Kind == ReturnKind.Enrolment ? "Enrolment" : "Completion"),
                new("Timeliness", received => new Tag("span", Timely(received.Timeliness)).When(received.Timeliness is Timeliness.Missing or Timeliness.Late, "class", "word")),
                new("Result", received => Capital(received.Result)),
                new("Received", received => received.Counts is { } counts ? Words.Moment(counts.ReceivedAt) : "Nothing yet"),
                new("Rows", received => received.Counts is { } counts ? OfficePage.Text(counts.Rows) : "None", true),
                new("Rejected", received => received.Counts is { } counts ? OfficePage.Text(counts.RejectedRows) : "None", true),
                new("Submission", received => received.Counts is { } counts
                    ? Elements.Link(OfficePage.Text(counts.Number), string.Create(CultureInfo.InvariantCulture, $"/api/providers/{received.Provider.Ukprn}/submissions/{counts.Number}"))
                    : "None", true),
            ],
            view.Returns,
            "No provider owes a return for this quarter."),
        view.Returns.Any(received => received.Timeliness == Timeliness.OnTime && received.Counts!.ReceivedAt > LondonTime.EndOf(received.DueOn!.Value))
            ? Elements.P("A return is on time where the first that could be accepted came by the due date. A correction sent later does not make it late.")
            : Markup.None);

    public static Markup Profile(OfficeView view)
    {
        if (view.Figures is not { } figures || figures.Quarters.Count == 0)
        {
            return Markup.None;
        }

        var longest = figures.Quarters.Max(quarter => Math.Max(quarter.Profile, quarter.Earned ?? 0));
        decimal? Share(decimal? value) => value is { } pounds ? longest == 0 ? 0 : pounds / longest : null;
        var picture = Plot.Bars(
            "plot-profile",
            "Profile against earned by quarter",
            "For each quarter an outlined bar for the profile and a solid bar for what was earned. The table below holds the same figures.",
            [
                .. figures.Quarters.Select(quarter => new BarGroup(quarter.Quarter.Months,
                [
                    new Bar($"Profile {Money.Words(quarter.Profile)}", Share(quarter.Profile), Outlined: true),
                    new Bar(quarter.Earned is { } earned ? $"Earned {Money.Words(earned)}" : "Earned: not begun", Share(quarter.Earned)),
                ])),
            ]);
        var table = Elements.Table(
            "Profile against earned, all providers",
            [
                new TableColumn<QuarterMoney>("Quarter", money => money.Quarter.Words),
                new("Profile", money => Money.Words(money.Profile), true),
                new("Earned", money => money.Earned is { } earned ? Money.Words(earned) : "Not begun", true),
                new("Difference", money => money.Earned is { } earned ? Money.Words(earned - money.Profile) : "Not begun", true),
            ],
            figures.Quarters,
            "");
        return Markup.Join(Elements.Heading("Profile against earned", "profile"), picture, table);
    }

    public static Markup Funnel(OfficeView view)
    {
        if (view.Figures is not { } figures)
        {
            return Markup.None;
        }

        var funnel = figures.Funnel;
        (string Name, int? Count, string Meaning)[] steps =
        [
            ("Starts", funnel.Starts, "Accepted courses that started by the census date"),
            ("Qualifying starts", funnel.Qualifying, "Start payment earned, or held"),
            ("Completions", funnel.Completions, "Completion payment earned, or held"),
            ("Outcomes", funnel.Outcomes, "Outcome payment earned, or held"),
        ];
        string Shown(int? count) => count is { } known ? OfficePage.Text(known) : "Not yet";
        var picture = Plot.Bars(
            "plot-funnel",
            "From start to positive outcome",
            "Four bars, each for a step on the way from a start to a positive outcome. The table below holds the same figures.",
            [new BarGroup("", [.. steps.Select(step => new Bar($"{step.Name}: {Shown(step.Count)}", step.Count is { } count ? funnel.Starts == 0 ? 0 : (decimal)count / funnel.Starts : null))])]);
        var table = Elements.Table(
            "Courses at each step, since the pilot began",
            [
                new TableColumn<(string Name, int? Count, string Meaning)>("Step", entry => entry.Name),
                new("Courses", entry => Shown(entry.Count), true),
                new("What it counts", entry => entry.Meaning),
            ],
            steps,
            "");
        return Markup.Join(Elements.Heading("From start to outcome", "funnel"), picture, table, Elements.Hint("\"Not yet\" means that it is too early for any: no course was planned to end by the census date, or no time for outcomes has passed."));
    }

    public static Markup Reconciliation(OfficeView view)
    {
        if (view.Figures is not { } figures)
        {
            return Markup.None;
        }

        var lines = figures.Lines;
        Markup Sum(Func<ReconciliationLine, decimal> of) => Money.Words(lines.Sum(of));
        var profile = lines.Sum(line => line.ProfileGbpYtd);
        return Markup.Join(
            Elements.Heading("Reconciliation", "reconciliation"),
            Elements.P($"Year to date means from 1 April of the line's funding year to {Words.Date(view.Period!.Value.CensusDate)}. Within tolerance means {view.Calendar!.TolerancePct.ToString("0.##", CultureInfo.InvariantCulture)}% either side of the profile."),
            Elements.Table(
                "Reconciliation by provider, qualification and funding year, year to date",
                [
                    new TableColumn<ReconciliationLine>("Provider", line => view.ProviderName(line.Ukprn)),
                    new("Qualification and year", line => $"{line.Qualification} {line.FundingYear}"),
                    new("Status", line => new Tag("span", LineStatusWords.Of(line.Status)).With("class", "word")),
                    new("Profile", line => Money.Words(line.ProfileGbpYtd), true),
                    new("Earned", line => Money.Words(line.EarnedYtd), true),
                    new("Earned of profile", line => line.Performance is { } share ? OfficeMoney.Share(share) : "No profile", true),
                    new("Funded", line => Money.Words(line.FundedYtd), true),
                    new("Paid", line => Money.Words(line.PaidYtd), true),
                    new("To pay", line => Money.Words(line.ToPay), true),
                    new("Held", line => Money.Words(line.HeldGbp), true),
                ],
                lines,
                "There is no allocation and no learner yet.",
                [
                    "Total", "", "", Money.Words(profile), Sum(line => line.EarnedYtd),
                    profile == 0 ? "No profile" : Share(lines.Sum(line => line.EarnedYtd) / profile), Sum(line => line.FundedYtd), Sum(line => line.PaidYtd),
                    Sum(line => line.ToPay), Sum(line => line.HeldGbp),
                ]));
    }

    public static Markup Exceptions(OfficeView view) => view.Figures is not { } figures
        ? Markup.None
        : Markup.Join(
            Elements.Heading("Held and unfunded money", "exceptions"),
            Elements.Table(
                "Milestones that wait for a decision, or that no allocation pays",
                [
                    new TableColumn<ExceptionGroup>("Provider", group => view.ProviderName(group.Ukprn)),
                    new("Kind", group => group.Kind),
                    new("Milestones", group => OfficePage.Text(group.Milestones), true),
                    new("Amount", group => Money.Words(group.AmountGbp), true),
                    new("Oldest", group => group.Oldest is { } oldest ? Words.Date(oldest) : "No date yet"),
                    new("What clears it", group => group.WhatClearsIt),
                ],
                figures.Exceptions,
                "Nothing is held, and every milestone earned is within its allocation.",
                ["Total", "", OfficePage.Text(figures.Exceptions.Sum(exception => exception.Milestones)), Money.Words(figures.Exceptions.Sum(exception => exception.AmountGbp)), "", ""]),
            Elements.Hint("The casework workbook lists each one with its learner reference."));

    /// <summary>To one decimal place, as in the workbook.</summary>
    internal static string Share(decimal share) => (share * 100).ToString("0.0", CultureInfo.InvariantCulture) + "%";

    internal static string Timely(Timeliness timeliness) => timeliness switch
    {
        Timeliness.OnTime => "On time",
        Timeliness.Late => "Late",
        Timeliness.Missing => "Missing",
        _ => "Not due yet",
    };

    internal static string Capital(string words) => words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
}
