using System.IO.Hashing;

namespace Pilot.Reporting.Excel.Reading;

/// <summary>
/// A part while it is inflated: counts what comes out, holds it against the checksum that the zip keeps, and refuses a run of bytes
/// without a tag that no workbook has (an XML reader would have to keep it in memory whole).
/// </summary>
internal sealed class LimitedStream(Stream inflating, uint checksum, Package package, string part) : ReadOnlyStream
{
    private const int MaxRunWithoutTag = 4 * 1024 * 1024;

    private readonly Crc32 _crc = new();
    private int _sinceTag;
    private bool _closed;

    /// <summary>How many bytes have come out so far.</summary>
    public long Inflated { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        var read = inflating.Read(buffer);
        if (read == 0)
        {
            if (_crc.GetCurrentHashAsUInt32() != checksum)
            {
                throw CorruptFile.Because("The workbook is damaged: some of it was changed or lost on the way.");
            }

            return 0;
        }

        var bytes = buffer[..read];
        package.CountInflated(read);
        Inflated += read;
        _crc.Append(bytes);
        var tag = bytes.LastIndexOf((byte)'>');
        _sinceTag = tag < 0 ? _sinceTag + read : read - tag - 1;
        if (_sinceTag > MaxRunWithoutTag)
        {
            throw CorruptFile.Because("The workbook is damaged: a text in it is longer than Excel allows.");
        }

        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_closed)
        {
            _closed = true;
            package.Closed(part, Inflated);
            inflating.Dispose();
        }

        base.Dispose(disposing);
    }
}
