using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Pilot.Reporting.Files.CheckedCopy;

/// <param name="Type">The last part of the relationship's type: <c>comments</c>, <c>vmlDrawing</c>.</param>
/// <param name="Part">Normalised name of the part that it leads to; null where it leads out of the file.</param>
internal sealed record PartLink(string Id, string Type, string? Part);

/// <summary>The zip as it was sent: its parts by name, and what leads from one to the next.</summary>
internal sealed class OriginalPackage : IDisposable
{
    private readonly ZipArchive _zip;
    private readonly Dictionary<string, ZipArchiveEntry> _parts = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="InvalidDataException">Not a zip, or a damaged one.</exception>
    public OriginalPackage(Stream content)
    {
        _zip = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
        foreach (var entry in _zip.Entries)
        {
            // Excel too takes the first of two parts with one name.
            if (_parts.TryAdd(Normalise(entry.FullName), entry))
            {
                Entries.Add(entry);
            }
        }
    }

    public List<ZipArchiveEntry> Entries { get; } = [];

    public bool Has(string part) => _parts.ContainsKey(part);

    public static string Normalise(string entryName) => entryName.Replace('\\', '/').TrimStart('/');

    /// <summary>A part's XML in an encoding whose tags can be read byte by byte.</summary>
    /// <exception cref="InvalidDataException">There is no such part.</exception>
    public Stream OpenXml(string part)
    {
        if (!_parts.TryGetValue(part, out var entry))
        {
            throw new InvalidDataException($"The part {part} is missing.");
        }

        var start = new byte[2];
        using (var peek = entry.Open())
        {
            if (peek.ReadAtLeast(start, 2, throwOnEndOfStream: false) < 2 || !IsUtf16(start))
            {
                return entry.Open();
            }
        }

        return AsUtf8(entry);
    }

    /// <summary>None where the part has no relationships.</summary>
    public List<PartLink> LinksOf(string part)
    {
        var links = new List<PartLink>();
        if (!Has(LinksPartOf(part)))
        {
            return links;
        }

        using var stream = OpenXml(LinksPartOf(part));
        var xml = new XmlPieces(stream);
        while (xml.Read())
        {
            if (xml.Opens && xml.Is("Relationship"u8))
            {
                var type = xml.Text("Type"u8) ?? "";
                var external = string.Equals(xml.Text("TargetMode"u8), "External", StringComparison.OrdinalIgnoreCase);
                links.Add(new PartLink(
                    xml.Text("Id"u8) ?? "",
                    type[(type.LastIndexOf('/') + 1)..],
                    external || xml.Text("Target"u8) is not { } target ? null : Resolve(part, target)));
            }
        }

        return links;
    }

    /// <summary><c>xl/worksheets/sheet1.xml</c> has its relationships in <c>xl/worksheets/_rels/sheet1.xml.rels</c>.</summary>
    public static string LinksPartOf(string part)
    {
        var slash = part.LastIndexOf('/') + 1;
        return $"{part[..slash]}_rels/{part[slash..]}.rels";
    }

    /// <summary>
    /// A part as seen from another, as Excel writes it: <c>../comments1.xml</c> from a sheet. Some libraries know no other way.
    /// </summary>
    public static string TargetFrom(string source, string part)
    {
        var from = source.Split('/')[..^1];
        var to = part.Split('/');
        var shared = 0;
        while (shared < from.Length && shared < to.Length - 1 && string.Equals(from[shared], to[shared], StringComparison.OrdinalIgnoreCase))
        {
            shared++;
        }

        return string.Concat(Enumerable.Repeat("../", from.Length - shared)) + string.Join('/', to[shared..]);
    }

    /// <summary>The first of these names that is free: <c>xl/comments{0}.xml</c> with 1, 2 and so on.</summary>
    public string FreeName(string before, string after, ISet<string> taken)
    {
        for (var number = 1; ; number++)
        {
            var name = before + XmlText.Number(number) + after;
            if (!Has(name) && taken.Add(name))
            {
                return name;
            }
        }
    }

    public void Dispose() => _zip.Dispose();

    private static MemoryStream AsUtf8(ZipArchiveEntry entry)
    {
        var copy = new MemoryStream();
        try
        {
            using var utf16 = entry.Open();
            using var reader = XmlReader.Create(utf16, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            using var writer = XmlWriter.Create(copy, new XmlWriterSettings
            {
                Encoding = new UTF8Encoding(false),
                NewLineHandling = NewLineHandling.Entitize,
                CloseOutput = false,
            });
            reader.MoveToContent();
            writer.WriteNode(reader, false);
        }
        catch (XmlException damage)
        {
            throw new InvalidDataException($"The part {entry.FullName} is damaged.", damage);
        }

        copy.Position = 0;
        return copy;
    }

    private static bool IsUtf16(ReadOnlySpan<byte> start) =>
        start is [0xFF, 0xFE] or [0xFE, 0xFF] or [0, (byte)'<'] or [(byte)'<', 0];

    private static string Resolve(string source, string target)
    {
        var decoded = Uri.UnescapeDataString(target.Replace('\\', '/'));
        var steps = new List<string>();
        if (!decoded.StartsWith('/'))
        {
            steps.AddRange(source.Split('/')[..^1]);
        }

        foreach (var step in decoded.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (step == ".." && steps.Count > 0)
            {
                steps.RemoveAt(steps.Count - 1);
            }
            else if (step is not ("." or ".."))
            {
                steps.Add(step);
            }
        }

        return string.Join('/', steps);
    }
}
