using Pilot.Reporting.Funding;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Tests.Funding;

/// <summary>
/// Sections 2 and 3 of the funding specification once more, sentence by sentence: slow, obvious, and sharing nothing with the engine but
/// the types of its inputs; section 4 is <see cref="ReferenceLines"/>. Where the two disagree, one of them has misread the specification.
/// </summary>
internal sealed partial class ReferenceEngine(FundingInputs inputs)
{
    internal sealed record Row(HeldEnrolment E, HeldCompletion? C);

    internal sealed class OneCourse(Ukprn ukprn, LearnerKey key, string aim, List<Row> rows)
    {
        public Ukprn Ukprn => ukprn;
        public LearnerKey Key => key;
        public string Aim => aim;
        public List<Row> Rows => rows;
        public DateOnly Begins => rows[0].E.Newest.StartDate;
    }

    internal sealed record Said(Decision Decision, Row On, DateOnly? Date, decimal Amount, string Holds, bool Open = false, OneCourse? Through = null, Corroboration? Word = null)
    {
        public decimal Funded { get; set; }
        public bool Earned => Decision is Decision.Funded or Decision.PartFunded or Decision.UnfundedCap;
    }

    private readonly PilotSettings settings = inputs.Settings;
    private readonly DateOnly census = inputs.Period.CensusDate;
    private readonly DateOnly asOf = inputs.RunOn is { } day && day < inputs.Period.CensusDate ? day : inputs.Period.CensusDate;
    private readonly Dictionary<(OneCourse, string), Said> memory = [];
    private readonly ReferenceCorroboration witness = new(inputs);
    private List<OneCourse>? courses;

    /// <summary>By provider, then the course's first learner_ref, aim and start.</summary>
    public List<OneCourse> Courses => courses ??= inputs.Providers.SelectMany(Link)
        .OrderBy(c => c.Ukprn).ThenBy(c => c.Rows[0].E.Newest.LearnerRef, StringComparer.Ordinal)
        .ThenBy(c => c.Aim, StringComparer.Ordinal).ThenBy(c => c.Begins).ToList();

    private static IEnumerable<OneCourse> Link(ProviderFacts provider)
    {
        var sets = provider.Enrolments.Select(e => new List<Row>
        {
            new(e, provider.Completions.SingleOrDefault(c => c.Newest.Key == e.Newest.Key)),
        }).ToList();
        bool again;
        do
        {
            again = false;
            foreach (var (first, other) in sets.SelectMany(a => sets.Select(b => (a, b))).ToList())
            {
                if (!again && first != other && first.Any(r => other.Any(s => Linked(r.E, s.E) || Linked(s.E, r.E))))
                {
                    first.AddRange(other);
                    sets.Remove(other);
                    again = true;
                }
            }
        }
        while (again);

        return sets.Select(set => new OneCourse(provider.Ukprn, set[0].E.Newest.LearnerKey, set[0].E.Newest.AimRef,
            set.OrderBy(r => r.E.Newest.StartDate).ThenBy(r => r.E.Newest.LearnerRef, StringComparer.Ordinal).ToList()));
    }

    private static bool Linked(HeldEnrolment restart, HeldEnrolment other) =>
        restart.Newest.LearnerKey == other.Newest.LearnerKey && restart.Newest.AimRef == other.Newest.AimRef && restart.Newest.Restart
        && (other.Newest.StartDate == restart.Newest.OriginalStartDate
            || other.EarlierStartDates.Any(d => d == restart.Newest.OriginalStartDate)
            || (other.Newest.Restart && other.Newest.OriginalStartDate == restart.Newest.OriginalStartDate));

    internal Qualification Of(string aim) => settings.Qualifications.Single(q => q.AimRef == aim);

    private Allocation? LineOf(OneCourse c, FundingYear year) =>
        settings.Allocations.SingleOrDefault(l => l.Ukprn == c.Ukprn && l.Qualification == Of(c.Aim).Code && l.FundingYear == year);

    internal static FundingYear YearOf(DateOnly date) => new(date.Month < 4 ? date.Year - 1 : date.Year);

    // ---- Dates -------------------------------------------------------------------------------------------------------------------

    private DateOnly Qualifying(Row r)
    {
        var length = r.E.FirstPlannedEndDate.DayNumber - r.E.Newest.StartDate.DayNumber + 1;
        var days = settings.QualifyingDays.Where(q => q.PlannedDaysFrom <= length).OrderBy(q => q.PlannedDaysFrom).LastOrDefault()?.Days ?? 1;
        return r.E.Newest.StartDate.AddDays(days - 1);
    }

    private bool StillThere(Row r) => r.C is null || r.C.Newest.ActualEndDate >= Qualifying(r) || r.C.Newest.CompStatus == "2";

