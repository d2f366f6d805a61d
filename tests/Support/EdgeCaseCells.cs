using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Vocabulary;
using static Pilot.Tests.Support.EdgeCaseFile;

namespace Pilot.Tests.Support;

/// <summary>Cells that hold the right value in an unusual form, and some that hold a wrong one in a usual form.</summary>
internal static class EdgeCaseCells
{
    public static IEnumerable<EdgeCaseFile> All => [.. Numbers(), .. Texts(), .. Formulas(), .. Dates(), .. Limits()];

    private static IEnumerable<EdgeCaseFile> Numbers() =>
    [
        Enrolment("numbers-as-text", "Codes, ids and totals are text where the template has numbers", build: file =>
            file.With(0, "ethnicity", "31").With(0, "lldd", "2").With(0, "employment_status", "11").With(1, "credits_planned", "120").Declare("data_row_count", "3").Declare("template_version", "1")),
        Enrolment("text-as-numbers", "Learner reference, unique learner number and aim reference are numbers", build: file =>
            file.With(0, "learner_ref", 1001).With(0, "uln", long.Parse(SampleUlns.Valid(0), System.Globalization.CultureInfo.InvariantCulture)).With(0, "aim_ref", 60300011)),
        Enrolment("number-with-exponent", "The unique learner number is stored as a number with an exponent", edit: book =>
            book.Number(0, "uln", $"{SampleUlns.Valid(0)[..1]}.{SampleUlns.Valid(0)[1..]}E9")),
        Enrolment("scientific-notation-as-text", "The unique learner number became the text 3.00E+09 on its way through a .csv file", "ULN_D", edit: book => book.Text(1, "uln", "3.00E+09")),
        Enrolment("decimal-zero-behind-ids", "The aim reference is the number 60300011.0", edit: book => book.Number(2, "aim_ref", "60300011.0")),
        Enrolment("binary-fractions", "A claim of 1,350.10 is stored as 1350.0999999999999", build: file => file.With(0, "claim_start_gbp", 1m).Declare("claimed_total_gbp", 1350.1m),
            edit: book => book.Number(0, "claim_start_gbp", "1350.0999999999999")),
        Enrolment("money-as-text", "Claims are texts with a pound sign and commas", build: file =>
            file.With(0, "claim_start_gbp", "£1,350.00").With(1, "claim_start_gbp", "1,350").Declare("claimed_total_gbp", "£2,700.00")),
        Enrolment("money-with-three-decimals", "A claim has a tenth of a penny", "CLAIM_START_GBP_D", build: file => file.With(0, "claim_start_gbp", 1350.005m).Declare("claimed_total_gbp", 0)),
        Enrolment("money-below-zero", "A claim is negative", "CLAIM_START_GBP_D", build: file => file.With(0, "claim_start_gbp", -5m).Declare("claimed_total_gbp", 0)),
        Enrolment("full-width-digits", "A code is a full-width digit, as East Asian keyboards type it", "LLDD_C", edit: book => book.Text(0, "lldd", "\uFF12")),
        Enrolment("ticked-boxes", "Y and N are truth values, as a tick box gives them", "RESTART_C IZ_FUNDED_C", build: file => file.With(0, "restart", false).With(0, "iz_funded", true)),
    ];

