using System.IO.Compression;
using System.Text;
using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Returns;
using Pilot.Reporting.Returns.Held;
using Pilot.Tests.Support;

namespace Pilot.Tests.Returns.Rules;

/// <summary>The rules that are decided before a sheet is read: what the file is, how large, whether whole, and whether it came before.</summary>
public static class PackageRuleCases
{
    private const string Types = "[Content_Types].xml";
    private const string Office = "application/vnd.openxmlformats-officedocument.";
    private static readonly byte[] Ole = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    public static IEnumerable<RuleCase> All()
    {
        var list = new RuleCaseList(ReturnUnderTest.Enrolment);
        Kinds(list);
        Contents(list);
        Sizes(list);
        Counts(list);
        Damage(list);
        Repeats(list);
        return list.Cases;
    }

    private static void Kinds(RuleCaseList list)
    {
        list.Fires("FILE_01", "nothing at all", s => s.Sent = _ => []);
        list.Fires("FILE_01", "text with the right ending", s => s.Sent = _ => Encoding.UTF8.GetBytes("learner_ref,sex\nL000000,F\n"));
        list.Fires("FILE_01", "a Word document", s => Edit(s, book => book.Replace(Types, "spreadsheetml.sheet.main", "wordprocessingml.document.main")));
        list.Not("FILE_01", "a workbook with another ending", s => s.FileName = "our return.xls", "FILE_09");
        list.Fires("FILE_02", "an OLE file with EncryptedPackage", s => s.Sent = _ => Protected("EncryptedPackage"));
        list.Fires("FILE_02", "EncryptedPackage across two reads of 64 KB", s => s.Sent = _ => Protected("EncryptedPackage", (64 * 1024) - 10));
        list.Not("FILE_02", "another OLE file", s => s.Sent = _ => Protected("Workbook"), "FILE_01");
    }

    private static void Contents(RuleCaseList list)
    {
        list.Fires("FILE_03", "macros", s => Edit(s, book => Add(book, "xl/vbaProject.bin", "macro", "application/vnd.ms-office.vbaProject")));
        list.Fires("FILE_03", "an embedded document", s => Edit(s, book => Add(book, "xl/embeddings/oleObject1.bin", "object", Office + "oleObject")));
        list.Fires("FILE_03", "a live connection", s => Edit(s, book =>
            Add(book, "xl/connections.xml", $"<connections xmlns=\"{RawWorkbook.Main}\"><connection id=\"1\" name=\"Query\" type=\"5\"><dbPr connection=\"x\"/></connection></connections>", Office + "spreadsheetml.connections+xml")));
        list.Fires("FILE_03", "DDE", s =>
        {
            s.File.ExternalLink = true;
            Edit(s, book => book.Parts["xl/externalLinks/externalLink1.xml"] = $"<externalLink xmlns=\"{RawWorkbook.Main}\"><ddeLink ddeService=\"cmd\" ddeTopic=\"/c\"/></externalLink>");
        });
        list.Not("FILE_03", "a leftover of a text import", s => Edit(s, book =>
            Add(book, "xl/connections.xml", $"<connections xmlns=\"{RawWorkbook.Main}\"><connection id=\"1\" name=\"export\" type=\"6\"><textPr sourceFile=\"export.csv\"/></connection></connections>", Office + "spreadsheetml.connections+xml")));
        list.Fires("FILE_03", "a text import that reads again by itself", s => Edit(s, book =>
            Add(book, "xl/connections.xml", $"<connections xmlns=\"{RawWorkbook.Main}\"><connection id=\"1\" name=\"export\" type=\"6\" refreshOnLoad=\"1\"><textPr/></connection></connections>", Office + "spreadsheetml.connections+xml")));
        list.Not("FILE_03", "a sensitivity label, SharePoint properties and printer settings", s => Edit(s, book =>
        {
            Add(book, "docMetadata/LabelInfo.xml", "<labelList/>", "application/vnd.ms-office.classificationlabels+xml");
            Add(book, "customXml/item1.xml", "<properties/>", "application/xml");
            Add(book, "xl/printerSettings/printerSettings1.bin", "printer", Office + "spreadsheetml.printerSettings");
        }));
    }

    /// <summary>Limits are set around the file as it is: a byte less, and to the byte.</summary>
    private static void Sizes(RuleCaseList list)
    {
        list.Fires("FILE_04", "a byte over the size", s => Limit(s, (limits, bytes) => limits with { FileBytes = bytes.Length - 1 }));
        list.Not("FILE_04", "just the size", s => Limit(s, (limits, bytes) => limits with { FileBytes = bytes.Length }));
        list.Fires("FILE_04", "unpacks to a byte too many", s => Limit(s, (limits, bytes) => limits with { InflatedBytes = Unpacked(bytes) - 1 }));
        list.Not("FILE_04", "unpacks to just the size", s => Limit(s, (limits, bytes) => limits with { InflatedBytes = Unpacked(bytes) }));
        list.Fires("FILE_04", "more than so many times its size", s => Limit(s, (limits, bytes) => limits with { RatioFromBytes = 0, InflationRatio = Ratio(bytes) }));
        list.Not("FILE_04", "not so many times its size", s => Limit(s, (limits, bytes) => limits with { RatioFromBytes = 0, InflationRatio = Ratio(bytes) + 1 }));
        list.Fires("FILE_04", "many times its size, a byte over that from which it counts", s =>
            Limit(s, (limits, bytes) => limits with { RatioFromBytes = Unpacked(bytes) - 1, InflationRatio = 1 }));
        list.Not("FILE_04", "many times its size, but not so large that it counts", s =>
            Limit(s, (limits, bytes) => limits with { RatioFromBytes = Unpacked(bytes), InflationRatio = 1 }));
    }

