using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;
using Pilot.Functions.Quarters;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Pages;

/// <param name="Profile">Of a quarter that still runs the share of its days, as in the workbooks.</param>
internal sealed record QuarterMoney(Quarter Quarter, decimal Profile, decimal Earned);

/// <summary>Courses. Null where it is too early for any: not yet, and not zero.</summary>
internal sealed record FunnelCounts(int Starts, int Qualifying, int? Completions, int? Outcomes);

/// <summary>Milestones of one provider that wait for the same kind of decision, or that no allocation pays.</summary>
internal sealed record ExceptionGroup(Ukprn Ukprn, string Kind, int Milestones, decimal AmountGbp, DateOnly? Oldest, string WhatClearsIt);

/// <summary>What a page shows of one run. A run never changes, so this is worked out once, from what the run stored.</summary>
internal sealed record RunFigures(
    IReadOnlyList<ReconciliationLine> Lines, IReadOnlyList<QuarterMoney> Quarters, FunnelCounts Funnel, IReadOnlyList<ExceptionGroup> Exceptions)
{
    public static RunFigures Of(
        Quarter period, DateOnly asOf, PilotSettings settings, IReadOnlyList<ReconciliationLine> lines, IReadOnlyList<Earning> earnings, DateOnly? firstPlannedEnd)
    {
        int Reached(Milestone milestone) => earnings.Count(earning => earning.Milestone == milestone && earning.IsQualifying && earning.Date <= asOf);
        var completions = Reached(Milestone.Completion);
        var outcomes = Reached(Milestone.Outcome);
        var ends = firstPlannedEnd < asOf;
        var windowsClose = firstPlannedEnd?.AddMonths(settings.Scheme.OutcomeWindowMonths) < asOf;
        return new RunFigures(
            lines,
            ByQuarter(period, asOf, settings, lines, earnings),
            new FunnelCounts(
                lines.Sum(line => line.Starts), Reached(Milestone.Start), completions > 0 || ends ? completions : null, outcomes > 0 || windowsClose ? outcomes : null),
            Groups(earnings));
    }

    /// <summary>Every quarter so far of the years that the lines are of, from the first that has any money.</summary>
    private static List<QuarterMoney> ByQuarter(
        Quarter period, DateOnly asOf, PilotSettings settings, IReadOnlyList<ReconciliationLine> lines, IReadOnlyList<Earning> earnings)
    {
        var earned = earnings.Where(earning => earning.IsEarned && earning.Date <= asOf)
            .GroupBy(earning => Quarter.Containing(earning.Date!.Value)).ToDictionary(group => group.Key, group => group.Sum(earning => earning.AmountGbp));
        return
        [
            .. lines.Select(line => line.FundingYear).Distinct().Order()
                .SelectMany(year => year.Quarters)
                .Where(quarter => quarter <= period)
                .Select(quarter => new QuarterMoney(
                    quarter,
                    lines.Where(line => line.FundingYear == quarter.FundingYear)
                        .Sum(line => settings.FindAllocation(line.Ukprn, line.Qualification, line.FundingYear) is { } approved ? Profile.PoundsOf(approved, quarter, asOf) : 0),
                    earned.GetValueOrDefault(quarter)))
                .SkipWhile(money => money.Profile == 0 && money.Earned == 0),
        ];
    }

    private static List<ExceptionGroup> Groups(IReadOnlyList<Earning> earnings) =>
    [
        .. UnpaidMilestone.Find(earnings).GroupBy(exception => (exception.Earning.Ukprn, exception.Kind))
            .OrderBy(group => group.Key.Ukprn).ThenBy(group => group.Key.Kind, StringComparer.Ordinal)
            .Select(group => new ExceptionGroup(
                group.Key.Ukprn, group.Key.Kind, group.Count(), group.Sum(exception => exception.AmountGbp), group.Min(exception => exception.Earning.Date), group.First().WhatClearsIt)),
    ];
}

/// <summary>The figures of the runs that were shown last.</summary>
internal sealed class LoadRunFigures(PilotServices services)
{
    private const int MaxKept = 12;

    private readonly ConcurrentDictionary<int, RunFigures> _kept = new();

    public async Task<RunFigures> RunAsync(RunRecord run, CancellationToken cancellationToken)
    {
        if (_kept.TryGetValue(run.Number, out var known))
        {
            return known;
        }

        await using var context = services.Database.Open();
        var lines = await context.Runs.AsNoTracking().Where(row => row.Number == run.Number).Select(row => row.Lines).FirstAsync(cancellationToken);
        var earnings = await new StoredEarnings(services.Database).ListAsync(run.Number, _ => true, cancellationToken);
        // Over every version of every row: a page says "not yet" a little too seldom rather than too often.
        var firstEnd = await context.Enrolments.Where(row => !EF.Property<bool>(row, nameof(Enrolment.ReportedInError)))
            .MinAsync(row => (DateOnly?)EF.Property<DateOnly>(row, nameof(Enrolment.PlannedEndDate)), cancellationToken);
        var settings = await new SettingsStore(services.Database).VersionAsync(run.SettingsVersion, cancellationToken);
        var figures = RunFigures.Of(run.Period, run.AsOf, settings, RunJson.ReadLines(lines), earnings, firstEnd);
        if (_kept.Count >= MaxKept)
        {
            _kept.TryRemove(_kept.Keys.Min(), out _);
        }

        _kept[run.Number] = figures;
        return figures;
    }
}
