using System.Xml.Linq;

namespace Pilot.Reporting.Excel.Packing;

/// <summary>
/// The writing library draws some relationship ids at random; numbered in the order of their targets they are the same each time. It names
/// targets from the root of the package; they are named from their owner's folder, as Excel does: exceljs finds no table otherwise.
/// </summary>
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
            var folder = FolderOf(name.Replace("_rels/", "", StringComparison.Ordinal));
            foreach (var target in relationships.Root!.Elements().Where(element => (string?)element.Attribute("TargetMode") != "External").Select(element => element.Attribute("Target")!))
            {
                target.Value = From(folder, target.Value);
            }

            XElement[] sorted = [.. relationships.Root!.Elements().OrderBy(element => element.Attribute("Target")!.Value, StringComparer.Ordinal)];
            foreach (var element in sorted)
            {
                var id = "rel" + (changed.Count + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
                changed[element.Attribute("Id")!.Value] = id;
                element.SetAttributeValue("Id", id);
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

    private static string FolderOf(string part) => part[..(part.LastIndexOf('/') + 1)];

    /// <summary>Seen from xl/worksheets/, /xl/tables/table1.xml is ../tables/table1.xml; what is relative already stays.</summary>
    private static string From(string folder, string target)
    {
        if (target[0] != '/')
        {
            return target;
        }

        var part = target[1..];
        var up = "";
        while (!part.StartsWith(folder, StringComparison.Ordinal))
        {
            folder = FolderOf(folder[..^1]);
            up += "../";
        }

        return up + part[folder.Length..];
    }

    private static byte[] Repoint(byte[] content, Dictionary<string, string> changed)
    {
        var document = XlsxPackage.Parse(content);
        foreach (var attribute in document.Descendants().Attributes().Where(attribute => attribute.Name.Namespace == Office))
        {
            if (changed.TryGetValue(attribute.Value, out var id))
            {
                attribute.Value = id;
            }
        }

        return XlsxPackage.Bytes(document);
    }
}
