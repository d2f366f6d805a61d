using System.Text;
using System.Xml;

namespace Pilot.Reporting.Excel.Reading;

/// <summary>
/// Looks at every part of the workbook for what runs or fetches something (FILE_03): the checked copy hands every part back, also those that
/// nobody reads. Sheets that are read are looked at while they are.
/// </summary>
internal sealed class RefuseDangers(Package package, IReadOnlyList<SheetEntry> sheets)
{
    /// <summary>By what a part's path contains, or what its content type does.</summary>
    private static readonly (string Mark, string What)[] Unwanted =
    [
        ("vbaproject", "macros"),
        ("macroenabled", "macros, or is of the kind that can have them (.xlsm)"),
        ("macrosheet", "macros"),
        ("xl/dialogsheets/", "macros"),
        ("attachedtoolbars", "macros"),
        ("oleobject", "embedded objects"),
        ("xl/embeddings/", "embedded objects"),
        ("activex", "embedded objects"),
        ("xl/model/", "a live data connection (a data model)"),
    ];

    /// <summary>Relationships that may lead out of the workbook: links that a person selects, and other workbooks (FILE_11).</summary>
    private static readonly HashSet<string> MayLeadOut = new(StringComparer.OrdinalIgnoreCase)
    {
        "hyperlink", "externalLinkPath", "xlPathMissing", "xlStartup", "xlAlternateStartup", "xlLibrary",
    };

    private static readonly string[] Suspicious = ["|", "ddeLink", "oleLink", "oleObject", "RTD(", "WEBSERVICE(", "EXEC(", "CALL(", "DDE(", "REGISTER(", "REGISTER.ID(", "IMAGE(", "SQL.REQUEST("];

    /// <summary>Which part a part belongs to.</summary>
    private readonly Dictionary<string, string> _ownerOf = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="UnreadableFileException">FILE_03.</exception>
    public static void RefuseMark(string? text)
    {
        foreach (var (mark, what) in text is null ? [] : Unwanted)
        {
            if (text!.Contains(mark, StringComparison.OrdinalIgnoreCase))
            {
                throw new UnreadableFileException("FILE_03", $"The workbook has {what}.");
            }
        }

        if (text?.Contains("webextension", StringComparison.OrdinalIgnoreCase) == true)
        {
            throw SheetDangers.AddIn();
        }

        if (text?.Contains("customui", StringComparison.OrdinalIgnoreCase) == true || text?.Contains("usercustomization", StringComparison.OrdinalIgnoreCase) == true)
        {
            throw SheetDangers.Ribbon();
        }

        if (text?.Contains("rdrichvaluewebimage", StringComparison.OrdinalIgnoreCase) == true)
        {
            throw SheetDangers.Picture();
        }
    }

    /// <summary>Every part but the sheets and those that are read in any case.</summary>
    /// <param name="known">Parts that are looked at while they are read.</param>
    public void InParts(IEnumerable<string?> known)
    {
        var elsewhere = known.OfType<string>().Concat(sheets.Select(sheet => sheet.PartName)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var part in package.PartNames.Where(part => part.EndsWith(".rels", StringComparison.OrdinalIgnoreCase)))
        {
            RunGuarded(part, () => InRelations(part));
        }

        foreach (var part in package.PartNames.Where(part => IsXml(part) && !elsewhere.Contains(part)))
        {
            InPart(part);
        }
    }

