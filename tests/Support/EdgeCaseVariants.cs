using System.Globalization;
using System.Xml.Linq;
using static Pilot.Tests.Support.EdgeCaseFile;

namespace Pilot.Tests.Support;

/// <summary>
/// Kinds of files that an earlier version misread, refused or passed on, each in several forms: what is odd stands elsewhere, or is written otherwise,
/// than in the first file that showed it (tests/Examples/cases).
/// </summary>
internal static class EdgeCaseVariants
{
    private const string X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main";
    private const string Office = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static readonly XNamespace Main = RawWorkbook.Main;

    public static IEnumerable<EdgeCaseFile> All => [.. TextAndValue(), .. Order(), .. Ignored(), .. Dangers(), .. Harmless(), .. References(), .. Codes(), .. Placeholders(), .. Dates(), .. Above()];

    private static IEnumerable<EdgeCaseFile> TextAndValue() =>
    [
        Enrolment("text-before-value", "A cell of inline text has its text before its value", edit: book => book.Cell(0, "sex", "t=\"inlineStr\"><is><t>F</t></is><v>7</v>")),
        Enrolment("runs-and-value", "A cell of inline text in two runs has a value too", edit: book => book.Cell(0, "aim_ref", "t=\"inlineStr\"><v>1</v><is><r><t>6030</t></r><r><t>0011</t></r></is>")),
        Enrolment("text-without-type", "A cell has inline text and does not say so", edit: book => book.Cell(0, "sex", "><is><t>F</t></is>")),
        Enrolment("declared-text-and-value", "A key of the Declaration has a text and a value", edit: book => book.Declared("submission_kind", "t=\"inlineStr\"><v>0</v><is><t>FULL</t></is>")),
    ];

    private static IEnumerable<EdgeCaseFile> Order() =>
    [
        Enrolment("rows-out-of-order", "Row 2 stands behind row 4", edit: book => book.Tree(root => Move(root, 1, 3))),
        Enrolment("headings-last", "The row of headings stands behind all others", edit: book => book.Tree(root => Move(root, 0, 3))),
        Enrolment("headings-last-behind-row-20", "The learners stand in rows 30 to 32, and before the headings in the file", edit: book => book.MoveRows(row => row == 1 ? 1 : row + 28).Tree(root => Move(root, 0, 3))),
        Enrolment("cells-out-of-order", "The cells of a row stand in the opposite order", edit: book => book.Tree(root =>
        {
            var row = root.Descendants(Main + "row").Last();
            row.ReplaceNodes(row.Elements().Reverse().ToList());
        })),
        Enrolment("absolute-references", "Cells say $A$1 for A1", edit: book => book.Tree(root =>
        {
            foreach (var cell in root.Descendants(Main + "c"))
            {
                var address = cell.Attribute("r")!.Value;
                var letters = address.TakeWhile(char.IsAsciiLetter).Count();
                cell.SetAttributeValue("r", $"${address[..letters]}${address[letters..]}");
            }
        })),
        Enrolment("backslashes-in-targets", "Targets of parts have backslashes", edit: book => book.Replace("xl/_rels/workbook.xml.rels", "worksheets/", "worksheets\\")),
        Enrolment("backslash-from-the-root", "Targets of parts begin with a backslash", edit: book => book.Replace("xl/_rels/workbook.xml.rels", "Target=\"worksheets/", "Target=\"\\xl\\worksheets\\")),
        Enrolment("escaped-target", "A target is escaped as in an address of the web", edit: book => book.Replace("xl/_rels/workbook.xml.rels", "worksheets/sheet2", "worksheets/sheet%32")),
    ];

