using System.Globalization;
using System.IO.Compression;
using System.Text;
using static Pilot.Tests.Support.EdgeCaseFile;

namespace Pilot.Tests.Support;

/// <summary>Files that must be refused: no workbooks, locked, dangerous, too large, damaged.</summary>
internal static class EdgeCaseRefusals
{
    private const string Office = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
    private static readonly byte[] Ole = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    public static IEnumerable<EdgeCaseFile> All => [.. NoWorkbooks(), .. Locked(), .. Dangerous(), .. TooLarge(), .. Damaged()];

    private static IEnumerable<EdgeCaseFile> NoWorkbooks() =>
    [
        Foreign("nothing", "An empty file", "FILE_01", () => []),
        Foreign("one-byte", "A file of one byte", "FILE_01", () => [(byte)'P']),
        Foreign("csv-renamed", "A .csv file renamed .xlsx", "FILE_01", () => Encoding.UTF8.GetBytes("learner_ref,uln,sex\nL000000,9999999999,F\n")),
        Foreign("html-renamed", "A web page renamed .xlsx, as some systems export it", "FILE_01", () => Encoding.UTF8.GetBytes("<html><table><tr><td>learner_ref</td></tr></table></html>")),
        Foreign("xls-renamed", "An Excel 97 workbook renamed .xlsx: its OLE header alone", "FILE_01", () => [.. Ole, .. new byte[4096], .. Encoding.Unicode.GetBytes("Workbook")]),
        Foreign("picture-renamed", "A picture renamed .xlsx", "FILE_01", () => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0]),
        Foreign("pdf-renamed", "A PDF renamed .xlsx", "FILE_01", () => "%PDF-1.7"u8.ToArray()),
        Enrolment("word-document-renamed", "A Word document renamed .xlsx", "FILE_01", edit: book => book.Replace("[Content_Types].xml", "spreadsheetml.sheet.main", "wordprocessingml.document.main")),
        Enrolment("template-file-renamed", "An Excel template (.xltx) renamed .xlsx", "FILE_01", edit: book => book.Replace("[Content_Types].xml", "spreadsheetml.sheet.main", "spreadsheetml.template.main")),
        Enrolment("any-zip", "A zip of other files", "FILE_01", bytes: _ => Zip(("readme.txt", "hello"))),
    ];

    private static IEnumerable<EdgeCaseFile> Locked() =>
    [
        Foreign("protected-by-a-label", "A sensitivity label encrypts the workbook: an OLE file with EncryptedPackage", "FILE_02",
            () => [.. Ole, .. new byte[2048], .. Encoding.Unicode.GetBytes("EncryptedPackage"), .. new byte[64], .. Encoding.Unicode.GetBytes("LabelInfo")]),
        Enrolment("zip-with-a-password", "The zip itself has a password", "FILE_02", bytes: book =>
        {
            var bytes = book.ToBytes();
            // The flag "encrypted" of every entry, in the zip's own directory (PK 01 02, flags at 8) and before each part (PK 03 04, flags at 6).
            for (var i = 0; i + 10 < bytes.Length; i++)
            {
                if (bytes.AsSpan(i, 4).SequenceEqual("PK\u0001\u0002"u8))
                {
                    bytes[i + 8] |= 1;
                }
                else if (bytes.AsSpan(i, 4).SequenceEqual("PK\u0003\u0004"u8))
                {
                    bytes[i + 6] |= 1;
                }
            }

            return bytes;
        }),
    ];

    private static IEnumerable<EdgeCaseFile> Dangerous() =>
    [
        Enrolment("macros", "A workbook with macros whose ending was changed", "FILE_03", edit: book => book.AddPart("xl/vbaProject.bin", "macro", "application/vnd.ms-office.vbaProject")
            .Replace("[Content_Types].xml", Office + "sheet.main+xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml")),
        Enrolment("excel-4-macros", "A macro sheet of Excel 4", "FILE_03", edit: book => book.AddPart("xl/macrosheets/sheet9.xml", "<x/>", "application/vnd.ms-excel.macrosheet+xml")),
        Enrolment("embedded-object", "A document is embedded", "FILE_03", edit: book => book.AddPart("xl/embeddings/oleObject1.bin", "object", Office[..46] + "oleObject")),
        Enrolment("activex-control", "An ActiveX control", "FILE_03", edit: book => book.AddPart("xl/activeX/activeX1.xml", "<x/>", "application/vnd.ms-office.activeX+xml")),
        Enrolment("dde-formula", "A formula that starts another program", "FILE_03", edit: book => book.Cell(0, "lldd", "><f>cmd|' /C calc'!A0</f><v>2</v>")),
        Enrolment("dde-link", "A link by DDE", "FILE_03", build: file => file.ExternalLink = true, edit: book => book["xl/externalLinks/externalLink1.xml"] =
            $"<externalLink xmlns=\"{RawWorkbook.Main}\"><ddeLink ddeService=\"cmd\" ddeTopic=\"/c calc\"/></externalLink>"),
        Enrolment("data-connection", "A live connection to a database", "FILE_03", edit: book => book.AddPart("xl/connections.xml", $"<connections xmlns=\"{RawWorkbook.Main}\"><connection id=\"1\" name=\"Orders\" type=\"5\"><dbPr connection=\"Provider=x\"/></connection></connections>", Office + "connections+xml")),
        Enrolment("entities", "The XML declares entities that name a file of the reader's machine", "FILE_03", edit: book =>
            book[EdgeCaseBook.Data] = "<!DOCTYPE worksheet [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>" + book[EdgeCaseBook.Data][(book[EdgeCaseBook.Data].IndexOf("?>", StringComparison.Ordinal) + 2)..]),
    ];

    private static IEnumerable<EdgeCaseFile> TooLarge() =>
    [
        Enrolment("zip-bomb", "A few kilobytes that unpack to 64 MB", "FILE_04", bytes: book =>
        {
            using var bytes = new MemoryStream();
            bytes.Write(book.ToBytes());
            using (var zip = new ZipArchive(bytes, ZipArchiveMode.Update, leaveOpen: true))
            {
                using var part = zip.OpenNew("xl/media/image1.png");
                part.Write(new byte[64 * 1024 * 1024]);
            }

            return bytes.ToArray();
        }),
        Enrolment("too-many-columns", "A value stands in column 201", "FILE_04", edit: book => book.Replace(EdgeCaseBook.Data, "</row></sheetData>", "<c r=\"GS4\"><v>1</v></c></row></sheetData>")),
        Enrolment("as-many-sheets-as-may-be", "50 sheets: the checked copy has one more, and is read all the same", string.Join(' ', Enumerable.Repeat("FILE_08", 48)), build: file => AddSheets(file, 50)),
        Enrolment("too-many-sheets", "51 sheets", "FILE_04", build: file => AddSheets(file, 51)),
        Enrolment("too-many-rows", "100,001 rows that hold a value", "FILE_04", edit: book => book.Replace(EdgeCaseBook.Data, "</sheetData>", string.Concat(Enumerable.Repeat("<row><c r=\"AZ1\"><v>1</v></c></row>", 100_000)) + "</sheetData>")),
    ];

    private static IEnumerable<EdgeCaseFile> Damaged() =>
    [
        Enrolment("truncated", "The last third of the file is missing", "FILE_05", bytes: book => book.ToBytes()[..^(book.ToBytes().Length / 3)]),
        Enrolment("part-missing", "A sheet's part is missing from the zip", "FILE_05", edit: book => book.Raw.Parts.Remove(EdgeCaseBook.Data)),
        Enrolment("content-types-missing", "The list of what each part is got lost", "FILE_05", edit: book => book.Raw.Parts.Remove("[Content_Types].xml")),
        Enrolment("root-links-missing", "The link to the workbook got lost", "FILE_05", edit: book => book.Raw.Parts.Remove("_rels/.rels")),
        Enrolment("shared-texts-missing", "The shared texts are missing from the zip", "FILE_05", edit: book => book.Cell(0, "sex", "t=\"s\"><v>0</v>")),
        Enrolment("broken-xml", "A tag is not closed", "FILE_05", edit: book => book.Replace(EdgeCaseBook.Data, "</sheetData>", "")),
        Enrolment("a-row-number-twice", "Row 3 is there twice", "FILE_05", edit: book => book.Replace(EdgeCaseBook.Data, "<row r=\"4\">", "<row r=\"3\">")),
        Enrolment("a-cell-twice", "Cell A3 is there twice", "FILE_05", edit: book => book.Replace(EdgeCaseBook.Data, "<c r=\"B3\"", "<c r=\"A3\"")),
        Enrolment("row-number-beyond-all", "A row has the number 99999999999", "FILE_05", edit: book => book.Replace(EdgeCaseBook.Data, "<row r=\"4\">", "<row r=\"99999999999\">")),
        Enrolment("cell-beyond-the-sheet", "A cell stands in column ZZZZ", "FILE_05", edit: book => book.Replace(EdgeCaseBook.Data, "</row></sheetData>", "<c r=\"ZZZZ4\"><v>1</v></c></row></sheetData>")),
        Enrolment("cell-without-number", "A number cell holds a word", "FILE_05", edit: book => book.Cell(0, "lldd", "><v>two</v>")),
        Enrolment("infinite-number", "A number cell holds 1E999", "FILE_05", edit: book => book.Cell(0, "lldd", "><v>1E999</v>")),
        Enrolment("sheet-outside-the-zip", "A sheet is said to lie outside the zip", "FILE_05", edit: book => book.Replace("xl/_rels/workbook.xml.rels", "Target=\"worksheets/sheet2.xml\"", "Target=\"../../../../etc/hostname\"")),
        Enrolment("sheet-on-the-web", "A sheet is said to lie on the web", "FILE_03", edit: book => book.Replace("xl/_rels/workbook.xml.rels", "Target=\"worksheets/sheet2.xml\"", "Target=\"https://example.org/sheet.xml\" TargetMode=\"External\"")),
        Enrolment("nested-too-deep", "Tags are nested 100,000 deep", "FILE_05", edit: book => book.Replace(EdgeCaseBook.Data, "</sheetData>", "</sheetData>" + string.Concat(Enumerable.Repeat("<x>", 100_000)) + string.Concat(Enumerable.Repeat("</x>", 100_000)))),
        Enrolment("a-part-twice", "The zip holds the sheet Data twice, with two contents", "FILE_05", bytes: book =>
        {
            using var bytes = new MemoryStream();
            bytes.Write(book.ToBytes());
            using (var zip = new ZipArchive(bytes, ZipArchiveMode.Update, leaveOpen: true))
            {
                using var part = zip.OpenNew(EdgeCaseBook.Data);
                part.Write(Encoding.UTF8.GetBytes(book.Parts[EdgeCaseBook.Data].Replace("L000000", "L000009", StringComparison.Ordinal)));
            }

            return bytes.ToArray();
        }),
        Enrolment("checksum-wrong", "A byte of a sheet was changed on the way", "FILE_05", bytes: book =>
        {
            using var bytes = new MemoryStream();
            using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            {
                foreach (var (name, text) in book.Parts)
                {
                    using var part = zip.OpenNew(name, CompressionLevel.NoCompression);
                    part.Write(Encoding.UTF8.GetBytes(text));
                }
            }

            var changed = bytes.ToArray();
            changed[changed.AsSpan().IndexOf("EV/00001"u8) + 7] = (byte)'7';
            return changed;
        }),
    ];

    private static void AddSheets(ReturnBuilder file, int upTo)
    {
        for (var i = 3; i <= upTo; i++)
        {
            file.AddSheet(string.Create(CultureInfo.InvariantCulture, $"Sheet{i}"));
        }
    }

    private static byte[] Zip(params (string Name, string Text)[] parts)
    {
        var book = new RawWorkbook();
        foreach (var (name, text) in parts)
        {
            book.Parts[name] = text;
        }

        return book.ToBytes();
    }
}
