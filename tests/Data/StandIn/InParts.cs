namespace Pilot.Tests.Data.StandIn;

/// <summary>A network that hands over in parts of its own length what was sent in one: neither packets nor their headers arrive whole.</summary>
internal sealed class InParts(Stream inner) : Stream
{
    /// <summary>In bytes; odd, so that letters of two bytes are parted too.</summary>
    private const int Part = 1447;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

    public override void Write(byte[] buffer, int offset, int count)
    {
        for (var at = 0; at < count; at += Part)
        {
            inner.Write(buffer, offset + at, Math.Min(Part, count - at));
            inner.Flush();
            // Whoever reads takes what is there by then.
            Thread.Yield();
        }
    }

    public override void Flush() => inner.Flush();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
