using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Excel.Packing;

/// <summary>
/// Finishes a saved workbook: the document's properties come from the run, relationship ids are numbered, charts are added, and entries
/// stand in a fixed order with a fixed time, so that the same figures give the same bytes (workbooks.md section 8).
/// </summary>
internal static class XlsxPackage
{
    /// <summary>The first moment that a zip file can name is in 1980; any fixed one will do.</summary>
    internal static readonly DateTimeOffset EntryTime = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private const string CorePart = "docProps/core.xml";

    /// <param name="shell">Of a workbook of the same shape.</param>
    public static MemoryStream Finish(WorkbookSkeleton shell, Workbook book, IReadOnlyList<SheetPlan> plans, SharedStringWriter texts)
    {
        var parts = shell.PartsFor(plans);
        parts[CorePart] = new PackagePart(Bytes(CoreProperties(book.Title, book.CreatedAt)));
        parts["xl/sharedStrings.xml"] = new PackagePart(texts.Write);
        for (var i = 0; i < plans.Count; i++)
        {
            parts[WorkbookSkeleton.SheetPart(i)] = new PackagePart(new SheetBody(plans[i], texts, shell.Sheets[i]).Write);
        }

        if (book.Charts.Count > 0)
        {
            Charts.Add(parts, book, code => plans.Single(plan => plan.Sheet.Code == code).Sheet, texts, WorkbookSkeleton.SheetPart(plans.Count));
        }

        return Zip(parts);
    }

    /// <summary>The same for a workbook that is not drawn from a book: properties, ids, order and times alone.</summary>
    public static MemoryStream Normalise(Stream saved, string title, DateTimeOffset createdAt)
    {
        var parts = ReadParts(saved);
        NameCoreProperties(parts);
        parts[CorePart] = Bytes(CoreProperties(title, createdAt));
        RelationshipIds.Renumber(parts);
        return Zip(parts.Select(part => KeyValuePair.Create(part.Key, new PackagePart(part.Value))));
    }

    internal static XDocument Parse(byte[] part) => XDocument.Load(new MemoryStream(part));

