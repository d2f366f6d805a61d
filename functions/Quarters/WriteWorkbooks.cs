using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;
using Pilot.Functions.Outbox;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks;
using Pilot.Reporting.Workbooks.Casework;

namespace Pilot.Functions.Quarters;

/// <summary>A run with what it was computed from.</summary>
/// <param name="Publication">The protected tables, where they were made to keep what is published; null = made when they are drawn.</param>
internal sealed record ComputedRun(FundingInputs Inputs, FundingRun Run, SkillsEnglandPublication? Publication);

/// <summary>Draws a run's files and puts them where officers download them. Drawing again gives the same bytes.</summary>
internal sealed class WriteWorkbooks(PilotServices services)
{
    /// <summary>Sees to it that the run's files stand there in its present state, also where somebody removed them, and says where.</summary>
    /// <param name="computed">The inputs and figures, where the caller has just computed them.</param>
    public async Task<RunResult> EnsureFilesAsync(
        RunRow row, bool isNew, CancellationToken cancellationToken, ComputedRun? computed = null)
    {
        var record = Record(row);
        var missing = new MissingFiles(services);
        if (row.FilesAt is null)
        {
            await WriteAsync(row, record, computed ?? await ComputeAgainAsync(row, cancellationToken), cancellationToken);
        }
        else if (await missing.AnyAsync(record, cancellationToken) && await missing.MayComeBackAsync(cancellationToken))
        {
            await WriteMissingAsync(row, record, missing, cancellationToken);
        }

        return new RunResult(record, isNew, RunJson.ReadLines(row.Lines), await FilesAsync(record, cancellationToken));
    }

    public static RunRecord Record(RunRow row) => new(
        row.Number, Quarter.Parse(row.Period), row.Kind, row.Revision, row.State, row.SettingsVersion, row.InputsHash,
        new DateTimeOffset(row.CreatedAt), row.EngineVersion, row.Reason, row.ApprovedBy,
        row.ApprovedAt is { } at ? new DateTimeOffset(at) : null);

    /// <summary>All that the files of a run are drawn from.</summary>
    /// <param name="factsAsOf">The moment of the run's facts.</param>
    public async Task<QuarterFigures> FiguresAsync(
        RunRecord record, DateTime factsAsOf, FundingInputs inputs, FundingRun run, CancellationToken cancellationToken)
    {
        var load = new LoadInputs(services);
        var closed = await new ClosedQuarterHistory(services).LoadEarlierAsync(record.Period, cancellationToken);
        var figures = new QuarterFigures
        {
            Run = record,
            Settings = inputs.Settings,
            Ledger = inputs.Ledger,
            Funding = run,
            Providers = inputs.Providers,
            RuleCounts = await load.RuleCountsAsync(factsAsOf, cancellationToken),
            OpenFindings = await load.OpenFindingsAsync(record.Period, factsAsOf, cancellationToken),
            LastClosed = inputs.LastClosed,
            Awards = inputs.Awards,
            EvidenceSamples = await load.EvidenceSamplesAsync(record.Period, cancellationToken),
            LastClosedEarnings = closed.EarnedInLast,
            PublishedQuarters = closed.Quarters,
            Published = await PublishedAsync(record, cancellationToken),
            RoundingSecret = services.RoundingSecret,
        };
        return record.Kind == RunKind.Revision ? await WithRevisedAsync(figures, cancellationToken) : figures;
    }

    /// <summary>What a closing run or a revision is to publish is kept with it, whether it is approved at once, later or never.</summary>
    internal async Task<SkillsEnglandPublication?> PublicationAsync(RunRow row, FundingInputs inputs, FundingRun run, CancellationToken cancellationToken)
    {
        if (row.Kind == RunKind.Provisional)
        {
            return null;
        }

        var figures = await FiguresAsync(Record(row), row.FactsAsOf, inputs, run, cancellationToken);
        var publication = SkillsEnglandTables.Build(figures);
        row.PublishedCells = PublishedFigures.Write(publication.Published);
        row.EvidenceSamples = RunJson.Samples(DrawEvidenceSample.Run(run, figures.LastClosedEarnings));
        return publication;
    }

    private async Task<IReadOnlyList<PublishedCell>> PublishedAsync(RunRecord record, CancellationToken cancellationToken)
    {
        var published = new PublishedFigures(services);
        return
        [
            .. PublishedFigures.Read(await published.LoadEarlierAsync(record.Period, record.Revision, cancellationToken)),
            .. PublishedFigures.Read(await published.LoadAsync(record, cancellationToken)),
        ];
    }

