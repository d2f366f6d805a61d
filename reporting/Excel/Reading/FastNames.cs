using System.Text;

namespace Pilot.Reporting.Excel.Reading;

/// <summary>The tags of the plain form as bytes, under the prefix that the sheet's root has: Excel writes none, some libraries <c>x:</c>.</summary>
internal sealed class FastNames(string prefix)
{
    public static FastNames Unprefixed { get; } = new("");

    public byte[] SheetData { get; } = Bytes($"<{prefix}sheetData");
    public byte[] SheetDataEnd { get; } = Bytes($"</{prefix}sheetData>");
    public byte[] Row { get; } = Bytes($"<{prefix}row");
    public byte[] RowEnd { get; } = Bytes($"</{prefix}row>");
    public byte[] Cell { get; } = Bytes($"<{prefix}c");
    public byte[] CellEnd { get; } = Bytes($"</{prefix}c>");
    public byte[] Value { get; } = Bytes($"<{prefix}v>");
    public byte[] ValueEnd { get; } = Bytes($"</{prefix}v>");
    public byte[] Formula { get; } = Bytes($"<{prefix}f");
    public byte[] FormulaEnd { get; } = Bytes($"</{prefix}f>");
    public byte[] Inline { get; } = Bytes($"<{prefix}is>");
    public byte[] Text { get; } = Bytes($"<{prefix}t>");
    public byte[] TextPreserved { get; } = Bytes($"<{prefix}t xml:space=\"preserve\">");
    public byte[] TextEnd { get; } = Bytes($"</{prefix}t></{prefix}is>");

    /// <summary>The names under the prefix of a sheet that begins like this; null where it does not begin like a sheet.</summary>
    /// <param name="root">From its first letter behind the bracket.</param>
    public static FastNames? Of(ReadOnlySpan<byte> root)
    {
        if (root.StartsWith("worksheet"u8))
        {
            return Unprefixed;
        }

        var colon = root.IndexOf((byte)':');
        if (colon is < 1 or > 8 || !root[(colon + 1)..].StartsWith("worksheet"u8))
        {
            return null;
        }

        foreach (var letter in root[..colon])
        {
            if (!char.IsAsciiLetterLower((char)letter))
            {
                return null;
            }
        }

        return new FastNames(Encoding.ASCII.GetString(root[..(colon + 1)]));
    }

    private static byte[] Bytes(string text) => Encoding.ASCII.GetBytes(text);
}
