using System.Globalization;
using System.Text;

namespace Pilot.Tests.Data.StandIn;

/// <summary>Types and values as TDS writes them, of the kinds that the program uses.</summary>
internal static class TdsValues
{
    private const byte IntN = 0x26;
    private const byte Date = 0x28;
    private const byte DateTime2 = 0x2A;
    private const byte BitN = 0x68;
    private const byte DecimalN = 0x6A;
    private const byte NumericN = 0x6C;
    private const byte VarBinary = 0xA5;
    private const byte NVarChar = 0xE7;
    private const int Max = 0xFFFF;

    /// <summary>Windows Latin, case insensitive.</summary>
    public static ReadOnlySpan<byte> Collation => [0x09, 0x04, 0xD0, 0x00, 0x34];

    public static TdsAnswer Type(this TdsAnswer to, ServerType type) => type.Kind switch
    {
        ServerKind.Int => to.Byte(IntN).Byte(4),
        ServerKind.BigInt => to.Byte(IntN).Byte(8),
        ServerKind.Bit => to.Byte(BitN).Byte(1),
        ServerKind.Text => to.Byte(NVarChar).UShort(type.Length == 0 ? Max : type.Length * 2).Raw(Collation),
        ServerKind.Binary => to.Byte(VarBinary).UShort(type.Length == 0 ? Max : type.Length),
        ServerKind.Decimal => to.Byte(DecimalN).Byte(17).Byte(type.Precision).Byte(type.Scale),
        ServerKind.Date => to.Byte(Date),
        _ => to.Byte(DateTime2).Byte(7),
    };

    public static TdsAnswer Value(this TdsAnswer to, ServerType type, object? value)
    {
        switch (type.Kind)
        {
            case ServerKind.Text or ServerKind.Binary:
                return to.Long(type.Length == 0, value is string text ? Encoding.Unicode.GetBytes(text) : (byte[]?)value);
            case var _ when value is null:
                return to.Byte(0);
            case ServerKind.Int:
                return to.Byte(4).Int((int)(long)value);
            case ServerKind.BigInt:
                return to.Byte(8).Long((long)value);
            case ServerKind.Bit:
                return to.Byte(1).Byte((bool)value ? 1 : 0);
            case ServerKind.Decimal:
                var amount = (decimal)value;
                var units = (long)(Math.Abs(amount) * (decimal)Math.Pow(10, type.Scale));
                return to.Byte(9).Byte(amount < 0 ? 0 : 1).Long(units);
            case ServerKind.Date:
                return to.Byte(3).Days((DateTime)value);
            default:
                var ticks = ((DateTime)value).TimeOfDay.Ticks;
                return to.Byte(8).Raw(BitConverter.GetBytes(ticks).AsSpan(0, 5)).Days((DateTime)value);
        }
    }

    public static ServerType ReadType(TdsMessage from)
    {
        var token = from.Byte();
        switch (token)
        {
            case IntN:
                return from.Byte() == 8 ? new(ServerKind.BigInt) : ServerType.Int;
            case BitN:
                from.Byte();
                return new(ServerKind.Bit);
            case DecimalN or NumericN:
                from.Byte();
                return new(ServerKind.Decimal, 0, from.Byte(), from.Byte());
            case Date:
                return new(ServerKind.Date);
            case DateTime2:
                return new(ServerKind.DateTime, 0, 0, from.Byte());
            case NVarChar:
                var characters = from.UShort();
                from.Take(5);
                return new(ServerKind.Text, characters == Max ? 0 : characters / 2);
            case VarBinary:
                var bytes = from.UShort();
                return new(ServerKind.Binary, bytes == Max ? 0 : bytes);
            default:
                throw new NotSupportedException(string.Create(CultureInfo.InvariantCulture, $"The stand-in knows no type {token:X2}."));
        }
    }

    public static object? ReadValue(TdsMessage from, ServerType type)
    {
        if (type.Kind is ServerKind.Text or ServerKind.Binary)
        {
            var bytes = type.Length == 0 ? ReadChunks(from) : from.UShort() is var length and not Max ? from.Take(length).ToArray() : null;
            return bytes is not null && type.Kind == ServerKind.Text ? Encoding.Unicode.GetString(bytes) : bytes;
        }

        var count = from.Byte();
        if (count == 0)
        {
            return null;
        }

        var value = from.Take(count);
        return type.Kind switch
        {
            ServerKind.Int or ServerKind.BigInt => Whole(value),
            ServerKind.Bit => value[0] != 0,
            ServerKind.Decimal => Amount(value, type.Scale),
            ServerKind.Date => Day(value),
            _ => Day(value[^3..]).AddTicks(Unsigned(value[..^3]) * (long)Math.Pow(10, 7 - type.Scale)),
        };
    }

    private static decimal Amount(ReadOnlySpan<byte> value, int scale)
    {
        decimal units = 0;
        for (var i = value.Length - 1; i > 0; i--)
        {
            units = units * 256 + value[i];
        }

        return units / (decimal)Math.Pow(10, scale) * (value[0] == 0 ? -1 : 1);
    }

    private static long Whole(ReadOnlySpan<byte> value) => value.Length switch
    {
        1 => value[0],
        2 => BitConverter.ToInt16(value),
        4 => BitConverter.ToInt32(value),
        _ => BitConverter.ToInt64(value),
    };

    private static long Unsigned(ReadOnlySpan<byte> value)
    {
        long whole = 0;
        for (var i = value.Length - 1; i >= 0; i--)
        {
            whole = whole << 8 | value[i];
        }

        return whole;
    }

    private static DateTime Day(ReadOnlySpan<byte> value) => DateTime.MinValue.AddDays(Unsigned(value));

    private static TdsAnswer Days(this TdsAnswer to, DateTime day) => to.Raw(BitConverter.GetBytes((day.Date - DateTime.MinValue).Days).AsSpan(0, 3));

    private static byte[]? ReadChunks(TdsMessage from)
    {
        if (from.Long() == -1)
        {
            return null;
        }

        using var whole = new MemoryStream();
        for (var length = from.Int(); length > 0; length = from.Int())
        {
            whole.Write(from.Take(length));
        }

        return whole.ToArray();
    }

    private static TdsAnswer Long(this TdsAnswer to, bool isMax, byte[]? bytes)
    {
        if (!isMax)
        {
            return bytes is null ? to.UShort(Max) : to.UShort(bytes.Length).Raw(bytes);
        }

        if (bytes is null)
        {
            return to.Long(-1);
        }

        // As a server sends them: no piece goes on in another packet. The client relies on it.
        to.Long(bytes.Length);
        for (var at = 0; at < bytes.Length;)
        {
            var length = Math.Min(bytes.Length - at, to.RoomAfter(sizeof(int)));
            to.Int(length).Raw(bytes.AsSpan(at, length));
            at += length;
        }

        return to.Int(0);
    }
}
