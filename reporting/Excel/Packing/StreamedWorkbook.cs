using System.IO.Compression;
using System.Text;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Excel.Packing;

/// <summary>
/// A workbook that people fill in, written straight to its file: no more than a row of it is in memory at a time, and nothing is loaded that
/// draws workbooks of figures. The same content gives the same bytes.
/// </summary>
internal static class StreamedWorkbook
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Packages = "http://schemas.openxmlformats.org/package/2006";
    private const string Spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    /// <param name="to">Left open.</param>
    /// <param name="createdAt">Stands in the document's properties.</param>
    public static void Write(IReadOnlyList<StreamedSheet> sheets, string title, DateTimeOffset createdAt, Stream to)
    {
        var looks = new StreamedStyles();
        using var zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true);
        Add(zip, "[Content_Types].xml", ContentTypes(sheets.Count));
        Add(zip, "_rels/.rels", Links(
            ($"{Relations}/officeDocument", "xl/workbook.xml"), ($"{Packages}/relationships/metadata/core-properties", "docProps/core.xml"), ($"{Relations}/extended-properties", "docProps/app.xml")));
        AddPart(zip, "docProps/app.xml", to => XlsxPackage.AppProperties().Save(to));
        AddPart(zip, "docProps/core.xml", to => XlsxPackage.CoreProperties(title, createdAt).Save(to));
        Add(zip, "xl/workbook.xml", Book(sheets));
        Add(zip, "xl/_rels/workbook.xml.rels", Links(
            [.. sheets.Select((_, i) => ($"{Relations}/worksheet", $"worksheets/sheet{Display.Digits(i + 1)}.xml")), ($"{Relations}/styles", "styles.xml")]));
        for (var i = 0; i < sheets.Count; i++)
        {
            var sheet = sheets[i];
            AddPart(zip, $"xl/worksheets/sheet{Display.Digits(i + 1)}.xml", to =>
            {
                to.Write("<?xml version=\"1.0\" encoding=\"utf-8\"?>");
                sheet.Write(to, looks);
            });
        }

        Add(zip, "xl/styles.xml", looks.ToXml());
    }

    private static void Add(ZipArchive zip, string name, string xml) => AddPart(zip, name, to =>
    {
        to.Write("<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>");
        to.Write(xml);
    });

    private static void AddPart(ZipArchive zip, string name, Action<TextWriter> write)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = XlsxPackage.EntryTime;
        // Its buffer is always filled before it is handed on, so that the compressor gets the same pieces of the same text.
        using var text = new StreamWriter(entry.Open(), new UTF8Encoding(false), 1 << 15);
        write(text);
    }

    private static string Book(IReadOnlyList<StreamedSheet> sheets)
    {
        var tabs = sheets.Select((sheet, i) => $"<sheet name=\"{sheet.Name}\" sheetId=\"{Display.Digits(i + 1)}\" r:id=\"rId{Display.Digits(i + 1)}\"/>");
        var titles = sheets.Select((sheet, i) => sheet.FrozenRows == 0
            ? ""
            : $"<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"{Display.Digits(i)}\">{sheet.Name}!$1:${Display.Digits(sheet.FrozenRows)}</definedName>");
        return $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Relations}\"><workbookPr/><bookViews><workbookView firstSheet=\"0\" activeTab=\"0\"/></bookViews>"
            + $"<sheets>{string.Concat(tabs)}</sheets><definedNames>{string.Concat(titles)}</definedNames><calcPr calcId=\"125725\" fullCalcOnLoad=\"1\"/></workbook>";
    }

    private static string ContentTypes(int sheets) =>
        $"<Types xmlns=\"{Packages}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
        + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
        + Type("docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml")
        + Type("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml")
        + Type("xl/workbook.xml", $"{Spreadsheet}.sheet.main+xml")
        + string.Concat(Enumerable.Range(1, sheets).Select(i => Type($"xl/worksheets/sheet{Display.Digits(i)}.xml", $"{Spreadsheet}.worksheet+xml")))
        + Type("xl/styles.xml", $"{Spreadsheet}.styles+xml")
        + "</Types>";

    private static string Type(string part, string type) => $"<Override PartName=\"/{part}\" ContentType=\"{type}\"/>";

    private static string Links(params (string Type, string Target)[] links) => $"<Relationships xmlns=\"{Packages}/relationships\">"
        + string.Concat(links.Select((link, i) => $"<Relationship Id=\"rId{Display.Digits(i + 1)}\" Type=\"{link.Type}\" Target=\"{link.Target}\"/>"))
        + "</Relationships>";
}
