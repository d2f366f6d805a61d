using System.Globalization;
using System.IO.Compression;
using System.Text;
using Pilot.Reporting.Excel.Reading;

namespace Pilot.Tests.Support;

/// <summary>The smallest .xlsx that Excel opens: zip and XML by hand, texts inline, dates as numbers under a date style.</summary>
public static class FastWorkbook
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    public static MemoryStream Write(
        IReadOnlyList<(string Name, IEnumerable<(int Number, object?[] Cells)> Rows)> sheets, bool date1904 = false, bool externalLink = false)
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "[Content_Types].xml", ContentTypes(sheets.Count, externalLink));
            Add(zip, "_rels/.rels", Wrap($"<Relationship Id=\"rId1\" Type=\"{Relations}/officeDocument\" Target=\"xl/workbook.xml\"/>"));
            var list = string.Concat(sheets.Select((sheet, i) => $"<sheet name=\"{Escape(sheet.Name)}\" sheetId=\"{i + 1}\" r:id=\"rId{i + 1}\"/>"));
            var external = externalLink ? "<externalReferences><externalReference r:id=\"rId900\"/></externalReferences>" : "";
            Add(zip, "xl/workbook.xml",
                $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Relations}\"><workbookPr{(date1904 ? " date1904=\"1\"" : "")}/><sheets>{list}</sheets>{external}</workbook>");
            Add(zip, "xl/_rels/workbook.xml.rels", Wrap(
                string.Concat(sheets.Select((_, i) => $"<Relationship Id=\"rId{i + 1}\" Type=\"{Relations}/worksheet\" Target=\"worksheets/sheet{i + 1}.xml\"/>"))
                + $"<Relationship Id=\"rId800\" Type=\"{Relations}/styles\" Target=\"styles.xml\"/>"
                + (externalLink ? $"<Relationship Id=\"rId900\" Type=\"{Relations}/externalLink\" Target=\"externalLinks/externalLink1.xml\"/>" : "")));
            Add(zip, "xl/styles.xml",
                $"<styleSheet xmlns=\"{Main}\"><fonts count=\"1\"><font/></fonts><fills count=\"1\"><fill/></fills><borders count=\"1\"><border/></borders>"
                + "<cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"2\"><xf/><xf numFmtId=\"14\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>");
            if (externalLink)
            {
                Add(zip, "xl/externalLinks/externalLink1.xml",
                    $"<externalLink xmlns=\"{Main}\" xmlns:r=\"{Relations}\"><externalBook r:id=\"rId1\"><sheetNames><sheetName val=\"Sheet1\"/></sheetNames></externalBook></externalLink>");
                Add(zip, "xl/externalLinks/_rels/externalLink1.xml.rels",
                    Wrap($"<Relationship Id=\"rId1\" Type=\"{Relations}/externalLinkPath\" Target=\"other.xlsx\" TargetMode=\"External\"/>"));
            }

            for (var i = 0; i < sheets.Count; i++)
            {
                WriteSheet(zip, $"xl/worksheets/sheet{i + 1}.xml", sheets[i].Rows, date1904);
            }
        }

        stream.Position = 0;
        return stream;
    }

    private static void WriteSheet(ZipArchive zip, string part, IEnumerable<(int Number, object?[] Cells)> rows, bool date1904)
    {
        using var writer = new StreamWriter(zip.OpenNew(part), new UTF8Encoding(false), 65536);
        writer.Write($"<worksheet xmlns=\"{Main}\"><sheetData>");
        foreach (var (number, cells) in rows)
        {
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"<row r=\"{number}\">"));
            for (var i = 0; i < cells.Length; i++)
            {
                if (cells[i] is { } value)
                {
                    WriteCell(writer, CellAddress.Of(number, i + 1), value, date1904);
                }
            }

            writer.Write("</row>");
        }

        writer.Write("</sheetData></worksheet>");
    }

    private static void WriteCell(StreamWriter writer, string address, object value, bool date1904)
    {
        var zero = date1904 ? new DateOnly(1904, 1, 1) : new DateOnly(1899, 12, 30);
        writer.Write(value switch
        {
            string text => $"<c r=\"{address}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{Escape(text)}</t></is></c>",
            DateTime moment => string.Create(CultureInfo.InvariantCulture,
                $"<c r=\"{address}\" s=\"1\"><v>{DateOnly.FromDateTime(moment).DayNumber - zero.DayNumber + moment.TimeOfDay.TotalDays:R}</v></c>"),
            DateOnly date => string.Create(CultureInfo.InvariantCulture, $"<c r=\"{address}\" s=\"1\"><v>{date.DayNumber - zero.DayNumber}</v></c>"),
            bool truth => $"<c r=\"{address}\" t=\"b\"><v>{(truth ? 1 : 0)}</v></c>",
            EdgeCaseCell { Kind: "error" } error => $"<c r=\"{address}\" t=\"e\"><v>{error.Text}</v></c>",
            EdgeCaseCell formula => $"<c r=\"{address}\"><f>{formula.Text}</f></c>",
            IFormattable number => $"<c r=\"{address}\"><v>{number.ToString(null, CultureInfo.InvariantCulture)}</v></c>",
            _ => throw new ArgumentException($"A cell cannot hold {value.GetType()}."),
        });
    }

    private static string ContentTypes(int sheets, bool externalLink)
    {
        const string Office = "application/vnd.openxmlformats-officedocument.spreadsheetml";
        return "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
            + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>"
            + $"<Override PartName=\"/xl/workbook.xml\" ContentType=\"{Office}.sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"{Office}.styles+xml\"/>"
            + string.Concat(Enumerable.Range(1, sheets).Select(i => $"<Override PartName=\"/xl/worksheets/sheet{i}.xml\" ContentType=\"{Office}.worksheet+xml\"/>"))
            + (externalLink ? $"<Override PartName=\"/xl/externalLinks/externalLink1.xml\" ContentType=\"{Office}.externalLink+xml\"/>" : "")
            + "</Types>";
    }

    private static string Wrap(string relationships) =>
        $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{relationships}</Relationships>";

    private static void Add(ZipArchive zip, string part, string xml)
    {
        using var writer = new StreamWriter(zip.OpenNew(part), new UTF8Encoding(false));
        writer.Write("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>");
        writer.Write(xml);
    }

    private static string Escape(string text) => System.Security.SecurityElement.Escape(text);
}