    private static void Counts(RuleCaseList list)
    {
        // The Declaration has the most rows: its 12 keys and their heading.
        list.Fires("FILE_04", "a row too many", s => s.Limits = s.Limits with { Rows = 12 });
        list.Not("FILE_04", "just so many rows", s => s.Limits = s.Limits with { Rows = 13 });
        list.Fires("FILE_04", "a column too many", s => s.Limits = s.Limits with { Columns = s.File.Template.Columns.Count - 1 });
        list.Not("FILE_04", "just so many columns", s => s.Limits = s.Limits with { Columns = s.File.Template.Columns.Count });
        list.Fires("FILE_04", "a sheet too many", s => s.Limits = s.Limits with { Sheets = 1 });
        list.Not("FILE_04", "just so many sheets", s => s.Limits = s.Limits with { Sheets = 2 });
    }

    private static void Damage(RuleCaseList list)
    {
        list.Fires("FILE_05", "the last byte is missing", s => s.Sent = bytes => bytes[..^1]);
        list.Fires("FILE_05", "a sheet's part is missing", s => Edit(s, book => book.Parts.Remove(EdgeCaseBook.Data)));
        list.Fires("FILE_05", "a tag is not closed", s => Edit(s, book => book.Replace(EdgeCaseBook.Data, "</sheetData>", "")));
        list.Not("FILE_05", "a part that no return has is no XML", s => Edit(s, book => Add(book, "docProps/thumbnail.xml", "<", "application/xml")));
    }

    private static void Repeats(RuleCaseList list)
    {
        list.Fires("FILE_10", "accepted in full, under other settings", s => Before(s, SubmissionStatus.Accepted, s.Settings.Version - 1));
        list.Fires("FILE_10", "accepted in part, under the settings in force", s => Before(s, SubmissionStatus.PartlyAccepted, s.Settings.Version));
        list.Fires("FILE_10", "rejected under the settings in force", s => Before(s, SubmissionStatus.Rejected, s.Settings.Version, "DECL_06"));
        list.Fires("FILE_10", "the second of two judgements stands", s =>
        {
            Before(s, SubmissionStatus.Rejected, s.Settings.Version - 1, "DECL_06");
            Before(s, SubmissionStatus.Rejected, s.Settings.Version, "DECL_06");
        });
        list.Not("FILE_10", "accepted in part, under other settings", s => Before(s, SubmissionStatus.PartlyAccepted, s.Settings.Version - 1));
        list.Not("FILE_10", "rejected under other settings", s => Before(s, SubmissionStatus.Rejected, s.Settings.Version - 1, "DECL_06"));
        list.Not("FILE_10", "its period had not begun", s => Before(s, SubmissionStatus.Rejected, s.Settings.Version, "DECL_04"));
        list.Not("FILE_10", "it was prepared in the future", s => Before(s, SubmissionStatus.Rejected, s.Settings.Version, "DECL_05"));
    }

    private static void Before(ReturnUnderTest s, SubmissionStatus status, int settingsVersion, params string[] fatal) =>
        s.Earlier.Add(new EarlierJudgement(s.Earlier.Count + 1, status, settingsVersion, fatal));

    private static void Edit(ReturnUnderTest s, Action<RawWorkbook> change) => s.Sent = bytes =>
    {
        var book = RawWorkbook.Of(bytes);
        change(book);
        return book.ToBytes();
    };

    private static void Add(RawWorkbook book, string part, string text, string contentType)
    {
        book.Parts[part] = text;
        book.Replace(Types, "</Types>", $"<Override PartName=\"/{part}\" ContentType=\"{contentType}\"/></Types>");
    }

    private static void Limit(ReturnUnderTest s, Func<FileLimits, byte[], FileLimits> limit) => s.Sent = bytes =>
    {
        s.Limits = limit(s.Limits, bytes);
        return bytes;
    };

    private static int Ratio(byte[] workbook) => (int)(Unpacked(workbook) / workbook.Length);

    private static long Unpacked(byte[] workbook)
    {
        using var zip = new ZipArchive(new MemoryStream(workbook));
        return zip.Entries.Sum(entry => entry.Length);
    }

    private static byte[] Protected(string stream, int at = 2048) => [.. Ole, .. new byte[at - Ole.Length], .. Encoding.Unicode.GetBytes(stream), .. new byte[64]];
}
