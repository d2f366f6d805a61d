using System.Text;
using Pilot.Reporting.Excel.Reading;

namespace Pilot.Reporting.Excel.Packing;

/// <summary>Lines of text as a UTF-8 file, made while it is read: a long table never stands in memory whole.</summary>
internal sealed class TextStream(IEnumerable<ReadOnlyMemory<char>> lines) : ReadOnlyStream
{
    private readonly IEnumerator<ReadOnlyMemory<char>> _lines = lines.GetEnumerator();
    private byte[] _buffer = [];
    private int _from;
    private int _to;

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (_from == _to && !Fill())
        {
            return 0;
        }

        var read = Math.Min(buffer.Length, _to - _from);
        _buffer.AsSpan(_from, read).CopyTo(buffer);
        _from += read;
        return read;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Read(buffer.Span));
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _lines.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Takes some lines at once, so that a reader is not handed one at a time.</summary>
    private bool Fill()
    {
        const int enough = 1 << 15;
        (_from, _to) = (0, 0);
        while (_to < enough && _lines.MoveNext())
        {
            var line = _lines.Current;
            var needed = _to + Encoding.UTF8.GetMaxByteCount(line.Length);
            if (needed > _buffer.Length)
            {
                Array.Resize(ref _buffer, Math.Max(needed, 2 * enough));
            }

            _to += Encoding.UTF8.GetBytes(line.Span, _buffer.AsSpan(_to));
        }

        return _to > 0;
    }
}
