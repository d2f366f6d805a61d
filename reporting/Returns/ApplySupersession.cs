using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Returns.Rules;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns;

/// <summary>
/// What of an accepted return counts, and what it changes. A correction for an earlier quarter that comes after a later quarter's return is mostly
/// superseded from the start: it is never told as counting (returns.md section 5).
/// </summary>
internal static class ApplySupersession
{
    public static Judgement Run(Judgement judgement, ProviderHistory history)
    {
        if (history.Later is not null || history.Previous is not null)
        {
            // Looked at more than once here, and once more where they are stored.
            judgement = judgement with { Enrolments = [.. judgement.Enrolments], Completions = [.. judgement.Completions] };
        }

        var (rows, claims) = history.Later is { } later ? CountRows(judgement, later) : (judgement.AcceptedRows, judgement.AcceptedClaimGbp);
        return judgement with
        {
            CountingRows = rows,
            CountingClaimGbp = claims,
            SupersededBy = history.Later?.Period,
            Changes = history.Previous is { } previous ? ChangesSince(previous, judgement) : null,
        };
    }

    /// <summary>DECL_14, and DECL_10 in the same words: what is said of a closed quarter is only of what counts.</summary>
    public static void AddFindings(Judgement judgement, FileFacts facts, Findings findings, List<Finding> fileFindings)
    {
        if (judgement.SupersededBy is not { } later)
        {
            return;
        }

        var rule = DeclarationRules.Superseded;
        if (findings.SeverityOf(rule, rule.Severity) is { } severity)
        {
            var fault = DeclarationRules.At(facts,
                $"Your return for {later.Words} is accepted, and its rows prevail. Of this return only rows count that the later one does not hold: {InWords(judgement)}.");
            fileFindings.Add(new Finding(rule.Id, severity, fault.Sheet, fault.Row, fault.Cell, null, fault.Column, fault.Value, fault.Message!, rule.Fix));
        }

        var closed = fileFindings.FindIndex(finding => finding.RuleId == "DECL_10");
        if (closed >= 0)
        {
            fileFindings[closed] = fileFindings[closed] with
            {
                Message = $"{judgement.Declaration.Period!.Value.Words} is closed. " + (judgement.CountingRows == 0
                    ? "Nothing of this return counts."
                    : $"Of this return {InWords(judgement)}: that counts as an adjustment in the quarter that is open."),
            };
        }
    }

    /// <summary>How many of the accepted rows count, as the end of a sentence.</summary>
    public static string InWords(Judgement judgement) => judgement switch
    {
        { CountingRows: 0, AcceptedRows: 1 } => "its only row does not count",
        { CountingRows: 0 } => $"none of its {judgement.AcceptedRows} rows counts",
        _ => $"{Display.Count(judgement.CountingRows, "row")} of {judgement.AcceptedRows} {(judgement.CountingRows == 1 ? "counts" : "count")}, with claims of {Money.Words(judgement.CountingClaimGbp)}",
    };

    private static (int Rows, decimal ClaimGbp) CountRows(Judgement judgement, LaterReturns later)
    {
        var (number, facts) = later.GatherWith(judgement.Enrolments, judgement.Completions, judgement.RejectedLearners);
        var enrolments = facts.Enrolments.Where(held => held.SubmissionNumber == number).ToList();
        var completions = facts.Completions.Where(held => held.SubmissionNumber == number).ToList();
        var removed = judgement.Enrolments.Count(at => at.Enrolment.ReportedInError && facts.InErrorIn.ContainsKey(at.Enrolment.Key) && !later.Facts.InErrorIn.ContainsKey(at.Enrolment.Key));
        return (enrolments.Count + completions.Count + removed,
            enrolments.Sum(held => held.Newest.ClaimStartGbp ?? 0) + completions.Sum(held => (held.Newest.ClaimCompletionGbp ?? 0) + (held.Newest.ClaimOutcomeGbp ?? 0)));
    }

    private static ReturnChanges ChangesSince(AcceptedReturn previous, Judgement judgement)
    {
        var enrolments = Compare(previous.Enrolments.ToDictionary(at => at.Enrolment.Key, at => at.Enrolment), judgement.Enrolments.Select(at => (at.Enrolment.Key, at.Enrolment)), (row, old) => row.SaysSameAs(old), judgement);
        var completions = Compare(previous.Completions.ToDictionary(at => at.Completion.Key, at => at.Completion), judgement.Completions.Select(at => (at.Completion.Key, at.Completion)), (row, old) => row == old, judgement);
        return new ReturnChanges(
            previous.Submission.Number, enrolments.New + completions.New, enrolments.Gone + completions.Gone, enrolments.Changed + completions.Changed,
            previous.Enrolments.Sum(at => at.Enrolment.ClaimStartGbp ?? 0) + previous.Completions.Sum(at => (at.Completion.ClaimCompletionGbp ?? 0) + (at.Completion.ClaimOutcomeGbp ?? 0)),
            judgement.AcceptedClaimGbp);
    }

    private static (int New, int Gone, int Changed) Compare<TRow>(Dictionary<RowKey, TRow> before, IEnumerable<(RowKey Key, TRow Row)> now, Func<TRow, TRow, bool> same, Judgement judgement)
        where TRow : class
    {
        var (added, changed) = (0, 0);
        foreach (var (key, row) in now)
        {
            added += before.Remove(key, out var old) ? 0 : 1;
            changed += old is not null && !same(row, old) ? 1 : 0;
        }

        // What stands in the file and is refused is not gone: its last version is used.
        return (added, before.Keys.Count(key => !judgement.RejectedLearners.Contains(key.LearnerRef)), changed);
    }
}
