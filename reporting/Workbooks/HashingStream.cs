using System.Security.Cryptography;
using Pilot.Reporting.Excel.Reading;

namespace Pilot.Reporting.Workbooks;

/// <summary>A file that is hashed while it is read, by whoever reads it to its end.</summary>
/// <param name="content">Closed with this.</param>
/// <param name="marked">Told once what the file is, at its end.</param>
internal sealed class HashingStream(string path, Stream content, Action<FileHash> marked) : ReadOnlyStream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _size;
    private bool _isAtEnd;

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = content.Read(buffer);
        Note(buffer[..read], buffer.Length);
        return read;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        Note(buffer.Span[..read], buffer.Length);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
            content.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Note(ReadOnlySpan<byte> read, int asked)
    {
        if (read.Length > 0)
        {
            _hash.AppendData(read);
            _size += read.Length;
        }
        else if (asked > 0 && !_isAtEnd)
        {
            _isAtEnd = true;
            marked(new FileHash(path, _size, Convert.ToHexStringLower(_hash.GetHashAndReset())));
        }
    }
}
