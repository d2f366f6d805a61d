namespace Pilot.Reporting.Outcomes;

/// <summary>What the guard found of one group of tables (workbooks.md section 5 rule 7).</summary>
/// <param name="Group">K06, or the sheet and the breakdown: <c>K03 Age</c>.</param>
/// <param name="Draws">Drawn until one fitted: 0 where every table is printed as it was, or says nothing yet; 24 where none fitted.</param>
/// <param name="NarrowestRange">
/// The fewest values left to any category that can be 1 to 4, over everything published so far; null where there is no such category, or
/// nothing was drawn; 0 where no draw fitted, and the group shows [u] this time.
/// </param>
public sealed record GroupDisclosureCheck(string Group, int Draws, int? NarrowestRange);
