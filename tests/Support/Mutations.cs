using System.IO.Compression;
using System.Text;

namespace Pilot.Tests.Support;

/// <summary>Damages a workbook at random. The same base and seed give the same bytes.</summary>
internal static class Mutations
{
    private static readonly byte[][] OddPieces =
    [
        "<"u8.ToArray(), ">"u8.ToArray(), "&"u8.ToArray(), "\""u8.ToArray(), "\0"u8.ToArray(), [0xFF, 0xFE], [0xC3], "]]>"u8.ToArray(), "<!--"u8.ToArray(), "<![CDATA["u8.ToArray(), "&#0;"u8.ToArray(),
        "&#x10FFFF;"u8.ToArray(), "&e;"u8.ToArray(), "-1"u8.ToArray(), "99999999999999999999"u8.ToArray(), "1E308"u8.ToArray(), "NaN"u8.ToArray(), "Infinity"u8.ToArray(), "0x10"u8.ToArray(), " "u8.ToArray(),
        "_xD83D_"u8.ToArray(), "_x0000_"u8.ToArray(), "_xFFFF_"u8.ToArray(), "\uFEFF"u8.ToArray(), "\u202E"u8.ToArray(), "2958466"u8.ToArray(), "0"u8.ToArray(), "1.7976931348623157E+308"u8.ToArray(), "4.9E-324"u8.ToArray(),
    ];

    private static readonly string[] OddValues =
        ["", "-1", "0", "1", "16385", "1048577", "2147483648", "99999999999", "1e9", "A0", "A1", "XFD1048576", "ZZZZ9", "rId1", "s", "str", "inlineStr", "d", "e", "b", "n", "../../x", "http://example.org/", "true", "\u0130", "x:y"];

    private static readonly string[] OddTexts =
        ["", " ", "0", "1", "Y", "N", "2", "3", "8", "-1", "1.5", "46279", "60", "1E308", "NaN", "FULL", "NIL", "2026Q3", "MTHTQ-ENR", "MTHTQ-CMP", "L000001", "\u00A0", "\u200B", "#N/A", "=1+1", "2026-09-14", "31/02/2026", "sex", "\uFFFD", "&amp;", "_x000D_"];

