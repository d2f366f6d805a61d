using System.Globalization;
using System.Runtime.CompilerServices;

namespace Pilot.Reporting.Excel.Packing;

/// <summary>Gathers bytes of UTF-8 and hands them on in pieces; numbers are written as digits without becoming a text first.</summary>
internal sealed class ByteWriter(Stream to)
{
    private const int MaxLength = 64;
    private const int MaxPlaces = 4;

    /// <summary>A number under this has at most nine digits before its places.</summary>
    private const ulong Limit = 1_000_000_000;

    private static readonly ulong[] PowersOfTen = [1, 10, 100, 1_000, 10_000];

    private readonly byte[] _buffer = new byte[1 << 12];
    private int _used;

    // Called some times for every cell, with a few bytes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.TryCopyTo(_buffer.AsSpan(_used)))
        {
            _used += bytes.Length;
            return;
        }

        WriteOver(bytes);
    }

    public void Write(int number)
    {
        MakeRoom();
        Add(number, default);
    }

    /// <summary>To the 15 digits that a spreadsheet keeps.</summary>
    public void Write(decimal number)
    {
        // A decimal is a whole number of 96 bits, over a power of ten: most have few digits, and need no arithmetic of decimals.
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(number, bits);
        var whole = unchecked(((ulong)(uint)bits[1] << 32) | (uint)bits[0]);
        if (bits[2] == 0 && number.Scale <= MaxPlaces && whole < Limit * PowersOfTen[number.Scale])
        {
            WriteShort(whole, number.Scale, isNegative: bits[3] < 0);
            return;
        }

        Span<byte> digits = stackalloc byte[MaxLength];
        number.TryFormat(digits, out var length, default, CultureInfo.InvariantCulture);
        MakeRoom();
        Add(double.Parse(digits[..length], CultureInfo.InvariantCulture), "G15");
    }

    public void Flush()
    {
        to.Write(_buffer, 0, _used);
        _used = 0;
    }

    /// <summary>Of at most 13 digits: all of them, without zeros at the end.</summary>
    private void WriteShort(ulong digits, int places, bool isNegative)
    {
        while (places > 0 && digits % 10 == 0)
        {
            digits /= 10;
            places--;
        }

        MakeRoom();
        if (isNegative && digits > 0)
        {
            _buffer[_used++] = (byte)'-';
        }

        var (before, rest) = Math.DivRem(digits, PowersOfTen[places]);
        Add((uint)before, default);
        if (places > 0)
        {
            // With a digit before it, so that none of its zeros is lost; that digit's place is the point's.
            var point = _used;
            Add((uint)(PowersOfTen[places] + rest), default);
            _buffer[point] = (byte)'.';
        }
    }

    private void WriteOver(ReadOnlySpan<byte> bytes)
    {
        Flush();
        if (!bytes.TryCopyTo(_buffer))
        {
            to.Write(bytes);
            return;
        }

        _used = bytes.Length;
    }

    private void MakeRoom()
    {
        if (_buffer.Length - _used < MaxLength)
        {
            Flush();
        }
    }

    /// <summary>There is room for it.</summary>
    private void Add<T>(T number, ReadOnlySpan<char> format)
        where T : struct, IUtf8SpanFormattable
    {
        number.TryFormat(_buffer.AsSpan(_used), out var length, format, CultureInfo.InvariantCulture);
        _used += length;
    }
}
