using System.Buffers;
using System.Globalization;
using System.Text;

namespace Pilot.Reporting.Files.CheckedCopy;

/// <summary>Small edits on tags, and text made safe to stand in XML of any encoding.</summary>
internal static class XmlText
{
    private static readonly SearchValues<char> TagMarks = SearchValues.Create("\"'>");
    private static readonly SearchValues<char> NameEnds = SearchValues.Create(" \t\r\n/>");

    /// <summary>The start tag with this attribute set. The value holds nothing that XML would have to escape.</summary>
    public static string With(string tag, string attribute, string value)
    {
        if (ValueOf(tag, attribute) is { } range)
        {
            return string.Concat(tag.AsSpan(0, range.Start.Value), value, tag.AsSpan(range.End.Value));
        }

        var end = tag.IndexOf('>', LastQuote(tag));
        end = tag[end - 1] == '/' ? end - 1 : end;
        return string.Concat(tag.AsSpan(0, end).TrimEnd(), $" {attribute}=\"{value}\"", tag.AsSpan(end));
    }

    public static string With(string tag, string attribute, int value) => With(tag, attribute, Number(value));

    /// <summary>The raw value of an attribute in the start tag with which the text begins.</summary>
    public static string? Attribute(string tag, string attribute) => ValueOf(tag, attribute) is { } range ? tag[range] : null;

    /// <summary>An empty element's tag as a start tag: <c>&lt;row r="1"/&gt;</c> becomes <c>&lt;row r="1"&gt;</c>.</summary>
    public static string Opened(string emptyTag) => string.Concat(emptyTag.AsSpan(0, emptyTag.Length - 2).TrimEnd(), ">");

    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// Escaped, with everything beyond ASCII as character references, so that it is right in a part of any encoding; characters that XML
    /// does not allow are left out, and text that Excel would read as an escaped character (<c>_x0041_</c>) stays what it is.
    /// </summary>
    public static string Escape(string text) => EscapeName(text).Replace("_x", "_x005F_x", StringComparison.Ordinal);

    /// <summary>The same for what is a name to XML alone, not Excel's text.</summary>
    public static string EscapeName(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '&':
                    escaped.Append("&amp;");
                    break;
                case '<':
                    escaped.Append("&lt;");
                    break;
                case '>':
                    escaped.Append("&gt;");
                    break;
                case '"':
                    escaped.Append("&quot;");
                    break;
                case >= ' ' and <= '~':
                    escaped.Append((char)rune.Value);
                    break;
                case '\t' or '\n' or (>= 0x7F and not 0xFFFE and not 0xFFFF):
                    escaped.Append("&#").Append(rune.Value).Append(';');
                    break;
                default:
                    break;
            }
        }

        return escaped.ToString();
    }

    /// <summary>Where the start tag's last attribute ends; 0 where it has none.</summary>
    private static int LastQuote(string tag)
    {
        var last = 0;
        for (var at = tag.AsSpan().IndexOfAny(TagMarks); tag[at] != '>';)
        {
            last = tag.IndexOf(tag[at], at + 1) + 1;
            at = last + tag.AsSpan(last).IndexOfAny(TagMarks);
        }

        return last;
    }

    private static Range? ValueOf(string tag, string attribute)
    {
        var at = tag.AsSpan().IndexOfAny(NameEnds);
        while (true)
        {
            while (at < tag.Length && char.IsWhiteSpace(tag[at]))
            {
                at++;
            }

            var equals = tag.IndexOf('=', at);
            if (equals < 0 || tag[at] is '/' or '>')
            {
                return null;
            }

            var name = tag.AsSpan(at, equals - at).TrimEnd();
            var open = equals + 1;
            while (char.IsWhiteSpace(tag[open]))
            {
                open++;
            }

            var close = tag[open] is '"' or '\'' ? tag.IndexOf(tag[open], open + 1) : -1;
            if (close < 0)
            {
                throw new InvalidDataException("An attribute has no quotes.");
            }

            if (name.SequenceEqual(attribute))
            {
                return (open + 1)..close;
            }

            at = close + 1;
        }
    }
}

internal static class XmlStreamWriting
{
    /// <summary>Text whose characters are bytes: ASCII of our own, or what <see cref="XmlPieces.RawText"/> gave.</summary>
    public static void Write(this Stream output, string raw)
    {
        Span<byte> some = stackalloc byte[256];
        for (var at = 0; at < raw.Length; at += some.Length)
        {
            var part = raw.AsSpan(at, Math.Min(some.Length, raw.Length - at));
            output.Write(some[..Encoding.Latin1.GetBytes(part, some)]);
        }
    }
}
