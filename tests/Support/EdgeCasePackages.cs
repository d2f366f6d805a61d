using System.Text;
using System.Xml.Linq;
using static Pilot.Tests.Support.EdgeCaseFile;

namespace Pilot.Tests.Support;

/// <summary>Workbooks that are right, in zip and XML that no template has: they must be read like any other.</summary>
internal static class EdgeCasePackages
{
    private const string Links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Office = "application/vnd.openxmlformats-officedocument.";

    public static IEnumerable<EdgeCaseFile> All => [.. Xml(), .. Zip(), .. Extras(), .. Programs()];

    private static IEnumerable<EdgeCaseFile> Xml() =>
    [
        Enrolment("strict-open-xml", "Saved as Strict Open XML: other namespaces, dates of type d", edit: book =>
        {
            book.Each(row => book.Cell(row, "start_date", "s=\"1\" t=\"d\"><v>2026-09-14</v>"));
            foreach (var (name, text) in book.Raw.Parts.Where(part => !part.Key.StartsWith('[')).ToList())
            {
                book[name] = text.Replace(RawWorkbook.Main, "http://purl.oclc.org/ooxml/spreadsheetml/main", StringComparison.Ordinal).Replace(Links, "http://purl.oclc.org/ooxml/officeDocument/relationships", StringComparison.Ordinal);
            }
        }),
        Enrolment("prefixed-namespaces", "Every tag has a prefix", edit: book =>
        {
            foreach (var name in new[] { EdgeCaseBook.Data, EdgeCaseBook.Declaration, "xl/styles.xml", "xl/workbook.xml" })
            {
                book.Tree(root =>
                {
                    root.Attribute("xmlns")!.Remove();
                    root.Add(new XAttribute(XNamespace.Xmlns + "x", RawWorkbook.Main));
                }, name);
            }
        }),
        Enrolment("cells-without-addresses", "Rows and cells have no addresses", edit: book => book.WithoutAddresses()),
        Enrolment("xml-in-utf-16", "The sheet Data is written in UTF-16", bytes: book => Packed(book, (name, text) => name == EdgeCaseBook.Data
            ? [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text.Replace("encoding=\"UTF-8\"", "encoding=\"UTF-16\"", StringComparison.Ordinal))] : Encoding.UTF8.GetBytes(text))),
        Enrolment("xml-with-byte-order-mark", "Every part begins with a byte order mark", bytes: book => Packed(book, (_, text) => [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text)])),
        Enrolment("xml-set-out-in-lines", "The XML is set out in lines, with single quotes", edit: book => book.Tree(_ => { }).Tree(_ => { }, EdgeCaseBook.Declaration)
            .Replace(EdgeCaseBook.Data, "<row ", "\n  <row ").Replace(EdgeCaseBook.Data, "<c r=", "\n    <c   r=").Replace(EdgeCaseBook.Data, "</row>", "\n  </row>\n").Replace("xl/workbook.xml", "sheetId=\"2\"", "sheetId = '2'")),
        Enrolment("unknown-extensions", "Tags of newer Excel versions stand everywhere", edit: book => book
            .Replace(EdgeCaseBook.Data, "<sheetData>", "<sheetViews><sheetView workbookViewId=\"0\" tabSelected=\"1\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><sheetData>")
            .Replace(EdgeCaseBook.Data, "</sheetData>", "</sheetData><extLst><ext xmlns:x14=\"http://schemas.microsoft.com/office/spreadsheetml/2009/9/main\" uri=\"{CCE6A557-97BC-4B89-ADB6-D9C93CAAB3DF}\"><x14:dataValidations/></ext></extLst>")),
    ];

    private static IEnumerable<EdgeCaseFile> Zip() =>
    [
        Enrolment("zip-without-compression", "The zip is stored, not compressed", bytes: book => Packed(book, level: System.IO.Compression.CompressionLevel.NoCompression)),
        Enrolment("zip-with-folders", "The zip lists folders as well as files", bytes: book => Packed(book, extra: zip =>
        {
            zip.CreateEntry("xl/");
            zip.CreateEntry("xl/worksheets/");
        })),
        Enrolment("zipped-again-on-a-mac", "The zip was opened and packed again on a Mac", bytes: book => Packed(book, extra: zip =>
        {
            zip.CreateEntry("__MACOSX/");
            using var stream = zip.OpenNew("__MACOSX/xl/._workbook.xml");
            stream.Write([0, 5, 22, 7]);
        })),
        Enrolment("zip-with-backslashes", "Paths in the zip have backslashes, as a Windows program wrote them", bytes: book => Packed(book, rename: name => name.Replace('/', '\\'))),
        Enrolment("zip-names-in-another-case", "Paths in the zip are in upper case", bytes: book => Packed(book, rename: name => name.StartsWith('[') || name.StartsWith('_') ? name : name.ToUpperInvariant())),
        Enrolment("zip-with-a-remark", "The zip has a comment at its end", bytes: book => Packed(book, extra: zip => zip.Comment = "packed by hand")),
        Enrolment("targets-from-the-root", "Parts are named from the root", edit: book => book.Replace("xl/_rels/workbook.xml.rels", "Target=\"", "Target=\"/xl/").Replace("_rels/.rels", "Target=\"", "Target=\"/")),
        Enrolment("targets-with-dots", "Parts are named with dots", edit: book => book.Replace("xl/_rels/workbook.xml.rels", "Target=\"worksheets/", "Target=\"./../xl/worksheets/")),
    ];

    private static IEnumerable<EdgeCaseFile> Extras() =>
    [
        Enrolment("chart-on-a-sheet-of-its-own", "A chart fills a sheet of its own", "FILE_08", edit: book => book
            .AddPart("xl/chartsheets/sheet1.xml", $"<chartsheet xmlns=\"{RawWorkbook.Main}\"><sheetViews><sheetView workbookViewId=\"0\"/></sheetViews></chartsheet>", "application/vnd.openxmlformats-officedocument.spreadsheetml.chartsheet+xml")
            .Replace("xl/workbook.xml", "</sheets>", "<sheet name=\"Chart1\" sheetId=\"90\" r:id=\"rId90\"/></sheets>")
            .Replace("xl/_rels/workbook.xml.rels", "</Relationships>", $"<Relationship Id=\"rId90\" Type=\"{Links}/chartsheet\" Target=\"chartsheets/sheet1.xml\"/></Relationships>")),
        Enrolment("sensitivity-label", "A sensitivity label, SharePoint properties and printer settings", edit: book => book
            .AddPart("docMetadata/LabelInfo.xml", "<clbl:labelList xmlns:clbl=\"http://schemas.microsoft.com/office/2020/mipLabelMetadata\"><clbl:label id=\"{11111111-2222-3333-4444-555555555555}\" enabled=\"1\" method=\"Privileged\" siteId=\"{11111111-2222-3333-4444-555555555555}\" removed=\"0\"/></clbl:labelList>", "application/vnd.ms-office.classificationlabels+xml")
            .AddPart("docProps/custom.xml", "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\"/>", Office + "custom-properties+xml")
            .AddPart("customXml/item1.xml", "<p:properties xmlns:p=\"http://schemas.microsoft.com/office/2006/metadata/properties\"/>")
            .AddPart("xl/printerSettings/printerSettings1.bin", "printer")
            .Replace("[Content_Types].xml", "<Default Extension=\"rels\" ", "<Default Extension=\"bin\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.printerSettings\"/><Default Extension=\"rels\" ")
            .Replace("_rels/.rels", "</Relationships>", $"<Relationship Id=\"rId2\" Type=\"http://schemas.microsoft.com/office/2020/02/relationships/classificationlabels\" Target=\"docMetadata/LabelInfo.xml\"/><Relationship Id=\"rId3\" Type=\"{Links}/custom-properties\" Target=\"docProps/custom.xml\"/></Relationships>")),
        Enrolment("external-links", "Formulas reach into another workbook", "FILE_11", build: file => file.ExternalLink = true, edit: book => book.Cell(0, "lldd", "><f>[1]Sheet1!A1</f><v>2</v>")),
        Enrolment("hyperlinks", "References are links to a web page", edit: book => book
            .AddPart("xl/worksheets/_rels/sheet2.xml.rels", $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"{Links}/hyperlink\" Target=\"https://evidence.example.org/1\" TargetMode=\"External\"/></Relationships>")
            .Replace(EdgeCaseBook.Data, "</sheetData>", $"</sheetData><hyperlinks xmlns:r=\"{Links}\"><hyperlink ref=\"{book.Address(0, "start_evidence_ref")}\" r:id=\"rId1\"/></hyperlinks>")),
        Enrolment("names-and-protection", "Defined names, a protected sheet and a protected structure, without any password", edit: book => book
            .Replace("xl/workbook.xml", "<sheets>", "<workbookProtection lockStructure=\"1\"/><bookViews><workbookView activeTab=\"1\" firstSheet=\"1\"/></bookViews><sheets>")
            .Replace("xl/workbook.xml", "</sheets>", "</sheets><definedNames><definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"1\" hidden=\"1\">Data!$A$1:$X$4</definedName></definedNames>")
            .Replace(EdgeCaseBook.Data, "</sheetData>", "</sheetData><sheetProtection sheet=\"1\" objects=\"1\" scenarios=\"1\"/>")),
        Enrolment("no-styles", "The workbook has no styles: dates are plain numbers", edit: book =>
        {
            book.Raw.Parts.Remove("xl/styles.xml");
            book.Replace("[Content_Types].xml", $"<Override PartName=\"/xl/styles.xml\" ContentType=\"{Office}spreadsheetml.styles+xml\"/>", "");
            book["xl/_rels/workbook.xml.rels"] = System.Text.RegularExpressions.Regex.Replace(book["xl/_rels/workbook.xml.rels"], "<Relationship Id=\"rId800\"[^>]*/>", "");
            foreach (var sheet in new[] { EdgeCaseBook.Data, EdgeCaseBook.Declaration })
            {
                book.Replace(sheet, " s=\"1\"", "");
            }
        }),
        Enrolment("date-formats-of-every-kind", "Dates have custom formats with colours, locales and elapsed time", edit: book => book
            .Replace("xl/styles.xml", "<fonts ", "<numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"[$-809][Blue]dddd&quot; the &quot;d mmmm\\ yyyy;@\"/></numFmts><fonts ").Replace("xl/styles.xml", "numFmtId=\"14\"", "numFmtId=\"164\"")),
    ];

    /// <summary>What programs write that cannot be run here, by their published habits.</summary>
    private static IEnumerable<EdgeCaseFile> Programs() =>
    [
        Enrolment("as-google-sheets-exports-it", "A thousand styled blank rows, shared texts, dates in a custom format, a column of checks", "FILE_08", build: file => file.AddColumn("Checked", true), edit: book =>
        {
            book.Replace("xl/styles.xml", "<fonts ", "<numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"d/m/yyyy\"/></numFmts><fonts ").Replace("xl/styles.xml", "numFmtId=\"14\"", "numFmtId=\"164\"");
            book.Raw.WithSharedStrings("<t>FT</t>").Replace(EdgeCaseBook.Data, "</sheetData>",
                string.Concat(Enumerable.Range(5, 996).Select(row => FormattableString.Invariant($"<row r=\"{row}\"><c r=\"A{row}\" s=\"1\"/><c r=\"Y{row}\" s=\"1\" t=\"b\"/></row>"))) + "</sheetData>");
            book.Each(row => book.Cell(row, "mode", "s=\"1\" t=\"s\"><v>0</v>"));
        }),
        Enrolment("as-openpyxl-writes-it", "Cells of type n, formulas with an empty value, no cached totals", "DECL_13 DECL_13", edit: book => book.Cell(0, "lldd", "t=\"n\"><v>2</v>").Cell(1, "start_date", "s=\"1\" t=\"n\"><v>46279</v>")
            .Declared("data_row_count", "><f>COUNTA(Data!A2:A99)</f><v/>").Declared("claimed_total_gbp", "><f>SUM(Data!W2:W99)</f><v/>")),
        Enrolment("as-a-database-export-writes-it", "Every value is text of type str, dates in ISO form with a time", edit: book => book.Each(row =>
        {
            book.Cell(row, "start_date", "t=\"str\"><v>2026-09-14T00:00:00</v>").Cell(row, "planned_end_date", "t=\"str\"><v>2027-06-25 00:00:00</v>").Cell(row, "lldd", "t=\"str\"><v>2</v>").Cell(row, "sex", "t=\"str\"><v>F</v>");
        })),
    ];

    private static byte[] Packed(
        RawWorkbook book, Func<string, string, byte[]>? encode = null, System.IO.Compression.CompressionLevel level = System.IO.Compression.CompressionLevel.Fastest,
        Func<string, string>? rename = null, Action<System.IO.Compression.ZipArchive>? extra = null)
    {
        using var bytes = new MemoryStream();
        using (var zip = new System.IO.Compression.ZipArchive(bytes, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in book.Parts)
            {
                using var part = zip.OpenNew(rename?.Invoke(name) ?? name, level);
                part.Write(encode?.Invoke(name, text) ?? Encoding.UTF8.GetBytes(text));
            }

            extra?.Invoke(zip);
        }

        return bytes.ToArray();
    }
}
