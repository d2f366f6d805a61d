using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Pilot.Reporting.Excel.Packing;

/// <summary>
/// Writes the parts of a workbook as entries of a zip file, one after the other and all of the same time. Unlike an archive of the framework it
/// takes a part that is packed already: what many workbooks have in common is packed once.
/// </summary>
/// <param name="to">At its end: entries are read back there for their checksums.</param>
internal sealed class PackageWriter(MemoryStream to) : IDisposable
{
    /// <summary>One less than the framework's "optimal": 0.6 of its CPU, and figures of ours come out as small.</summary>
    public static ZLibCompressionOptions Compression { get; } = new() { CompressionLevel = 5 };

    private const ushort Version = 20;
    private const ushort VersionOnUnix = 0x0314;
    private const ushort Deflated = 8;

    /// <summary>Midnight: no hours, minutes or seconds.</summary>
    private const ushort Time = 0;

    /// <summary>1 January 2000, <see cref="XlsxPackage.EntryTime"/>, in years since 1980, months and days.</summary>
    private const ushort Date = (20 << 9) | (1 << 5) | 1;

    /// <summary>A plain file that its owner may write and all may read.</summary>
    private const uint PlainFile = 0x81A4_0000;

    private const int LocalHeaderLength = 30;
    private const int GzipHeaderLength = 10;
    private const int GzipTrailerLength = 8;

    private readonly BinaryWriter _writer = new(to, Encoding.ASCII, leaveOpen: true);
    private readonly List<(string Name, uint Offset, PackedSize Size)> _entries = [];

    /// <param name="write">Writes the part's content; it never stands in memory whole.</param>
    public void Add(string name, Action<Stream> write)
    {
        var start = to.Position;
        var size = Pack(start + LocalHeaderLength + name.Length, write);
        var end = to.Position;
        to.Position = start;
        AddHeader(name, size);
        to.Position = end;
    }

    public void Add(string name, PackedPart part)
    {
        AddHeader(name, part.Size);
        to.Write(part.Content);
    }

    /// <summary>The list of all entries, which ends the file.</summary>
    public void Finish()
    {
        var start = (uint)to.Position;
        foreach (var (name, offset, size) in _entries)
        {
            _writer.Write("PK\u0001\u0002"u8);
            _writer.Write(VersionOnUnix);
            AddDescription(name, size);
            // No comment, one disk, nothing said of the content.
            _writer.Write(0);
            _writer.Write((ushort)0);
            _writer.Write(PlainFile);
            _writer.Write(offset);
            _writer.Write(Encoding.ASCII.GetBytes(name));
        }

        var length = (uint)to.Position - start;
        _writer.Write("PK\u0005\u0006"u8);
        _writer.Write(0);
        _writer.Write((ushort)_entries.Count);
        _writer.Write((ushort)_entries.Count);
        _writer.Write(length);
        _writer.Write(start);
        _writer.Write((ushort)0);
    }

    /// <summary>What is written to stays open.</summary>
    public void Dispose() => _writer.Dispose();

    /// <summary>A part packed for itself.</summary>
    public static PackedPart Pack(byte[] content)
    {
        using var packed = new MemoryStream();
        using var writer = new PackageWriter(packed);
        var size = writer.Pack(GzipHeaderLength, stream => stream.Write(content));
        return new PackedPart(packed.GetBuffer().AsSpan(GzipHeaderLength, (int)size.Packed).ToArray(), size);
    }

    private void AddHeader(string name, PackedSize size)
    {
        _entries.Add((name, (uint)to.Position, size));
        _writer.Write("PK\u0003\u0004"u8);
        AddDescription(name, size);
        _writer.Write(Encoding.ASCII.GetBytes(name));
    }

    private void AddDescription(string name, PackedSize size)
    {
        _writer.Write(Version);
        _writer.Write((ushort)0);
        _writer.Write(Deflated);
        _writer.Write(Time);
        _writer.Write(Date);
        _writer.Write(size.Checksum);
        _writer.Write(size.Packed);
        _writer.Write(size.Content);
        _writer.Write((ushort)name.Length);
        _writer.Write((ushort)0);
    }

    /// <summary>
    /// Packs what is written so that it begins at a position, and stands at its end. The packed content of a gzip file is that of a zip's entry,
    /// and the checksum, which comes of the same pass, stands behind it; what gzip has before and behind is written over.
    /// </summary>
    private PackedSize Pack(long at, Action<Stream> write)
    {
        to.Position = at - GzipHeaderLength;
        using (var pack = new GZipStream(to, Compression, leaveOpen: true))
        {
            write(pack);
        }

        var end = to.Position - GzipTrailerLength;
        var trailer = to.GetBuffer().AsSpan((int)end, GzipTrailerLength);
        var size = new PackedSize(
            BinaryPrimitives.ReadUInt32LittleEndian(trailer), (uint)(end - at), BinaryPrimitives.ReadUInt32LittleEndian(trailer[sizeof(uint)..]));
        to.SetLength(end);
        to.Position = end;
        return size;
    }
}

/// <param name="Checksum">CRC-32 of the content.</param>
/// <param name="Packed">In bytes, like the content's.</param>
internal readonly record struct PackedSize(uint Checksum, uint Packed, uint Content);

/// <summary>A part as it stands in the file of any workbook that has it.</summary>
internal sealed record PackedPart(byte[] Content, PackedSize Size);