    private static IEnumerable<EdgeCaseFile> Ignored() =>
    [
        Enrolment("ignored-sheet-without-part", "A sheet of the provider's own has no part", "FILE_08", build: file => file.AddSheet("Notes", ["a"]), edit: book => book.Raw.Parts.Remove("xl/worksheets/sheet3.xml")),
        Enrolment("ignored-sheet-broken", "The XML of a sheet of the provider's own breaks off", "FILE_08", build: file => file.AddSheet("Notes", ["a"]), edit: book =>
            book["xl/worksheets/sheet3.xml"] = "<worksheet><sheetData><row>"),
        Enrolment("ignored-sheet-broken-with-dde", "The XML of a sheet of the provider's own breaks off, behind a formula that starts a program", "FILE_03", build: file => file.AddSheet("Notes", ["a"]), edit: book =>
            book["xl/worksheets/sheet3.xml"] = "<worksheet><sheetData><row><c><f>cmd|'/c calc'!A0</f></c>"),
        Enrolment("renamed-beside-a-damaged-sheet", "Both sheets have other names, and a sheet of the provider's own is damaged", "FILE_06 FILE_06 FILE_08", build: file =>
        {
            (file.DeclarationSheet, file.DataSheet) = ("Declaration - Table 1", "Data - Table 1");
            file.AddSheet("Notes", ["a"]);
        }, edit: book => book["xl/worksheets/sheet3.xml"] = "<worksheet><sheetData><row>"),
        Enrolment("renamed-beside-a-wide-sheet", "The sheet Data has another name, and a sheet of the provider's own is wider than a return", "FILE_06 FILE_08", build: file =>
        {
            file.DataSheet = "Learners";
            file.AddSheet("Notes", ["a"]);
        }, edit: book => book["xl/worksheets/sheet3.xml"] = $"<worksheet xmlns=\"{RawWorkbook.Main}\"><sheetData><row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row></sheetData></worksheet>"),
        Enrolment("theme-broken", "A part that no value comes from is damaged", edit: book => book.AddPart("xl/theme/theme1.xml", "<a:theme", "application/vnd.openxmlformats-officedocument.theme+xml")),
    ];

    private static IEnumerable<EdgeCaseFile> Dangers() =>
    [
        Dangerous("dde-in-a-name", "A defined name starts another program", book => book.Replace("xl/workbook.xml", "</sheets>", "</sheets><definedNames><definedName name=\"Rates\">cmd|'/c calc'!A0</definedName></definedNames>")),
        Dangerous("dde-in-a-validation", "A drop-down starts another program", book => Behind(book, "<dataValidations count=\"1\"><dataValidation type=\"list\" sqref=\"D2\"><formula1>cmd|'/c calc'!A0</formula1></dataValidation></dataValidations>")),
        Dangerous("dde-in-an-extended-format", "A conditional format of Excel 2010 starts another program", book => Behind(book,
            $"<extLst><ext xmlns:x14=\"{X14}\" uri=\"u\"><x14:conditionalFormattings><x14:conditionalFormatting><x14:cfRule type=\"expression\"><xm:f xmlns:xm=\"http://schemas.microsoft.com/office/excel/2006/main\">cmd|'x'!A1</xm:f></x14:cfRule></x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>")),
        Dangerous("dde-as-a-character-reference", "The bar of a formula that starts a program is written as a number", book => book.Cell(0, "lldd", "><f>cmd&#124;'/c calc'!A0</f><v>2</v>")),
        Dangerous("dde-quoted-program", "The program that a formula starts is quoted", book => book.Cell(0, "lldd", "><f>'cmd'|'/c calc'!A0</f><v>2</v>")),
        Dangerous("rtd", "A formula reads live data", book => book.Cell(0, "lldd", "><f>RTD(\"x.y\",,\"z\")</f><v>2</v>")),
        Dangerous("webservice", "A formula fetches from the web, in small letters", book => book.Cell(0, "lldd", "><f>1+_xlfn.webservice (\"https://example.org\")</f><v>2</v>")),
        Dangerous("image-from-the-web", "A formula fetches a picture", book => book.Cell(0, "lldd", "><f>_xlfn.IMAGE(\"https://example.org/x.png\")</f><v>2</v>")),
        Dangerous("call-in-a-name", "A defined name calls a library", book => book.Replace("xl/workbook.xml", "</sheets>", "</sheets><definedNames><definedName name=\"x\">CALL(\"kernel32\",\"WinExec\",\"JCJ\",\"calc\",0)</definedName></definedNames>")),
        Dangerous("dde-in-a-chart", "A chart reads from another program", book => book.AddPart("xl/charts/chart1.xml", "<c:chartSpace xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\"><c:f>excel|'x'!A1</c:f></c:chartSpace>", "application/vnd.openxmlformats-officedocument.drawingml.chart+xml")),
        Dangerous("custom-ribbon", "A ribbon of its own", book => book.AddPart("customUI/customUI.xml", "<customUI/>")),
        Dangerous("program-beside-the-sheets", "A program lies beside the sheets", book => book.AddPart("xl/media/tool.exe", "MZ")),
        Dangerous("document-beside-the-sheets", "A document lies in the package", book => book.AddPart("notes/readme.docx", "x")),
        Dangerous("climbing-part", "A part's name climbs out of the package with backslashes", book => book.AddPart("xl\\..\\..\\x.xml", "<x/>")),
        Dangerous("picture-by-address", "The box of a comment shows a picture from the web", book => book.AddPart("xl/drawings/vmlDrawing1.vml", "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\"><v:shape><v:imagedata src=\"https://example.org/x.png\"/></v:shape></xml>")),
        Dangerous("template-from-elsewhere", "A relationship leads to something that is fetched", book => book.AddPart("xl/worksheets/_rels/sheet2.xml.rels",
            $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"x\" Type=\"{Relations}/attachedTemplate\" Target=\"https://example.org/x\" TargetMode=\"External\"/></Relationships>")),
        .. new[] { "xl/styles.xml", "docProps/core.xml", "xl/_rels/workbook.xml.rels", "xl/comments1.xml", "[Content_Types].xml" }.Select(part => Dangerous(
            "dtd-in-" + part.Split('/')[^1].Trim('[', ']').Replace('.', '-'), $"A document type is declared in {part}", book =>
            {
                var text = book.Raw.Parts.GetValueOrDefault(part, "<x/>");
                var end = text.IndexOf("?>", StringComparison.Ordinal);
                book.Raw.Parts[part] = $"<!DOCTYPE x [<!ENTITY % a SYSTEM \"file:///etc/hostname\"> %a;]>{(end < 0 ? text : text[(end + 2)..])}";
            })),
    ];