    internal static byte[] Bytes(XDocument document)
    {
        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false), NewLineChars = "\n" }))
        {
            document.Save(writer);
        }

        return stream.ToArray();
    }

    internal static SortedDictionary<string, byte[]> ReadParts(Stream saved)
    {
        saved.Position = 0;
        var parts = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        using var zip = new ZipArchive(saved, ZipArchiveMode.Read, leaveOpen: true);
        foreach (var entry in zip.Entries)
        {
            using var from = entry.Open();
            var content = new byte[entry.Length];
            from.ReadExactly(content);
            var name = entry.FullName.TrimStart('/');
            parts[name] = NormalisedPart.Has(name) ? NormalisedPart.Of(content) : content;
        }

        return parts;
    }

    private static MemoryStream Zip(IEnumerable<KeyValuePair<string, PackagePart>> parts)
    {
        var stream = new MemoryStream();
        using var held = new PooledBuffer();
        using var package = new PackageWriter(stream);
        // "[Content_Types].xml" first: readers that stream the package look for it there.
        foreach (var (name, part) in parts.OrderBy(part => part.Key[0] == '[' ? 0 : 1).ThenBy(part => part.Key, StringComparer.Ordinal))
        {
            part.Write(package, name, held);
        }

        package.Finish();
        stream.Position = 0;
        return stream;
    }

    /// <summary>The writing library names the part of the document's properties at random; it gets its usual name.</summary>
    internal static void NameCoreProperties(SortedDictionary<string, byte[]> parts)
    {
        foreach (var old in parts.Keys.Where(part => part.EndsWith(".psmdcp", StringComparison.Ordinal)).ToArray())
        {
            parts.Remove(old);
        }

        var relationships = Parse(parts["_rels/.rels"]);
        relationships.Root!.Elements().Single(element => element.Attribute("Type")!.Value.EndsWith("/core-properties", StringComparison.Ordinal))
            .SetAttributeValue("Target", "/" + CorePart);
        parts["_rels/.rels"] = Bytes(relationships);
        var types = Parse(parts["[Content_Types].xml"]);
        types.Root!.Elements().Where(element => (string?)element.Attribute("Extension") == "psmdcp").Remove();
        AddContentType(types, CorePart, "application/vnd.openxmlformats-package.core-properties+xml");
        parts["[Content_Types].xml"] = Bytes(types);
    }

    internal static void AddContentType(XDocument types, string part, string type) => types.Root!.Add(new XElement(
        types.Root.Name.Namespace + "Override", new XAttribute("PartName", "/" + part), new XAttribute("ContentType", type)));

    internal static XDocument CoreProperties(string title, DateTimeOffset createdAt)
    {
        XNamespace cp = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
        XNamespace dc = "http://purl.org/dc/elements/1.1/";
        XNamespace terms = "http://purl.org/dc/terms/";
        XNamespace xsi = "http://www.w3.org/2001/XMLSchema-instance";
        var created = createdAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return new XDocument(new XElement(
            cp + "coreProperties",
            new XAttribute(XNamespace.Xmlns + "cp", cp),
            new XAttribute(XNamespace.Xmlns + "dc", dc),
            new XAttribute(XNamespace.Xmlns + "dcterms", terms),
            new XAttribute(XNamespace.Xmlns + "xsi", xsi),
            new XElement(dc + "title", title),
            new XElement(dc + "creator", Organisation.Name),
            new XElement(cp + "lastModifiedBy", Organisation.Name),
            new XElement(dc + "language", "en-GB"),
            new XElement(terms + "created", new XAttribute(xsi + "type", "dcterms:W3CDTF"), created),
            new XElement(terms + "modified", new XAttribute(xsi + "type", "dcterms:W3CDTF"), created)));
    }

    internal static XDocument AppProperties()
    {
        XNamespace app = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";
        return new XDocument(new XElement(
            app + "Properties", new XElement(app + "Application", "Microsoft Excel"), new XElement(app + "Company", Organisation.Name)));
    }

    /// <summary>
    /// No font names a colour, so that each reader's own contrast setting rules; and the font that column widths are measured in is the
    /// one that is used.
    /// </summary>
    internal static XDocument WithSingleFont(XDocument styles)
    {
        var main = styles.Root!.Name.Namespace;
        styles.Descendants(main + "fonts").Elements(main + "font").Elements(main + "color").Remove();
        styles.Descendants(main + "numFmt").Where(element => element.Attribute("formatCode")!.Value.Length == 0).Remove();
        styles.Descendants(main + "numFmts").Single().SetAttributeValue("count", styles.Descendants(main + "numFmt").Count());
        var first = styles.Descendants(main + "fonts").Elements(main + "font").First();
        first.Element(main + "name")!.SetAttributeValue("val", XlsxWriter.FontName);
        first.Element(main + "sz")!.SetAttributeValue("val", XlsxWriter.FontSize);
        return styles;
    }

    /// <summary>
    /// Rows and columns that repeat on every printed page are named as fixed ones, <c>$A:$D</c>: the writing library leaves the marks out, and
    /// then LibreOffice repeats nothing.
    /// </summary>
    internal static XDocument WithFixedTitles(XDocument workbook)
    {
        foreach (var titles in workbook.Descendants(workbook.Root!.Name.Namespace + "definedName").Where(element => (string?)element.Attribute("name") == "_xlnm.Print_Titles"))
        {
            titles.Value = string.Join(',', titles.Value.Split(',').Select(range =>
            {
                var at = range.LastIndexOf('!') + 1;
                return range[..at] + string.Join(':', range[at..].Split(':').Select(end => "$" + end.TrimStart('$')));
            }));
        }

        return workbook;
    }
}
