namespace Pilot.Reporting.Excel.Packing;

/// <summary>
/// Hands what is written on in blocks of one size. What a compressor makes of bytes depends on the pieces that it gets them in: here they depend
/// on nothing but the bytes.
/// </summary>
/// <param name="held">Holds a block until it is full; one may serve many streams, one after the other.</param>
internal sealed class FixedBlockStream(Stream to, PooledBuffer held) : Stream
{
    /// <summary>Twice what the compressor looks back on: it makes of smaller ones a little more, and larger ones leave the processor's cache.</summary>
    private const int MaxBytes = 64 * 1024;

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            var taken = (int)Math.Min(buffer.Length, MaxBytes - held.Length);
            held.Add(buffer[..taken]);
            buffer = buffer[taken..];
            if (held.Length == MaxBytes)
            {
                HandOn();
            }
        }
    }

    /// <summary>Nothing: only a full block, or the last one, is handed on.</summary>
    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            HandOn();
        }

        base.Dispose(disposing);
    }

    private void HandOn()
    {
        to.Write(held.Written);
        held.Clear();
    }
}