    private bool Confirmed(OneCourse c, Row r) => r.E.LastReportedOn >= Qualifying(r)
        && inputs.Providers.Single(p => p.Ukprn == c.Ukprn).Submissions.Any(s => s.Kind == ReturnKind.Completion
            && (s.Status == SubmissionStatus.Accepted || (s.Status == SubmissionStatus.PartlyAccepted && s.AcceptedRows > 0))
            && s.PreparedOn >= Qualifying(r) && !s.RejectedLearners.Contains(r.E.Newest.LearnerRef));

    private static bool Completed(Row r) => r.C is { Newest: { CompStatus: "2", Outcome: "1", AchievementDate: not null } };

    private static DateOnly Max(DateOnly a, DateOnly b) => a > b ? a : b;

    private bool Positive(OneCourse c, Row r, OneCourse payer)
    {
        if (r.C?.Newest.Destination is not { } d || d.Evidence == "NONE")
        {
            return false;
        }

        var workless = c.Rows[0].E.Newest.EmploymentStatus is "11" or "12";
        var fresh = d.NewOrProgressed is "NEW_JOB" or "PROMOTED" or "RESPONSIBILITIES";
        bool positive;
        if (settings.Destinations.Count == 0)
        {
            positive = (d.Type == "EMP" && d.Code is "1" or "2" or "4" or "5" && d.Type == "EMP" && fresh)
                || (d.Type == "EMP" && workless)
                || (d.Type == "EDU" && (d.Code == "2" || d.Code == "4" || d.Code == "5" || d.Code == "6"));
        }
        else
        {
            var rule = settings.Destinations.SingleOrDefault(x => x.DestType == d.Type && x.DestCode == d.Code)?.Positive;
            positive = rule == Reporting.Settings.PositiveWhen.Always
                || (rule == Reporting.Settings.PositiveWhen.IfNew && (fresh || (d.Type == "EMP" && workless)));
        }

        var end = r.C.Newest.ActualEndDate;
        return positive && d.CollectedOn >= end && d.CollectedOn >= d.StartDate
            && d.StartDate <= end.AddMonths(SchemeOf(payer).OutcomeWindowMonths);
    }

    // ---- Ledger ------------------------------------------------------------------------------------------------------------------

    private bool Names(Ukprn ukprn, string learner, string aim, DateOnly start, Row r) =>
        ukprn == r.E.Ukprn && learner == r.E.Newest.LearnerRef && aim == r.E.Newest.AimRef
        && (start == r.E.Newest.StartDate || r.E.EarlierStartDates.Contains(start));

    private Clearance? Decided(OneCourse c, Row r, HoldKind kind)
    {
        Clearance? On(Row row) => inputs.Ledger.Clearances
            .Where(l => l.Hold == kind && Names(l.Ukprn, l.LearnerRef, l.AimRef, l.StartDate, row))
            .OrderBy(l => l.DecidedOn).LastOrDefault();
        return On(r) ?? On(c.Rows[0]);
    }

    private bool Refused(OneCourse c, Row r) => Enum.GetValues<HoldKind>().Any(kind => Decided(c, r, kind) is { Pay: false });

    private bool Failed(OneCourse c, Milestone milestone) => inputs.Ledger.EvidenceChecks
        .Where(l => l.Milestone == milestone && c.Rows.Any(r => Names(l.Ukprn, l.LearnerRef, l.AimRef, l.StartDate, r)))
        .OrderBy(l => l.CheckedOn).LastOrDefault() is { Pass: false };

    private decimal? RateOf(OneCourse c)
    {
        if (LineOf(c, YearOf(c.Begins)) is not { } line)
        {
            return null;
        }

        var counting = inputs.Ledger.Clearances.Where(l => l is { Pay: true, RateGbp: not null }
            && c.Rows.Any(r => Names(l.Ukprn, l.LearnerRef, l.AimRef, l.StartDate, r)
                && inputs.Ledger.Clearances.Where(x => x.Hold == l.Hold && Names(x.Ukprn, x.LearnerRef, x.AimRef, x.StartDate, r))
                    .OrderBy(x => x.DecidedOn).Last() == l));
        return counting.OrderBy(l => l.DecidedOn).LastOrDefault()?.RateGbp ?? line.UnitRateGbp;
    }

    private Scheme SchemeOf(OneCourse c) =>
        settings.SchemesByStartYear.TryGetValue(YearOf(c.Begins), out var scheme) ? scheme : settings.Scheme;

    private decimal Worth(OneCourse payer, Milestone milestone)
    {
        var rate = RateOf(payer)!.Value;
        var scheme = SchemeOf(payer);
        decimal Penny(decimal x) => Math.Floor(x * 100m + 0.5m) / 100m;
        var start = Penny(rate * scheme.StartPct / 100m);
        var both = Penny(rate * (scheme.StartPct + scheme.CompletionPct) / 100m);
        return milestone == Milestone.Start ? start : milestone == Milestone.Completion ? both - start : rate - both;
    }
}
