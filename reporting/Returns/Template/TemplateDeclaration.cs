using System.Globalization;
using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Rules;
using Pilot.Reporting.Vocabulary;
using Keys = Pilot.Reporting.Returns.Columns.DeclarationSheet;

namespace Pilot.Reporting.Returns.Template;

/// <summary>The template's sheet Declaration: a key, its value, and what it is in words.</summary>
internal static class TemplateDeclaration
{
    private const int WordsWidth = 95;

    private static readonly CellStyle Heading = new() { Bold = true, Fill = CellFill.Heading };
    private static readonly CellStyle WordsLook = new() { Top = true, Wrap = true };
    private static readonly CellStyle KeyLook = new() { Top = true };

    private sealed record Line(string Key, object? Value, string Words, bool ToFillIn = false);

    public static StreamedSheet Draw(ReturnTemplate template, TemplateContent content)
    {
        var lines = Lines(template, content);
        List<StreamedRow> rows = [new StreamedRow(1, null, [.. new[] { "key", "value", "What it is" }.Select(heading => (StreamedCell?)StreamedCell.OfText(Heading, heading))])];
        foreach (var line in lines)
        {
            rows.Add(new StreamedRow(rows.Count + 1, HeightOf(line.Words), [StreamedCell.OfText(KeyLook, line.Key), Value(line, template, content), StreamedCell.OfText(WordsLook, line.Words)]));
        }

        if (content.Prefill is { } start)
        {
            // Without a key: whoever reads the Declaration passes it over.
            rows.Add(new StreamedRow(rows.Count + 2, HeightOf(start.Words), [null, null, StreamedCell.OfText(WordsLook with { Bold = true }, start.Words)]));
        }

        return new StreamedSheet(FileRules.Declaration, [(22, new CellStyle()), (42, new CellStyle()), (WordsWidth, new CellStyle())])
        {
            Rows = rows,
            Choices = [.. lines.Select(Choice).OfType<CellChoice>()],
        };

        CellChoice? Choice(Line line, int place) => line.Key switch
        {
            Keys.SubmissionKind => TemplateColumn.Choice(ValueCell(place), ["FULL", "NIL"], "Submission kind", line.Words),
            Keys.PreparedOn => TemplateColumn.Day(ValueCell(place), "Prepared on", line.Words),
            Keys.CertifiedOn => TemplateColumn.Day(ValueCell(place), "Certified on", line.Words),
            _ => null,
        };
    }

    private static double HeightOf(string words) => RowHeight.Of([words], [WordsWidth], bold: false);

    private static string ValueCell(int place) => CellAddress.Of(place + 2, 2);

    private static List<Line> Lines(ReturnTemplate template, TemplateContent content)
    {
        var filled = content.Filling;
        var due = content.DueOn is { } day ? $" The return is due by {Display.Date(day)}." : "";
        return
        [
            new(Keys.Template, template.Code, $"The {template.Name} of the MedTech Higher Technical Qualifications pilot. Do not change it."),
            new(Keys.TemplateVersion, ReturnTemplate.Version, "Do not change it."),
            new(Keys.UkprnKey, content.Ukprn.Value, "Your UK Provider Reference Number."),
            new(Keys.ProviderName, content.ProviderName, "The name of your organisation."),
            new(Keys.Period, content.Period.Id, $"The quarter that the return is for: {content.Period.Words}.{due}"),
            new(Keys.SubmissionKind, filled is { Rows.Count: 0 } || content.Prefill is { IsNil: true } ? "NIL" : "FULL", "FULL if the sheet Data has rows. NIL if there is nothing to report.", true),
            new(Keys.PreparedOn, filled?.PreparedOn, $"The day on which you took the data from your system, like 14/01/2027. On or after {Display.Date(content.Period.CensusDate)}, the last day of the quarter.", true),
            new(Keys.DataRowCount, filled is null ? null : filled.StatedRows ?? filled.Rows.Count(row => row.Count > 0),
                string.Create(CultureInfo.InvariantCulture, $"The number of rows of the sheet Data. Excel works it out, down to row {content.LastDataRow:#,##0}.")),
            new(Keys.ClaimedTotal, filled is null ? null : Claimed(template, filled), "The claims of the sheet Data in pounds, without rows reported in error. Excel works it out."),
            new(Keys.CertifierName, filled?.CertifierName, "Who certifies that the return is complete and right.", true),
            new(Keys.CertifierRole, filled?.CertifierRole, "Their role, for example Principal or Director of Finance.", true),
            new(Keys.CertifiedOn, filled is null ? null : filled.CertifiedOn ?? filled.PreparedOn, "The day on which they certify it: not before it was prepared.", true),
        ];
    }

