namespace Pilot.Reporting.Excel.Reading;

/// <summary>Values of attributes in the plain form: numbers, columns, types of cells, the encoding.</summary>
internal static class FastValues
{
    public static bool TryWhole(ReadOnlySpan<byte> digits, out int number)
    {
        number = 0;
        if (digits.Length > 9)
        {
            return false;
        }

        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            number = (number * 10) + (digit - '0');
        }

        return true;
    }

    public static bool TryColumn(ReadOnlySpan<byte> address, out int column)
    {
        column = 0;
        var letters = 0;
        while (letters < address.Length && letters < 3 && char.IsAsciiLetter((char)address[letters]))
        {
            column = (column * 26) + ((address[letters++] | 0x20) - 'a' + 1);
        }

        return column is > 0 and <= 16_384 && TryWhole(address[letters..], out _);
    }

    public static CellType TypeOf(ReadOnlySpan<byte> type) =>
        type.IsEmpty ? CellType.Number
        : type.SequenceEqual("s"u8) ? CellType.Shared
        : type.SequenceEqual("inlineStr"u8) ? CellType.Inline
        : type.SequenceEqual("str"u8) ? CellType.String
        : CellValues.TypeOf(System.Text.Encoding.ASCII.GetString(type));

    public static bool IsUtf8(ReadOnlySpan<byte> declaration)
    {
        var text = System.Text.Encoding.Latin1.GetString(declaration);
        return !text.Contains("encoding", StringComparison.Ordinal)
            || text.Contains("encoding=\"utf-8\"", StringComparison.OrdinalIgnoreCase) || text.Contains("encoding='utf-8'", StringComparison.OrdinalIgnoreCase);
    }
}
