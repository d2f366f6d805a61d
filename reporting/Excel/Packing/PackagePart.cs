namespace Pilot.Reporting.Excel.Packing;

/// <summary>A part of a workbook. It is packed when it is first written, and what many workbooks share is packed once for all of them.</summary>
internal sealed class PackagePart
{
    private readonly Lazy<PackedPart>? _packed;
    private readonly Action<Stream>? _write;

    public PackagePart(byte[] content)
    {
        Content = content;
        _packed = new(() => PackageWriter.Pack(content));
    }

    /// <param name="write">Writes the part as it comes: it is never held whole.</param>
    public PackagePart(Action<Stream> write) => _write = write;

    /// <summary>Empty for a part that is written as it comes.</summary>
    public byte[] Content { get; } = [];

    /// <param name="held">Room for the blocks of a part that is written as it comes.</param>
    public void Write(PackageWriter to, string name, PooledBuffer held)
    {
        if (_write is null)
        {
            to.Add(name, _packed!.Value);
            return;
        }

        to.Add(name, stream =>
        {
            using var blocks = new FixedBlockStream(stream, held);
            _write(blocks);
        });
    }
}