    private static IEnumerable<EdgeCaseFile> Texts() =>
    [
        Enrolment("no-break-spaces", "No-break spaces stand around codes, dates and numbers", edit: book =>
            book.Text(0, "sex", "\u00A0F ").Text(0, "start_date", "\u00A014/09/2026\u00A0").Text(0, "uln", "\u00A0" + SampleUlns.Valid(0)).Text(1, "mode", "\u202FFT\u2007")),
        Enrolment("zero-width-characters", "Zero-width spaces and byte order marks stand around values, as web pages give them", edit: book =>
            book.Text(0, "sex", "\u200BF\uFEFF").Text(1, "aim_ref", "\u200B60300011\u200B").Text(2, "uln", SampleUlns.Valid(2) + "\u2060")),
        Enrolment("direction-marks", "Direction marks and soft hyphens stand around values, as e-mails and phone books give them, and in a postcode", edit: book =>
            book.Text(0, "uln", $"\u202D{SampleUlns.Valid(0)}\u202C").Text(0, "mode", "\u2066FT\u2069").Text(1, "sex", "F\u00AD").Text(1, "start_date", "\u200E14/09/2026")
                .Text(1, "home_postcode", string.Concat("B1", "\u200B\u00A0", "1AA")).Text(2, "original_start_date", "\u200E"),
            build: file => file.With(2, "original_start_date", "x")),
        Enrolment("apostrophes-in-front", "An apostrophe that should have made a cell text has become part of it", edit: book =>
            book.Text(0, "uln", "'" + SampleUlns.Valid(0)).Text(0, "aim_ref", "'60300011").Text(1, "start_date", "'2026-09-14")),
        Enrolment("codes-in-lower-case", "Codes are typed in lower case", build: file =>
            file.With(0, "sex", "f").With(0, "mode", "ft").With(0, "iz_funded", "y").With(0, "student_funding_route", "self").With(0, "prior_attainment", "below_l3")),
        Enrolment("postcodes-in-every-spacing", "Postcodes are in lower case, without the space, with two spaces, with a no-break space", edit: book => book.Each(row =>
        {
            var postcode = string.Concat("b1", " 1", "aa");
            book.Text(row, "home_postcode", postcode.Replace(" ", new[] { "", "  ", "\u00A0" }[row], StringComparison.Ordinal));
        })),
        Enrolment("blanks-that-are-not-empty", "Cells that must be blank hold a space, an apostrophe or a no-break space", edit: book =>
            book.Text(0, "original_start_date", " ").Text(1, "original_start_date", "'").Text(2, "original_start_date", "\u00A0\u200B"),
            build: file => file.With(0, "original_start_date", "x").With(1, "original_start_date", "x").With(2, "original_start_date", "x")),
        Enrolment("line-breaks-and-tabs", "Values end with a line break or a tab, as they come from another system", edit: book =>
            book.Text(0, "sex", "F\n").Text(0, "learner_ref", "\tL000000\r\n").Text(1, "mode", "FT\t")),
        Enrolment("escaped-control-characters", "Excel's own escape _x000D_ stands behind values", edit: book =>
            book.Text(0, "sex", "F_x000D_").Text(0, "learner_ref", "L000000_x000D__x000a_")),
        Enrolment("escape-that-is-none", "A reference only looks like an escaped character", edit: book => book.Text(0, "start_evidence_ref", "EV_x00_1").Text(1, "start_evidence_ref", "_x000")),
        Enrolment("rich-text", "Values are in two fonts, with phonetic signs beside them", edit: book =>
            book.Cell(0, "sex", "t=\"inlineStr\"><is><r><rPr><b/></rPr><t>F</t></r><rPh sb=\"0\" eb=\"1\"><t>eff</t></rPh><phoneticPr fontId=\"0\"/></is>")
                .Cell(0, "aim_ref", "t=\"inlineStr\"><is><r><t>6030</t></r><r><rPr><i/></rPr><t>0011</t></r></is>")),
        Enrolment("shared-strings-with-phonetics", "Shared texts are in several runs, have phonetic signs and are used twice", edit: book =>
        {
            book.Raw.WithSharedStrings("<r><t>S</t></r><r><t xml:space=\"preserve\">ELF </t></r><rPh sb=\"0\" eb=\"4\"><t>self</t></rPh>", "<t>FT</t><phoneticPr fontId=\"0\"/>");
            book.Each(row => book.Cell(row, "student_funding_route", "t=\"s\"><v>0</v>").Cell(row, "mode", "t=\"s\"><v>1</v>"));
        }),
        Enrolment("names-from-all-over", "Names are in Irish, Chinese and Arabic, with an emoji", build: file =>
            file.Declare("certifier_name", "Zoë Ó Briain-Łukasz 张伟").Declare("provider_name", "Coláiste 😀").Declare("certifier_role", "مدير")),
        Enrolment("emoji-in-a-reference", "A learner reference has an emoji", "LEARNER_REF_D", build: file => file.With(0, "learner_ref", "L😀1")),
        Enrolment("formula-like-texts", "References begin with =, + and @ and are texts", build: file =>
            file.With(0, "start_evidence_ref", "=EV/1").With(1, "start_evidence_ref", "+44").With(2, "start_evidence_ref", "@ev")),
        Enrolment("markup-as-text", "A reference holds the signs of XML", build: file => file.With(0, "start_evidence_ref", "<b>&amp; \"x\" ]]>").Declare("certifier_name", "A & B <C>")),
        Enrolment("cdata-and-comments", "Values are in CDATA, with XML comments and processing instructions between the cells", edit: book =>
            book.Cell(0, "sex", "t=\"inlineStr\"><!-- sex --><is><t><![CDATA[F]]></t></is>").Cell(0, "mode", "t=\"str\"><v><![CDATA[FT]]></v>").Replace(EdgeCaseBook.Data, "</row>", "<!-- end --></row><?keep this?>")),
    ];

