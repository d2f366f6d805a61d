using Pilot.Reporting.Files.CheckedCopy;

namespace Pilot.Reporting.Excel.Reading;

/// <summary>The workbook's own part: which sheets there are, which date system, and what else it reaches for.</summary>
internal sealed class WorkbookPart
{
    private const string MainContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";

    /// <summary>FILE_03, by what a part's content type or path contains.</summary>
    private static readonly (string Mark, string What)[] Unwanted =
    [
        ("vbaproject", "macros"),
        ("macroenabled", "macros, or is of the kind that can have them (.xlsm)"),
        ("macrosheet", "macros"),
        ("xl/dialogsheets/", "macros"),
        ("oleobject", "embedded objects"),
        ("xl/embeddings/", "embedded objects"),
        ("activex", "embedded objects"),
        ("spreadsheetml.connections", "a live data connection"),
        ("xl/connections.xml", "a live data connection"),
        ("spreadsheetml.querytable", "a live data connection"),
        ("xl/querytables/", "a live data connection"),
    ];

    public List<SheetEntry> Sheets { get; } = [];

    /// <summary>Tabs that hold no cells, such as a chart on a sheet of its own: their names.</summary>
    public List<string> OtherSheets { get; } = [];
    public bool Date1904 { get; private set; }
    public bool HasExternalLinks { get; private set; }
    public string? SharedStringsPart { get; private set; }
    public string? StylesPart { get; private set; }

    public static WorkbookPart Read(Package package, FileLimits limits)
    {
        var path = FindWorkbook(package);
        RefuseUnwanted(package, path);
        var workbook = new WorkbookPart();
        var relations = Relations(package, path);
        workbook.ReadSheets(package, path, relations, limits);
        workbook.SharedStringsPart = relations.Values.FirstOrDefault(one => one.Is("sharedStrings"))?.Target;
        workbook.StylesPart = relations.Values.FirstOrDefault(one => one.Is("styles"))?.Target;
        foreach (var link in relations.Values.Where(one => one.Is("externalLink")))
        {
            workbook.HasExternalLinks = true;
            RefuseLiveLink(package, link.Target);
        }

        return workbook;
    }

    private static string FindWorkbook(Package package)
    {
        const string types = "[Content_Types].xml";
        var main = Relations(package, "").Values.FirstOrDefault(one => one.Is("officeDocument"));
        if (package.Has(types) && main is not null)
        {
            return main.Target;
        }

        // What holds a workbook's main part was a workbook once: the pieces that say so got lost.
        throw package.Has("xl/workbook.xml")
            ? Damaged.MissingPart(main is null ? "_rels/.rels" : types)
            : new FileProblemException("FILE_01", "The file is not an Excel workbook (.xlsx).");
    }

    private static void RefuseUnwanted(Package package, string workbookPath)
    {
        string? mainType = null;
        foreach (var element in Xml.Elements(package, "[Content_Types].xml"))
        {
            var type = element.Attribute("ContentType");
            var part = element.Attribute("PartName")?.TrimStart('/');
            if (string.Equals(part, workbookPath, StringComparison.OrdinalIgnoreCase)
                || (mainType is null && part is null && workbookPath.EndsWith("." + element.Attribute("Extension"), StringComparison.OrdinalIgnoreCase)))
            {
                mainType = type;
            }

            // A Default for an extension says nothing of what is there; an Override names a part. The type of every binary workbook
            // (.xlsb) says that macros are enabled: it is no .xlsx, and that is what to say of it.
            RefuseMark(part is null || IsBinary(type) ? null : type);
        }

        foreach (var part in package.PartNames)
        {
            RefuseMark(part);
        }

        if (!string.Equals(mainType, MainContentType, StringComparison.OrdinalIgnoreCase))
        {
            throw new FileProblemException("FILE_01", "The file is not an Excel workbook (.xlsx).");
        }
    }

    private static bool IsBinary(string? type) => type is not null && type.Contains("sheet.binary", StringComparison.OrdinalIgnoreCase);

