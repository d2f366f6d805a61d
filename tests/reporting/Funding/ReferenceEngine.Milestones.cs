using Pilot.Reporting.Funding;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Tests.Funding;

/// <summary>When the start, the completion and the outcome are earned, and what is held (section 2).</summary>
internal sealed partial class ReferenceEngine
{
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
        var kinds = new SortedSet<HoldKind>(OfRow(c, r).Concat(OfOtherCourses(c, alone)).Concat(OfWord(c, word, date)));
        kinds.RemoveWhere(kind => Decided(c, r, kind) is { Pay: true });
        if (inputs.Ledger.Holds.Any(h => h.Ukprn == c.Ukprn && (h.LearnerRef is null || h.LearnerRef == r.E.Newest.LearnerRef)
            && h.From <= census && (h.To is null || h.To >= census)
            && !(Decided(c, r, HoldKind.Officer) is { Pay: true } pay && pay.DecidedOn >= h.From)))
        {
            kinds.Add(HoldKind.Officer);
        }

        return string.Join(',', kinds);
    }

    private IEnumerable<HoldKind> OfRow(OneCourse c, Row r)
    {
        var e = r.E.Newest;
        if (e.OtherPublicFunding)
        {
            yield return HoldKind.OtherFunding;
        }

        if (e.CreditsPlanned < Of(c.Aim).Credits || (Of(c.Aim).Code == "HND" && Others(c).Any(o => o.Begins < c.Begins && Of(o.Aim).Code == "HNC"
            && Completion(o).Earned && Completion(o).On.C!.Newest.ActualEndDate < e.StartDate)))
        {
            yield return HoldKind.PartProgramme;
        }

        if (r.E.PossibleDuplicate)
        {
            yield return HoldKind.PossibleDuplicate;
        }

        if (r.E.TemporaryUlnPeriods > SchemeOf(c).UlnGracePeriods)
        {
            yield return HoldKind.NoUln;
        }
    }

    private IEnumerable<HoldKind> OfOtherCourses(OneCourse c, bool alone)
    {
        if (Others(c).Any(o => Overlap(o, c) && (o.Begins < c.Begins ? Live(o, false) : o.Begins == c.Begins && !alone && Live(o, true))))
        {
            yield return HoldKind.DoubleFunding;
        }

        if (Others(c).Any(o => o.Begins < c.Begins && o.Ukprn != c.Ukprn && o.Aim == c.Aim && !Overlap(o, c)
            && o.Rows.Any(x => x.E.Newest.IzFunded) && c.Rows.Any(x => x.E.Newest.IzFunded) && (Start(o, false).Earned || Start(o, false).Through is not null)))
        {
            yield return HoldKind.Transfer;
        }
    }

    private IEnumerable<HoldKind> OfWord(OneCourse c, Corroboration? word, DateOnly date)
    {
        if (word == Corroboration.Contradicted && SchemeOf(c).HoldContradicted)
        {
            yield return HoldKind.Contradicted;
        }

        if (word == Corroboration.Silent && asOf.DayNumber - date.DayNumber >= SchemeOf(c).HoldSilentAfterDays)
        {
            yield return HoldKind.Uncorroborated;
        }
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
