using System.IO.Compression;
using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Workbooks.Casework;

namespace Pilot.Reporting.Workbooks;

/// <summary>A file of an evidence pack that no run draws: a receipt, or the settings.</summary>
/// <param name="Name">The path inside the pack.</param>
/// <param name="Open">The content from its beginning.</param>
public sealed record PackEntry(string Name, Func<Stream> Open);

/// <summary>Room for one file that is too long for memory. Who gives it removes it.</summary>
/// <param name="OpenToWrite">Seekable and empty.</param>
/// <param name="OpenToRead">What was written, from its beginning, as often as it is asked for.</param>
public sealed record ScratchFile(Func<Stream> OpenToWrite, Func<Stream> OpenToRead);

/// <summary>What the files of a closed quarter are sealed with.</summary>
/// <param name="Scratch">Where the evidence pack is made.</param>
/// <param name="RestsOn">What the quarter rests on and the pack holds beside the run's own files, in a fixed order.</param>
/// <param name="Key">Signs the manifest.</param>
public sealed record EvidencePackOptions(ScratchFile Scratch, IReadOnlyList<PackEntry> RestsOn, ManifestKey Key);

/// <summary>
/// <c>evidence-pack-r1.zip</c>: what an auditor asks for, in one download. Every file of the run but the statements, a manifest of them,
/// and what the quarter rests on. The same files give the same bytes; no more of it is in memory than a block.
/// </summary>
public sealed class EvidencePack : IDisposable
{
    public const string ContentType = "application/zip";

    private readonly Stream _to;
    private readonly ZipArchive _zip;
    private readonly PooledBuffer _block = new();

    internal EvidencePack(Stream to)
    {
        _to = to;
        _zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true);
    }

    internal static string NameOf(RunRecord run) => $"{run.Period.Id}/{CaseworkWorkbook.PackPrefix}{run.FileSuffix}.zip";

    /// <param name="name">The path inside the pack.</param>
    internal void Add(string name, Func<Stream> open)
    {
        // A workbook is compressed already.
        var entry = _zip.CreateEntry(name, name.EndsWith(".xlsx", StringComparison.Ordinal) ? CompressionLevel.NoCompression : CompressionLevel.Optimal);
        entry.LastWriteTime = XlsxPackage.EntryTime;
        using var to = entry.Open();
        using var blocks = new FixedBlockStream(to, _block);
        using var content = open();
        content.CopyTo(blocks);
    }

    public void Dispose()
    {
        _zip.Dispose();
        _block.Dispose();
        _to.Dispose();
    }
}
