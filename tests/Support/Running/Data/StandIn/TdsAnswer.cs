using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Pilot.Tests.Data.StandIn;

/// <summary>An answer in the tokens of TDS, sent in packets when it is whole.</summary>
internal sealed class TdsAnswer
{
    private const ushort More = 0x01;
    private const ushort Failed = 0x02;
    private const ushort Counted = 0x10;
    private const ushort Attended = 0x20;
    private const byte Answered = 0x04;
    private const int LoginPacketLength = 4096;
    private const int HeaderLength = 8;

    /// <summary>Of every answer after the login, in bytes.</summary>
    public const int PacketLength = 8000;

    private readonly ArrayBufferWriter<byte> _bytes = new();

    public TdsAnswer Byte(int value) => Raw([(byte)value]);

    public TdsAnswer UShort(int value)
    {
        Span<byte> two = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(two, (ushort)value);
        return Raw(two);
    }

    public TdsAnswer Int(int value)
    {
        Span<byte> four = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(four, value);
        return Raw(four);
    }

    public TdsAnswer Long(long value)
    {
        Span<byte> eight = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(eight, value);
        return Raw(eight);
    }

    public TdsAnswer Raw(ReadOnlySpan<byte> bytes)
    {
        _bytes.Write(bytes);
        return this;
    }

    /// <summary>What has room in the packet in which the answer stands after so many bytes more; at least one byte.</summary>
    public int RoomAfter(int bytes)
    {
        const int Room = PacketLength - HeaderLength;
        return Room - ((_bytes.WrittenCount + bytes) % Room);
    }

    /// <summary>One byte of length, then the text.</summary>
    public TdsAnswer ShortText(string text) => Byte(text.Length).Raw(Encoding.Unicode.GetBytes(text));

    public TdsAnswer Columns(IReadOnlyList<ServerColumn> columns)
    {
        Byte(0x81).UShort(columns.Count);
        foreach (var column in columns)
        {
            Int(0).UShort(0x0001).Type(column.Type).ShortText(column.Name);
        }

        return this;
    }

    public TdsAnswer Row(IReadOnlyList<ServerColumn> columns, IReadOnlyList<object?> values)
    {
        Byte(0xD1);
        for (var i = 0; i < columns.Count; i++)
        {
            this.Value(columns[i].Type, values[i]);
        }

        return this;
    }

    public TdsAnswer Error(int number, string message)
    {
        var body = new TdsAnswer().Int(number).Byte(1).Byte(16).UShort(message.Length).Raw(Encoding.Unicode.GetBytes(message))
            .ShortText("stand-in").ShortText("").Int(1)._bytes.WrittenSpan.ToArray();
        return Byte(0xAA).UShort(body.Length).Raw(body);
    }

    /// <summary>A statement inside a call is done.</summary>
    public TdsAnswer DoneInside(long? rows) => Done(0xFF, (ushort)(More | (rows is null ? 0 : Counted)), rows ?? 0);

    /// <summary>A call is done.</summary>
    public TdsAnswer DoneCall(bool failed) => Byte(0x79).Int(0).Done(0xFE, failed ? Failed : (ushort)0, 0);

    /// <summary>A statement of a batch is done, and others follow.</summary>
    public TdsAnswer DoneStatement(long? rows) => Done(0xFD, (ushort)(More | (rows is null ? 0 : Counted)), rows ?? 0);

    public TdsAnswer DoneAll(bool failed = false, long? rows = null) =>
        Done(0xFD, (ushort)((failed ? Failed : 0) | (rows is null ? 0 : Counted)), rows ?? 0);

    public TdsAnswer DoneAttention() => Done(0xFD, Attended, 0);

    public TdsAnswer Changed(byte what, ReadOnlySpan<byte> now, ReadOnlySpan<byte> before) =>
        Byte(0xE3).UShort(3 + now.Length + before.Length).Byte(what).Byte(now.Length).Raw(now).Byte(before.Length).Raw(before);

    public TdsAnswer Changed(byte what, string now, string before)
    {
        var body = new TdsAnswer().Byte(what).ShortText(now).ShortText(before)._bytes.WrittenSpan.ToArray();
        return Byte(0xE3).UShort(body.Length).Raw(body);
    }

    public TdsAnswer LoggedIn()
    {
        var body = new TdsAnswer().Byte(1).Raw([0x74, 0x00, 0x00, 0x04]).ShortText("stand-in").Raw([16, 0, 0, 0])._bytes.WrittenSpan.ToArray();
        return Byte(0xAD).UShort(body.Length).Raw(body);
    }

    /// <param name="kind">Of the packets.</param>
    public void Send(Stream to, byte kind = Answered, int packetLength = LoginPacketLength)
    {
        var bytes = _bytes.WrittenSpan.ToArray();
        var packet = new byte[packetLength];
        var at = 0;
        var number = 1;
        do
        {
            var length = Math.Min(bytes.Length - at, packetLength - HeaderLength);
            var isLast = at + length == bytes.Length;
            Span<byte> header = [kind, (byte)(isLast ? 1 : 0), 0, 0, 0, 0, (byte)(number++ & 0xFF), 0];
            BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)(length + HeaderLength));
            // In one piece, and so in one record of TLS.
            header.CopyTo(packet);
            bytes.AsSpan(at, length).CopyTo(packet.AsSpan(HeaderLength));
            to.Write(packet, 0, length + HeaderLength);
            at += length;
        }
        while (at < bytes.Length);
    }

    private TdsAnswer Done(byte token, ushort status, long rows) => Byte(token).UShort(status).UShort(0).Long(rows);
}
