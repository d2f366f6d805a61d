using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using static Pilot.Tests.Support.EdgeCaseFile;

namespace Pilot.Tests.Support;

/// <summary>Sheets, headings and Declarations that are not laid out as the template lays them out.</summary>
internal static class EdgeCaseSheets
{
    private const string HideSecond = "<sheet name=\"Data\" sheetId=\"2\" state=\"hidden\"";

    public static IEnumerable<EdgeCaseFile> All => [.. Layout(), .. Rows(), .. Headings(), .. Declarations()];

    private static IEnumerable<EdgeCaseFile> Layout() =>
    [
        Enrolment("header-on-row-7", "The headings stand in row 7 under a title in merged cells", build: file => file.HeaderAt = 7, edit: book => book
            .Replace(EdgeCaseBook.Data, "<sheetData>", "<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Sandpit College: our learners</t></is></c></row><row r=\"3\"><c r=\"A3\" t=\"inlineStr\"><is><t>Autumn</t></is></c></row>")
            .Replace(EdgeCaseBook.Data, "</sheetData>", "</sheetData><mergeCells count=\"1\"><mergeCell ref=\"A1:F2\"/></mergeCells>")),
        Enrolment("header-on-row-20", "The headings stand in row 20, the last in which they are looked for", build: file => file.HeaderAt = 20),
        Enrolment("header-on-row-21", "The headings stand in row 21", "FILE_06", build: file => file.HeaderAt = 21),
        Enrolment("merged-header", "A heading is merged over two rows", build: file => file.HeaderAt = 1, edit: book => book
            .MoveRows(row => row == 1 ? 1 : row + 1).Replace(EdgeCaseBook.Data, "</sheetData>", "</sheetData><mergeCells count=\"2\"><mergeCell ref=\"A1:A2\"/><mergeCell ref=\"B1:B2\"/></mergeCells>")),
        Enrolment("columns-reversed", "The columns stand in the opposite order", edit: book => book.MoveColumns(column => 30 - column)),
        Enrolment("columns-apart", "Empty columns stand between the columns", edit: book => book.MoveColumns(column => column * 3)),
        Enrolment("sheets-in-another-order", "The sheets Codes and Guidance stand between, before and behind", build: file =>
            file.AddSheet("Guidance", ["How to fill in the return"]).AddSheet("Codes", ["column", "code"], ["sex", "F"])),
        Enrolment("sheet-names-in-another-case", "The sheets are called ' data ' and 'DECLARATION'", build: file => (file.DataSheet, file.DeclarationSheet) = (" data ", "DECLARATION")),
        Enrolment("an-old-sheet-Data-with-a-blank", "A sheet 'Data ' with a blank behind its name stands before the sheet Data", "FILE_08", build: file => file.AddSheet("Data ", ["to be deleted"]),
            edit: book => book["xl/workbook.xml"] = Regex.Replace(book["xl/workbook.xml"], "<sheets>(.*)(<sheet name=\"Data \"[^>]*/>)", "<sheets>$2$1", RegexOptions.CultureInvariant)),
        Enrolment("extra-sheets-and-columns", "Sheets and columns of the provider's own", "FILE_08 FILE_08 FILE_08 FILE_08", build: file =>
            file.AddSheet("Pivot", ["sum"], [3]).AddSheet("Sheet3").AddColumn("Tutor", "Dana").AddColumn("Notes", null)),
        Enrolment("hidden-sheets", "The sheet Data is hidden", edit: book => book.Replace("xl/workbook.xml", "<sheet name=\"Data\" sheetId=\"2\"", HideSecond)),
        Enrolment("hidden-rows-and-columns", "Rows and columns are hidden: they are data", edit: book => book.Replace(EdgeCaseBook.Data, "<sheetData>", "<cols><col min=\"2\" max=\"6\" width=\"0\" hidden=\"1\" customWidth=\"1\"/></cols><sheetData>")
            .Replace(EdgeCaseBook.Data, "<row r=\"3\">", "<row r=\"3\" hidden=\"1\" ht=\"0\" customHeight=\"1\">")),
        Enrolment("filtered-rows", "A filter shows one row of three", edit: book => book.Replace(EdgeCaseBook.Data, "<row r=\"3\">", "<row r=\"3\" hidden=\"1\">").Replace(EdgeCaseBook.Data, "<row r=\"4\">", "<row r=\"4\" hidden=\"1\">")
            .Replace(EdgeCaseBook.Data, "</sheetData>", "</sheetData><autoFilter ref=\"A1:X4\"><filterColumn colId=\"0\"><filters><filter val=\"L000000\"/></filters></filterColumn></autoFilter>")),
        Enrolment("sheet-used-to-its-end", "Formats reach down to row 1,048,576 and across to column XFD", edit: book => book
            .Replace(EdgeCaseBook.Data, "<sheetData>", "<dimension ref=\"A1:XFD1048576\"/><sheetData>").Replace(EdgeCaseBook.Data, "</sheetData>",
                string.Concat(Enumerable.Range(5, 4_000).Select(row => string.Create(CultureInfo.InvariantCulture, $"<row r=\"{row}\" s=\"1\" customFormat=\"1\"><c r=\"A{row}\" s=\"1\"/><c r=\"XFD{row}\" s=\"1\"/></row>")))
                + "<row r=\"1048576\"><c r=\"A1048576\" s=\"1\"/><c r=\"C1048576\" t=\"inlineStr\"><is><t xml:space=\"preserve\"> </t></is></c></row></sheetData>")),
        Enrolment("a-stray-value-far-below", "Somebody typed x into row 1,048,576", "ROW_01", edit: book => book.Replace(EdgeCaseBook.Data, "</sheetData>", "<row r=\"1048576\"><c r=\"A1048576\" t=\"inlineStr\"><is><t>x</t></is></c></row></sheetData>")),
        Enrolment("an-earlier-check", "A sheet Check result of an earlier check is still there", build: file => file.AddSheet("Check result", ["Check result"], ["Rejected"])),
    ];

