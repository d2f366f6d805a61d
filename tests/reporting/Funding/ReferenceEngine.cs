using Pilot.Reporting.Funding;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Tests.Funding;

/// <summary>
/// Sections 2 and 3 of the funding specification once more, sentence by sentence: slow, obvious, and sharing nothing with the engine but
/// the types of its inputs; section 4 is <see cref="ReferenceLines"/>. Where the two disagree, one of them has misread the specification.
/// </summary>
internal sealed class ReferenceEngine(FundingInputs inputs)
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

    // ---- Section 2 ---------------------------------------------------------------------------------------------------------------

    private bool Unclaimable(OneCourse c, Row r, Milestone milestone)
    {
        var e = r.E.Newest;
        return !e.IzFunded
            || (!e.Restart && LineOf(c, YearOf(e.StartDate))?.StopNewStartsFrom <= e.StartDate)
            || e.FundingRoute == "ASF" || e.FundingRoute == "APP"
            || (e.CreditsPlanned ?? Of(c.Aim).Credits) < 120
            || Failed(c, milestone) || Refused(c, r);
    }

    private string Holds(OneCourse c, Row r, bool alone, Corroboration? word, DateOnly date)
    {
        var kinds = new SortedSet<HoldKind>();
        var e = r.E.Newest;
        if (e.OtherPublicFunding)
        {
            kinds.Add(HoldKind.OtherFunding);
        }

        if (e.CreditsPlanned < Of(c.Aim).Credits || (Of(c.Aim).Code == "HND" && Others(c).Any(o => o.Begins < c.Begins && Of(o.Aim).Code == "HNC"
            && Completion(o).Earned && Completion(o).On.C!.Newest.ActualEndDate < e.StartDate)))
        {
            kinds.Add(HoldKind.PartProgramme);
        }

        if (r.E.PossibleDuplicate)
        {
            kinds.Add(HoldKind.PossibleDuplicate);
        }

        if (r.E.TemporaryUlnPeriods > SchemeOf(c).UlnGracePeriods)
        {
            kinds.Add(HoldKind.NoUln);
        }

        if (Others(c).Any(o => Overlap(o, c) && (o.Begins < c.Begins ? Live(o, false) : o.Begins == c.Begins && !alone && Live(o, true))))
        {
            kinds.Add(HoldKind.DoubleFunding);
        }

        if (Others(c).Any(o => o.Begins < c.Begins && o.Ukprn != c.Ukprn && o.Aim == c.Aim && !Overlap(o, c)
            && o.Rows.Any(x => x.E.Newest.IzFunded) && c.Rows.Any(x => x.E.Newest.IzFunded) && (Start(o, false).Earned || Start(o, false).Through is not null)))
        {
            kinds.Add(HoldKind.Transfer);
        }

        if (word == Corroboration.Contradicted && SchemeOf(c).HoldContradicted)
        {
            kinds.Add(HoldKind.Contradicted);
        }

        if (word == Corroboration.Silent && asOf.DayNumber - date.DayNumber >= SchemeOf(c).HoldSilentAfterDays)
        {
            kinds.Add(HoldKind.Uncorroborated);
        }

        kinds.RemoveWhere(kind => Decided(c, r, kind) is { Pay: true });
        if (inputs.Ledger.Holds.Any(h => h.Ukprn == c.Ukprn && (h.LearnerRef is null || h.LearnerRef == e.LearnerRef)
            && h.From <= census && (h.To is null || h.To >= census)
            && !(Decided(c, r, HoldKind.Officer) is { Pay: true } pay && pay.DecidedOn >= h.From)))
        {
            kinds.Add(HoldKind.Officer);
        }

        return string.Join(',', kinds);
    }

    private IEnumerable<OneCourse> Others(OneCourse c) => Courses.Where(o => o != c && o.Key == c.Key);

    private static bool Overlap(OneCourse a, OneCourse b) => a.Rows.Any(x => b.Rows.Any(y => x.E.Newest.IzFunded && y.E.Newest.IzFunded
        && x.E.Newest.StartDate <= (y.C?.Newest.ActualEndDate ?? y.E.Newest.PlannedEndDate)
        && y.E.Newest.StartDate <= (x.C?.Newest.ActualEndDate ?? x.E.Newest.PlannedEndDate)));

    private bool Live(OneCourse c, bool alone)
    {
        var start = Start(c, alone);
        return start.Open && (start.Earned || start.Through is not null || start.Decision == Decision.NotYet
            || (start.Decision == Decision.Held && !start.Holds.Contains(nameof(HoldKind.DoubleFunding), StringComparison.Ordinal)
                && !start.Holds.Contains(nameof(HoldKind.Contradicted), StringComparison.Ordinal)
                && !start.Holds.Contains(nameof(HoldKind.Uncorroborated), StringComparison.Ordinal)));
    }

    /// <summary>Begun earlier; of those begun on the same day, the one that earned the start comes first, then the list decides.</summary>
    private IEnumerable<OneCourse> SameBefore(OneCourse c) => Earlier(c)
        .Concat(Twins(c).Where(o => !Start(c, false).Earned && (Start(o, false).Earned || Courses.IndexOf(o) < Courses.IndexOf(c))));

    private IEnumerable<OneCourse> Earlier(OneCourse c) => Others(c)
        .Where(o => o.Ukprn == c.Ukprn && o.Aim == c.Aim && o.Begins < c.Begins).OrderBy(o => o.Begins).ThenBy(Courses.IndexOf);

    /// <param name="alone">As though nothing else began on the same day.</param>
    private Said Start(OneCourse c, bool alone) => alone ? StartOf(c, true) : Remember(c, "S", () =>
    {
        // "With equal start dates at one provider on one aim, once one start is earned the other is NOT_CLAIMABLE": the lower reference first.
        var own = StartOf(c, false);
        var payer = Twins(c).Append(c).OrderBy(Courses.IndexOf).FirstOrDefault(o => StartOf(o, false).Earned);
        return own.Decision == Decision.NotClaimable || payer is null || payer == c
            ? own
            : own with { Decision = Decision.NotClaimable, Amount = 0, Holds = "", Through = payer };
    });

    /// <summary>The same learner, provider, aim and start date under other references.</summary>
    private IEnumerable<OneCourse> Twins(OneCourse c) => Others(c).Where(o => o.Ukprn == c.Ukprn && o.Aim == c.Aim && o.Begins == c.Begins);

    private Said StartOf(OneCourse c, bool alone) => Remember(c, "T" + alone, () =>
    {
        var there = c.Rows.Where(StillThere).ToList();
        var row = there.Where(r => Confirmed(c, r)).MinBy(Qualifying) ?? there.MinBy(Qualifying) ?? c.Rows[^1];
        var open = there.Count > 0;
        DateOnly? date = open ? Qualifying(row) : null;
        Corroboration? word = open && row.E.Newest.IzFunded ? witness.Start(c, row, date!.Value, SchemeOf(c).RegistrationGraceDays) : null;
        Said Say(Decision d, decimal amount = 0, string holds = "", OneCourse? through = null) => new(d, row, date, amount, holds, open, through, word);

        if (Unclaimable(c, row, Milestone.Start))
        {
            return Say(Decision.NotClaimable);
        }

        if (Earlier(c).FirstOrDefault(o => Start(o, false).Earned) is { } through)
        {
            return Say(Decision.NotClaimable, through: through);
        }

        if (!open || !Confirmed(c, row))
        {
            return Say(Decision.NotYet);
        }

        if (LineOf(c, YearOf(c.Begins)) is null || LineOf(c, YearOf(date!.Value)) is null)
        {
            return Say(Decision.NoAllocation);
        }

        var holds = Holds(c, row, alone, word, date!.Value);
        return Say(holds == "" ? Decision.Funded : Decision.Held, Worth(c, Milestone.Start), holds);
    });

    private Said Completion(OneCourse c) => Remember(c, "C", () =>
    {
        var start = Start(c, false);
        var payer = start.Through ?? c;
        var paidStart = Start(payer, false);
        var row = c.Rows.Where(Completed).MinBy(r => r.C!.Newest.AchievementDate) ?? c.Rows[^1];
        DateOnly? date = Completed(row) && paidStart.Date is { } q ? Max(row.C!.Newest.AchievementDate!.Value, q) : null;
        return Judge(c, payer, Milestone.Completion, row, date, Completed(row), paidStart, Completed(row) && row.E.Newest.IzFunded ? witness.Completion(c, start.On, row) : null,
            alreadyEarned: SameBefore(c).Any(o => Completion(o).Earned));
    });

    private Said Outcome(OneCourse c) => Remember(c, "O", () =>
    {
        var completion = Completion(c);
        var payer = Start(c, false).Through ?? c;
        var good = c.Rows.Where(r => Completed(r) && Positive(c, r, payer)).MinBy(r => r.C!.Newest.Destination!.StartDate);
        var row = good ?? completion.On;
        DateOnly? date = good is not null && completion.Date is { } done ? Max(good.C!.Newest.Destination!.StartDate, done) : null;
        return Judge(c, payer, Milestone.Outcome, row, date, good is not null, completion, good is not null ? completion.Word : null, alreadyEarned: false);
    });

    private Said Judge(OneCourse c, OneCourse payer, Milestone m, Row row, DateOnly? date, bool met, Said restsOn, Corroboration? word, bool alreadyEarned)
    {
        Said Say(Decision d, decimal amount = 0, string holds = "") => new(d, row, date, amount, holds, Word: word);
        if (restsOn.Decision == Decision.NotClaimable || Unclaimable(c, row, m) || alreadyEarned)
        {
            return Say(Decision.NotClaimable);
        }

        if (restsOn.Decision == Decision.NotYet || !met)
        {
            return Say(Decision.NotYet);
        }

        if (restsOn.Decision == Decision.NoAllocation || LineOf(payer, YearOf(payer.Begins)) is null || LineOf(payer, YearOf(date!.Value)) is null)
        {
            return Say(Decision.NoAllocation);
        }

        var holds = (Holds(c, row, false, word, date!.Value) + "," + restsOn.Holds).Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(Enum.Parse<HoldKind>).Distinct().Order().ToList();
        return Say(holds.Count > 0 ? Decision.Held : Decision.Funded, Worth(payer, m), string.Join(',', holds));
    }

    private Said Remember(OneCourse c, string what, Func<Said> judge) =>
        memory.TryGetValue((c, what), out var said) ? said : memory[(c, what)] = judge();

    // ---- Section 3: the as-of day, then the cap ------------------------------------------------------------------------------------

    public List<(OneCourse Course, Milestone Milestone, Said Said)> Earnings()
    {
        var all = Courses.SelectMany(c => new[]
        {
            (c, Milestone.Start, Start(c, false)), (c, Milestone.Completion, Completion(c)), (c, Milestone.Outcome, Outcome(c)),
        }).Select(x => x.Item3.Decision != Decision.NotClaimable && x.Item3.Date > asOf
            ? (x.c, x.Item2, x.Item3 with { Decision = Decision.NotYet, Amount = 0, Holds = "" })
            : x).ToList();
        var spent = new Dictionary<string, decimal>();
        var result = all.ToDictionary(x => (x.c, x.Item2), x => x.Item3);
        foreach (var (c, m, said) in all.Where(x => x.Item3.Earned)
            .OrderBy(x => x.Item3.Date).ThenBy(x => x.Item3.On.E.Newest.LearnerRef, StringComparer.Ordinal)
            .ThenBy(x => x.c.Aim, StringComparer.Ordinal).ThenBy(x => x.Item3.On.E.Newest.StartDate).ThenBy(x => x.Item2))
        {
            var line = LineOf(c, YearOf(said.Date!.Value))!;
            var key = $"{line.Ukprn}{line.Qualification}{line.FundingYear}";
            var before = spent.GetValueOrDefault(key);
            spent[key] = before + said.Amount;
            var paid = Math.Min(before + said.Amount, line.AllocationGbp) - Math.Min(before, line.AllocationGbp);
            result[(c, m)] = said with
            {
                Decision = paid == said.Amount ? Decision.Funded : paid > 0 ? Decision.PartFunded : Decision.UnfundedCap,
                Funded = paid,
            };
        }

        return all.Select(x => (x.c, x.Item2, result[(x.c, x.Item2)])).ToList();
    }
}
