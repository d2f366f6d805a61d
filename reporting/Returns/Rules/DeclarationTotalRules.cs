using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Vocabulary;
using Keys = Pilot.Reporting.Returns.Columns.DeclarationSheet;

namespace Pilot.Reporting.Returns.Rules;

/// <summary>What the Declaration says of the sheet Data: how many rows, how much is claimed, and whether there is anything at all.</summary>
internal static class DeclarationTotalRules
{
    public static IEnumerable<DeclarationEntry> Of(FileFacts facts) =>
        new[] { Keys.DataRowCount, Keys.ClaimedTotal }.Select(key => facts.Declaration?.Entry(key)).OfType<DeclarationEntry>();

    public static IEnumerable<FileFinding> FindWrongTotals(FileFacts facts)
    {
        if (facts.Header is null || facts.TemplateOfHeadings is not null || facts.RowsAboveHeadings.Count > 0 || IsWrongKind(facts))
        {
            // One cause, one finding: DECL_08, FILE_07 or ROW_02 says that the rows as such are wrong.
            yield break;
        }

        if (facts.TypedDeclaration.DataRowCount is { } count && DeclarationRules.IsValid(facts, Keys.DataRowCount) && !IsRowCount(facts, count))
        {
            yield return DeclarationRules.At(facts, Keys.DataRowCount, $"data_row_count is {count} but the sheet Data has {Display.Count(facts.Rows, "row")}.");
        }

        if (facts.TypedDeclaration.ClaimedTotalGbp is { } total && DeclarationRules.IsValid(facts, Keys.ClaimedTotal) && facts.ClaimsAreReadable && facts.Header.Duplicates.Count == 0
            && total != facts.ClaimedGbp && total != facts.ClaimedGbp + facts.NonLearnerClaimGbp)
        {
            yield return DeclarationRules.At(facts, Keys.ClaimedTotal, $"claimed_total_gbp is {Money.Words(total)} but the claims add up to {Money.Words(facts.ClaimedGbp)}.");
        }
    }

    /// <summary>Rows that are no learners (ROW_01) and those not filled in yet (ROW_03) may be counted or not.</summary>
    private static bool IsRowCount(FileFacts facts, int count)
    {
        var (rows, others, keys) = (facts.Rows, facts.NonLearnerRows.Count, facts.KeyOnlyRows.Count);
        return count == rows || count == rows + others || count == rows + keys || count == rows + others + keys;
    }

    private static bool IsWrongKind(FileFacts facts) =>
        // Learners above the headings are the one cause: nobody knows how many rows there are.
        facts.Header is not null && facts.RowsAboveHeadings.Count == 0 && (facts.TypedDeclaration.Nil ? facts.Rows > 0 : facts.Rows == 0 && facts.KeyOnlyRows.Count == 0 && IsFull(facts));

    private static bool IsFull(FileFacts facts) =>
        string.Equals(facts.Declaration!.TextOf(Keys.SubmissionKind), "FULL", StringComparison.OrdinalIgnoreCase);

    public static IEnumerable<FileFinding> FindWrongKind(FileFacts facts) => !IsWrongKind(facts) || !DeclarationRules.IsValid(facts, Keys.SubmissionKind)
        ? []
        : [DeclarationRules.At(facts, Keys.SubmissionKind, facts.TypedDeclaration.Nil
            ? $"submission_kind is NIL but the sheet Data has {Display.Count(facts.Rows, "row")}, {(facts.Rows == 1 ? "" : "the first ")}in row {facts.FirstRow}."
            : "submission_kind is FULL but the sheet Data has no rows.")];

    public static IEnumerable<FileFinding> FindNilAlthoughHeld(FileFacts facts)
    {
        if (!facts.TypedDeclaration.Nil || facts.Rows > 0 || facts.History is not { } history || facts.Template is not { } template)
        {
            return [];
        }

        var held = template.Kind == ReturnKind.Enrolment ? history.Facts.Enrolments.Count : history.Facts.Completions.Count;
        return held == 0
            ? []
            : [DeclarationRules.At(facts, Keys.SubmissionKind, $"submission_kind is NIL, nothing to report, although you sent {Display.Count(held, "row")} before. "
                + (held == 1 ? "It is carried forward: we go on using it as it was." : "They are carried forward: we go on using them as they were."))];
    }
}
