using System.Buffers.Binary;
using System.Text;

namespace Pilot.Tests.Data.StandIn;

/// <summary>A whole message of TDS, put together from its packets, and read from front to end.</summary>
internal sealed class TdsMessage(byte kind, bool resets, byte[] bytes)
{
    public const byte Batch = 0x01;
    public const byte Rpc = 0x03;
    public const byte Attention = 0x06;
    public const byte Bulk = 0x07;
    public const byte Transaction = 0x0E;
    public const byte Login = 0x10;
    public const byte PreLogin = 0x12;
    private const int HeaderLength = 8;

    private int _at;

    public byte Kind { get; } = kind;

    /// <summary>The connection comes from a pool: whatever its last user left open is undone first.</summary>
    public bool Resets { get; } = resets;

    public byte[] Bytes { get; } = bytes;

    public bool IsAtEnd => _at >= Bytes.Length;

    /// <returns>Null where the client has gone.</returns>
    public static TdsMessage? Read(Stream from)
    {
        var header = new byte[HeaderLength];
        using var whole = new MemoryStream();
        var resets = false;
        while (true)
        {
            if (from.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) < HeaderLength)
            {
                return null;
            }

            var part = new byte[BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(2)) - HeaderLength];
            from.ReadExactly(part);
            whole.Write(part);
            resets |= (header[1] & 0x18) != 0;
            if ((header[1] & 0x01) != 0)
            {
                return new TdsMessage(header[0], resets, whole.ToArray());
            }
        }
    }

    public byte Byte() => Bytes[_at++];

    public ushort UShort() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public int Int() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    public long Long() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    public ReadOnlySpan<byte> Take(int count)
    {
        _at += count;
        return Bytes.AsSpan(_at - count, count);
    }

    public string Text(int characters) => Encoding.Unicode.GetString(Take(characters * 2));

    public string ShortText() => Text(Byte());

    /// <summary>Before the text of a batch, and before a call: what the client says of its transaction.</summary>
    public void SkipHeaders() => Take(Int() - 4);

    public string Rest() => Encoding.Unicode.GetString(Take(Bytes.Length - _at));
}
