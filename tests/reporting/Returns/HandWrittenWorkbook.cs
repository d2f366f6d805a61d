using System.IO.Compression;
using System.Text;
using Pilot.Tests.Support;

namespace Pilot.Tests.Returns;

/// <summary>A workbook written part by part, for forms that no writing library makes.</summary>
internal sealed class HandWrittenWorkbook
{
    public const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    public const string Links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    public const string Package = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string Type = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

    public Dictionary<string, string> Parts { get; } = new(StringComparer.Ordinal)
    {
        ["[Content_Types].xml"] =
            "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
            + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>"
            + "<Default Extension=\"vml\" ContentType=\"application/vnd.openxmlformats-officedocument.vmlDrawing\"/>"
            + $"<Override PartName=\"/xl/workbook.xml\" ContentType=\"{Type}sheet.main+xml\"/>"
            + $"<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"{Type}worksheet+xml\"/></Types>",
        ["_rels/.rels"] = LinkList(("r1", "officeDocument", "xl/workbook.xml")),
        ["xl/workbook.xml"] = $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Links}\"><sheets><sheet name=\"Data\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>",
        ["xl/_rels/workbook.xml.rels"] = LinkList(("r1", "worksheet", "worksheets/sheet1.xml")),
    };

    public static HandWrittenWorkbook WithSheet(string sheetXml) => new HandWrittenWorkbook().With("xl/worksheets/sheet1.xml", sheetXml);

    /// <summary>A sheet whose rows are these, in the usual namespace.</summary>
    public static HandWrittenWorkbook WithRows(string rows) => WithSheet($"<worksheet xmlns=\"{Main}\"><sheetData>{rows}</sheetData></worksheet>");

    public HandWrittenWorkbook With(string part, string content)
    {
        Parts[part] = content;
        return this;
    }

    public HandWrittenWorkbook WithStyles(string styles)
    {
        With("xl/styles.xml", styles);
        With("xl/_rels/workbook.xml.rels", LinkList(("r1", "worksheet", "worksheets/sheet1.xml"), ("r2", "styles", "styles.xml")));
        return Typed("/xl/styles.xml", "styles");
    }

    public HandWrittenWorkbook WithComments(string comments, string boxes)
    {
        With("xl/comments1.xml", comments).With("xl/drawings/vmlDrawing1.vml", boxes);
        With("xl/worksheets/_rels/sheet1.xml.rels", LinkList(("c1", "comments", "../comments1.xml"), ("v1", "vmlDrawing", "../drawings/vmlDrawing1.vml")));
        return Typed("/xl/comments1.xml", "comments");
    }

    public HandWrittenWorkbook Typed(string part, string type) => With("[Content_Types].xml",
        Parts["[Content_Types].xml"].Replace("</Types>", $"<Override PartName=\"{part}\" ContentType=\"{Type}{type}+xml\"/></Types>", StringComparison.Ordinal));

    public static string LinkList(params (string Id, string Type, string Target)[] links) =>
        $"<Relationships xmlns=\"{Package}\">"
        + string.Concat(links.Select(link => $"<Relationship Id=\"{link.Id}\" Type=\"{Links}/{link.Type}\" Target=\"{link.Target}\"/>"))
        + "</Relationships>";

    public byte[] Bytes(Encoding? encoding = null)
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in Parts)
            {
                using var writer = new StreamWriter(zip.OpenNew(name), encoding ?? new UTF8Encoding(false));
                writer.Write(content);
            }
        }

        return stream.ToArray();
    }
}
