using System.Globalization;

namespace Pilot.Reporting.Excel.Packing;

/// <summary>Gathers bytes of UTF-8 and hands them on in pieces; numbers are written as digits without becoming a text first.</summary>
internal sealed class ByteWriter(Stream to)
{
    private const int MaxLength = 64;
    private const int MaxPlaces = 4;
    private const int PlacesFactor = 10_000;
    private readonly byte[] _buffer = new byte[1 << 12];
    private int _used;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _buffer.Length - _used)
        {
            Flush();
            if (bytes.Length > _buffer.Length)
            {
                to.Write(bytes);
                return;
            }
        }

        bytes.CopyTo(_buffer.AsSpan(_used));
        _used += bytes.Length;
    }

    public void Write(int number) => Add(number, default);

    public void Write(double number) => Add(number, default);

    /// <summary>To the 15 digits that a spreadsheet keeps.</summary>
    public void Write(decimal number)
    {
        if (decimal.IsInteger(number) && number is > -1_000_000_000m and < 1_000_000_000m)
        {
            Add((int)number, default);
            return;
        }

        if (number.Scale <= MaxPlaces && number is > -1_000_000_000m and < 1_000_000_000m)
        {
            AddShort(number);
            return;
        }

        Span<byte> digits = stackalloc byte[MaxLength];
        number.TryFormat(digits, out var length, default, CultureInfo.InvariantCulture);
        Add(double.Parse(digits[..length], CultureInfo.InvariantCulture), "G15");
    }

    /// <summary>Of at most 13 digits: all of them, without zeros at the end.</summary>
    private void AddShort(decimal number)
    {
        var parts = (long)(number * PlacesFactor);
        if (parts < 0)
        {
            Write("-"u8);
            parts = -parts;
        }

        Add(parts / PlacesFactor, default);
        var rest = (int)(parts % PlacesFactor);
        Span<byte> places = stackalloc byte[1 + MaxPlaces];
        places[0] = (byte)'.';
        for (var i = MaxPlaces; i > 0; i--, rest /= 10)
        {
            places[i] = (byte)('0' + (rest % 10));
        }

        Write(places.TrimEnd((byte)'0'));
    }

    public void Flush()
    {
        to.Write(_buffer, 0, _used);
        _used = 0;
    }

    private void Add<T>(T number, ReadOnlySpan<char> format)
        where T : struct, IUtf8SpanFormattable
    {
        if (_buffer.Length - _used < MaxLength)
        {
            Flush();
        }

        number.TryFormat(_buffer.AsSpan(_used), out var length, format, CultureInfo.InvariantCulture);
        _used += length;
    }
}
