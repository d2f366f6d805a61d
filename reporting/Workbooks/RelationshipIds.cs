using System.Xml.Linq;

namespace Pilot.Reporting.Workbooks;

/// <summary>The writing library draws some relationship ids at random; numbered in the order of their targets they are the same each time.</summary>
internal static class RelationshipIds
{
    private static readonly XNamespace Package = "http://schemas.openxmlformats.org/package/2006/relationships";
    private static readonly XNamespace Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    public static void Renumber(SortedDictionary<string, byte[]> parts)
    {
        foreach (var name in parts.Keys.Where(name => name.EndsWith(".rels", StringComparison.Ordinal)).ToArray())
        {
            var relationships = XlsxPackage.Parse(parts[name]);
            var changed = new Dictionary<string, string>(StringComparer.Ordinal);
            XElement[] sorted = [.. relationships.Root!.Elements().OrderBy(one => one.Attribute("Target")!.Value, StringComparer.Ordinal)];
            foreach (var one in sorted)
            {
                var id = "rel" + (changed.Count + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
                changed[one.Attribute("Id")!.Value] = id;
                one.SetAttributeValue("Id", id);
            }

            parts[name] = XlsxPackage.Bytes(new XDocument(new XElement(Package + "Relationships", sorted)));
            if (OwnerOf(name) is { } owner && parts.TryGetValue(owner, out var content))
            {
                parts[owner] = Repoint(content, changed);
            }
        }
    }

    /// <summary>xl/worksheets/_rels/sheet1.xml.rels belongs to xl/worksheets/sheet1.xml; _rels/.rels to the package.</summary>
    private static string? OwnerOf(string relationships)
    {
        var name = relationships.Replace("_rels/", "", StringComparison.Ordinal);
        return name == ".rels" ? null : name[..^".rels".Length];
    }

    private static byte[] Repoint(byte[] content, Dictionary<string, string> changed)
    {
        var document = XlsxPackage.Parse(content);
        foreach (var attribute in document.Descendants().Attributes().Where(one => one.Name.Namespace == Office))
        {
            if (changed.TryGetValue(attribute.Value, out var id))
            {
                attribute.Value = id;
            }
        }

        return XlsxPackage.Bytes(document);
    }
}
