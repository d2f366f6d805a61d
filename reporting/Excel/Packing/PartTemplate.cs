using System.Globalization;
using System.Text;

namespace Pilot.Reporting.Excel.Packing;

/// <summary>A finished part of a workbook in which only some values differ from one workbook of its shape to the next.</summary>
internal sealed class PartTemplate
{
    private const char Opens = '\uE000';
    private const char Closes = '\uE001';

    private readonly byte[][] _pieces;
    private readonly int[] _gaps;

    /// <param name="part">With a <see cref="Mark"/> wherever a value is to stand.</param>
    public PartTemplate(ReadOnlySpan<byte> part)
    {
        List<byte[]> pieces = [];
        List<int> gaps = [];
        var (opens, closes) = (Encoding.UTF8.GetBytes([Opens]), Encoding.UTF8.GetBytes([Closes]));
        for (int at; (at = part.IndexOf(opens)) >= 0;)
        {
            var end = part.IndexOf(closes);
            pieces.Add(part[..at].ToArray());
            gaps.Add(int.Parse(part[(at + opens.Length)..end], NumberStyles.None, CultureInfo.InvariantCulture));
            part = part[(end + closes.Length)..];
        }

        pieces.Add(part.ToArray());
        (_pieces, _gaps) = ([.. pieces], [.. gaps]);
    }

    /// <summary>What stands for the value of a gap until it is known. No text of ours holds such a character.</summary>
    public static string Mark(int gap) => Opens + gap.ToString(CultureInfo.InvariantCulture) + Closes;

    public void Write(Stream to, Func<int, int> value)
    {
        Span<byte> digits = stackalloc byte[11];
        for (var i = 0; i < _gaps.Length; i++)
        {
            to.Write(_pieces[i]);
            value(_gaps[i]).TryFormat(digits, out var length, default, CultureInfo.InvariantCulture);
            to.Write(digits[..length]);
        }

        to.Write(_pieces[^1]);
    }

    public byte[] Bytes(Func<int, int> value)
    {
        using var whole = new MemoryStream();
        Write(whole, value);
        return whole.ToArray();
    }
}