    private static void RefuseMark(string? text)
    {
        if (text is null)
        {
            return;
        }

        foreach (var (mark, what) in Unwanted)
        {
            if (text.Contains(mark, StringComparison.OrdinalIgnoreCase))
            {
                throw new FileProblemException("FILE_03", $"The workbook has {what}.");
            }
        }
    }

    private static void RefuseLiveLink(Package package, string part)
    {
        if (!package.Has(part))
        {
            return;
        }

        foreach (var element in Xml.Elements(package, part))
        {
            if (element.LocalName is "ddeLink" or "oleLink")
            {
                throw new FileProblemException("FILE_03", "The workbook has a link that runs another program (DDE).");
            }
        }
    }

    private void ReadSheets(Package package, string path, Dictionary<string, Relation> relations, FileLimits limits)
    {
        var root = true;
        foreach (var element in Xml.Elements(package, path))
        {
            if (root && element.LocalName != "workbook")
            {
                throw new FileProblemException("FILE_01", "The file is not an Excel workbook (.xlsx).");
            }

            root = false;
            switch (element.LocalName)
            {
                case "workbookPr":
                    Date1904 = Xml.IsTrue(element.Attribute("date1904"));
                    break;
                case "sheet":
                    AddSheet(package, element.Attribute("name") ?? "", element.Attribute("id"), element.Attribute("state"), relations, limits);
                    break;
                default:
                    break;
            }
        }

        if (Sheets.Count == 0)
        {
            throw Damaged.File("The workbook is damaged: it has no sheets.");
        }
    }

    private void AddSheet(
        Package package, string name, string? id, string? state, Dictionary<string, Relation> relations, FileLimits limits)
    {
        if (id is null || !relations.TryGetValue(id, out var relation))
        {
            throw Damaged.File($"The workbook is damaged: its sheet {name} is missing.", name);
        }

        if (!relation.Is("worksheet"))
        {
            OtherSheets.Add(name);
        }
        else if (!package.Has(relation.Target))
        {
            throw Damaged.MissingPart(relation.Target);
        }
        else
        {
            Sheets.Add(new SheetEntry(name, relation.Target, state is "hidden" or "veryHidden"));
        }

        // The sheet that a check put in front is not the provider's: a copy that was mended needs no cleaning.
        var ours = Sheets.Exists(sheet => string.Equals(sheet.Name.Trim(), OwnSheets.CheckResult, StringComparison.OrdinalIgnoreCase)) ? 1 : 0;
        if (Sheets.Count + OtherSheets.Count - ours > limits.Sheets)
        {
            throw new FileProblemException("FILE_04", $"The workbook has more than {limits.Sheets} sheets.");
        }
    }

    private sealed record Relation(string Type, string Target)
    {
        /// <summary>The last word of the type is the same in strict and transitional files.</summary>
        public bool Is(string kind) => Type.EndsWith("/" + kind, StringComparison.Ordinal);
    }

    private static Dictionary<string, Relation> Relations(Package package, string part)
    {
        var slash = part.LastIndexOf('/');
        var folder = slash < 0 ? "" : part[..(slash + 1)];
        var path = $"{folder}_rels/{part[(slash + 1)..]}.rels";
        var relations = new Dictionary<string, Relation>(StringComparer.Ordinal);
        if (!package.Has(path))
        {
            return relations;
        }

        foreach (var element in Xml.Elements(package, path))
        {
            if (element.LocalName == "Relationship" && element.Attribute("Id") is { } id && element.Attribute("Target") is { } target)
            {
                var outside = element.Attribute("TargetMode") == "External";
                relations[id] = new Relation(element.Attribute("Type") ?? "", outside ? "" : Resolve(folder, target));
            }
        }

        return relations;
    }

    private static string Resolve(string folder, string target)
    {
        if (target.StartsWith('/'))
        {
            return target.TrimStart('/');
        }

        var parts = new List<string>((folder + target).Split('/'));
        for (var i = 0; i < parts.Count;)
        {
            if (parts[i] == "." || parts[i].Length == 0)
            {
                parts.RemoveAt(i);
            }
            else if (parts[i] == "..")
            {
                parts.RemoveAt(i);
                if (i > 0)
                {
                    parts.RemoveAt(--i);
                }
            }
            else
            {
                i++;
            }
        }

        return string.Join('/', parts);
    }
}