    private static IEnumerable<EdgeCaseFile> Harmless() =>
    [
        Enrolment("bar-in-a-quoted-sheet-name", "A formula names a sheet whose name holds bars and apostrophes", edit: book => book.Cell(0, "lldd", "><f>'It''s | a | rate'!B2</f><v>2</v>")),
        Enrolment("bar-in-a-table-column", "A formula names a table's column whose name holds a bar", edit: book => book.Cell(0, "lldd", "><f>Rates[[#This Row],[a|b]]</f><v>2</v>")),
        Enrolment("bar-in-a-text-of-a-formula", "A formula puts bars between texts", edit: book => book.Cell(0, "learner_ref", "t=\"str\"><f>\"L\"&amp;\"|\"&amp;\"\"\"|\"\"\"</f><v>L000000</v>")),
        Enrolment("names-like-functions", "Formulas call functions whose names only end like dangerous ones", edit: book => book.Cell(0, "lldd", "><f>MYRTD(1)+RECALL(2)</f><v>2</v>")),
        Enrolment("a-link-to-the-web", "A cell leads to the web when it is selected", edit: book => Behind(book, $"<hyperlinks xmlns:r=\"{Relations}\"><hyperlink ref=\"A2\" r:id=\"h\"/></hyperlinks>").AddPart("xl/worksheets/_rels/sheet2.xml.rels",
            $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"h\" Type=\"{Relations}/hyperlink\" Target=\"https://example.org\" TargetMode=\"External\"/></Relationships>")),
        Enrolment("query-table-part-missing", "A query table is named and not there", edit: book => book.Replace("[Content_Types].xml", "</Types>", $"<Override PartName=\"/xl/queryTables/queryTable1.xml\" ContentType=\"{Office}queryTable+xml\"/></Types>")),
        Enrolment("text-import-left-over", "A text import of long ago left its note", edit: book => book.AddPart("xl/connections.xml",
            $"<connections xmlns=\"{RawWorkbook.Main}\"><connection id=\"1\" name=\"export\" type=\"6\" refreshedVersion=\"6\"><textPr sourceFile=\"C:\\export.csv\"/></connection></connections>", Office + "connections+xml")
            .AddPart("xl/queryTables/queryTable1.xml", $"<queryTable xmlns=\"{RawWorkbook.Main}\" name=\"export\" connectionId=\"1\"/>", Office + "queryTable+xml")),
    ];

