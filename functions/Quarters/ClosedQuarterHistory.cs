using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Quarters;

/// <summary>The closed quarters before one.</summary>
/// <param name="Quarters">Each as it was last published, oldest first.</param>
/// <param name="EarnedInLast">The milestones that the last of them counts as earned.</param>
internal sealed record ClosedQuarters(IReadOnlyList<PublishedQuarter> Quarters, IReadOnlyList<Earning> EarnedInLast);

/// <summary>
/// Every closed quarter as it was last published (workbooks.md, T20), from what its run stored. A closed run never changes, so each is worked
/// out once and remembered. The milestones of a run are read once for both of what is asked of them.
/// </summary>
internal sealed class ClosedQuarterHistory(PilotServices services)
{
    /// <summary>Of the closed periods before this one, oldest first, each by its highest revision.</summary>
    public async Task<ClosedQuarters> LoadEarlierAsync(Quarter period, CancellationToken cancellationToken)
    {
        await using var context = services.Database.Open();
        var closed = await context.Runs.AsNoTracking()
            .Where(run => run.Kind != RunKind.Provisional)
            .Select(run => new { run.Number, run.Period, run.Revision })
            .ToListAsync(cancellationToken);
        var newest = closed
            .Where(run => Quarter.Parse(run.Period) < period)
            .GroupBy(run => Quarter.Parse(run.Period))
            .OrderBy(group => group.Key)
            .Select(group => group.MaxBy(run => run.Revision)!.Number)
            .ToList();
        var (quarters, earnedInLast) = (new List<PublishedQuarter>(), new List<Earning>());
        foreach (var number in newest)
        {
            quarters.Add(await LoadAsync(context, number, number == newest[^1] ? earnedInLast : null, cancellationToken));
        }

        return new ClosedQuarters(quarters, earnedInLast);
    }

    /// <param name="earned">Gets the milestones that are earned; null where nobody asks for them.</param>
    private async Task<PublishedQuarter> LoadAsync(PilotDbContext context, int number, List<Earning>? earned, CancellationToken cancellationToken)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"quarter-of-run-{number}");
        var known = await context.Marks.AsNoTracking().Where(mark => mark.Name == name).Select(mark => mark.Value).FirstOrDefaultAsync(cancellationToken);
        if (known is not null && earned is null)
        {
            return JsonSerializer.Deserialize<PublishedQuarter>(known, RunJson.Options)!;
        }

        var run = await context.Runs.AsNoTracking().Where(row => row.Number == number).Select(row => new { row.Period, row.Revision, row.Lines }).FirstAsync(cancellationToken);
        var quarter = Quarter.Parse(run.Period);
        var (count, earnedThen) = await new StoredEarnings(services.Database).ReadAsync(number, (packed, attemptToken) => CountAsync(quarter, packed, keepsEarned: earned is not null, attemptToken), cancellationToken);
        earned?.AddRange(earnedThen);
        if (known is not null)
        {
            return JsonSerializer.Deserialize<PublishedQuarter>(known, RunJson.Options)!;
        }

        var profile = RunJson.ReadLines(run.Lines).Where(line => line.FundingYear == quarter.FundingYear).Sum(line => line.ProfileStartsQuarter);
        var published = count.Published(run.Revision, profile);
        await RememberAsync(name, JsonSerializer.Serialize(published, RunJson.Options), cancellationToken);
        return published;
    }

    private static async Task<(QuarterCount Count, List<Earning> Earned)> CountAsync(Quarter quarter, Stream packed, bool keepsEarned, CancellationToken cancellationToken)
    {
        var (count, earned) = (new QuarterCount(quarter), new List<Earning>());
        await foreach (var earning in RunJson.ReadEarningsAsync(packed, cancellationToken))
        {
            count.Add(earning);
            if (keepsEarned && earning.IsEarned)
            {
                earned.Add(earning);
            }
        }

        return (count, earned);
    }

    private Task<string> RememberAsync(string name, string value, CancellationToken cancellationToken) => services.Database.ExecuteWithRetryAsync(
        async (marks, attemptToken) =>
        {
            // Once: an earlier try may have stored it and lost the answer.
            if (!await marks.Marks.AnyAsync(mark => mark.Name == name, attemptToken))
            {
                marks.Marks.Add(new MarkRow { Name = name, Value = value });
                await marks.SaveChangesAsync(attemptToken);
            }

            return value;
        },
        cancellationToken);
}