    private static IEnumerable<EdgeCaseFile> Formulas() =>
    [
        Enrolment("formulas-with-values", "Values are formulas that were calculated", edit: book =>
            book.Cell(0, "sex", "t=\"str\"><f>UPPER(\"f\")</f><v>F</v>").Cell(0, "lldd", "><f>1+1</f><v>2</v>").Cell(0, "start_date", "s=\"1\"><f>DATE(2026,9,14)</f><v>46279</v>")
                .Declared("data_row_count", "><f>COUNTA(Data!A2:A99)</f><v>3</v>")),
        Enrolment("formula-without-value", "A formula was never calculated", "SEX_D", edit: book => book.Cell(0, "sex", "><f>UPPER(\"f\")</f>")),
        Enrolment("formula-with-empty-value", "A formula has an empty value, as openpyxl writes it", "SEX_D", edit: book => book.Cell(0, "sex", "><f>UPPER(\"f\")</f><v/>")),
        Enrolment("totals-without-value", "The two totals of the Declaration are formulas that were never calculated", "DECL_13 DECL_13", edit: book =>
            book.Declared("data_row_count", "><f>COUNTA(Data!A2:A99)</f><v></v>").Declared("claimed_total_gbp", "><f>SUM(Data!W2:W99)</f>")),
        Enrolment("formulas-calculated-to-nothing", "Formulas in cells that must be blank were calculated to an empty text", build: file => file.With(0, "original_start_date", "x").With(1, "reported_in_error", "x"),
            edit: book => book.Cell(0, "original_start_date", "t=\"str\"><f>IF(1=2,1,\"\")</f><v></v>").Cell(1, "reported_in_error", "t=\"str\"><f>\"\"</f><v/>")),
        Enrolment("shared-and-array-formulas", "One formula serves several cells, another is an array formula", edit: book =>
            book.Cell(0, "sex", $"t=\"str\"><f t=\"shared\" ref=\"{book.Address(0, "sex")}:{book.Address(1, "sex")}\" si=\"0\">UPPER(\"f\")</f><v>F</v>")
                .Cell(1, "sex", "t=\"str\"><f t=\"shared\" si=\"0\"/><v>F</v>").Cell(2, "lldd", $"><f t=\"array\" ref=\"{book.Address(2, "lldd")}\">SUM(1,1)</f><v>2</v>")),
        Enrolment("error-cells", "Three cells show Excel errors", "ULN_D MODE_D START_DATE_D", build: file =>
            file.With(0, "uln", EdgeCaseCell.Error("#N/A")).With(1, "mode", EdgeCaseCell.Error("#REF!")).With(2, "start_date", EdgeCaseCell.Error("#DIV/0!"))),
        Enrolment("error-in-an-optional-cell", "An optional cell shows an Excel error: nobody can say what was meant", "CREDITS_PLANNED_D", build: file => file.With(0, "credits_planned", EdgeCaseCell.Error("#VALUE!"))),
        Enrolment("error-in-the-declaration", "The row count of the Declaration shows an Excel error", "DECL_01", build: file => file.Declare("data_row_count", EdgeCaseCell.Error("#NAME?"))),
    ];

