using System.Globalization;

namespace Pilot.Reporting.Excel.Packing;

/// <summary>Gathers bytes of UTF-8 and hands them on in pieces; numbers are written as digits without becoming a text first.</summary>
internal sealed class ByteWriter(Stream to)
{
    private const int MaxLength = 64;
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

        Span<byte> digits = stackalloc byte[MaxLength];
        number.TryFormat(digits, out var length, default, CultureInfo.InvariantCulture);
        Add(double.Parse(digits[..length], CultureInfo.InvariantCulture), "G15");
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
