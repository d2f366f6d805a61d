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
}