    /// <summary>What a row that holds next to nothing gets besides, so that it is found.</summary>
    private static IEnumerable<EdgeCaseFile> Rows() =>
    [
        Enrolment("blank-rows-inside", "Blank rows stand between the learners", edit: book => book.MoveRows(row => row == 1 ? 1 : row * 5)),
        Enrolment("rows-of-spaces", "A row between holds spaces only", edit: book => book.MoveRows(row => row > 2 ? row + 1 : row)
            .Replace(EdgeCaseBook.Data, "<row r=\"4\">", "<row r=\"3\"><c r=\"A3\" t=\"inlineStr\"><is><t xml:space=\"preserve\">  </t></is></c><c r=\"B3\" s=\"1\"/></row><row r=\"4\">")),
        Enrolment("a-total-below-the-rows", "A sum stands below the rows: a row too many, and the claims twice", "ROW_01", build: file => file.With(0, "claim_start_gbp", 1350m).Declare("claimed_total_gbp", 1350m).Declare("data_row_count", 3),
            edit: book => book.Replace(EdgeCaseBook.Data, "</sheetData>", $"<row r=\"5\"><c r=\"{book.Address(3, "claim_start_gbp")}\"><f>SUM(W2:W4)</f><v>1350</v></c></row></sheetData>")),
        Enrolment("labels-under-the-headings", "A row of labels stands under the headings, as in the template", build: file => file.WithLabelRow = true),
        Enrolment("a-row-twice", "A row was copied and not changed", "DUP_01 DUP_01", build: file => file.Copy(0)),
        Enrolment("rows-without-reference", "A row has no learner reference", "LEARNER_REF_M", build: file => file.With(0, "learner_ref", null)),
        Enrolment("no-rows-but-NIL", "A nil return: headings and nothing below", build: file => file.Clear().Declare("submission_kind", "nil").Declare("data_row_count", 0)),
        Enrolment("NIL-with-rows", "A nil return with rows", "DECL_08", build: file => file.Declare("submission_kind", "NIL")),
        Enrolment("FULL-without-rows", "A full return without rows", "DECL_08", build: file => file.Clear()),
        Completion("completions-of-strangers", "A completion of a learner who was never enrolled", "MATCH_01", build: file => file.With(0, "learner_ref", "L999999")),
    ];