    private static IEnumerable<EdgeCaseFile> References() =>
    [
        Enrolment("reference-under-zeros-with-hyphen", "A reference is a number under the format 000-000", edit: book => Zeros(book, "000-000").Cell(0, "learner_ref", "s=\"2\"><v>12345</v>")),
        Enrolment("reference-under-zeros-with-letter", "A reference is a number under the format &quot;L&quot;000000", edit: book => Zeros(book, "&quot;L&quot;000000").Cell(0, "learner_ref", "s=\"2\"><v>12</v>")),
        Enrolment("same-reference-in-two-cases", "One reference in small and in capital letters, for one aim and start", "DUP_01 DUP_01", build: file => file.With(0, "learner_ref", "ab1").With(1, "learner_ref", "AB1 ")),
        Enrolment("aim-of-17-digits", "An aim reference is a number of 17 digits", "AIM_REF_D", edit: book => book.Number(0, "aim_ref", "60300011603000116")),
        Enrolment("evidence-of-18-digits", "An evidence reference is a number of 18 digits", "START_EVIDENCE_REF_D", edit: book => book.Number(0, "start_evidence_ref", "123456789012345678")),
    ];

    private static IEnumerable<EdgeCaseFile> Codes() =>
    [
        Enrolment("yes-and-no-in-words", "Yes and No in words", build: file => file.With(0, "restart", "No").With(0, "iz_funded", "YES").With(1, "employer_sponsored", "no")),
        Enrolment("codes-of-two-digits", "Codes of one digit have a zero in front", build: file => file.With(0, "lldd", "02").With(1, "lldd", "01")),
        Enrolment("codes-with-a-decimal", "Codes are texts with a decimal, as a script writes numbers", build: file => file.With(0, "ethnicity", "31.0").With(0, "lldd", "2.0").With(1, "employment_status", "11.00")),
        Enrolment("code-nearly-right", "A code of three digits", "ETHNICITY_C", build: file => file.With(0, "ethnicity", "031")),
        .. new[] { "2026\u201327 Q3", "2026/27 Q3", "Q3 2026-27", "2026-2027 Q3", "Oct-Dec 2026", "October to December 2026 (2026-27 Q3)", "Quarter 3 2026/27", "26/27 Q3", "Q3 26-27", "FY2026-27 Q3", "Q3 FY 26/27", "Oct - Dec 26" }.Select((written, i) => Enrolment(
            string.Create(CultureInfo.InvariantCulture, $"quarter-written-{i + 1}"), $"The period is written {written}", build: file => file.Declare("period", written))),
        Enrolment("quarter-of-which-year", "The period is written Q3 2026, which may be July to September", "DECL_04", build: file => file.Declare("period", "Q3 2026")),
        Enrolment("quarter-of-a-year-that-ends", "The period is written FY2026 Q3: the financial year may begin or end then", "DECL_04", build: file => file.Declare("period", "FY2026 Q3")),
        Enrolment("quarter-of-years-apart", "The period is written 26-28 Q3", "DECL_04", build: file => file.Declare("period", "26-28 Q3")),
    ];

    private static IEnumerable<EdgeCaseFile> Placeholders() =>
    [
        .. new[] { "N/A", "tbc", "-", "\u2013", "0", "Unknown", "?", "x", ".", "none" }.Select((typed, i) => Enrolment(
            string.Create(CultureInfo.InvariantCulture, $"placeholder-for-evidence-{i + 1}"), $"The evidence of a start is {typed}", "START_EVIDENCE_REF_M", build: file => file.With(0, "start_evidence_ref", typed))),
        Enrolment("placeholder-as-a-number", "The evidence of a start is the number 0", "START_EVIDENCE_REF_M", build: file => file.With(0, "start_evidence_ref", 0)),
        Enrolment("placeholder-for-a-reference", "A learner reference is TBA", "LEARNER_REF_M", build: file => file.With(0, "learner_ref", "TBA")),
        Enrolment("placeholder-for-the-certifier", "The certifier is N/A", "DECL_07", build: file => file.Declare("certifier_name", "N/A")),
        Enrolment("reference-that-only-begins-so", "References begin like placeholders", build: file => file.With(0, "start_evidence_ref", "N/A-1").With(1, "start_evidence_ref", "X7").With(2, "start_evidence_ref", "00")),
    ];

