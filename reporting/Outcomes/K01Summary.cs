using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Outcomes;

/// <summary>K01: the headline figures, each with its target and its definition.</summary>
internal static class K01Summary
{
    public const string Heading = "Since the pilot began";
    public const string StandingHeading = "How it stands";
    private const string TargetHeading = "Target";
    private const string LastHeading = "Last quarter";

    private static readonly (string Measure, FigureKey Key)[] Counts =
    [
        ("Starts", OutcomeFigures.StartsKey),
        ("Learners", OutcomeFigures.LearnersKey),
        ("Courses due to end", OutcomeFigures.DueKey),
        ("Achieved", OutcomeFigures.AchievedKey),
        ("Destination window closed", OutcomeFigures.ClosedKey),
        ("Positive outcomes", OutcomeFigures.PositiveKey),
    ];

    private static readonly Dictionary<FigureKey, string> MeasureOf = new()
    {
        [OutcomeFigures.StartsKey] = TargetMeasures.Starts,
        [OutcomeFigures.Under25Key] = TargetMeasures.Under25Pct,
        [OutcomeFigures.AchievedKey] = TargetMeasures.AchievedPct,
        [OutcomeFigures.PositiveKey] = TargetMeasures.PositivePct,
        [OutcomeFigures.MedtechKey] = TargetMeasures.MedtechPct,
    };

    public static OutcomeTable Draw(PublicationView view)
    {
        List<Line> lines = [.. Counts.Select(row => CountLine(view, row.Measure, row.Key)), Money(view), .. OutcomeFigures.Rates.Select(rate => RateLine(view, rate))];
        // A column of [z] alone would say nothing: it waits for the first targets.
        var targets = lines.Exists(line => line.Target.Kind != OutcomeCellKind.NotApplicable);
        var waiting = lines.Where(line => line is { Total.Kind: OutcomeCellKind.NotApplicable, Target.Kind: OutcomeCellKind.NotApplicable }).ToList();
        List<Line> shown = [.. lines.Except(waiting)];
        // A column that would hold [z] in most rows is none.
        var last = view.HasEarlierQuarter && 2 * shown.Count(line => line.LastQuarter.Kind == OutcomeCellKind.NotApplicable) <= shown.Count;
        return new(
            "K01",
            "Summary",
            ["Measure"],
            ["This quarter", .. last ? new[] { LastHeading } : [], Heading, .. targets ? new[] { TargetHeading, StandingHeading } : [], "What it means"],
            [
                .. shown.Select(line => new OutcomeRow(
                    [line.Measure],
                    [line.ThisQuarter, .. last ? new[] { line.LastQuarter } : [], line.Total, .. targets ? new[] { line.Target, line.Standing } : [], OutcomeCell.Words(line.Meaning)])),
            ],
            [
                view.CountsNote,
                "A quarter's figure is the printed figure since the pilot began less that of the publication before. It is [x] where either was not shown as a number.",
                .. new[] { view.ReturnsNote(ReturnKind.Enrolment), view.ReturnsNote(ReturnKind.Completion) }.OfType<string>(),
                .. targets ? new[] { "Targets are those of the whole pilot. How it stands is judged from the printed figure: on course means within the tolerance of a straight line from the start of the pilot to the target." } : [],
            ])
        {
            Remarks =
            [
                .. waiting.GroupBy(line => line.Awaits).Select(same => $"{string.Join("; ", same.Select(line => line.Measure))}: given once the first {same.Key}."),
                .. view.HasEarlierQuarter && !last ? new[] { $"{LastHeading}: given once most of these measures had begun to be counted by then." } : [],
            ],
        };
    }

    /// <param name="Awaits">What has to be past before there is a figure: a measure of nobody yet is no row.</param>
    private sealed record Line(
        string Measure, OutcomeCell ThisQuarter, OutcomeCell LastQuarter, OutcomeCell Total, OutcomeCell Target, OutcomeCell Standing, string Meaning, string Awaits = "return has arrived");

    private static Line CountLine(PublicationView view, string measure, FigureKey key)
    {
        var total = view.Count(key);
        // Of the counts only the starts have a target in a count: the others have theirs in a rate.
        var (target, standing) = key == OutcomeFigures.StartsKey ? Standing(view, key, total, total.Value) : (OutcomeCell.NotApplicable, OutcomeCell.NotApplicable);
        return new(measure, view.QuarterCount(key, 0), view.QuarterCount(key, 1), total, target, standing, SkillsEnglandDefinitions.Of(measure), AwaitedBy(key));
    }

    private static Line RateLine(PublicationView view, RateFigure rate)
    {
        var cell = view.Rate(rate);
        var (target, standing) = Standing(view, rate.Numerator, cell, cell.Kind == OutcomeCellKind.Low ? 0 : cell.Value * 100);
        var share = target.Value is { } percent ? new OutcomeCell(OutcomeCellKind.Rate, percent / 100) : target;
        return new(rate.Name + " (%)", OutcomeCell.NotApplicable, OutcomeCell.NotApplicable, cell, share, standing, SkillsEnglandDefinitions.Of("Share"), AwaitedBy(rate.Denominator));
    }

    private static string AwaitedBy(FigureKey key) =>
        key == OutcomeFigures.ClosedKey || key == OutcomeFigures.PositiveKey ? "destination window has closed" : "planned end date has passed";

    private static Line Money(PublicationView view)
    {
        var measure = SkillsEnglandDefinitions.TotalFunded(view.Current.Values);
        return new(
            measure, view.QuarterFunded(0), view.QuarterFunded(1), view.Funded(), OutcomeCell.NotApplicable, OutcomeCell.NotApplicable,
            SkillsEnglandDefinitions.Of(SkillsEnglandDefinitions.Funded));
    }

    /// <summary>Where the figure has no value, neither has the standing.</summary>
    private static (OutcomeCell Target, OutcomeCell Standing) Standing(PublicationView view, FigureKey key, OutcomeCell shown, decimal? value)
    {
        if (!MeasureOf.TryGetValue(key, out var measure) || view.Settings.TargetFor(measure, view.Current.Period) is not { } target)
        {
            return (OutcomeCell.NotApplicable, OutcomeCell.NotApplicable);
        }

        return (
            new(OutcomeCellKind.Number, target.Value),
            value is { } known ? OutcomeCell.Words(TargetStatus.Of(target, known, view.AsOf, view.Current.Period, view.Settings)) : shown with { Revised = false });
    }
}
