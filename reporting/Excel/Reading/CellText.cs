using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Pilot.Reporting.Excel.Reading;

/// <summary>
/// Text as it leaves the reader: trimmed (returns.md section 3), and for short texts one instance for equal ones that stand near each
/// other, since a return repeats its codes thousands of times.
/// </summary>
internal sealed class CellText
{
    private const int MaxSharedLength = 24;

    private readonly string?[] _recent = new string?[4096];

    /// <summary>Trims white space, no-break and zero-width characters, and one leading apostrophe.</summary>
    public static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text)
    {
        text = TrimBlanks(text);
        return text.Length > 0 && text[0] == '\'' ? TrimBlanks(text[1..]) : text;
    }

    /// <summary>The same for bytes that are all ASCII.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        text = TrimBlanks(text);
        return text.Length > 0 && text[0] == '\'' ? TrimBlanks(text[1..]) : text;
    }

    /// <summary>The same for bytes that are all ASCII.</summary>
    public string Share(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            return "";
        }

        if (text.Length > MaxSharedLength)
        {
            return Encoding.ASCII.GetString(text);
        }

        ref var slot = ref _recent[HashOf(text) % (uint)_recent.Length];
        return slot is not null && Ascii.Equals(text, slot) ? slot : slot = Encoding.ASCII.GetString(text);
    }

    // Eight letters at a time: this runs for every text of a return.
    private static uint HashOf(ReadOnlySpan<byte> text)
    {
        const ulong Spread = 0x9E3779B97F4A7C15;
        var hash = (ulong)text.Length;
        if (text.Length >= sizeof(ulong))
        {
            for (var left = text; left.Length > sizeof(ulong); left = left[sizeof(ulong)..])
            {
                hash = unchecked((hash ^ BinaryPrimitives.ReadUInt64LittleEndian(left)) * Spread);
            }

            // The last eight, some of which have been looked at before.
            hash = unchecked((hash ^ BinaryPrimitives.ReadUInt64LittleEndian(text[^sizeof(ulong)..])) * Spread);
        }
        else
        {
            var rest = 0UL;
            foreach (var letter in text)
            {
                rest = (rest << 8) | letter;
            }

            hash = unchecked((hash ^ rest) * Spread);
        }

        return (uint)(hash >> 40);
    }

    public string Share(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return "";
        }

        if (text.Length > MaxSharedLength)
        {
            return new string(text);
        }

        var hash = 17u;
        foreach (var letter in text)
        {
            hash = unchecked(hash * 31 + letter);
        }

        ref var slot = ref _recent[unchecked(hash ^ (hash >> 12)) % (uint)_recent.Length];
        return slot is not null && text.SequenceEqual(slot) ? slot : slot = new string(text);
    }

    /// <summary>Excel writes control characters as <c>_x000D_</c> (ECMA-376 part 1, 22.9.2.19).</summary>
    public static ReadOnlySpan<char> Unescape(ReadOnlySpan<char> text)
    {
        if (text.IndexOf("_x", StringComparison.Ordinal) < 0)
        {
            return text;
        }

        var plain = new char[text.Length];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '_' && i + 6 < text.Length && text[i + 1] == 'x' && text[i + 6] == '_'
                && ushort.TryParse(text.Slice(i + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                plain[length++] = (char)code;
                i += 6;
            }
            else
            {
                plain[length++] = text[i];
            }
        }

        return plain.AsSpan(0, length);
    }

    private static ReadOnlySpan<char> TrimBlanks(ReadOnlySpan<char> text)
    {
        var from = 0;
        while (from < text.Length && IsBlank(text[from]))
        {
            from++;
        }

        var to = text.Length;
        while (to > from && IsBlank(text[to - 1]))
        {
            to--;
        }

        return text[from..to];
    }

    private static ReadOnlySpan<byte> TrimBlanks(ReadOnlySpan<byte> text)
    {
        var from = 0;
        while (from < text.Length && text[from] <= ' ')
        {
            from++;
        }

        var to = text.Length;
        while (to > from && text[to - 1] <= ' ')
        {
            to--;
        }

        return text[from..to];
    }

    /// <summary>
    /// White space of any kind, and what takes no room: zero-width and joining characters, byte order marks, soft hyphens, and the direction
    /// marks that a number brings along from an e-mail or a phone book.
    /// </summary>
    public static bool IsBlank(char letter) => letter <= ' '
        || (letter >= '\u0080' && (char.IsWhiteSpace(letter) || char.GetUnicodeCategory(letter) == UnicodeCategory.Format));
}
