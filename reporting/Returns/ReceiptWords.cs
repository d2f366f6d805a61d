using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns;

/// <summary>The sentences of a receipt.</summary>
public static class ReceiptWords
{
    /// <summary>What became of a submission.</summary>
    public static string Status(Judgement judgement) => judgement.Status switch
    {
        SubmissionStatus.Rejected => "The return was rejected. Nothing of it was stored, and what was accepted before still stands. Mend what is listed and send it again.",
        SubmissionStatus.Accepted when judgement.Declaration.Nil => "The nil return was accepted.",
        SubmissionStatus.Accepted => $"The return was accepted in full: {Words.Count(judgement.AcceptedRows, "row")}.",
        SubmissionStatus.PartlyAccepted when judgement.AcceptedRows == 0 =>
            $"No row of the return was accepted: {Words.Count(judgement.RejectedRows, "row")} rejected. It does not count as your return. Mend the rows and send it again.",
        SubmissionStatus.PartlyAccepted =>
            $"The return was accepted in part: {Words.Count(judgement.AcceptedRows, "row")} accepted, {Words.Count(judgement.RejectedRows, "row")} rejected. "
                + "Mend the rejected rows and send the whole return again.",
        _ => "The return has not been judged.",
    };

    /// <summary>By when the return is due; null where its period is not known.</summary>
    public static string? Deadline(Judgement judgement, CalendarPeriod? calendar)
    {
        if (calendar is null)
        {
            return null;
        }

        var due = $"The return for {calendar.Period.Words} is due by {Words.Date(calendar.DueOn)}, 23:59:59 London time.";
        if (judgement.PeriodClosed)
        {
            return $"{calendar.Period.Words} is closed.";
        }

        return judgement.Interim && judgement.Status != SubmissionStatus.Rejected
            ? $"{due} This was an interim return: send it again with data taken on or after {Words.Date(calendar.Period.CensusDate)}."
            : due;
    }
}
