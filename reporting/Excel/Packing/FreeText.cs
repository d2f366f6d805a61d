namespace Pilot.Reporting.Excel.Packing;

/// <summary>
/// Text that somebody typed and a file repeats (workbooks.md section 7). A spreadsheet takes a cell that begins with one of these
/// characters for a formula (source: OWASP, CSV injection).
/// </summary>
public static class FreeText
{
    public static bool LooksLikeFormula(string text) => text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r';

    /// <summary>For files that know no types: an apostrophe before what could be taken for a formula.</summary>
    public static string Neutral(string text) => LooksLikeFormula(text) ? "'" + text : text;

    /// <summary>
    /// The same for CSV, where a reader set to another separator would cut a field in two: a formula sign behind a semicolon, comma or tab
    /// gets its apostrophe too.
    /// </summary>
    public static string NeutralInCsv(string text)
    {
        if (!HasFormulaSign(text))
        {
            return text;
        }

        if (!text.AsSpan().ContainsAny(";,\t"))
        {
            return Neutral(text);
        }

        var neutral = new System.Text.StringBuilder();
        var afterSeparator = true;
        foreach (var letter in text)
        {
            if (afterSeparator && letter is '=' or '+' or '-' or '@')
            {
                neutral.Append('\'');
            }

            neutral.Append(letter);
            // Blanks between a separator and the sign are no shelter: readers trim them.
            afterSeparator = letter is ';' or ',' or '\t' || (afterSeparator && letter is ' ');
        }

        return text[0] is '\t' or '\r' ? "'" + neutral : neutral.ToString();
    }

    /// <summary>Whether a sign stands where some reader begins a field. Nearly no text has one, and most texts have separators.</summary>
    private static bool HasFormulaSign(string text)
    {
        var afterSeparator = true;
        foreach (var letter in text)
        {
            if (afterSeparator && letter is '=' or '+' or '-' or '@')
            {
                return true;
            }

            afterSeparator = letter is ';' or ',' or '\t' || (afterSeparator && letter is ' ');
        }

        return text.Length > 0 && text[0] is '\t' or '\r';
    }
}
