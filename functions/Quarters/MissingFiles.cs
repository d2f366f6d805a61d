using Pilot.Functions.Data;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks;

namespace Pilot.Functions.Quarters;

/// <summary>
/// Files of a run that somebody removed: who asks for the run must find them. What was closed is written again as it was or not at all, and
/// nothing that is there is ever touched. What the settings say is kept no longer does not come back.
/// </summary>
internal sealed class MissingFiles(World world)
{
    /// <summary>Whether any file is missing that the run wrote, by its manifest.</summary>
    public async Task<bool> AnyAsync(RunRecord run, CancellationToken cancellationToken)
    {
        var there = await ThereAsync(run.Period, cancellationToken);
        var manifests = QuarterlyWorkbooks.ManifestsOf(run);
        return !manifests.All(manifest => there.Contains(QuarterlyWorkbooks.Reports + "/" + manifest))
            || await MarksAsync(manifests[^1], run, cancellationToken) is not { } marks
            || !marks.Keys.Concat(await StatementsAsync(run, cancellationToken)).All(there.Contains);
    }

    /// <summary>Whether they may come back: the rows about learners, which they are drawn from, go before any workbook does.</summary>
    public async Task<bool> MayComeBackAsync(CancellationToken cancellationToken) => !await LearnersGone.AreGoneAsync(world, cancellationToken);

    /// <summary>Writes what is missing of a closed run and is, byte for byte, what it was.</summary>
    /// <param name="drawn">All its files, the manifests last.</param>
    public async Task RestoreAsync(RunRecord run, IEnumerable<DrawnFile> drawn, CancellationToken cancellationToken)
    {
        var there = await ThereAsync(run.Period, cancellationToken);
        IReadOnlyDictionary<string, FileMark>? marks = null;
        foreach (var manifest in QuarterlyWorkbooks.ManifestsOf(run).Where(text => there.Contains(QuarterlyWorkbooks.Reports + "/" + text)))
        {
            marks ??= await MarksAsync(manifest, run, cancellationToken);
        }

        var differ = 0;
        foreach (var file in drawn)
        {
            var isManifest = file.ContentType == Manifest.ContentType;
            var known = isManifest ? null : marks is not null ? marks.GetValueOrDefault(file.Path) : there.Contains(file.Path) ? await MarkAsync(file, cancellationToken) : null;
            if ((known is not null && known != FileMark.Of(file)) || (isManifest && differ > 0))
            {
                differ++;
            }
            else if (!there.Contains(file.Path))
            {
                await using var content = file.Open();
                await world.Blobs.CreateAsync(file.Container, file.Name, content, file.ContentType, cancellationToken);
            }
        }

        if (differ > 0)
        {
            world.Log.LogError("{Files} files of run {Number} would not be what they were, and were not written again: they must come from a backup.", differ, run.Number);
        }
    }

    private async Task<HashSet<string>> ThereAsync(Quarter period, CancellationToken cancellationToken)
    {
        var there = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (container, prefix) in new[] { (QuarterlyWorkbooks.Reports, period.Id + "/"), (QuarterlyWorkbooks.Statements, "") })
        {
            await foreach (var entry in world.Blobs.ListAsync(container, prefix, cancellationToken))
            {
                there.Add(container + "/" + entry.Name);
            }
        }

        return there;
    }

    private async Task<IReadOnlyDictionary<string, FileMark>?> MarksAsync(string manifest, RunRecord run, CancellationToken cancellationToken)
    {
        await using var content = await world.Blobs.OpenReadAsync(QuarterlyWorkbooks.Reports, manifest, cancellationToken);
        return Manifest.Read(content, run);
    }

    private async Task<FileMark> MarkAsync(DrawnFile file, CancellationToken cancellationToken)
    {
        await using var content = await world.Blobs.OpenReadAsync(file.Container, file.Name, cancellationToken);
        return FileMark.Of(file.Path, content);
    }

    /// <summary>Provisional ones, which no manifest lists: receipts draw them anew.</summary>
    private async Task<IEnumerable<string>> StatementsAsync(RunRecord run, CancellationToken cancellationToken) => run.Kind != RunKind.Provisional
        ? []
        : (await new SettingsStore(world.Database).VersionAsync(run.SettingsVersion, cancellationToken)).Providers.Select(provider => QuarterlyWorkbooks.StatementPath(run, provider.Ukprn));
}
