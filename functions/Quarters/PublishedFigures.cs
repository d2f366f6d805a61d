using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Quarters;

/// <summary>The Skills England figures that were published or are to be: what later publications are rounded beside (workbooks.md section 5).</summary>
internal sealed class PublishedFigures(PilotServices services)
{
    /// <summary>
    /// As stored, of every closing run and revision that came before this one, in the order of their publication. One that still awaits
    /// approval is among them: approved later, it must be as safe as if it had been published first.
    /// </summary>
    public async Task<string> LoadEarlierAsync(Quarter period, int revision, CancellationToken cancellationToken)
    {
        await using var context = services.Database.Open();
        var runs = await context.Runs.AsNoTracking()
            .Where(run => run.Kind != RunKind.Provisional)
            .Select(run => new { run.Period, run.Revision, run.PublishedCells })
            .ToListAsync(cancellationToken);
        return string.Join('\n', runs
            .Where(run => Quarter.Parse(run.Period) < period || (run.Period == period.Id && run.Revision < revision))
            .OrderBy(run => run.Period, StringComparer.Ordinal).ThenBy(run => run.Revision)
            .Select(run => run.PublishedCells)
            .Where(cells => cells.Length > 0));
    }

    /// <summary>
    /// As stored, of this run itself: what was published is shown as it was, whatever secret there is by now. Empty for a run that is not
    /// stored yet, for a provisional one, and for one that an earlier version of the program rounded otherwise.
    /// </summary>
    public async Task<string> LoadAsync(RunRecord record, CancellationToken cancellationToken)
    {
        if (!record.IsStored)
        {
            return "";
        }

        await using var context = services.Database.Open();
        return await context.Runs.AsNoTracking().Where(run => run.Number == record.Number).Select(run => run.PublishedCells).FirstOrDefaultAsync(cancellationToken) ?? "";
    }

    public static IReadOnlyList<PublishedCell> Read(string stored) => stored
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(line => JsonSerializer.Deserialize<List<PublishedCell>>(line, RunJson.Stored)!)
        .ToList();

    public static string Write(IEnumerable<PublishedCell> cells) => JsonSerializer.Serialize(cells, RunJson.Options);
}
