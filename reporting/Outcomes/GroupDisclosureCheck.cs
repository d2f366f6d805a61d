namespace Pilot.Reporting.Outcomes;

/// <summary>What the guard found of one group of tables (workbooks.md section 5 rule 7).</summary>
/// <param name="Group">K06, or the sheet and the breakdown: <c>K03 Age</c>.</param>
/// <param name="Draws">How many draws of the rounding were tried until the guard passed one. 0: nothing had to be drawn, because every table is printed as before or shows no figures yet. 24: none passed by itself; the group then stands with tables that are printed as they were, or is [u].</param>
/// <param name="NarrowestRange">
/// A reader can narrow a category that may be 1 to 4 down to some number of possible counts; this is the smallest such number over everything
/// published so far. Null: there is no such category, or nothing was drawn. 0: no draw passed, and the group shows [u] this time.
/// </param>
public sealed record GroupDisclosureCheck(string Group, int Draws, int? NarrowestRange);
