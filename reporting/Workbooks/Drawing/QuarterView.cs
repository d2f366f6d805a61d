using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Workbooks.Drawing;

/// <summary>A provider's courses on one qualification, with the reconciliation lines that belong to them.</summary>
public sealed record ProviderQualification(Ukprn Ukprn, string Qualification, IReadOnlyList<MeasuredCourse> Courses)
{
    public int CountOf(Func<MeasuredCourse, bool> which) => Courses.Count(which);
}

/// <summary>The figures of a quarter, counted once for all sheets.</summary>
public sealed class QuarterView
{
    private readonly Lazy<IReadOnlyList<MeasuredCourse>> _courses;
    private readonly Lazy<IReadOnlyList<ReturnReceived>> _returns;
    private readonly Lazy<HashSet<Ukprn>> _waiting;
    private readonly Lazy<HashSet<(Ukprn, ReturnKind)>> _missing;
    private readonly Lazy<IReadOnlyList<ProviderQualification>> _groups;
    private readonly Lazy<Dictionary<(Ukprn, string), ProviderQualification>> _groupOf;
    private readonly Lazy<IReadOnlyList<EarlierQuarterChange>> _earlierQuarterChanges;
    private readonly Lazy<SkillsEnglandPublication> _publication;
    private readonly Lazy<ILookup<Ukprn, Course>> _byProvider;
    private readonly Lazy<ILookup<Ukprn, MeasuredCourse>> _measured;
    private readonly Lazy<IReadOnlyList<MonitorFinding>> _monitors;
    private readonly Lazy<IReadOnlyList<EvidenceResult>> _evidence;
    private readonly Lazy<LedgerDecisions> _decisions;
    private readonly Dictionary<Ukprn, string> _names;

    /// <summary>Everything is counted when it is first asked for: a statement alone needs little of it.</summary>
    public QuarterView(QuarterFigures figures, SkillsEnglandPublication? publication = null)
    {
        Figures = figures;
        _names = figures.Settings.Providers.ToDictionary(provider => provider.Ukprn, provider => provider.Name);
        _publication = new(() => publication ?? SkillsEnglandTables.Build(figures));
        _courses = new(() =>
        [
            .. figures.Funding.Courses.Where(course => course.StartDate <= AsOf)
                .Select(course => new MeasuredCourse(course, figures.Settings, AsOf)),
        ]);
        _returns = new(() => ReturnsReceived.For(
            figures.Period, figures.Settings, figures.Providers, LondonTime.DateOf(figures.Run.CreatedAt)));
        _missing = new(() => [.. Returns.Where(received => !received.Received).Select(received => (received.Provider.Ukprn, received.Kind))]);
        _waiting = new(() => [.. Returns.Where(received => !received.Received).Select(received => received.Provider.Ukprn)]);
        _groups = new(MakeGroups);
        _groupOf = new(() => Groups.ToDictionary(group => (group.Ukprn, group.Qualification)));
        _earlierQuarterChanges = new(() => Outcomes.EarlierQuarterChange.For(figures.Period, figures.Funding, figures.LastClosedEarnings, figures.Ledger, figures.Providers));
        _monitors = new(() => Funding.Monitors.Find(figures.Funding.Courses, figures.Settings, figures.Funding.AsOf));
        _evidence = new(() => EvidenceResults.Of(figures.EvidenceSamples, figures.Ledger.EvidenceChecks));
        _decisions = new(() => new LedgerDecisions(figures.Ledger, Census));
        _measured = new(() => Courses.ToLookup(course => course.Course.Ukprn));
        _byProvider = new(() => figures.Funding.Courses.ToLookup(course => course.Ukprn));
    }

    public QuarterFigures Figures { get; }
    public Quarter Period => Figures.Period;
    public DateOnly Census => Period.CensusDate;

    /// <summary>The day that counts (workbooks.md section 6): the census date, or the day of a provisional run where that comes first.</summary>
    public DateOnly AsOf => Figures.Funding.AsOf;

    /// <summary>What officers decided, by row.</summary>
    internal LedgerDecisions Decisions => _decisions.Value;

    /// <summary>Patterns that an auditor would look for.</summary>
    public IReadOnlyList<MonitorFinding> Monitors => _monitors.Value;

    /// <summary>What evidence checks say of each provider, and last of the pilot; empty before the first sample.</summary>
    public IReadOnlyList<EvidenceResult> Evidence => _evidence.Value;

    /// <summary>Every course that began by the day that counts.</summary>
    public IReadOnlyList<MeasuredCourse> Courses => _courses.Value;
    public IReadOnlyList<ReturnReceived> Returns => _returns.Value;

    /// <summary>Provider x qualification, in the order of UKPRN and qualification: wherever there is a line or a learner.</summary>
    public IReadOnlyList<ProviderQualification> Groups => _groups.Value;

    /// <summary>A provider's courses on one qualification.</summary>
    public IReadOnlyList<MeasuredCourse> CoursesOf(Ukprn ukprn, string qualification) => _groupOf.Value.GetValueOrDefault((ukprn, qualification))?.Courses ?? [];

    /// <summary>A provider's courses, in the order of the run.</summary>
    public IEnumerable<MeasuredCourse> CoursesOf(Ukprn ukprn) => _measured.Value[ukprn];

    public IReadOnlyList<EarlierQuarterChange> EarlierQuarterChanges => _earlierQuarterChanges.Value;

