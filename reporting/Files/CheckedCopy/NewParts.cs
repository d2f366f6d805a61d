namespace Pilot.Reporting.Files.CheckedCopy;

/// <summary>Parts that come into the package, with the links and the content types by which programs find them.</summary>
internal sealed class NewParts(OriginalPackage package, WorkbookPlan plan)
{
    private readonly Dictionary<string, List<string>> _newLinks = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Part, string Type)> _newTypes = [];

    public List<(string Part, Action<Stream> Write)> All { get; } = [];

    public string Add(string source, string type, string part, string contentType, Action<Stream> write)
    {
        if (!_newLinks.TryGetValue(source, out var links))
        {
            _newLinks.Add(source, links = []);
        }

        var existing = package.LinksOf(source).Select(link => link.Id).ToHashSet(StringComparer.Ordinal);
        var number = links.Count + 1;
        while (existing.Contains($"pilotCheck{XmlText.Number(number)}"))
        {
            // Ids of this run follow each other, so the whole series is moved past those of an earlier check.
            number += 1000;
        }

        var id = $"pilotCheck{XmlText.Number(number)}";
        links.Add($"Id=\"{id}\" Type=\"{plan.LinksNamespace}/{type}\" Target=\"{XmlText.EscapeName(OriginalPackage.TargetFrom(source, part))}\"");
        _newTypes.Add((part, contentType));
        All.Add((part, write));
        return id;
    }

    public void PutLinks(Dictionary<string, Action<Stream, Stream>> changed, HashSet<string> dropped)
    {
        foreach (var (source, links) in _newLinks)
        {
            var part = OriginalPackage.LinksPartOf(source);
            if (package.Has(part))
            {
                var isWorkbook = source == plan.Part;
                changed[part] = (from, to) => FlatPart.Append(from, to, links.Select(link => $"Relationship {link}"),
                    xml => isWorkbook && LedToDropped(dropped, xml.Text("Id"u8)));
            }
            else
            {
                All.Add((part, to =>
                {
                    to.Write("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">");
                    to.Write(string.Concat(links.Select(link => $"<Relationship {link}/>")));
                    to.Write("</Relationships>");
                }
                ));
            }
        }
    }

    private bool LedToDropped(HashSet<string> dropped, string? linkId) =>
        plan.OldResult is { } old && plan.Links.Any(link => link.Id == linkId
            && (link.Id == old.Link || (link is { Type: "calcChain", Part: { } part } && dropped.Contains(part))));

    public void CopyContentTypes(Stream from, Stream to, HashSet<string> dropped) => FlatPart.Append(from, to,
        _newTypes.Select(newType => $"Override PartName=\"/{XmlText.EscapeName(newType.Part)}\" ContentType=\"{newType.Type}\""),
        xml => xml.Text("PartName"u8) is { } part && dropped.Contains(part.TrimStart('/')));
}
