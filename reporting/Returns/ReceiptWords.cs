using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Returns.Rules;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns;

/// <summary>The sentences of a receipt.</summary>
public static class ReceiptWords
{
    /// <summary>What became of a submission.</summary>
    public static string Status(Judgement judgement) => judgement.Status switch
    {
        SubmissionStatus.Rejected => "The return was rejected. Nothing of it was stored, and what was accepted before still stands. Fix what is listed and send it again.",
        SubmissionStatus.Accepted when judgement.Declaration.Nil => "The nil return was accepted.",
        SubmissionStatus.Accepted when judgement.Rows == 0 => "The return was accepted. None of its rows is filled in yet: it counts as nothing to report.",
        SubmissionStatus.Accepted when judgement.SupersededBy is { } later && judgement.CountingRows < judgement.AcceptedRows =>
            $"The return was accepted, but {(judgement.CountingRows > 0 ? "only " : "")}{ApplySupersession.InWords(judgement)}{Prevails(later)}",
        SubmissionStatus.Accepted => $"The return was accepted in full: {Display.Count(judgement.AcceptedRows, "row")}.",
        SubmissionStatus.PartlyAccepted when judgement.AcceptedRows == 0 =>
            $"No row of the return was accepted: {Display.Count(judgement.RejectedRows, "row")} rejected. It does not count as your return. Fix the rows and send it again.",
        SubmissionStatus.PartlyAccepted =>
            $"The return was accepted in part: {Display.Count(judgement.AcceptedRows, "row")} accepted, {Display.Count(judgement.RejectedRows, "row")} rejected. "
                + "Fix the rejected rows and send the whole return again."
                + (judgement.SupersededBy is { } later && judgement.CountingRows < judgement.AcceptedRows ? $" {(judgement.CountingRows > 0 ? $"Of the accepted rows, only {ApplySupersession.InWords(judgement)}" : "None of the accepted rows counts")}{Prevails(later)}" : ""),
        _ => "The return has not been judged.",
    };

    /// <summary>What changed since the last accepted submission, in a sentence; null where there is none.</summary>
    public static string? Changes(ReturnChanges? changes) => changes is null ? null
        : changes is { New: 0, Gone: 0, Changed: 0 } && changes.ClaimedBeforeGbp == changes.ClaimedAfterGbp
            ? $"Nothing has changed since your last accepted submission, {Display.Digits(changes.Since)}."
            : $"Since your last accepted submission, {Display.Digits(changes.Since)}: {Display.Count(changes.New, "row")} new, {Display.Count(changes.Gone, "row")} gone, "
                + $"{Display.Count(changes.Changed, "row")} changed. Claims were {Money.Words(changes.ClaimedBeforeGbp)} and are {Money.Words(changes.ClaimedAfterGbp)}.";

    private static string Prevails(Quarter later) =>
        $": your return for {later.Words} is accepted, and its rows prevail. To change those rows, correct them in that return and send it again.";

    /// <summary>By when the return is due; null where its period is not known.</summary>
    public static string? Deadline(Judgement judgement, CalendarPeriod? calendar)
    {
        if (calendar is null)
        {
            return null;
        }

        var due = $"The return for {calendar.Period.Words} is due by {Display.Date(calendar.DueOn)}, 23:59:59 London time.";
        if (judgement.PeriodClosed)
        {
            return $"{calendar.Period.Words} is closed.";
        }

        return judgement.Interim && judgement.Status != SubmissionStatus.Rejected
            ? $"{due} This was an interim return: send it again with data taken on or after {Display.Date(calendar.Period.CensusDate)}."
            : due;
    }
}
