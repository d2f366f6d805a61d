using System.IO.Compression;

namespace Pilot.Tests.Support;

/// <summary>Parts of a workbook that do not say when they were written: the same rows are the same bytes, however long a test takes.</summary>
public static class ZipParts
{
    private static readonly DateTimeOffset Written = new(2026, 9, 1, 0, 0, 0, TimeSpan.Zero);

    public static Stream OpenNew(this ZipArchive zip, string part, CompressionLevel level = CompressionLevel.Fastest)
    {
        var entry = zip.CreateEntry(part, level);
        entry.LastWriteTime = Written;
        return entry.Open();
    }
}
