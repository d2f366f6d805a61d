using System.Globalization;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Reporting.Workbooks.Wmca;

/// <summary>
/// What the quarter says, in three to five sentences (workbooks.md section 2). Every figure stands in a table of the workbook: what is to be
/// paid on T04, earned and profile on T03, starts on T01 and T20, achieved on T18, returns on T02.
/// </summary>
internal static class WmcaHeadlines
{
    public static IReadOnlyList<string> Of(QuarterView view) => [ToPay(view), Earned(view), Starts(view), Achieved(view), Returns(view)];

    private static string ToPay(QuarterView view)
    {
        decimal[] dues = [.. view.Figures.Funding.Lines.GroupBy(line => line.Ukprn).Select(provider => provider.Sum(line => line.ToPay))];
        decimal[] pay = [.. dues.Where(due => due > 0)];
        decimal[] repay = [.. dues.Where(due => due < 0)];
        var paid = pay.Length == 0 ? "Nothing is to be paid" : $"{Money.Words(pay.Sum())} is to be paid to {Display.Count(pay.Length, "provider")}";
        return repay.Length == 0 ? paid + "." : $"{paid}, and {Money.Words(-repay.Sum())} is to be repaid by {Display.Count(repay.Length, "provider")}.";
    }

    private static string Earned(QuarterView view)
    {
        var lines = view.Figures.Funding.Lines.Where(line => line.FundingYear == view.Period.FundingYear).ToList();
        var (earned, profile) = (lines.Sum(line => line.EarnedYtd), lines.Sum(line => line.ProfileGbpYtd));
        if (earned == 0 && view.AreAllAwaitingCompletions)
        {
            return $"What providers have earned in {view.Period.FundingYear} is not known before their returns for the quarter have come: the profile to date is {Money.Words(profile)}.";
        }

        var share = profile == 0 ? "" : $", {Percent(earned / profile)} of it";
        return $"Providers have earned {Money.Words(earned)} in {view.Period.FundingYear} against a profile to date of {Money.Words(profile)}{share}.";
    }

    private static string Starts(QuarterView view)
    {
        int In(Quarter quarter) => view.Courses.Count(course => quarter.Contains(course.Course.StartDate));
        var (now, before) = (In(view.Period), In(view.Period.Previous));
        return $"{Display.Count(view.Courses.Count, "course")} {(view.Courses.Count == 1 ? "has" : "have")} been started since the pilot began: "
            + $"{(now == 0 && view.AreAllAwaitingCompletions ? "no return says yet how many" : Display.Number(now))} this quarter, {Display.Number(before)} in the last.";
    }

    private static string Achieved(QuarterView view)
    {
        var due = view.Courses.Where(course => course.IsDue).ToList();
        var achieved = due.Count(course => course.Achieved);
        return due.Count == 0
            ? "No course has reached its planned end date yet, so no achievement is due."
            : $"Of {Display.Count(due.Count, "course")} due to end, {Display.Number(achieved)} {(achieved == 1 ? "has" : "have")} been achieved ({Percent((decimal)achieved / due.Count)}).";
    }

    private static string Returns(QuarterView view)
    {
        var (all, missing) = (view.Returns.Count, view.Returns.Where(received => !received.Received).ToList());
        return missing.Count == 0
            ? $"All {Display.Number(all)} returns for the quarter have been received."
            : $"{Display.Number(all - missing.Count)} of {Display.Number(all)} returns for the quarter have been received; {(missing.Exists(received => received.Timeliness == Outcomes.Timeliness.Missing) ? "missing" : "still to come")}: "
                + string.Join("; ", missing.Select(received => $"{received.Provider.Name}, {CoverLines.KindWords(received.Kind)}")) + ".";
    }

    private static string Percent(decimal share) => (share * 100).ToString("0.0", CultureInfo.InvariantCulture) + "%";
}
