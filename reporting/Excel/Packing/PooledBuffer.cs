using System.Buffers;

namespace Pilot.Reporting.Excel.Packing;

/// <summary>Room in which bytes gather until they are handed on. It is lent: what one workbook needed serves the next.</summary>
internal sealed class PooledBuffer : IDisposable
{
    private const int First = 64 * 1024;

    private byte[] _room = ArrayPool<byte>.Shared.Rent(First);

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _room.AsSpan(0, Length);

    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _room.Length - Length)
        {
            Grow(Length + bytes.Length);
        }

        bytes.CopyTo(_room.AsSpan(Length));
        Length += bytes.Length;
    }

    public void Clear() => Length = 0;

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_room);
        (_room, Length) = ([], 0);
    }

    private void Grow(int needed)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, 2 * _room.Length));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_room);
        _room = larger;
    }
}
