using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace Pilot.Reporting.Excel.Packing;

/// <summary>The texts of a workbook, each once, numbered in the order of their first use: the part <c>sharedStrings.xml</c>.</summary>
internal sealed partial class SharedStringWriter
{
    private const int MaxLetters = 32_767;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    /// <exception cref="ArgumentException">The text is longer than a cell can hold.</exception>
    public void Add(string text)
    {
        if (text.Length > MaxLetters)
        {
            throw new ArgumentException($"A cell holds {MaxLetters} characters at most.", nameof(text));
        }

        _numbers.TryAdd(text, _numbers.Count);
    }

    public int this[string text] => _numbers[text];

    public int Count => _numbers.Count;

    /// <summary>Writes the part, its elements without a prefix like those of the other parts.</summary>
    public void Write(Stream to)
    {
        const string main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        using var writer = XmlWriter.Create(to, new XmlWriterSettings { Encoding = new UTF8Encoding(false), NewLineChars = "\n", CloseOutput = false });
        var count = _numbers.Count.ToString(CultureInfo.InvariantCulture);
        writer.WriteStartDocument();
        writer.WriteStartElement("sst", main);
        writer.WriteAttributeString("count", count);
        writer.WriteAttributeString("uniqueCount", count);
        foreach (var text in _numbers.Keys)
        {
            writer.WriteStartElement("si", main);
            writer.WriteStartElement("t", main);
            if (text.AsSpan().Trim().Length < text.Length)
            {
                writer.WriteAttributeString("xml", "space", null, "preserve");
            }

            writer.WriteString(Encoded(text));
            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    /// <summary>Characters that XML does not know as Excel writes them, and what looks like such a one told apart (ECMA-376 part 1, 22.9.2.19).</summary>
    private static string Encoded(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~') && !text.Contains("_x", StringComparison.Ordinal))
        {
            return text;
        }

        var plain = EscapeForm().Replace(text, "_x005F$0");
        if (IsXml(plain))
        {
            return plain;
        }

        var encoded = new StringBuilder();
        for (var i = 0; i < plain.Length; i++)
        {
            if (i + 1 < plain.Length && char.IsSurrogatePair(plain[i], plain[i + 1]))
            {
                encoded.Append(plain[i]).Append(plain[++i]);
            }
            else if (XmlConvert.IsXmlChar(plain[i]))
            {
                encoded.Append(plain[i]);
            }
            else
            {
                encoded.Append(CultureInfo.InvariantCulture, $"_x{(int)plain[i]:X4}_");
            }
        }

        return encoded.ToString();
    }

    private static bool IsXml(string text)
    {
        foreach (var character in text)
        {
            if (!XmlConvert.IsXmlChar(character))
            {
                return false;
            }
        }

        return true;
    }

    [GeneratedRegex("_x[0-9A-Fa-f]{4}_", RegexOptions.CultureInvariant)]
    private static partial Regex EscapeForm();
}
