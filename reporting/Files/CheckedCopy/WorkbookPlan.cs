using System.Text;

namespace Pilot.Reporting.Files.CheckedCopy;

/// <param name="TabIndex">Its number among the tabs, from 0.</param>
/// <param name="IsWorksheet">It has cells; a sheet may also be a chart or a dialog.</param>
internal sealed record PlannedSheet(string Name, int Id, string Link, string Part, int TabIndex, bool IsWorksheet);

/// <summary>What the workbook part says of its sheets, and the copy of it with the new first sheet.</summary>
internal sealed class WorkbookPlan
{
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private int _lastSheetId;

    private WorkbookPlan(string part) => Part = part;

    public string Part { get; }
    public string Folder => Part[..(Part.LastIndexOf('/') + 1)];
    public IReadOnlyList<PartLink> Links { get; private init; } = [];

    /// <summary>All but <see cref="OldResult"/>.</summary>
    public List<PlannedSheet> Sheets { get; } = [];

    /// <summary>The result of an earlier check, to be replaced.</summary>
    public PlannedSheet? OldResult { get; private set; }

    /// <summary>The ISO variant of Open XML, whose names are other ones.</summary>
    public bool IsStrict { get; private set; }

    public string MainNamespace => IsStrict
        ? "http://purl.oclc.org/ooxml/spreadsheetml/main"
        : "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    public string LinksNamespace => IsStrict
        ? "http://purl.oclc.org/ooxml/officeDocument/relationships"
        : "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// <summary>Microsoft Excel says that it saved the file last.</summary>
    public bool SavedByExcel { get; private init; }

    public bool IsNameTaken(string name) => _names.Contains(name);

    /// <exception cref="InvalidDataException">The package has no workbook.</exception>
    public static WorkbookPlan Read(OriginalPackage package)
    {
        var roots = package.LinksOf("");
        var part = roots.Find(link => link.Type == "officeDocument")?.Part
            ?? throw new InvalidDataException("The file has no workbook.");
        var plan = new WorkbookPlan(part)
        {
            Links = package.LinksOf(part),
            SavedByExcel = roots.Find(link => link.Type == "extended-properties")?.Part is { } properties
                && package.Has(properties) && SaysExcel(package, properties),
        };
        using var stream = package.OpenXml(part);
        var xml = new XmlPieces(stream);
        while (xml.Read())
        {
            if (xml.Opens)
            {
                plan.Take(xml);
            }
        }

        return plan;
    }

    /// <summary>Copies the workbook part: the new sheet first and shown, the old one gone, names still on their sheets.</summary>
    public void Copy(Stream input, Stream output, string newLink)
    {
        var xml = new XmlPieces(input);
        while (xml.Read())
        {
            if (xml.Opens && xml.Depth == 1 && xml.Is("sheets"u8))
            {
                output.Write(xml.Raw);
                output.Write($"<{xml.Prefix}sheet xmlns:r=\"{LinksNamespace}\" name=\"{CheckedWorkbook.SheetName}\" sheetId=\"{XmlText.Number(_lastSheetId + 1)}\" r:id=\"{newLink}\"/>");
            }
            else if (xml.Opens && xml.Depth == 2 && xml.Is("sheet"u8) && xml.RelationshipId() == OldResult?.Link)
            {
                xml.ReadElement();
            }
            else if (xml.Opens && xml.Depth == 2 && xml.Is("definedName"u8) && xml.Number("localSheetId"u8) is { } place)
            {
                CopyName(xml, place, output);
            }
            else if (xml.Opens && xml.Is("workbookView"u8))
            {
                output.Write(ShowingFirst(xml.RawText));
            }
            else
            {
                output.Write(xml.Raw);
            }
        }
    }

    private void CopyName(XmlPieces xml, int place, Stream output)
    {
        if (place == OldResult?.TabIndex)
        {
            xml.ReadElement();
            return;
        }

        var moved = OldResult is { } old && place > old.TabIndex ? place : place + 1;
        output.Write(XmlText.With(xml.RawText, "localSheetId", moved));
    }

    private static string ShowingFirst(string view)
    {
        foreach (var attribute in new[] { "activeTab", "firstSheet" })
        {
            view = XmlText.Attribute(view, attribute) is null ? view : XmlText.With(view, attribute, 0);
        }

        return view;
    }

    private void Take(XmlPieces xml)
    {
        if (xml.Depth == 0)
        {
            IsStrict = Encoding.Latin1.GetString(xml.Raw).Contains("purl.oclc.org/ooxml/spreadsheetml", StringComparison.Ordinal);
        }
        else if (xml.Depth == 2 && xml.Is("definedName"u8))
        {
            _names.Add(xml.Text("name"u8) ?? "");
        }
        else if (xml.Depth == 2 && xml.Is("sheet"u8))
        {
            var id = xml.Number("sheetId"u8) ?? 0;
            _lastSheetId = Math.Max(_lastSheetId, id);
            var link = xml.RelationshipId() ?? "";
            var target = Links.FirstOrDefault(partLink => partLink.Id == link);
            var place = Sheets.Count + (OldResult is null ? 0 : 1);
            var sheet = new PlannedSheet(xml.Text("name"u8) ?? "", id, link, target?.Part ?? "", place, target?.Type == "worksheet");
            if (OldResult is null && string.Equals(sheet.Name.Trim(), CheckedWorkbook.SheetName, StringComparison.OrdinalIgnoreCase))
            {
                OldResult = sheet;
            }
            else
            {
                Sheets.Add(sheet);
            }
        }
    }

    private static bool SaysExcel(OriginalPackage package, string properties)
    {
        using var stream = package.OpenXml(properties);
        var xml = new XmlPieces(stream);
        var inside = false;
        while (xml.Read())
        {
            if (inside && xml.Kind == XmlPiece.Text)
            {
                return xml.RawText.StartsWith("Microsoft", StringComparison.Ordinal);
            }

            inside = xml.Kind == XmlPiece.Start && xml.Is("Application"u8);
        }

        return false;
    }
}