    private static IEnumerable<EdgeCaseFile> Dates() =>
    [
        Enrolment("dates-month-first-twice", "Two dates are possible only month first", "START_DATE_D START_DATE_D DATE_07", build: file => file.With(0, "start_date", "9/14/2026").With(1, "start_date", "9/28/2026")),
        Enrolment("dates-month-first-once", "One date is possible only month first, beside a true date after the 12th", "START_DATE_D", build: file => file.With(0, "start_date", "9/14/2026")),
        Enrolment("planned-ends-swapped", "True planned ends up to the 12th, texts beyond it, with a time", "DATE_07", build: file =>
            file.With(0, "planned_end_date", new DateOnly(2027, 7, 6)).With(1, "planned_end_date", "25/06/2027 00:00").With(2, "planned_end_date", "28/06/2027")),
        Completion("completion-dates-swapped", "The end dates of a completion return were swapped", "DATE_07", build: file =>
            file.With(0, "actual_end_date", new DateOnly(2027, 7, 6)).With(1, "actual_end_date", "25/06/2027").With(0, "achievement_date", "2027-07-09")),
        Enrolment("midnight-in-summer-of-1904", "Dates at 23:00 in a workbook that counts from 1904", "DATE_08", build: file =>
        {
            file.Date1904 = true;
            file.With(0, "start_date", new DateTime(2026, 9, 13, 23, 0, 0));
        }),
        Enrolment("midnight-in-summer-of-type-d", "Dates are cells of type d at 23:00, without a zone", "DATE_08 DATE_08", edit: book => book
            .Cell(0, "start_date", "s=\"1\" t=\"d\"><v>2026-09-13T23:00:00</v>").Cell(1, "start_date", "t=\"d\"><v>2026-09-13T23:00:00.000</v>").Cell(2, "planned_end_date", "t=\"d\"><v>2027-11-25T23:00:00</v>")),
        Enrolment("eleven-at-night", "A date at 22:59:59 in summer, and one at 23:00 in winter", build: file =>
            file.With(0, "start_date", new DateTime(2026, 9, 14, 22, 59, 59)).With(1, "planned_end_date", new DateTime(2027, 11, 25, 23, 0, 0))),
    ];

    private static IEnumerable<EdgeCaseFile> Above() =>
    [
        Enrolment("sorted-in-the-middle", "The headings stand between the learners", "ROW_02", edit: book => book.MoveRows(row => row == 1 ? 3 : row == 2 ? 1 : row == 3 ? 2 : 4).Tree(root => Move(root, 0, 2))),
        Completion("completions-sorted", "A completion return was sorted with its headings", "ROW_02", edit: book => book.MoveRows(row => row == 1 ? 3 : row - 1).Tree(root => Move(root, 0, 2))),
        Enrolment("titles-above", "Titles, a date and a quarter stand above the headings", build: file =>
        {
            file.HeaderAt = 4;
            file.Above = ["Sandpit College", null, new DateOnly(2027, 1, 5), "2026-27 Q3"];
        }),
        .. new (string Name, Func<int, object?> Cell)[]
        {
            ("groups", column => column % 4 == 1 ? $"Group {column}" : null), ("numbers", column => column + 1), ("letters", column => ((char)('A' + column)).ToString()),
            ("guidance", column => column == 0 ? "Field" : "see guidance"),
        }.SelectMany(title => new[] { false, true }.Select(ended => (title.Name, title.Cell, Ended: ended))).Select(title =>
        {
            void Build(ReturnBuilder file) => (file.HeaderAt, file.Above) = (2, [.. Enumerable.Range(0, 25).Select(title.Cell)]);
            var oddity = $"A row of {title.Name} over all columns stands above the headings";
            return title.Ended ? Completion($"completion-{title.Name}-above", oddity, build: Build) : Enrolment($"{title.Name}-above", oddity, build: Build);
        }),
    ];

    private static EdgeCaseFile Dangerous(string name, string oddity, Action<EdgeCaseBook> edit) => Enrolment(name, oddity, "FILE_03", edit: edit);

    private static EdgeCaseBook Behind(EdgeCaseBook book, string xml) => book.Replace(EdgeCaseBook.Data, "</sheetData>", "</sheetData>" + xml);

    private static EdgeCaseBook Zeros(EdgeCaseBook book, string format) => book
        .Replace("xl/styles.xml", "<fonts ", $"<numFmts count=\"1\"><numFmt numFmtId=\"170\" formatCode=\"{format}\"/></numFmts><fonts ")
        .Replace("xl/styles.xml", "</cellXfs>", "<xf numFmtId=\"170\" applyNumberFormat=\"1\"/></cellXfs>");

    /// <summary>Puts a row of Data behind another; both counted from 0 in the order of the file.</summary>
    private static void Move(XElement root, int row, int behind)
    {
        var rows = root.Descendants(Main + "row").ToList();
        rows[row].Remove();
        rows[behind].AddAfterSelf(rows[row]);
    }
}