    private static IEnumerable<EdgeCaseFile> Dates() =>
    [
        Enrolment("dates-of-1904", "The workbook counts its days from 1904, as Excel for Mac once did", build: file => file.Date1904 = true),
        Enrolment("dates-in-five-notations", "One date as an Excel date, a number without its format, ISO text, dd/mm/yyyy text and d/m/yyyy text", build: file => file
            .With(0, "planned_end_date", "2027-06-25").With(0, "start_date", "14/09/2026").With(1, "start_date", 46279).With(2, "start_date", "2026-09-14T00:00:00").With(2, "planned_end_date", "25/6/2027")),
        Enrolment("dates-with-a-time", "An Excel date has a time of day", edit: book => book.Cell(0, "start_date", "s=\"1\"><v>46279.4375</v>")),
        Enrolment("date-cells-of-type-d", "Dates are cells of type d, with and without a time, as strict workbooks have them", edit: book => book.Cell(0, "start_date", "s=\"1\" t=\"d\"><v>2026-09-14</v>")
            .Cell(1, "start_date", "s=\"1\" t=\"d\"><v>2026-09-14T00:00:00.000</v>").Cell(2, "start_date", "s=\"1\" t=\"d\"><v>2026-09-14T09:30:00Z</v>")),
        Enrolment("midnight-of-a-british-summer", "A program that keeps dates as moments wrote 14 September as 23:00 UTC of the day before", edit: book =>
            book.Cell(0, "start_date", "t=\"d\"><v>2026-09-13T23:00:00.000Z</v>")),
        Enrolment("date-cells-of-type-d-in-a-1904-workbook", "Date cells of type d in a workbook that counts from 1904 mean the day they name", build: file => file.Date1904 = true,
            edit: book => book.Cell(0, "start_date", "s=\"1\" t=\"d\"><v>2026-09-14</v>")),
        Enrolment("dates-american", "A date is typed 09/14/2026", "START_DATE_D", build: file => file.With(0, "start_date", "09/14/2026")),
        Enrolment("dates-with-month-names", "A date is typed 14 Sep 2026", "START_DATE_D", build: file => file.With(0, "start_date", "14 Sep 2026")),
        Enrolment("dates-with-two-digit-years", "A date is typed 14/09/26: which century, nobody can tell", "START_DATE_D", build: file => file.With(0, "start_date", "14/09/26")),
        Enrolment("dates-that-never-were", "31 February, Excel's 29 February 1900, a negative day and a day beyond the year 9999", "START_DATE_D PLANNED_END_DATE_D START_DATE_D START_DATE_D",
            build: file => file.With(0, "start_date", "31/02/2027"),
            edit: book => book.Cell(0, "planned_end_date", "s=\"1\"><v>60</v>").Cell(1, "start_date", "s=\"1\"><v>-1</v>").Cell(2, "start_date", "s=\"1\"><v>2958466</v>"))
            with { Status = SubmissionStatus.PartlyAccepted },
        Enrolment("dates-of-1904-forgotten", "Numbers of the 1904 system were pasted into a workbook of 1900: four years too early", "DATE_02", edit: book => book.Cell(0, "start_date", "s=\"1\"><v>44817</v>")),
    ];

    private static IEnumerable<EdgeCaseFile> Limits() =>
    [
        Enrolment("text-as-long-as-excel-allows", "A reference is 32,767 characters long", "START_EVIDENCE_REF_D", build: file => file.With(0, "start_evidence_ref", new string('x', 32_767))),
        Enrolment("text-longer-than-excel-allows", "A text is 45,000 characters long, which no Excel writes", "FILE_05", build: file => file.With(0, "start_evidence_ref", new string('x', 45_000))),
        Enrolment("temporary-numbers", "Two learners have the temporary number, one as a number, one as text", "ULN_01 ULN_01", build: file => file.With(0, "uln", 9_999_999_999L).With(1, "uln", Uln.Temporary)),
        Enrolment("wrong-check-digit", "A unique learner number has a wrong last digit", "ULN_D", build: file => file.With(0, "uln", SampleUlns.WithWrongCheckDigit(0))),
    ];
}