    /// <summary>All that the files of a stored run were drawn from, worked out again from the facts of its moment.</summary>
    public async Task<QuarterFigures> FiguresAsync(RunRow row, CancellationToken cancellationToken)
    {
        var computed = await ComputeAgainAsync(row, cancellationToken);
        return await FiguresAsync(Record(row), row.FactsAsOf, computed.Inputs, computed.Run, cancellationToken);
    }

    /// <summary>The run that this one revises, worked out again from its own facts and settings: a run stores what it says of money, not all it counts.</summary>
    private async Task<QuarterFigures> WithRevisedAsync(QuarterFigures figures, CancellationToken cancellationToken)
    {
        RunRow revised;
        await using (var context = services.Database.Open())
        {
            revised = await context.Runs.AsNoTracking().FirstAsync(
                run => run.Period == figures.Period.Id && run.Kind != RunKind.Provisional && run.Revision == figures.Run.Revision - 1, cancellationToken);
        }

        var (inputs, run, _) = await ComputeAgainAsync(revised, cancellationToken);
        return figures with { Revises = run, RevisesSettings = inputs.Settings };
    }

    private async Task<ComputedRun> ComputeAgainAsync(RunRow row, CancellationToken cancellationToken)
    {
        var settings = await new SettingsStore(services.Database).VersionAsync(row.SettingsVersion, cancellationToken);
        var inputs = await new LoadInputs(services).RunAsync(Quarter.Parse(row.Period), settings, row.FactsAsOf, cancellationToken) with
        {
            RunOn = row.Kind == RunKind.Provisional ? LondonTime.DateOf(new DateTimeOffset(row.CreatedAt)) : null,
        };
        return new ComputedRun(inputs, EarnAndReconcile.Run(inputs), null);
    }

    private async Task WriteAsync(RunRow row, RunRecord record, ComputedRun computed, CancellationToken cancellationToken)
    {
        var figures = await FiguresAsync(record, row.FactsAsOf, computed.Inputs, computed.Run, cancellationToken);
        using var room = new TemporaryFile();
        foreach (var file in QuarterlyWorkbooks.Draw(figures, computed.Publication, await new CollectEvidence(services).CollectAsync(figures, row.FactsAsOf, room.Streams, cancellationToken)))
        {
            await using var content = file.Open();
            await services.Blobs.ReplaceAsync(file.Container, file.Name, content, file.ContentType, cancellationToken);
        }

        // Before the files count as written: after a crash all of it is done again, and the outbox takes a message once.
        await new NotifyOfRun(services, await WriteMessages.OpenAsync(services, cancellationToken)).RunAsync(row, record, [.. computed.Run.Earnings], cancellationToken);
        await using var context = services.Database.Open();
        var now = services.UtcNow;
        await context.Runs.Where(run => run.Number == row.Number)
            .ExecuteUpdateAsync(set => set.SetProperty(runRow => runRow.FilesAt, now), cancellationToken);
    }

    /// <summary>A provisional run's files are replaced, all of them; of a closed one, what is missing is written as it was.</summary>
    private async Task WriteMissingAsync(RunRow row, RunRecord record, MissingFiles missing, CancellationToken cancellationToken)
    {
        if (record.Kind == RunKind.Provisional)
        {
            await WriteAsync(row, record, await ComputeAgainAsync(row, cancellationToken), cancellationToken);
            return;
        }

        if (record.EngineVersion != InputsHash.EngineVersion)
        {
            services.Log.LogError("Files of run {Number} are missing, and this version of the program would draw them differently: restore them from a backup.", record.Number);
            return;
        }

        var computed = await ComputeAgainAsync(row, cancellationToken);
        var figures = await FiguresAsync(record, row.FactsAsOf, computed.Inputs, computed.Run, cancellationToken);
        using var room = new TemporaryFile();
        await missing.RestoreAsync(
            record, QuarterlyWorkbooks.Draw(figures, evidencePack: await new CollectEvidence(services).CollectAsync(figures, row.FactsAsOf, room.Streams, cancellationToken)), cancellationToken);
        services.Log.LogInformation("Files of run {Number} that were missing were drawn again", record.Number);
    }

    /// <summary>The workbooks of a run, where officers find them.</summary>
    internal async Task<IReadOnlyList<string>> FilesAsync(RunRecord record, CancellationToken cancellationToken)
    {
        var files = new List<string>();
        await foreach (var entry in services.Blobs.ListAsync(QuarterlyWorkbooks.Reports, record.Period.Id + "/", cancellationToken))
        {
            if (entry.Name.EndsWith($"-{record.FileSuffix}.xlsx", StringComparison.Ordinal) && !CaseworkWorkbook.IsLedgerDraft(entry.Name))
            {
                files.Add(QuarterlyWorkbooks.Reports + "/" + entry.Name);
            }
        }

        return files;
    }
}
