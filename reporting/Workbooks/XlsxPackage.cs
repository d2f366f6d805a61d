using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Pilot.Reporting.Workbooks;

/// <summary>
/// Finishes a saved workbook: the document's properties come from the run, relationship ids are numbered, charts are added, and entries
/// stand in a fixed order with a fixed time, so that the same figures give the same bytes (workbooks.md section 8).
/// </summary>
internal static class XlsxPackage
{
    /// <summary>The first moment that a zip file can name is in 1980; any fixed one will do.</summary>
    private static readonly DateTimeOffset EntryTime = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static byte[] Finish(Stream saved, Book book, IReadOnlyList<Sheet> sheets)
    {
        var parts = ReadParts(saved);
        parts["docProps/core.xml"] = Bytes(CoreProperties(book));
        parts["docProps/app.xml"] = Bytes(AppProperties());
        RelationshipIds.Renumber(parts);
        foreach (var name in parts.Keys.Where(name => name.StartsWith("xl/worksheets/sheet", StringComparison.Ordinal)).ToArray())
        {
            parts[name] = Bytes(OpensOnA1(Parse(parts[name]), first: name == "xl/worksheets/sheet1.xml"));
        }

        foreach (var name in parts.Keys.Where(name => name.StartsWith("xl/tables/", StringComparison.Ordinal)).ToArray())
        {
            parts[name] = Bytes(WithoutUnwantedFilter(Parse(parts[name]), sheets));
        }

        Charts.Add(parts, book, sheets);
        return Zip(parts);
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

    private static SortedDictionary<string, byte[]> ReadParts(Stream saved)
    {
        saved.Position = 0;
        var parts = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        using var zip = new ZipArchive(saved, ZipArchiveMode.Read, leaveOpen: true);
        foreach (var entry in zip.Entries)
        {
            using var from = entry.Open();
            using var to = new MemoryStream();
            from.CopyTo(to);
            parts[entry.FullName.TrimStart('/')] = to.ToArray();
        }

        return parts;
    }

    private static byte[] Zip(SortedDictionary<string, byte[]> parts)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            // "[Content_Types].xml" first: readers that stream the package look for it there.
            foreach (var (name, content) in parts.OrderBy(part => part.Key[0] == '[' ? 0 : 1).ThenBy(part => part.Key, StringComparer.Ordinal))
            {
                var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
                entry.LastWriteTime = EntryTime;
                using var to = entry.Open();
                to.Write(content);
            }
        }

        return stream.ToArray();
    }

    private static XDocument CoreProperties(Book book)
    {
        XNamespace cp = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
        XNamespace dc = "http://purl.org/dc/elements/1.1/";
        XNamespace terms = "http://purl.org/dc/terms/";
        XNamespace xsi = "http://www.w3.org/2001/XMLSchema-instance";
        var created = book.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return new XDocument(new XElement(
            cp + "coreProperties",
            new XAttribute(XNamespace.Xmlns + "cp", cp),
            new XAttribute(XNamespace.Xmlns + "dc", dc),
            new XAttribute(XNamespace.Xmlns + "dcterms", terms),
            new XAttribute(XNamespace.Xmlns + "xsi", xsi),
            new XElement(dc + "title", book.Title),
            new XElement(dc + "creator", CoverLines.Organisation),
            new XElement(cp + "lastModifiedBy", CoverLines.Organisation),
            new XElement(dc + "language", "en-GB"),
            new XElement(terms + "created", new XAttribute(xsi + "type", "dcterms:W3CDTF"), created),
            new XElement(terms + "modified", new XAttribute(xsi + "type", "dcterms:W3CDTF"), created)));
    }

    private static XDocument AppProperties()
    {
        XNamespace app = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";
        return new XDocument(new XElement(
            app + "Properties", new XElement(app + "Application", "Microsoft Excel"), new XElement(app + "Company", CoverLines.Organisation)));
    }

    /// <summary>Every sheet is left with A1 selected, and the workbook on the first sheet.</summary>
    private static XDocument OpensOnA1(XDocument sheet, bool first)
    {
        var main = sheet.Root!.Name.Namespace;
        foreach (var view in sheet.Descendants(main + "sheetView"))
        {
            view.SetAttributeValue("tabSelected", first ? "1" : null);
            view.Elements(main + "selection").Remove();
            var pane = view.Element(main + "pane");
            view.Add(new XElement(
                main + "selection",
                pane is null ? null : new XAttribute("pane", pane.Attribute("activePane")!.Value),
                new XAttribute("activeCell", "A1"),
                new XAttribute("sqref", "A1")));
        }

        return sheet;
    }

    private static XDocument WithoutUnwantedFilter(XDocument table, IReadOnlyList<Sheet> sheets)
    {
        var name = table.Root!.Attribute("name")!.Value;
        if (!sheets.Any(sheet => sheet.WorkedIn && sheet.TableName == name))
        {
            table.Root.Elements(table.Root.Name.Namespace + "autoFilter").Remove();
        }

        return table;
    }
}
