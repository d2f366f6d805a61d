using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;
using Pilot.Functions.Settings;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Returns;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks;

namespace Pilot.Functions.Quarters;

/// <summary>Draws a run's files and puts them where officers download them. Drawing again gives the same bytes.</summary>
internal sealed class WriteWorkbooks(World world)
{
    /// <summary>Sees to it that the run's files stand there in its present state, and says where.</summary>
    /// <param name="computed">The inputs and figures, where the caller has just computed them.</param>
    public async Task<AskedRun> ShowAsync(
        RunRow row, bool isNew, CancellationToken cancel, (FundingInputs Inputs, FundingRun Run)? computed = null)
    {
        var record = Record(row);
        if (row.FilesAt is null)
        {
            var (inputs, run) = computed ?? await ComputeAgainAsync(row, cancel);
            await WriteAsync(row, record, inputs, run, cancel);
        }

        return new AskedRun(record, isNew, RunJson.ReadLines(row.Lines), await FilesAsync(record, cancel));
    }

    public static RunRecord Record(RunRow row) => new(
        row.Number, Quarter.Parse(row.Period), row.Kind, row.Revision, row.State, row.SettingsVersion, row.InputsHash,
        new DateTimeOffset(row.CreatedAt), row.EngineVersion, row.Reason, row.ApprovedBy,
        row.ApprovedAt is { } at ? new DateTimeOffset(at) : null);

    private async Task<(FundingInputs Inputs, FundingRun Run)> ComputeAgainAsync(RunRow row, CancellationToken cancel)
    {
        var settings = await new SettingsStore(world.Database).VersionAsync(row.SettingsVersion, cancel);
        var inputs = await new LoadInputs(world).RunAsync(Quarter.Parse(row.Period), settings, row.FactsAsOf, cancel);
        return (inputs, EarnAndReconcile.Run(inputs));
    }

    private async Task WriteAsync(RunRow row, RunRecord record, FundingInputs inputs, FundingRun run, CancellationToken cancel)
    {
        var load = new LoadInputs(world);
        var last = await load.LastClosedAsync(record.Period, cancel);
        var published = PublishedFigures.Read(await new PublishedFigures(world).BeforeAsync(record.Period, record.Revision, cancel));
        var drawn = QuarterlyWorkbooks.Draw(new QuarterFigures
        {
            Run = record,
            Settings = inputs.Settings,
            Ledger = inputs.Ledger,
            Funding = run,
            Providers = inputs.Providers,
            RuleCounts = await load.RuleCountsAsync(row.FactsAsOf, cancel),
            LastClosed = inputs.LastClosed,
            LastClosedEarnings = last is null ? [] : RunJson.ReadEarnings(last.Earnings),
            Published = published,
        });
        foreach (var file in drawn)
        {
            using var content = new MemoryStream(file.Bytes);
            await world.Blobs.ReplaceAsync(file.Container, file.Name, content, file.ContentType, cancel);
        }

        await using var context = world.Database.Open();
        var now = world.UtcNow;
        await context.Runs.Where(one => one.Number == row.Number)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.FilesAt, now), cancel);
    }

    private async Task<IReadOnlyList<string>> FilesAsync(RunRecord record, CancellationToken cancel)
    {
        var files = new List<string>();
        await foreach (var entry in world.Blobs.ListAsync("reports", record.Period.Id + "/", cancel))
        {
            if (entry.Name.EndsWith($"-{record.FileSuffix}.xlsx", StringComparison.Ordinal))
            {
                files.Add("reports/" + entry.Name);
            }
        }

        return files;
    }
}
