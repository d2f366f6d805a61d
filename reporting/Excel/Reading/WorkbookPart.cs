namespace Pilot.Reporting.Excel.Reading;

/// <summary>The workbook's own part: which sheets there are, which date system, and what else it reaches for.</summary>
internal sealed class WorkbookPart
{
    private const string MainContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";

    public List<SheetEntry> Sheets { get; } = [];

    /// <summary>Tabs that hold no cells, such as a chart on a sheet of its own: their names.</summary>
    public List<string> OtherSheets { get; } = [];
    public bool Date1904 { get; private set; }
    public bool HasExternalLinks { get; private set; }
    public string? SharedStringsPart { get; private set; }
    public string? StylesPart { get; private set; }

    /// <summary>For the sheets that nobody reads.</summary>
    public RefuseDangers Dangers { get; private set; } = null!;

    /// <exception cref="UnreadableFileException">FILE_01, FILE_03 to FILE_05. What stands in the sheets is looked at when they are read.</exception>
    public static WorkbookPart Read(Package package, FileLimits limits)
    {
        var path = FindWorkbook(package);
        RefuseUnwanted(package, path);
        KnownParts.RefuseForeign(package.PartNames, path);
        var workbook = new WorkbookPart();
        var relations = Relations(package, path);
        workbook.ReadSheets(package, path, relations, limits);
        workbook.SharedStringsPart = relations.Values.FirstOrDefault(relation => relation.Is("sharedStrings"))?.Target;
        workbook.StylesPart = relations.Values.FirstOrDefault(relation => relation.Is("styles"))?.Target;
        workbook.HasExternalLinks = relations.Values.Any(relation => relation.Is("externalLink"));
        workbook.Dangers = new RefuseDangers(package, workbook.Sheets);
        workbook.Dangers.InParts([workbook.SharedStringsPart, workbook.StylesPart]);
        return workbook;
    }

    private static string FindWorkbook(Package package)
    {
        const string types = "[Content_Types].xml";
        var main = Relations(package, "").Values.FirstOrDefault(value => value.Is("officeDocument"));
        if (package.Has(types) && main is not null)
        {
            return main.Target;
        }

        // What holds a workbook's main part was a workbook once: the pieces that say so got lost.
        throw package.Has("xl/workbook.xml")
            ? CorruptFile.MissingPart(main is null ? "_rels/.rels" : types)
            : new UnreadableFileException("FILE_01", "The file is not an Excel workbook (.xlsx).");
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
            // A part that is named and not there does nothing.
            if (part is not null && !IsBinary(type) && package.Has(part))
            {
                RefuseDangers.RefuseMark(type);
            }
        }

        foreach (var part in package.PartNames)
        {
            RefuseDangers.RefuseMark(part);
        }

        if (!string.Equals(mainType, MainContentType, StringComparison.OrdinalIgnoreCase))
        {
            throw new UnreadableFileException("FILE_01", "The file is not an Excel workbook (.xlsx).");
        }
    }

    private static bool IsBinary(string? type) => type is not null && type.Contains("sheet.binary", StringComparison.OrdinalIgnoreCase);

    private void ReadSheets(Package package, string path, Dictionary<string, Relation> relations, FileLimits limits)
    {
        var root = true;
        foreach (var element in Xml.Elements(package, path))
        {
            if (root && element.LocalName != "workbook")
            {
                throw new UnreadableFileException("FILE_01", "The file is not an Excel workbook (.xlsx).");
            }

            root = false;
            switch (element.LocalName)
            {
                case "workbookPr":
                    Date1904 = Xml.IsTrue(element.Attribute("date1904"));
                    break;
                case "sheet":
                    AddSheet(element.Attribute("name") ?? "", element.Attribute("id"), relations, limits);
                    break;
                default:
                    break;
            }
        }

        if (Sheets.Count == 0)
        {
            throw CorruptFile.Because("The workbook is damaged: it has no sheets.");
        }
    }

    private void AddSheet(string name, string? id, Dictionary<string, Relation> relations, FileLimits limits)
    {
        // A sheet without its part is damage where it is read; one that nobody reads may be empty.
        var relation = id is null ? null : relations.GetValueOrDefault(id);
        if (relation is not null && !relation.Is("worksheet"))
        {
            OtherSheets.Add(name);
        }
        else
        {
            Sheets.Add(new SheetEntry(name, relation?.Target ?? ""));
        }

        // The sheet that a check put in front is not the provider's: a copy that was corrected needs no cleaning.
        var ours = Sheets.Exists(sheet => string.Equals(sheet.Name.Trim(), PilotSheetNames.CheckResult, StringComparison.OrdinalIgnoreCase)) ? 1 : 0;
        if (Sheets.Count + OtherSheets.Count - ours > limits.Sheets)
        {
            throw new UnreadableFileException("FILE_04", $"The workbook has more than {limits.Sheets} sheets.");
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
                var outside = string.Equals(element.Attribute("TargetMode"), "External", StringComparison.OrdinalIgnoreCase);
                relations[id] = new Relation(element.Attribute("Type") ?? "", outside ? "" : PartPaths.Resolve(folder, target));
            }
        }

        return relations;
    }
}
