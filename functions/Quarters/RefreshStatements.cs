using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Pilot.Functions.Data;
using Pilot.Functions.Settings;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks;

namespace Pilot.Functions.Quarters;

/// <summary>
/// The provisional statement that goes with a receipt: the provider's own money as it stands with the return just accepted.
/// </summary>
/// <remarks>
/// It costs one working-out of the whole pilot, because what one provider earns depends on what others hold of the same learners, and the
/// drawing of one small workbook; no other workbook and no stored run. Nothing is worked out where nothing was accepted.
/// </remarks>
internal sealed class RefreshStatements(World world)
{
    /// <param name="accepted">Whose return was accepted, and for which period.</param>
    public async Task RunAsync(IReadOnlyCollection<(Ukprn Ukprn, Quarter Period)> accepted, CancellationToken cancel)
    {
        if (accepted.Count == 0)
        {
            return;
        }

        await using var turn = await world.Leases.AcquireAsync(RunQuarter.Lock, RunQuarter.Patience, cancel);
        var settings = await new SettingsStore(world.Database).InForceAsync(DateTime.MaxValue, cancel);
        var open = await new Periods(world).OpenAsync(settings, cancel);
        var closed = await new Periods(world).ClosedAsync(cancel);
        // What arrives for a closed period counts in the open one.
        var wanted = accepted
            .Select(one => (one.Ukprn, Period: closed.Contains(one.Period) ? open : one.Period))
            .Where(one => one.Period is { } period && settings.FindPeriod(period) is not null)
            .Distinct()
            .GroupBy(one => one.Period!.Value, one => one.Ukprn);
        foreach (var period in wanted.OrderBy(one => one.Key))
        {
            try
            {
                await DrawAsync(period.Key, [.. period.Order()], settings, cancel);
            }
            catch (RunRefusedException refused)
            {
                // The return is accepted all the same; the next run says what is wrong.
                world.Log.LogError("No provisional statement for {Period}: {Reason}", period.Key.Id, refused.Message);
            }
        }
    }

    private async Task DrawAsync(Quarter period, IReadOnlyList<Ukprn> providers, PilotSettings settings, CancellationToken cancel)
    {
        var inputs = await new LoadInputs(world).RunAsync(period, settings, DateTime.MaxValue, cancel);
        var overdue = settings.FindPeriod(period) is { } row && world.Today > row.DueOn;
        var hash = InputsHash.Of(inputs, RunKind.Provisional, null, overdue, await new PublishedFigures(world).BeforeAsync(period, 0, cancel));
        var figures = new QuarterFigures
        {
            Run = await RecordAsync(period, hash, settings, cancel),
            Settings = settings,
            Ledger = inputs.Ledger,
            Funding = EarnAndReconcile.Run(inputs),
            Providers = inputs.Providers,
            LastClosed = inputs.LastClosed,
        };
        foreach (var file in providers.Where(one => settings.FindProvider(one) is not null).Select(one => QuarterlyWorkbooks.Statement(figures, one)))
        {
            await using var content = file.Open();
            await world.Blobs.ReplaceAsync(file.Container, file.Name, content, file.ContentType, cancel);
        }
    }

    /// <summary>The provisional run of these very inputs where there is one: the same figures are the same file.</summary>
    private async Task<RunRecord> RecordAsync(Quarter period, string hash, PilotSettings settings, CancellationToken cancel)
    {
        await using var context = world.Database.Open();
        var known = await context.Runs.AsNoTracking().FirstOrDefaultAsync(run => run.InputsHash == hash, cancel);
        return known is not null
            ? WriteWorkbooks.Record(known)
            : new RunRecord(0, period, RunKind.Provisional, 0, RunState.Provisional, settings.Version, hash, world.Now, InputsHash.EngineVersion);
    }
}
