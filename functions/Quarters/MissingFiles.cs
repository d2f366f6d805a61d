using Pilot.Functions.Data;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks;

namespace Pilot.Functions.Quarters;

/// <summary>
/// Files of a run that somebody removed: who asks for the run must find them. What was closed is written again as it was or not at all, and
/// nothing that is there is ever touched. What the settings say is kept no longer does not come back.
/// </summary>
internal sealed class MissingFiles(PilotServices services)
{
    /// <summary>Whether any file is missing that the run wrote, by its manifest.</summary>
    public async Task<bool> AnyAsync(RunRecord run, CancellationToken cancellationToken)
    {
        var there = await ListExistingAsync(run.Period, cancellationToken);
        var manifests = QuarterlyWorkbooks.ManifestsOf(run);
        return !manifests.All(manifest => there.Contains(QuarterlyWorkbooks.Reports + "/" + manifest))
            || await HashesAsync(manifests[^1], run, cancellationToken) is not { } marks
            || !marks.Keys.Concat(await StatementsAsync(run, cancellationToken)).All(there.Contains);
    }

    /// <summary>Whether they may come back: the rows about learners, which they are drawn from, go before any workbook does.</summary>
    public async Task<bool> MayComeBackAsync(CancellationToken cancellationToken) => !await LearnerDataRemoval.IsDoneAsync(services, cancellationToken);

    /// <summary>Writes what is missing of a closed run and is, byte for byte, what it was.</summary>
    /// <param name="drawn">All its files, the manifests last.</param>
    public async Task RestoreAsync(RunRecord run, IEnumerable<DrawnFile> drawn, CancellationToken cancellationToken)
    {
        var there = await ListExistingAsync(run.Period, cancellationToken);
        IReadOnlyDictionary<string, FileHash>? marks = null;
        foreach (var manifest in QuarterlyWorkbooks.ManifestsOf(run).Where(text => there.Contains(QuarterlyWorkbooks.Reports + "/" + text)))
        {
            marks ??= await HashesAsync(manifest, run, cancellationToken);
        }

        var differ = new List<string>();
        foreach (var file in drawn)
        {
            var isManifest = file.ContentType == Manifest.ContentType;
            var known = isManifest ? null : marks is not null ? marks.GetValueOrDefault(file.Path) : there.Contains(file.Path) ? await HashAsync(file, cancellationToken) : null;
            if ((known is not null && known != FileHash.Of(file)) || (isManifest && differ.Count > 0))
            {
                differ.Add(file.Path);
            }
            else if (!there.Contains(file.Path))
            {
                await using var content = file.Open();
                await services.Blobs.CreateAsync(file.Container, file.Name, content, file.ContentType, cancellationToken);
            }
        }

        if (differ.Count > 0)
        {
            services.Log.LogError("These files of run {Number} would not be drawn now as its manifest says, so none of them was written: restore what is missing from a backup. {Files}", run.Number, string.Join(", ", differ));
        }
    }

    private async Task<HashSet<string>> ListExistingAsync(Quarter period, CancellationToken cancellationToken)
    {
        var there = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (container, prefix) in new[] { (QuarterlyWorkbooks.Reports, period.Id + "/"), (QuarterlyWorkbooks.Statements, "") })
        {
            await foreach (var entry in services.Blobs.ListAsync(container, prefix, cancellationToken))
            {
                there.Add(container + "/" + entry.Name);
            }
        }

        return there;
    }

    private async Task<IReadOnlyDictionary<string, FileHash>?> HashesAsync(string manifest, RunRecord run, CancellationToken cancellationToken)
    {
        await using var content = await services.Blobs.OpenReadAsync(QuarterlyWorkbooks.Reports, manifest, cancellationToken);
        return Manifest.Read(content, run);
    }

    private async Task<FileHash> HashAsync(DrawnFile file, CancellationToken cancellationToken)
    {
        await using var content = await services.Blobs.OpenReadAsync(file.Container, file.Name, cancellationToken);
        return FileHash.Of(file.Path, content);
    }

    /// <summary>Provisional ones, which no manifest lists: receipts draw them anew.</summary>
    private async Task<IEnumerable<string>> StatementsAsync(RunRecord run, CancellationToken cancellationToken) => run.Kind != RunKind.Provisional
        ? []
        : (await new SettingsStore(services.Database).VersionAsync(run.SettingsVersion, cancellationToken)).Providers.Select(provider => QuarterlyWorkbooks.StatementPath(run, provider.Ukprn));
}
