using Pilot.Reporting.Returns.Columns;
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
        if (history.Later is not null)
        {
            // Looked at more than once here, and once more where they are stored.
            judgement = judgement with { Enrolments = [.. judgement.Enrolments], Completions = [.. judgement.Completions] };
        }

        var (rows, claims) = history.Later is { } later ? CountRows(judgement, later) : (judgement.AcceptedRows, judgement.AcceptedClaimGbp);
        return (history.Previous is { } previous ? CompareWith(previous, judgement) : judgement) with
        {
            CountingRows = rows,
            CountingClaimGbp = claims,
            SupersededBy = history.Later?.Period,
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

    /// <summary>What the return changes, with its rows as they are stored: where one repeats the earlier row, that one, which is in memory already.</summary>
    private static Judgement CompareWith(AcceptedReturn previous, Judgement judgement)
    {
        var enrolments = new RepeatedRows<NumberedEnrolment>(previous.Enrolments, at => at.Enrolment.Key);
        var completions = new RepeatedRows<NumberedCompletion>(previous.Completions, at => at.Completion.Key);
        judgement = judgement with
        {
            Enrolments = enrolments.Take(
                judgement.Enrolments,
                (at, old) => at.Enrolment == old.Enrolment ? at with { Enrolment = old.Enrolment } : null,
                (at, old) => at.Enrolment.SaysSameAs(old.Enrolment)),
            Completions = completions.Take(
                judgement.Completions,
                (at, old) => at.Completion == old.Completion ? at with { Completion = old.Completion } : null,
                (_, _) => false),
        };
        // What stands in the file and is refused is not gone: its last version is used.
        var gone = enrolments.Left.Concat(completions.Left).Count(key => !judgement.RejectedLearners.Contains(key.LearnerRef));
        return judgement with
        {
            Changes = new ReturnChanges(
                previous.Submission.Number, enrolments.New + completions.New, gone, enrolments.Changed + completions.Changed,
                previous.Enrolments.Sum(at => at.Enrolment.ClaimStartGbp ?? 0) + previous.Completions.Sum(at => (at.Completion.ClaimCompletionGbp ?? 0) + (at.Completion.ClaimOutcomeGbp ?? 0)),
                judgement.AcceptedClaimGbp),
        };
    }
}
