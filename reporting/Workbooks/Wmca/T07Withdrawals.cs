using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Reporting.Workbooks.Wmca;

/// <summary>T07: why people withdrew.</summary>
internal static class T07Withdrawals
{
    private sealed record Reason(string Words, int Count);

    public static Sheet Draw(QuarterView view)
    {
        MeasuredCourse[] left = [.. view.Courses.Where(course => course.HasLeft)];
        return Sheet.From<Reason>(
            "T07",
            "withdrawals",
            view.Title("T07", "Withdrawals by reason"),
            [
                Column.Key<Reason>("Reason", 50, row => row.Words),
                Column.Count<Reason>("Withdrawals", row => row.Count, MeasureNotes.Withdrawals),
                Column.Cells<Reason>(
                    "Share of withdrawals (%)", Format.PercentOne, row => Cell.Rate(row.Count, left.Length), MeasureNotes.ShareOfWithdrawals,
                    rows => Cell.Rate(rows.Sum(row => row.Count), left.Length)),
            ],
            [
                .. left.GroupBy(course => WordsOf(course.End!.WithdrawReason)).OrderByDescending(group => group.Count())
                    .ThenBy(group => group.Key, StringComparer.Ordinal).Select(group => new Reason(group.Key, group.Count())),
            ],
            total: true,
            none: "No withdrawals") with
        {
            Remarks = ["Since the pilot began, every provider and qualification.", .. view.ReturnsNote()],
            Source = view.Source,
        };
    }

    /// <summary>Source of the codes: individualised learner record, WithdrawReason.</summary>
    public static string WordsOf(string? code) => code switch
    {
        "2" => "Transferred to another provider",
        "3" => "Injury or illness",
        "7" => "Transferred after intervention with the provider",
        "29" => "Made redundant",
        "40" => "Transferred to a new aim with the same provider",
        "41" => "Transferred because of government strategy",
        "42" => "Academic failure or left in bad standing",
        "43" => "Financial reasons",
        "44" => "Other personal reasons",
        "45" => "Written off after a lapse of time",
        "46" => "Excluded",
        "47" => "Merger of providers",
        "97" => "Other",
        _ => "Not known",
    };
}
