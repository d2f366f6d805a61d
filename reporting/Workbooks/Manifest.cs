using System.Text.Json;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Workbooks;

/// <summary>One file of a run.</summary>
/// <param name="Container">reports or statements.</param>
/// <param name="Name">The path inside the container: <c>2026Q3/medtech-htq-pilot-2026-27-q3-wmca-r1.xlsx</c>.</param>
/// <param name="Open">The content from its beginning, as often as it is asked for; a long table is made while it is read.</param>
public sealed record DrawnFile(string Container, string Name, string ContentType, Func<Stream> Open)
{
    public string Path => Container + "/" + Name;

    /// <summary>The content whole.</summary>
    public byte[] Bytes
    {
        get
        {
            using var content = Open();
            using var whole = new MemoryStream();
            content.CopyTo(whole);
            return whole.ToArray();
        }
    }
}

/// <summary>What tells a file from a changed one.</summary>
public sealed record FileHash(string Path, long Size, string Sha256)
{
    public static FileHash Of(DrawnFile file)
    {
        using var content = file.Open();
        return Of(file.Path, content);
    }

    public static FileHash Of(string path, Stream content)
    {
        FileHash? hash = null;
        using var marked = new HashingStream(path, content, read => hash = read);
        marked.CopyTo(Stream.Null);
        return hash!;
    }
}

/// <summary><c>manifest.json</c>: what a run wrote, so that a file in an inbox can be told from a changed one.</summary>
public static class Manifest
{
    public const string ContentType = "application/json";

    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, NewLine = "\n" };

    /// <param name="disclosureChecks">What protects the shared figures, by group of tables (workbooks.md section 5).</param>
    /// <param name="key">Signs it; null = it is not signed.</param>
    public static byte[] Write(RunRecord run, IEnumerable<FileHash> files, IReadOnlyList<GroupDisclosureCheck> disclosureChecks, ManifestKey? key = null)
    {
        var manifest = Plain(run, files, disclosureChecks);
        return key?.Sign(manifest) ?? manifest;
    }

    private static byte[] Plain(RunRecord run, IEnumerable<FileHash> files, IReadOnlyList<GroupDisclosureCheck> certificate) => JsonSerializer.SerializeToUtf8Bytes(
        new
        {
            run_number = run.Number,
            period = run.Period.Id,
            kind = run.Kind.Code(),
            revision = run.Revision,
            state = run.State.Code(),
            settings_version = run.SettingsVersion,
            inputs_hash = run.InputsHash,
            engine_version = run.EngineVersion,
            created = run.CreatedAt.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
            disclosure = new
            {
                groups = certificate.Select(group => new { name = group.Group, draws = group.Draws, narrowest_range = group.NarrowestRange }),
                draws_used = certificate.Sum(group => group.Draws),
                narrowest_range = certificate.Where(group => group.NarrowestRange > 0).Min(group => group.NarrowestRange),
            },
            files = files.OrderBy(file => file.Path, StringComparer.Ordinal).Select(file => new
            {
                name = file.Path,
                size = file.Size,
                sha256 = file.Sha256,
            }),
        },
        Options);

    /// <summary>The files of a manifest by their paths; null where it is another run's, or is damaged.</summary>
    public static IReadOnlyDictionary<string, FileHash>? Read(Stream manifest, RunRecord run) =>
        Read(manifest, new HashSet<int> { run.Number }) is { Count: > 0 } marks ? marks.ToDictionary(hash => hash.Path, StringComparer.Ordinal) : null;

    /// <summary>The files of a manifest of one of these runs; none where it is another's, or is damaged.</summary>
    public static IReadOnlyList<FileHash> Read(Stream manifest, IReadOnlySet<int> runs)
    {
        try
        {
            using var read = JsonDocument.Parse(manifest);
            return !runs.Contains(read.RootElement.GetProperty("run_number").GetInt32()) ? [] :
            [
                .. read.RootElement.GetProperty("files").EnumerateArray()
                    .Select(file => new FileHash(file.GetProperty("name").GetString()!, file.GetProperty("size").GetInt64(), file.GetProperty("sha256").GetString()!)),
            ];
        }
        catch (Exception damaged) when (damaged is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return [];
        }
    }
}