    private static IEnumerable<EdgeCaseFile> Headings() =>
    [
        Enrolment("headings-in-words", "The headings are labels", build: file => file.UseLabels = true),
        Enrolment("headings-in-any-spelling", "Headings have other case, spaces, hyphens and line breaks", edit: book => book.Tree(root =>
        {
            foreach (var text in root.Descendants(XName.Get("row", RawWorkbook.Main)).First().Descendants(XName.Get("t", RawWorkbook.Main)))
            {
                text.Value = $" {text.Value.ToUpperInvariant().Replace("_", "-\n", StringComparison.Ordinal)}: ";
            }
        })),
        Enrolment("the-same-heading-twice", "The column sex is there twice", "FILE_07", build: file => file.RepeatColumn("sex")),
        Enrolment("unknown-headings-twice", "Two columns of the provider's own have one heading", "FILE_08 FILE_08", build: file => file.AddColumn("Notes", "a").AddColumn("Notes", "b")),
        Enrolment("values-under-no-heading", "Values stand to the right of the last heading", "FILE_08", edit: book => book.Replace(EdgeCaseBook.Data, "</row></sheetData>", "<c r=\"AZ4\"><v>1</v></c></row></sheetData>")),
        Enrolment("a-column-missing", "The column sex is missing", "FILE_07", build: file => file.LeaveOutColumn("sex")),
        Enrolment("optional-columns-missing", "The columns that are optional are missing", build: file =>
            file.LeaveOutColumn("credits_planned").LeaveOutColumn("claim_start_gbp").LeaveOutColumn("reported_in_error")),
        Enrolment("no-headings", "There are no headings at all", "FILE_06", edit: book => book.Tree(root => root.Descendants(XName.Get("row", RawWorkbook.Main)).First().Remove())),
        Enrolment("no-sheet-Data", "The sheet is called Learners", "FILE_06", build: file => file.DataSheet = "Learners"),
        Enrolment("no-sheet-Declaration", "The Declaration was deleted", "FILE_06", build: file => file.DeclarationSheet = null),
    ];

    private static IEnumerable<EdgeCaseFile> Declarations() =>
    [
        Enrolment("declaration-in-labels-and-reverse", "Keys of the Declaration are in words, in the opposite order, with remarks beside them", edit: book => book.Tree(root =>
        {
            var data = root.Element(XName.Get("sheetData", RawWorkbook.Main))!;
            var rows = data.Elements().Skip(1).Reverse().ToList();
            for (var i = 0; i < rows.Count; i++)
            {
                var number = (i + 4).ToString(CultureInfo.InvariantCulture);
                rows[i].SetAttributeValue("r", number);
                foreach (var cell in rows[i].Elements())
                {
                    cell.SetAttributeValue("r", cell.Attribute("r")!.Value[..1] + number);
                }

                var key = rows[i].Descendants(XName.Get("t", RawWorkbook.Main)).First();
                key.Value = key.Value.Replace('_', ' ').ToUpperInvariant() + ":";
                rows[i].Add(XElement.Parse($"<c xmlns=\"{RawWorkbook.Main}\" r=\"C{number}\" t=\"inlineStr\"><is><t>see guidance</t></is></c>"));
            }

            data.ReplaceNodes(rows);
        }, EdgeCaseBook.Declaration)),
        Enrolment("period-in-words", "The period is 2026-27 Q3", build: file => file.Declare("period", "2026-27 Q3")),
        Enrolment("period-of-nobody", "The period is Autumn term", "DECL_04", build: file => file.Declare("period", "Autumn term")),
        Enrolment("period-to-come", "The period has not begun", "FILE_09 DECL_04", build: file => file.Declare("period", "2027Q1")),
        Enrolment("another-template", "The Declaration names the settings template", "DECL_02", build: file => file.Declare("template", "MTHTQ-SETTINGS")),
        Enrolment("a-version-to-come", "The template's version is 2", "DECL_02", build: file => file.Declare("template_version", 2)),
        Enrolment("another-provider", "The UKPRN is that of another provider of the pilot", "FILE_09 DECL_03", build: file => file.Declare("ukprn", "10000002")),
        Enrolment("ukprn-as-number", "The UKPRN is a number", build: file => file.Declare("ukprn", 10000001)),
        Enrolment("a-key-twice", "prepared_on stands there twice with two dates", "DECL_01", edit: book => book.Replace(EdgeCaseBook.Declaration, "</sheetData>",
            "<row r=\"90\"><c r=\"A90\" t=\"inlineStr\"><is><t>prepared_on</t></is></c><c r=\"B90\" t=\"inlineStr\"><is><t>2027-01-04</t></is></c></row></sheetData>")),
        Enrolment("certified-too-early", "Certified the day before it was prepared", "DECL_07", build: file => file.Declare("certified_on", new DateOnly(2027, 1, 4))),
    ];
}
