using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Returns;
using Pilot.Functions.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Quarters;

/// <summary>
/// Closes, in order, every period whose closing date has passed, with what was received by the end of that day and the settings then in
/// force, whenever it happens (funding.md section 5). A second trigger does nothing.
/// </summary>
public sealed class ClosePeriods(World world)
{
    /// <returns>The closing runs that this call made.</returns>
    public async Task<IReadOnlyList<AskedRun>> RunAsync(CancellationToken cancel)
    {
        var settings = await new SettingsStore(world.Database).InForceAsync(DateTime.MaxValue, cancel);
        var periods = new Periods(world);
        if ((await periods.DueToCloseAsync(settings, cancel)).Count == 0)
        {
            return [];
        }

        // Only after every upload received by then has its final receipt.
        await new SweepUploads(world).RunAsync(cancel);
        await using var turn = await world.Leases.AcquireAsync(RunQuarter.Lock, RunQuarter.Patience, cancel);
        var made = new List<AskedRun>();
        foreach (var row in await periods.DueToCloseAsync(settings, cancel))
        {
            await RefuseUnansweredAsync(row.Period, LondonTime.EndOf(row.ClosesOn).UtcDateTime, cancel);
            made.Add(await new RunQuarter(world).CloseAsync(row, cancel));
        }

        return made;
    }

    private async Task RefuseUnansweredAsync(Quarter period, DateTime closed, CancellationToken cancel)
    {
        await using var context = world.Database.Open();
        var open = await context.Submissions.CountAsync(one => one.ReceivedAt <= closed && one.AnsweredAt == null, cancel);
        if (open > 0)
        {
            throw new NotPossibleException(
                $"{period.Words} cannot be closed yet: {Words.Count(open, "upload")} received before its closing date still {(open == 1 ? "has" : "have")} no final receipt.");
        }
    }
}