    /// <summary>A sheet that nobody has read.</summary>
    public void InPart(string part) => RunGuarded(part, () =>
    {
        var dangers = new SheetDangers();
        var cell = "";
        var inCell = false;
        using var reader = package.OpenXml(part);
        while (reader.ReadNext())
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "c" && reader.Attribute("r") is { } address)
            {
                (cell, inCell) = (address, true);
            }
            else if (inCell && reader.NodeType == XmlNodeType.Element && reader.LocalName == "f")
            {
                FormulaDangers.RefuseInCell(TextOf(reader), cell.Replace("$", "", StringComparison.Ordinal));
                continue;
            }

            inCell &= !(reader.NodeType == XmlNodeType.EndElement && reader.LocalName == "c");
            dangers.Inspect(reader);
        }
    });

    private static bool IsXml(string part) =>
        part.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) || part.EndsWith(".vml", StringComparison.OrdinalIgnoreCase) || part.EndsWith(".svg", StringComparison.OrdinalIgnoreCase);

    private static string TextOf(XmlReader reader)
    {
        var text = new StringBuilder();
        while (!reader.IsEmptyElement && reader.ReadNext() && reader.NodeType != XmlNodeType.EndElement)
        {
            text.Append(reader.Value);
        }

        return text.ToString();
    }

    private void InRelations(string part)
    {
        foreach (var element in Xml.Elements(package, part))
        {
            if (element.LocalName != "Relationship" || element.Attribute("Target") is not { } target)
            {
                continue;
            }

            var type = element.Attribute("Type") ?? "";
            var kind = type[(type.LastIndexOf('/') + 1)..];
            var source = OwnerOfRelations(part);
            if (string.Equals(element.Attribute("TargetMode"), "External", StringComparison.OrdinalIgnoreCase) || SheetDangers.IsElsewhere(target))
            {
                RefuseLeadingOut(kind, source);
                continue;
            }

            var resolved = PartPaths.Resolve(source[..(source.LastIndexOf('/') + 1)], target);
            if (package.Has(resolved))
            {
                _ownerOf.TryAdd(resolved, source);
                RunWithSheetName(source, () =>
                {
                    RefuseMark(kind);
                    if (kind is "extensibility")
                    {
                        throw SheetDangers.Ribbon();
                    }
                });
            }
        }
    }

    private void RefuseLeadingOut(string kind, string source)
    {
        if (!MayLeadOut.Contains(kind))
        {
            RunWithSheetName(source, () => throw (kind.ToUpperInvariant() switch
            {
                "IMAGE" => SheetDangers.Picture(),
                "OLEOBJECT" or "PACKAGE" => new UnreadableFileException("FILE_03", "An object of another program is linked.")
                {
                    Fix = "In Excel: choose Home, Find & Select, Selection Pane, select the object and press Delete. Then save the workbook and send it again. "
                        + "If you cannot find it, copy your rows into a new copy of the template.",
                },
                _ => new UnreadableFileException("FILE_03", "The workbook fetches something from elsewhere when it is opened."),
            }));
        }
    }

    /// <summary><c>xl/drawings/_rels/drawing1.xml.rels</c> is that of <c>xl/drawings/drawing1.xml</c>.</summary>
    private static string OwnerOfRelations(string part)
    {
        var folder = part.LastIndexOf("_rels/", StringComparison.OrdinalIgnoreCase);
        return folder < 0 ? "" : part[..folder] + part[(folder + "_rels/".Length)..^".rels".Length];
    }

    /// <summary>
    /// A part that cannot be read is nobody's loss where no value is taken from it; but what cannot be read cannot be found harmless either where
    /// it holds what a dangerous one would.
    /// </summary>
    private void RunGuarded(string part, Action look)
    {
        try
        {
            RunWithSheetName(part, look);
        }
        catch (Exception problem) when (problem is XmlException or FormatException or UnreadableFileException { RuleId: "FILE_05" })
        {
            var text = LenientPartReader.Read(package, part);
            if (text.Contains("<!DOCTYPE", StringComparison.OrdinalIgnoreCase))
            {
                throw Xml.DocumentType();
            }

            if (!part.EndsWith(".vml", StringComparison.OrdinalIgnoreCase) && Suspicious.Any(sign => text.Contains(sign, StringComparison.OrdinalIgnoreCase)))
            {
                throw;
            }
        }
    }

    /// <summary>Puts the sheet's name to what is found in a part that belongs to one.</summary>
    private void RunWithSheetName(string part, Action look)
    {
        try
        {
            look();
        }
        catch (UnreadableFileException problem) when (problem is { RuleId: "FILE_03", Sheet: null } && SheetOf(part) is { } sheet)
        {
            throw CorruptFile.OnSheet(problem, sheet);
        }
    }

    private string? SheetOf(string part)
    {
        const int Furthest = 6;
        for (var step = 0; step < Furthest; step++)
        {
            if (sheets.FirstOrDefault(sheet => string.Equals(sheet.PartName, part, StringComparison.OrdinalIgnoreCase)) is { } sheet)
            {
                return sheet.Name;
            }

            if (!_ownerOf.TryGetValue(part, out var owner))
            {
                return null;
            }

            part = owner;
        }

        return null;
    }
}
