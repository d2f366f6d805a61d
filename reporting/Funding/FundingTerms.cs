using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Funding;

/// <summary>The settings and ledger of one run, indexed once: a course is judged by look-ups, never by searching a list.</summary>
internal sealed class FundingTerms
{
    private readonly PilotSettings _settings;
    private readonly Dictionary<LineKey, Allocation> _lines = [];
    private readonly Dictionary<string, Qualification> _qualifications = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<Ukprn, List<JudgedSubmission>> _completionReturns = [];

    public FundingTerms(FundingInputs inputs)
    {
        _settings = inputs.Settings;
        Census = inputs.Period.CensusDate;
        AsOf = inputs.AsOf;
        Corroborator = new Corroborator(inputs.Awards, _settings);
        Decisions = new LedgerDecisions(inputs.Ledger, Census);
        foreach (var line in _settings.Allocations)
        {
            _lines.TryAdd(new LineKey(line.Ukprn, line.Qualification, line.FundingYear), line);
        }

        foreach (var qualification in _settings.Qualifications)
        {
            _qualifications.TryAdd(qualification.AimRef, qualification);
        }

        foreach (var provider in inputs.Providers)
        {
            _completionReturns[provider.Ukprn] = provider.Submissions
                .Where(submission => submission is { Kind: ReturnKind.Completion, IsReturn: true, PreparedOn: not null })
                .OrderByDescending(submission => submission.PreparedOn)
                .ToList();
        }
    }

    public DateOnly Census { get; }

    /// <summary>The day that "to date" means (funding.md section 4).</summary>
    public DateOnly AsOf { get; }

    public Corroborator Corroborator { get; }

    public LedgerDecisions Decisions { get; }

    public SentencePool Sentences { get; } = new();

    /// <exception cref="RunRefusedException">An aim with accepted rows is missing from the settings.</exception>
    public Qualification QualificationOf(string aimRef) => _qualifications.TryGetValue(aimRef, out var found)
        ? found
        : throw new RunRefusedException($"learning aim {aimRef} has accepted rows but is not among the qualifications of the settings");

    public Allocation? Line(Ukprn ukprn, string qualification, FundingYear year) =>
        _lines.GetValueOrDefault(new LineKey(ukprn, qualification, year));

    public bool HasLine(CourseDraft course, FundingYear year) => Line(course.Ukprn, course.Qualification.Code, year) is not null;

    public Scheme SchemeOf(CourseDraft course) => _settings.SchemeOf(course.StartYear);

    /// <inheritdoc cref="Funding.QualifyingDate.Of"/>
    public DateOnly QualifyingDate(HeldEnrolment row) => Funding.QualifyingDate.Of(row, _settings);

    /// <inheritdoc cref="Funding.QualifyingDate.IsReached"/>
    public bool ReachesQualifyingDate(CourseRow row) => Funding.QualifyingDate.IsReached(row, _settings);

    /// <summary>A completion return prepared on or after this day, in which no row of this learner was rejected.</summary>
    public bool CompletionReturnConfirms(Ukprn ukprn, string learnerRef, DateOnly day)
    {
        foreach (var submission in _completionReturns[ukprn])
        {
            if (submission.PreparedOn < day)
            {
                return false;
            }

            if (!submission.RejectedLearners.Contains(learnerRef))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Pounds for the whole course: a clearance's rate, else that of the line of the year in which it started; null without one.</summary>
    public decimal? RateOf(CourseDraft course) =>
        Line(course.Ukprn, course.Qualification.Code, course.StartYear) is { } line
            ? Money.Round(Decisions.RateOf(course.Rows) ?? line.UnitRateGbp)
            : null;

    /// <summary>What a milestone is worth at the course's rate and the scheme of its start year, in pounds.</summary>
    public decimal AmountOf(CourseDraft course, Milestone milestone)
    {
        var scheme = SchemeOf(course);
        var split = Money.Split(RateOf(course) ?? 0m, scheme.StartPct, scheme.CompletionPct);
        return milestone switch
        {
            Milestone.Start => split.Start,
            Milestone.Completion => split.Completion,
            _ => split.Outcome,
        };
    }

    public bool IsPositive(Destination destination, string employmentStatusAtStart) =>
        PositiveDestination.IsPositive(_settings, destination.Type, destination.Code, destination.NewOrProgressed, employmentStatusAtStart);
}