    private static decimal Claimed(ReturnTemplate template, TemplateEntries filling) => filling.Rows
        .Where(row => !CodeLists.Yes.Equals(row.GetValueOrDefault("reported_in_error")))
        .Sum(row => template.Claims.Sum(claim => row.GetValueOrDefault(template.Columns[claim].Name) switch
        {
            decimal pounds => pounds,
            int pounds => pounds,
            _ => 0m,
        }));

    private static StreamedCell Value(Line line, ReturnTemplate template, TemplateContent content)
    {
        var look = new CellStyle
        {
            Top = true,
            Left = true,
            Fill = line.ToFillIn ? CellFill.Entry : CellFill.None,
            Border = line.ToFillIn ? CellBorder.Box : CellBorder.None,
            Format = line.Key switch
            {
                Keys.PreparedOn or Keys.CertifiedOn => CellStyle.Day,
                Keys.ClaimedTotal => CellStyle.Pounds,
                _ => line.Value is string or null && line.ToFillIn ? CellStyle.Text : CellStyle.General,
            },
        };
        return (line.Value, line.Key) switch
        {
            (not null, _) => TemplateData.Cell(look, line.Value),
            // What the formulas come to stands beside them: a program that fills in the Declaration and does not calculate leaves it there.
            (null, Keys.DataRowCount) => new StreamedCell(look, Number: content.Prefill?.Rows.Count, Formula: CountRows(template, content.LastDataRow)),
            (null, Keys.ClaimedTotal) => new StreamedCell(look, Number: content.Prefill?.ClaimedGbp, Formula: SumClaims(template, content.LastDataRow)),
            _ => new StreamedCell(look),
        };
    }

    /// <summary>
    /// Rows that hold anything, without the rows of headings. Counting begins at the headings, so that a row that is put in above the first
    /// learner is counted too, and so is the first learner where an export's one row of headings was pasted over both.
    /// </summary>
    private static string CountRows(ReturnTemplate template, int lastRow)
    {
        var all = Cells(0, template.Columns.Count - 1, lastRow);
        var reference = template.Columns[template.LearnerRef];
        return $"SUM(IF(MMULT(IFERROR(LEN(TRIM({WithoutNoBreakSpaces(all)})),1),TRANSPOSE(COLUMN({all})^0))>0,1,0))"
            + $"-SUM(IFERROR(({all}=\"{reference.Name}\")+({all}=\"{reference.Label}\"),0))";
    }

    private static string SumClaims(ReturnTemplate template, int lastRow)
    {
        var inError = WithoutNoBreakSpaces(Cells(template.ReportedInError, template.ReportedInError, lastRow));
        var claims = template.Claims.Select(claim =>
            $"SUM(IF(IFERROR(UPPER(TRIM({inError})),\"\")=\"{CodeLists.Yes}\",0,IFERROR(VALUE(SUBSTITUTE({WithoutNoBreakSpaces(Cells(claim, claim, lastRow))},\"£\",\"\")),0)))");
        return $"ROUND({string.Join('+', claims)},2)";
    }

    // TRIM and VALUE know the ordinary space only; text that is pasted from a web page has the other one.
    private static string WithoutNoBreakSpaces(string cells) => $"SUBSTITUTE({cells},\"\u00A0\",\" \")";

    private static string Cells(int from, int to, int lastRow) => string.Create(
        CultureInfo.InvariantCulture,
        $"Data!${CellAddress.Column(from + 1)}$1:${CellAddress.Column(to + 1)}${lastRow}");
}
