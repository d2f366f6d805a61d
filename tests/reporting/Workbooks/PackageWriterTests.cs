using System.IO.Compression;
using System.Text;
using Pilot.Reporting.Excel.Packing;

namespace Pilot.Tests.Workbooks;

/// <summary>The entries that the package writes itself are those that the framework's archive would write of the same packed content.</summary>
public sealed class PackageWriterTests
{
    private static readonly byte[] Small = Encoding.UTF8.GetBytes("<a>" + new string('x', 500) + "</a>");
    private static readonly byte[] Long = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 50_000).Select(i => $"<row r=\"{i}\"/>")));

    [Fact]
    public void Every_reader_of_zip_files_finds_the_parts_as_they_were()
    {
        using var archive = new ZipArchive(Packed(), ZipArchiveMode.Read);
        Assert.Equal(["[Content_Types].xml", "xl/sheet.xml", "xl/small.xml"], archive.Entries.Select(entry => entry.FullName));
        Assert.Equal(Small, ContentOf(archive.Entries[0]));
        Assert.Equal(Long, ContentOf(archive.Entries[1]));
        Assert.All(archive.Entries, entry => Assert.Equal(XlsxPackage.EntryTime.DateTime, entry.LastWriteTime.DateTime));
    }

    [Fact]
    public void What_stands_around_the_packed_content_is_what_the_framework_writes()
    {
        using var packed = Packed();
        using var copied = new MemoryStream();
        using (var archive = new ZipArchive(copied, ZipArchiveMode.Create, leaveOpen: true))
        {
            // The framework takes no level by number: sizes and checksums aside, its entries must look alike.
            foreach (var (name, content) in new[] { ("[Content_Types].xml", Small), ("xl/sheet.xml", Long), ("xl/small.xml", Small) })
            {
                var entry = archive.CreateEntry(name, CompressionLevel.Optimal);
                entry.LastWriteTime = XlsxPackage.EntryTime;
                entry.ExternalAttributes = unchecked((int)0x81A4_0000);
                using var to = entry.Open();
                to.Write(content);
            }
        }

        Assert.Equal(Described(copied.ToArray()), Described(packed.ToArray()));
    }

    private static MemoryStream Packed()
    {
        var stream = new MemoryStream();
        using var held = new PooledBuffer();
        using var package = new PackageWriter(stream);
        var shared = new PackagePart(Small);
        shared.Write(package, "[Content_Types].xml", held);
        new PackagePart(to => to.Write(Long)).Write(package, "xl/sheet.xml", held);
        shared.Write(package, "xl/small.xml", held);
        package.Finish();
        stream.Position = 0;
        return stream;
    }

    private static byte[] ContentOf(ZipArchiveEntry entry)
    {
        using var content = new MemoryStream();
        using var from = entry.Open();
        from.CopyTo(content);
        return content.ToArray();
    }

    /// <summary>The local header of the first entry and all central ones, without packed sizes, offsets and the system that made them.</summary>
    private static List<string> Described(byte[] file)
    {
        List<string> said = [Convert.ToHexString(file.AsSpan(0, 18)) + Convert.ToHexString(file.AsSpan(22, 8))];
        for (var at = file.AsSpan().IndexOf("PK\u0001\u0002"u8); file[at + 2] == 1; at += 46 + file[at + 28])
        {
            var entry = file.AsSpan(at, 46 + file[at + 28]);
            said.Add($"{Convert.ToHexString(entry[..5])} {Convert.ToHexString(entry[6..20])} {Convert.ToHexString(entry[24..42])} {Encoding.ASCII.GetString(entry[46..])}");
        }

        return said;
    }
}
