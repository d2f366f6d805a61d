using Pilot.Reporting.Funding;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Reporting.Workbooks.Wmca;

/// <summary>What was planned for one provider, qualification and quarter, and what happened in it.</summary>
internal sealed record ProfileQuarter(Ukprn Ukprn, string Qualification, Quarter Quarter)
{
    public decimal ProfileStarts { get; init; }

    public decimal Profile { get; init; }

    public int QualifyingStarts { get; init; }

    public decimal Earned { get; init; }

    public decimal Funded { get; init; }

    public decimal Held { get; init; }

    public decimal Paid { get; init; }

    /// <summary>Officers' adjustments, by their date.</summary>
    public decimal Adjusted { get; init; }

    public int Starts { get; init; }

    /// <summary>People whose first start in the pilot it is.</summary>
    public int NewLearners { get; init; }

    public int Withdrawals { get; init; }

    public int Completions { get; init; }

    public int Achievements { get; init; }

    public int Outcomes { get; init; }

    /// <summary>By the end of the quarter a course of this provider and qualification was planned to have ended.</summary>
    public bool EndHasPassed { get; init; }

    /// <summary>By the end of the quarter the window of one of them had closed.</summary>
    public bool WindowHasPassed { get; init; }

    public decimal Variance => Earned - Profile;
}

/// <summary>
/// Every begun quarter of every line's year, and every other quarter in which something is dated, so that each figure of the pilot stands
/// in exactly one row.
/// </summary>
internal sealed class ProfileQuarters
{
    private readonly QuarterView _view;
    private readonly ILookup<Key, Earning> _earnings;
    private readonly ILookup<Key, Payment> _payments;
    private readonly ILookup<Key, ManualAdjustment> _adjustments;
    private readonly ILookup<Key, MeasuredCourse> _started;
    private readonly ILookup<Key, MeasuredCourse> _ended;
    private readonly ILookup<Key, MeasuredCourse> _achieved;
    private readonly Dictionary<LearnerKey, MeasuredCourse> _first;
    private readonly Dictionary<(Ukprn, string), (DateOnly? End, DateOnly? Window)> _earliest;

    private readonly record struct Key(Ukprn Ukprn, string Qualification, Quarter Quarter);

    private ProfileQuarters(QuarterView view)
    {
        _view = view;
        Key Of(MeasuredCourse course, DateOnly date) => new(course.Course.Ukprn, course.Course.Qualification, Quarter.Containing(date));
        _earnings = view.Figures.Funding.Earnings.Where(earning => earning.Date <= view.AsOf)
            .ToLookup(earning => new Key(earning.Ukprn, earning.Qualification, Quarter.Containing(earning.Date!.Value)));
        _payments = view.Figures.Ledger.Payments.Where(payment => payment.PaidOn <= view.AsOf)
            .ToLookup(payment => new Key(payment.Ukprn, payment.Qualification, Quarter.Containing(payment.PaidOn)));
        _adjustments = view.Figures.Ledger.Adjustments.Where(adjustment => adjustment.Dated <= view.AsOf)
            .ToLookup(adjustment => new Key(adjustment.Ukprn, adjustment.Qualification, Quarter.Containing(adjustment.Dated)));
        _started = view.Courses.ToLookup(course => Of(course, course.Course.StartDate));
        _ended = view.Courses.Where(course => course.HasLeft || course.Completed).ToLookup(course => Of(course, course.End!.ActualEndDate));
        _achieved = view.Courses.Where(course => course.Achieved).ToLookup(course => Of(course, course.End!.AchievementDate!.Value));
        _first = MeasuredCourse.FirstByLearner(view.Courses);
        _earliest = view.Groups.ToDictionary(
            group => (group.Ukprn, group.Qualification),
            group => (group.Courses.Min(course => (DateOnly?)course.PlannedEnd), group.Courses.Min(course => (DateOnly?)course.WindowClosesOn)));
    }

    /// <summary>In the order of UKPRN, qualification and quarter.</summary>
    public static IReadOnlyList<ProfileQuarter> Of(QuarterView view)
    {
        var quarters = new ProfileQuarters(view);
        IEnumerable<Key> planned =
            from line in view.Figures.Funding.Lines
            from quarter in line.FundingYear.Quarters
            where quarter <= view.Period
            select new Key(line.Ukprn, line.Qualification, quarter);
        return
        [
            .. planned.Concat(quarters._earnings.Where(group => group.Any(earning => earning.IsQualifying)).Select(group => group.Key))
                .Concat(quarters._payments.Select(group => group.Key)).Concat(quarters._adjustments.Select(group => group.Key)).Concat(quarters._started.Select(group => group.Key))
                .Concat(quarters._ended.Select(group => group.Key)).Concat(quarters._achieved.Select(group => group.Key))
                .Distinct()
                .OrderBy(key => key.Ukprn).ThenBy(key => key.Qualification, StringComparer.Ordinal).ThenBy(key => key.Quarter)
                .Select(quarters.Row),
        ];
    }

    private ProfileQuarter Row(Key key)
    {
        var approved = _view.Figures.Settings.FindAllocation(key.Ukprn, key.Qualification, key.Quarter.FundingYear);
        Earning[] earnings = [.. _earnings[key]];
        Earning[] earned = [.. earnings.Where(earning => earning.IsEarned)];
        int Reached(Milestone milestone) => earnings.Count(earning => earning.Milestone == milestone && earning.IsQualifying);
        var (end, window) = _earliest.GetValueOrDefault((key.Ukprn, key.Qualification));
        var to = key.Quarter.CensusDate < _view.AsOf ? key.Quarter.CensusDate : _view.AsOf;
        return new ProfileQuarter(key.Ukprn, key.Qualification, key.Quarter)
        {
            ProfileStarts = approved is null ? 0 : Funding.Profile.StartsOf(approved, key.Quarter, _view.AsOf),
            Profile = approved is null ? 0 : Funding.Profile.PoundsOf(approved, key.Quarter, _view.AsOf),
            QualifyingStarts = Reached(Milestone.Start),
            Earned = earned.Sum(earning => earning.AmountGbp),
            Funded = earned.Sum(earning => earning.FundedGbp),
            Held = earnings.Where(earning => earning.Decision == Decision.Held).Sum(earning => earning.AmountGbp),
            Paid = _payments[key].Sum(payment => payment.AmountGbp),
            Adjusted = _adjustments[key].Sum(adjustment => adjustment.AmountGbp),
            Starts = _started[key].Count(),
            NewLearners = _started[key].Count(course => ReferenceEquals(_first[course.Course.LearnerKey], course)),
            Withdrawals = _ended[key].Count(course => course.HasLeft),
            Completions = _ended[key].Count(course => course.Completed),
            Achievements = _achieved[key].Count(),
            Outcomes = Reached(Milestone.Outcome),
            EndHasPassed = end < to,
            WindowHasPassed = window < to,
        };
    }
}
