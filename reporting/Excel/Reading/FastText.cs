using System.Buffers;
using System.Text;

namespace Pilot.Reporting.Excel.Reading;

/// <summary>The text between two tags in the plain form.</summary>
internal sealed class FastText
{
    /// <summary>More than Excel allows in a cell; longer ones are for the XML reader to refuse.</summary>
    private const int MaxLength = 32_767;

    // Printable ASCII without what XML expands, and without the bracket with which "]]>" begins.
    private static readonly SearchValues<byte> Plain = SearchValues.Create(
        " !\"#$%'()*+,-./0123456789:;=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\^_`abcdefghijklmnopqrstuvwxyz{|}~"u8);

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private readonly char[] _letters = new char[MaxLength];

    public static bool IsPlain(ReadOnlySpan<byte> text) => text.Length <= MaxLength && !text.ContainsAnyExcept(Plain);

    /// <summary>Text in UTF-8 with XML's own five entities; anything beyond is for the XML reader.</summary>
    public bool TryDecode(ReadOnlySpan<byte> text, out ReadOnlySpan<char> letters)
    {
        letters = default;
        if (text.Length > MaxLength || text.IndexOf("]]>"u8) >= 0 || text.IndexOfAnyInRange((byte)0, (byte)8) >= 0
            || text.IndexOfAnyInRange((byte)11, (byte)31) >= 0)
        {
            return false;
        }

        int length;
        try
        {
            length = Strict.GetChars(text, _letters);
        }
        catch (ArgumentException)
        {
            return false;
        }

        var decoded = _letters.AsSpan(0, length);
        if (decoded.IndexOfAnyInRange('\uFFFE', '\uFFFF') >= 0)
        {
            return false;
        }

        if (decoded.Contains('&') && !TryExpand(decoded, out length))
        {
            return false;
        }

        letters = _letters.AsSpan(0, length);
        return true;
    }

    private static bool TryExpand(Span<char> text, out int length)
    {
        length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '&')
            {
                text[length++] = text[i];
                continue;
            }

            var end = text[i..].IndexOf(';');
            char? letter = end < 0 ? null : text.Slice(i + 1, end - 1) switch
            {
                "amp" => '&',
                "lt" => '<',
                "gt" => '>',
                "quot" => '"',
                "apos" => '\'',
                _ => null,
            };
            if (letter is not { } character)
            {
                return false;
            }

            text[length++] = character;
            i += end;
        }

        return true;
    }
}
