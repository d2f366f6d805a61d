namespace Pilot.Tests.Blobs;

/// <summary>A stream as it comes from a network: forward only, and it may break off.</summary>
internal sealed class OnceOnlyStream(byte[] content, int? failAt) : Stream
{
    private int position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (position >= failAt)
        {
            throw new IOException("The connection was lost.");
        }

        var taken = Math.Min(count, Math.Min(20_000, content.Length - position));
        Array.Copy(content, position, buffer, offset, taken);
        position += taken;
        return taken;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