    /// <summary>Every milestone of a provider's courses, in their order.</summary>
    public IReadOnlyList<Earning> EarningsOf(Ukprn ukprn) => [.. _byProvider.Value[ukprn].SelectMany(course => course.Milestones)];

    /// <summary>The protected tables, made when first asked for: statements do not need them.</summary>
    public SkillsEnglandPublication Publication => _publication.Value;

    public bool Provisional => Figures.Run.Kind == RunKind.Provisional;

    public string ProviderName(Ukprn ukprn) => _names.GetValueOrDefault(ukprn) ?? ukprn.ToString();

    /// <summary>Waits for a return of this provider.</summary>
    public bool IsAwaitingCompletions(Ukprn ukprn) => _waiting.Value.Contains(ukprn);

    /// <summary>Every provider's return is missing, so that nothing is known of the quarter yet.</summary>
    public bool AreAllAwaitingCompletions => Groups.Count > 0 && Groups.All(group => IsAwaitingCompletions(group.Ukprn));

    /// <summary>
    /// A figure of one provider that needs its completion return: [x] while that is missing, whatever was held before, and [z] where it is
    /// too early for any.
    /// </summary>
    public Cell OrNotAvailable(Ukprn ukprn, Cell shown) =>
        shown != Shorthand.NotApplicable && IsMissing(ukprn, ReturnKind.Completion) ? Shorthand.NotAvailable : shown;

    /// <summary>Whether a provider's return for the quarter has not been received.</summary>
    public bool IsMissing(Ukprn ukprn, ReturnKind kind) => _missing.Value.Contains((ukprn, kind));

    /// <summary>"n of m returns", where some are missing and totals keep what is held.</summary>
    public IEnumerable<string> ReturnsNote()
    {
        foreach (var kind in new[] { ReturnKind.Enrolment, ReturnKind.Completion })
        {
            var all = Returns.Where(returnReceived => returnReceived.Kind == kind).ToList();
            var received = all.Count(returnReceived => returnReceived.Received);
            if (received < all.Count)
            {
                var name = kind == ReturnKind.Enrolment ? "Enrolment" : "Completion";
                yield return $"{name} returns received for this quarter: {Display.Digits(received)} of {Display.Digits(all.Count)}. Totals count what is held; "
                    + "what needs a provider's missing return is [x] in its own rows.";
            }
        }
    }

    /// <summary>A count, or [x] where nothing was counted because a return is missing (workbooks.md section 6).</summary>
    public Cell Counted(Ukprn ukprn, int count) => count == 0 && IsAwaitingCompletions(ukprn) ? Shorthand.NotAvailable : Cell.Of(count);

    /// <summary>
    /// A figure of completions or achievements: [z] until the first planned end of its cohort has passed, unless something is there to be
    /// counted already.
    /// </summary>
    public static Cell CountAfterEnd(IReadOnlyList<MeasuredCourse> cohort, int count) =>
        count == 0 && !EndHasPassed(cohort) ? Shorthand.NotApplicable : Cell.Of(count);

    /// <summary>A rate of completions or achievements, [z] until the first planned end of its cohort has passed.</summary>
    public static Cell RateAfterEnd(IReadOnlyList<MeasuredCourse> cohort, int numerator, int denominator) =>
        EndHasPassed(cohort) ? Cell.Rate(numerator, denominator) : Shorthand.NotApplicable;

    /// <summary>A figure of destinations: [z] until the first window of its cohort has closed.</summary>
    public Cell CountAfterWindow(IReadOnlyList<MeasuredCourse> cohort, int count) =>
        count == 0 && !WindowHasPassed(cohort) ? Shorthand.NotApplicable : Cell.Of(count);

    public static bool EndHasPassed(IReadOnlyList<MeasuredCourse> cohort) => cohort.Any(course => course.IsDue);

    public bool WindowHasPassed(IReadOnlyList<MeasuredCourse> cohort) => cohort.Any(course => course.WindowClosesOn < AsOf);

    /// <summary>Subject, geography and period of one sheet; short enough for one line of its page, which a longer one would make smaller.</summary>
    public string Title(string code, string subject) => Title($"{code} {subject}");

    public string Title(string subject) =>
        $"{subject}: West Midlands, {Period.Words}"
        + (Provisional ? $", provisional {Shorthand.ProvisionalMark}" : "");

    public string Source =>
        $"Providers' returns, settings version {Display.Digits(Figures.Settings.Version)} and the ledger, "
        + (Figures.Run.IsStored ? $"run {Display.Digits(Figures.Run.Number)}." : $"as held on {Display.Moment(Figures.Run.CreatedAt)}.");

    private IReadOnlyList<ProviderQualification> MakeGroups()
    {
        var courses = Courses.ToLookup(course => (course.Course.Ukprn, course.Course.Qualification));
        return
        [
            .. courses.Select(group => group.Key)
                .Union(Figures.Funding.Lines.Select(line => (line.Ukprn, line.Qualification)))
                .OrderBy(pair => pair.Ukprn).ThenBy(pair => pair.Qualification, StringComparer.Ordinal)
                .Select(pair => new ProviderQualification(pair.Ukprn, pair.Qualification, [.. courses[pair]])),
        ];
    }

    /// <summary><c>medtech-htq-pilot-2026-27-q3-wmca-r1.xlsx</c></summary>
    public string FileName(string kind) =>
        $"medtech-htq-pilot-{Period.FileName}-{kind}-{Figures.Run.FileSuffix}.xlsx";
}