    /// <summary>Bits, bytes and stretches of the file itself: what happens on the way, or on a bad disk.</summary>
    public static byte[] OfBytes(byte[] file, int seed)
    {
        var random = new Random(seed);
        var bytes = new List<byte>(file);
        switch (random.Next(6))
        {
            case 0:
                FlipBits(bytes, random);
                break;
            case 1:
                var end = random.Next(bytes.Count);
                bytes.RemoveRange(end, bytes.Count - end);
                break;
            case 2:
                var from = random.Next(bytes.Count);
                bytes.RemoveRange(from, random.Next(1, Math.Min(400, bytes.Count - from) + 1));
                break;
            case 3:
                var at = random.Next(bytes.Count);
                bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, random.Next(1, Math.Min(400, bytes.Count - at) + 1)));
                break;
            case 4:
                ChangeTheEnd(bytes, random);
                break;
            default:
                Overwrite(bytes, random);
                break;
        }

        return [.. bytes];
    }

    private static void FlipBits(List<byte> bytes, Random random)
    {
        for (var flips = random.Next(1, 20); flips > 0; flips--)
        {
            bytes[random.Next(bytes.Count)] ^= (byte)(1 << random.Next(8));
        }
    }

    /// <summary>The zip's own directory, at the end of the file, is where a reader is led astray.</summary>
    private static void ChangeTheEnd(List<byte> bytes, Random random)
    {
        for (var changes = random.Next(1, 6); changes > 0; changes--)
        {
            bytes[bytes.Count - 1 - random.Next(Math.Min(bytes.Count, 700))] = (byte)random.Next(256);
        }
    }

    private static void Overwrite(List<byte> bytes, Random random)
    {
        var zero = random.Next(bytes.Count);
        for (var i = zero; i < Math.Min(bytes.Count, zero + random.Next(1, 600)); i++)
        {
            bytes[i] = (byte)(random.Next(4) == 0 ? random.Next(256) : 0);
        }
    }

    /// <summary>The XML inside, in a zip that is whole: what a careless or a malicious program writes.</summary>
    public static byte[] OfParts(IReadOnlyDictionary<string, byte[]> parts, int seed)
    {
        var random = new Random(seed);
        var changed = parts.ToDictionary(part => part.Key, part => part.Value, StringComparer.Ordinal);
        for (var changes = random.Next(1, 5); changes > 0; changes--)
        {
            var names = changed.Keys.Order(StringComparer.Ordinal).ToList();
            var name = random.Next(2) == 0 ? names.Find(text => text.Contains("sheets/", StringComparison.Ordinal)) ?? names[0] : names[random.Next(names.Count)];
            switch (random.Next(40))
            {
                case 0:
                    changed.Remove(name);
                    break;
                case 1:
                    changed[names[random.Next(names.Count)]] = changed[name];
                    break;
                case 2:
                    changed["xl/" + new[] { "vbaProject.bin", "worksheets/sheet1.XML", "calcChain.xml", "media/x.png", "../evil.xml", "worksheets/_rels/sheet2.xml.rels" }[random.Next(6)]] = changed[name];
                    changed.Remove(name);
                    break;
                default:
                    changed[name] = Edit(changed[name], random);
                    break;
            }

            if (changed.Count == 0)
            {
                break;
            }
        }

        return Zip(changed);
    }

    public static Dictionary<string, byte[]> Parts(byte[] workbook)
    {
        using var zip = new ZipArchive(new MemoryStream(workbook));
        return zip.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using var stream = entry.Open();
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            return copy.ToArray();
        });
    }

    private static byte[] Zip(Dictionary<string, byte[]> parts)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in parts)
            {
                using var part = zip.OpenNew(name);
                part.Write(content);
            }
        }

        return bytes.ToArray();
    }

    private static byte[] Edit(byte[] content, Random random)
    {
        if (content.Length == 0)
        {
            return OddPieces[random.Next(OddPieces.Length)];
        }

        var text = Encoding.Latin1.GetString(content);
        var tags = Spans(text, '<', '>');
        var values = Spans(text, '"', '"');
        var (tag, tagLength) = tags[random.Next(tags.Count)];
        var (value, valueLength) = values[random.Next(values.Count)];
        var (between, betweenLength) = Pick(Spans(text, '>', '<').Where(span => span.Length > 2).ToList(), random, (tag, 2));
        var changed = random.Next(20) switch
        {
            > 11 => text.Remove(between + 1, betweenLength - 2).Insert(between + 1, Latin(Encoding.UTF8.GetBytes(OddTexts[random.Next(OddTexts.Length)]))),
            > 8 => Swap(text, between, betweenLength, Pick(Spans(text, '>', '<').Where(span => span.Length > 2).ToList(), random, (tag, 2))),
            0 => text.Remove(tag, tagLength),
            1 => text.Insert(tag, text.Substring(tag, tagLength)),
            2 => text.Insert(tag + tagLength, Latin(OddPieces[random.Next(OddPieces.Length)])),
            3 when valueLength > 1 => text.Remove(value + 1, valueLength - 2).Insert(value + 1, Latin(Encoding.UTF8.GetBytes(OddValues[random.Next(OddValues.Length)]))),
            4 => text.Remove(value, valueLength).Insert(value, text.Substring(values[random.Next(values.Count)].At, 1)),
            5 => Swap(text, tag, tagLength, tags[random.Next(tags.Count)]),
            6 => text.Remove(random.Next(text.Length)),
            7 => text.Insert(random.Next(text.Length), Latin(OddPieces[random.Next(OddPieces.Length)])),
            _ => string.Concat(text.AsSpan(0, tag), string.Concat(Enumerable.Repeat(text.Substring(tag, tagLength), random.Next(2, 300))), text.AsSpan(tag)),
        };
        return Encoding.Latin1.GetBytes(changed);
    }

    private static (int At, int Length) Pick(List<(int At, int Length)> spans, Random random, (int, int) otherwise) =>
        spans.Count == 0 ? otherwise : spans[random.Next(spans.Count)];

    private static string Swap(string text, int at, int length, (int At, int Length) other) =>
        text.Remove(at, length).Insert(at, text.Substring(other.At, other.Length));

    private static string Latin(byte[] bytes) => Encoding.Latin1.GetString(bytes);

    /// <summary>Stretches from one mark to the next; the whole text where there are none.</summary>
    private static List<(int At, int Length)> Spans(string text, char open, char close)
    {
        var spans = new List<(int, int)>();
        for (var at = text.IndexOf(open, StringComparison.Ordinal); at >= 0;)
        {
            var end = text.IndexOf(close, at + 1);
            if (end < 0)
            {
                break;
            }

            spans.Add((at, end - at + 1));
            at = text.IndexOf(open, end + 1);
        }

        return spans.Count > 0 ? spans : [(0, text.Length)];
    }
}
