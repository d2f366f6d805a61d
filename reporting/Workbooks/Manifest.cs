using System.Security.Cryptography;
using System.Text.Json;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Workbooks;

/// <summary>One file of a run.</summary>
/// <param name="Container">reports or statements.</param>
/// <param name="Name">The path inside the container: <c>2026Q3/medtech-htq-pilot-2026-27-q3-wmca-r1.xlsx</c>.</param>
public sealed record DrawnFile(string Container, string Name, byte[] Bytes, string ContentType)
{
    public string Path => Container + "/" + Name;
}

/// <summary><c>manifest.json</c>: what a run wrote, so that a file in an inbox can be told from a changed one.</summary>
public static class Manifest
{
    public const string ContentType = "application/json";

    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, NewLine = "\n" };

    public static byte[] Write(RunRecord run, IEnumerable<DrawnFile> files) => JsonSerializer.SerializeToUtf8Bytes(
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
            files = files.OrderBy(file => file.Path, StringComparer.Ordinal).Select(file => new
            {
                name = file.Path,
                size = file.Bytes.Length,
                sha256 = Convert.ToHexStringLower(SHA256.HashData(file.Bytes)),
            }),
        },
        Options);
}
