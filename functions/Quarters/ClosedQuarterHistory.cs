using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Quarters;

/// <summary>
/// Every closed quarter as it was last published (workbooks.md, T20), from what its run stored. A closed run never changes, so each is worked
/// out once and remembered.
/// </summary>
internal sealed class ClosedQuarterHistory(PilotServices services)
{
    /// <summary>Of the closed periods before this one, oldest first, each by its highest revision.</summary>
    public async Task<IReadOnlyList<PublishedQuarter>> LoadEarlierAsync(Quarter period, CancellationToken cancellationToken)
    {
        await using var context = services.Database.Open();
        var closed = await context.Runs.AsNoTracking()
            .Where(run => run.Kind != RunKind.Provisional)
            .Select(run => new { run.Number, run.Period, run.Revision })
            .ToListAsync(cancellationToken);
        var quarters = new List<PublishedQuarter>();
        foreach (var run in closed
            .Where(run => Quarter.Parse(run.Period) < period)
            .GroupBy(run => Quarter.Parse(run.Period))
            .OrderBy(group => group.Key)
            .Select(group => group.MaxBy(run => run.Revision)!))
        {
            quarters.Add(await LoadAsync(context, run.Number, cancellationToken));
        }

        return quarters;
    }

    private async Task<PublishedQuarter> LoadAsync(PilotDbContext context, int number, CancellationToken cancellationToken)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"quarter-of-run-{number}");
        if (await context.Marks.AsNoTracking().Where(mark => mark.Name == name).Select(mark => mark.Value).FirstOrDefaultAsync(cancellationToken) is { } known)
        {
            return JsonSerializer.Deserialize<PublishedQuarter>(known, RunJson.Options)!;
        }

        var run = await context.Runs.AsNoTracking().FirstAsync(row => row.Number == number, cancellationToken);
        var quarter = Quarter.Parse(run.Period);
        var profile = RunJson.ReadLines(run.Lines).Where(line => line.FundingYear == quarter.FundingYear).Sum(line => line.ProfileStartsQuarter);
        var earnings = await RunJson.ReadEarningsAsync(run.Earnings, cancellationToken).ToListAsync(cancellationToken);
        var published = PublishedQuarter.Of(quarter, run.Revision, earnings, profile);
        var value = JsonSerializer.Serialize(published, RunJson.Options);
        await services.Database.ExecuteWithRetryAsync(
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
        return published;
    }
}
