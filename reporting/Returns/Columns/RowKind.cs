using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns.Columns;

/// <summary>What a row of Data is (ROW_01, ROW_03).</summary>
internal enum RowKind
{
    Blank,
    Learner,

    /// <summary>A completion row with its key alone: not filled in yet.</summary>
    KeyOnly,
    Headings,
    Total,
    Note,
    Formulas,

    /// <summary>None of the kinds above, and no learner can be told from it.</summary>
    Unrecognised,
}

/// <summary>Tells rows of learners from others by their cells alone, before any of them is judged.</summary>
internal static class RowKinds
{
    private static readonly string[] WordsOfTotals = ["TOTAL", "SUM", "SUBTOTAL", "GRAND TOTAL", "COUNT", "ROW COUNT"];

    /// <param name="cells">By column of the template; blank where it holds nothing.</param>
    public static RowKind Of(ReturnTemplate template, ReadOnlySpan<RawCell> cells, RawRow raw, HeaderRow header)
    {
        if (header.IsRepeatedBy(template, raw))
        {
            return RowKind.Headings;
        }

        if (ContainsAny(cells, template))
        {
            return template.Kind == ReturnKind.Completion && IsKeyOnly(cells, template) ? RowKind.KeyOnly : RowKind.Learner;
        }

        return IsTotal(cells, template) ? RowKind.Total : AreFormulas(raw) ? RowKind.Formulas : IsNote(raw) ? RowKind.Note : RowKind.Unrecognised;
    }

    /// <summary>One of the columns without which nobody can be meant holds a value. A formula that found nothing gives 0.</summary>
    private static bool ContainsAny(ReadOnlySpan<RawCell> cells, ReturnTemplate template) =>
        Contains(cells[template.AimRef]) || Contains(cells[template.StartDate]) || (template.Kind == ReturnKind.Enrolment && Contains(cells[template.Uln]));

    private static bool Contains(in RawCell cell) => cell.Kind switch
    {
        RawCellKind.Blank => false,
        RawCellKind.Number or RawCellKind.Date => cell.Number != 0,
        _ => true,
    };

    private static bool IsKeyOnly(ReadOnlySpan<RawCell> cells, ReturnTemplate template)
    {
        for (var column = 0; column < cells.Length; column++)
        {
            var isKey = column == template.LearnerRef || column == template.AimRef || column == template.StartDate;
            if (isKey && cells[column].IsBlank)
            {
                return false;
            }

            if (!isKey && column != template.Uln && !IsNothing(template, column, cells[column]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsNothing(ReturnTemplate template, int column, in RawCell cell) =>
        cell.IsBlank
        || (template.Columns[column].IsFreeText && CellParser.IsPlaceholder(CellParser.Text(cell)))
        || (column == template.ReportedInError && CellParser.TryYesNo(cell, out var yes) && !yes);

    private static bool IsTotal(ReadOnlySpan<RawCell> cells, ReturnTemplate template)
    {
        var claims = 0;
        foreach (ref readonly var cell in cells)
        {
            if (cell.Kind == RawCellKind.Text && StartsLikeTotal(CellParser.Trim(cell.Text)))
            {
                return true;
            }
        }

        var others = 0;
        for (var column = 0; column < cells.Length; column++)
        {
            if (!cells[column].IsBlank)
            {
                claims += template.Claims.Contains(column) ? 1 : 0;
                others += template.Claims.Contains(column) ? 0 : 1;
            }
        }

        return claims > 0 && others <= 1;
    }

    private static bool StartsLikeTotal(string text) => WordsOfTotals.Any(word => text.StartsWith(word, StringComparison.OrdinalIgnoreCase)
        && (text.Length == word.Length || !char.IsLetter(text[word.Length]) || text.StartsWith(word + "S", StringComparison.OrdinalIgnoreCase)));

    private static bool AreFormulas(RawRow raw)
    {
        foreach (ref readonly var cell in raw.Cells)
        {
            if (cell.IsFormula)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsNote(RawRow raw)
    {
        const int MostCells = 2;
        var texts = 0;
        foreach (ref readonly var cell in raw.Cells)
        {
            texts += cell.Kind == RawCellKind.Text ? 1 : 0;
        }

        return texts > 0 && raw.Cells.Length <= MostCells;
    }

    /// <summary>As it reads after "Row 7 is".</summary>
    public static string InWords(RowKind kind) => kind switch
    {
        RowKind.Headings => "the headings again",
        RowKind.Total => "a total",
        RowKind.Note => "a note",
        RowKind.Formulas => "a row of formulas without a learner",
        _ => "not a learner: it has no unique learner number, learning aim reference or start date",
    };
}
