using Pilot.Reporting.Excel.Reading;

namespace Pilot.Functions.Pages;

/// <summary>The body is longer than any file that can be sent.</summary>
internal sealed class BodyTooLargeException() : IOException("The body is longer than any file that can be sent.");

/// <summary>
/// A body whose length was not told. The server would break the connection off at its limit, while the sender still sends, and many programs show
/// that instead of the answer: so the limit is kept here, and the rest is read off before the answer goes out.
/// </summary>
internal sealed class LimitedBodyStream(Stream body, long most) : ReadOnlyStream
{
    private long _read;

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    /// <summary>What is left of it, for nobody.</summary>
    public Task DrainAsync(CancellationToken cancellationToken) => body.CopyToAsync(Null, cancellationToken);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Counted(await body.ReadAsync(buffer, cancellationToken));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => Counted(body.Read(buffer, offset, count));

    private int Counted(int count)
    {
        _read += count;
        return _read <= most ? count : throw new BodyTooLargeException();
    }
}
