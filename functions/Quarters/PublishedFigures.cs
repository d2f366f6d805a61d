using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks;

namespace Pilot.Functions.Quarters;

/// <summary>The Skills England figures that were published: what later publications must not give away (workbooks.md section 5).</summary>
internal sealed class PublishedFigures(World world)
{
    /// <summary>As stored, of every published run that came before this one, in the order of their publication.</summary>
    public async Task<string> BeforeAsync(Quarter period, int revision, CancellationToken cancel)
    {
        await using var context = world.Database.Open();
        var runs = await context.Runs.AsNoTracking()
            .Where(run => run.State == RunState.Published)
            .Select(run => new { run.Period, run.Revision, run.PublishedCells })
            .ToListAsync(cancel);
        return string.Join('\n', runs
            .Where(run => Quarter.Parse(run.Period) < period || (run.Period == period.Id && run.Revision < revision))
            .OrderBy(run => run.Period, StringComparer.Ordinal).ThenBy(run => run.Revision)
            .Select(run => run.PublishedCells)
            .Where(cells => cells.Length > 0));
    }

    public static IReadOnlyList<PublishedCell> Read(string stored) => stored
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(line => JsonSerializer.Deserialize<List<PublishedCell>>(line, RunJson.Options)!)
        .ToList();

    public static string Write(IEnumerable<PublishedCell> cells) => JsonSerializer.Serialize(cells, RunJson.Options);
}
