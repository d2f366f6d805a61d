using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;
using Pilot.Functions.Faults;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks;

namespace Pilot.Functions.Quarters;

/// <param name="Problem">What is wrong with it, in a sentence; null where it is byte for byte what was published.</param>
public sealed record VerifiedFile(string Name, string? Problem);

/// <param name="Note">Why the run could not be made again; null where it was.</param>
public sealed record VerifiedRun(int Run, string Revision, string? Note, IReadOnlyList<VerifiedFile> Files)
{
    [JsonPropertyName("holds")]
    public bool IsIntact => Files.All(file => file.Problem is null);
}

/// <summary>
/// Makes the files of a closed quarter again from what is kept, and holds each against the one that stands there and against the signed
/// manifest. It writes nothing.
/// </summary>
internal sealed class VerifyQuarter(PilotServices services)
{
    /// <returns>Every run that closed or revised the quarter, in order.</returns>
    /// <exception cref="CannotBeDoneException">The quarter is not closed, or its files are still to be written.</exception>
    public async Task<IReadOnlyList<VerifiedRun>> RunAsync(Quarter period, CancellationToken cancellationToken)
    {
        List<RunRow> rows;
        await using (var context = services.Database.Open())
        {
            rows = await context.Runs.AsNoTracking().Where(run => run.Period == period.Id && run.Kind != RunKind.Provisional)
                .OrderBy(run => run.Revision).ToListAsync(cancellationToken);
        }

        if (rows.Count == 0 || rows.Exists(row => row.FilesAt is null))
        {
            throw new CannotBeDoneException(rows.Count == 0
                ? $"{period.Words} is not closed, so nothing was published that could be verified."
                : $"Files of {period.Words} are still to be written. Close it again, then verify.");
        }

        var verified = new List<VerifiedRun>();
        foreach (var row in rows)
        {
            verified.Add(await VerifyRunAsync(row, isNewest: row == rows[^1], cancellationToken));
        }

        return verified;
    }

    private async Task<VerifiedRun> VerifyRunAsync(RunRow row, bool isNewest, CancellationToken cancellationToken)
    {
        var record = WriteWorkbooks.Record(row);
        var manifests = QuarterlyWorkbooks.ManifestsOf(record).Skip(isNewest ? 0 : 1).ToList();
        var problems = new SortedDictionary<string, string?>(StringComparer.Ordinal);
        var listed = new Dictionary<string, FileHash>(StringComparer.Ordinal);
        foreach (var manifest in manifests)
        {
            var bytes = await ReadAsync(QuarterlyWorkbooks.Reports, manifest, cancellationToken);
            problems[QuarterlyWorkbooks.Reports + "/" + manifest] = ManifestProblem(bytes, services.ManifestKey);
            if (bytes is not null && problems[QuarterlyWorkbooks.Reports + "/" + manifest] is null && Manifest.Read(new MemoryStream(bytes), record) is { } marks)
            {
                listed = marks.ToDictionary(StringComparer.Ordinal);
            }
        }

        var note = await LearnerDataRemoval.IsDoneAsync(services, cancellationToken) ? "The rows about learners were removed when their time was over: the files were held against the manifest alone."
            : record.EngineVersion != InputsHash.EngineVersion ? "Another version of the program made these files: they were held against the manifest alone."
            : null;
        if (note is null)
        {
            await RecomputeAsync(row, isNewest, listed, problems, cancellationToken);
        }

        foreach (var hash in listed.Values.Where(hash => !problems.ContainsKey(hash.Path)))
        {
            problems[hash.Path] = Problem(await HashAsync(hash.Path, cancellationToken), hash, note is null ? null : hash);
        }

        return new VerifiedRun(row.Number, record.FileSuffix, note, [.. problems.Select(problem => new VerifiedFile(problem.Key, problem.Value))]);
    }

    private async Task RecomputeAsync(
        RunRow row, bool isNewest, Dictionary<string, FileHash> listed, SortedDictionary<string, string?> problems, CancellationToken cancellationToken)
    {
        var figures = await new WriteWorkbooks(services).FiguresAsync(row, cancellationToken);
        using var room = new TemporaryFile();
        var newest = QuarterlyWorkbooks.Reports + "/" + QuarterlyWorkbooks.ManifestsOf(figures.Run)[0];
        foreach (var file in QuarterlyWorkbooks.Draw(figures, evidencePack: await new CollectEvidence(services).CollectAsync(figures, row.FactsAsOf, room.Streams, cancellationToken)))
        {
            if ((isNewest || file.Path != newest) && problems.GetValueOrDefault(file.Path) is null)
            {
                problems[file.Path] = Problem(await HashAsync(file.Path, cancellationToken), listed.GetValueOrDefault(file.Path), FileHash.Of(file));
            }
        }
    }

    /// <param name="there">As it stands there; null = it does not.</param>
    /// <param name="listed">By the manifest; null = it is not listed.</param>
    /// <param name="again">As it was made again; null = it was not.</param>
    private static string? Problem(FileHash? there, FileHash? listed, FileHash? again) =>
        there is null ? "It is missing."
        : listed is not null && there != listed ? "It was changed after it was published."
        : again is null ? "It is listed in the manifest, and is no file of this run."
        : there != again ? "It is not what the kept inputs make: the file or what it was made from has changed."
        : null;

    private static string? ManifestProblem(byte[]? manifest, ManifestKey? key) =>
        manifest is null ? "It is missing."
        : key is null ? null
        : key.IsSignatureOf(manifest) switch
        {
            true => null,
            false => "Its signature is not of this content under this pilot's key: it was changed, or signed with another key.",
            null => "It is not signed: an earlier version of the program wrote it, or it was changed.",
        };

    private async Task<FileHash?> HashAsync(string path, CancellationToken cancellationToken)
    {
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        if (await services.Blobs.FindAsync(path[..slash], path[(slash + 1)..], cancellationToken) is null)
        {
            return null;
        }

        await using var content = await services.Blobs.OpenReadAsync(path[..slash], path[(slash + 1)..], cancellationToken);
        return FileHash.Of(path, content);
    }

    private async Task<byte[]?> ReadAsync(string container, string name, CancellationToken cancellationToken)
    {
        if (await services.Blobs.FindAsync(container, name, cancellationToken) is null)
        {
            return null;
        }

        await using var content = await services.Blobs.OpenReadAsync(container, name, cancellationToken);
        using var whole = new MemoryStream();
        await content.CopyToAsync(whole, cancellationToken);
        return whole.ToArray();
    }
}
