using System.IO.Compression;
using System.Text;

namespace Pilot.Tests.Support;

/// <summary>A workbook from its XML, part by part: for what no library writes. Start from <see cref="OfSheets"/> and change a part.</summary>
public sealed class RawWorkbook
{
    public const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    public Dictionary<string, string> Parts { get; } = new(StringComparer.Ordinal);

    /// <summary>Sheets by name with the inner XML of their <c>sheetData</c>. Style 1 is a date, style 0 General.</summary>
    public static RawWorkbook OfSheets(params (string Name, string SheetData)[] sheets)
    {
        var book = new RawWorkbook();
        var types = new StringBuilder();
        var list = new StringBuilder();
        var relations = new StringBuilder();
        for (var i = 1; i <= sheets.Length; i++)
        {
            types.Append($"<Override PartName=\"/xl/worksheets/sheet{i}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>");
            list.Append($"<sheet name=\"{sheets[i - 1].Name}\" sheetId=\"{i}\" r:id=\"rId{i}\"/>");
            relations.Append($"<Relationship Id=\"rId{i}\" Type=\"{Relations}/worksheet\" Target=\"worksheets/sheet{i}.xml\"/>");
            book.Parts[$"xl/worksheets/sheet{i}.xml"] = $"<worksheet xmlns=\"{Main}\"><sheetData>{sheets[i - 1].SheetData}</sheetData></worksheet>";
        }

        book.Parts["[Content_Types].xml"] = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
            + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>"
            + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
            + "<Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>"
            + $"{types}</Types>";
        book.Parts["_rels/.rels"] = Rels($"<Relationship Id=\"rId1\" Type=\"{Relations}/officeDocument\" Target=\"xl/workbook.xml\"/>");
        book.Parts["xl/workbook.xml"] = $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Relations}\"><workbookPr/><sheets>{list}</sheets></workbook>";
        book.Parts["xl/_rels/workbook.xml.rels"] = Rels(relations + $"<Relationship Id=\"rIdS\" Type=\"{Relations}/styles\" Target=\"styles.xml\"/>");
        book.Parts["xl/styles.xml"] = $"<styleSheet xmlns=\"{Main}\"><fonts count=\"1\"><font/></fonts><fills count=\"1\"><fill/></fills><borders count=\"1\"><border/></borders>"
            + "<cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>";
        return book;
    }

    /// <summary>Takes a workbook apart; every part is read as text.</summary>
    public static RawWorkbook Of(byte[] workbook)
    {
        var book = new RawWorkbook();
        using var zip = new ZipArchive(new MemoryStream(workbook));
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(entry.Open(), Encoding.UTF8);
            book.Parts[entry.FullName] = reader.ReadToEnd();
        }

        return book;
    }

    public RawWorkbook Replace(string part, string from, string to)
    {
        if (!Parts[part].Contains(from, StringComparison.Ordinal))
        {
            throw new ArgumentException($"{part} does not hold what is to be replaced.", nameof(from));
        }

        Parts[part] = Parts[part].Replace(from, to, StringComparison.Ordinal);
        return this;
    }

    /// <summary>Adds a table of shared strings, given as the inner XML of its items.</summary>
    public RawWorkbook WithSharedStrings(params string[] items)
    {
        Parts["xl/sharedStrings.xml"] = $"<sst xmlns=\"{Main}\">{string.Concat(items.Select(item => $"<si>{item}</si>"))}</sst>";
        return Replace("[Content_Types].xml", "</Types>", "<Override PartName=\"/xl/sharedStrings.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml\"/></Types>")
            .Replace("xl/_rels/workbook.xml.rels", "</Relationships>", $"<Relationship Id=\"rIdT\" Type=\"{Relations}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>");
    }

    public byte[] ToBytes()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in Parts)
            {
                using var part = zip.OpenNew(name);
                part.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return bytes.ToArray();
    }

    private static string Rels(string inner) =>
        $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{inner}</Relationships>";
}
