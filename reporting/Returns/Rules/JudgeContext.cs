using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Returns.Columns;

using Pilot.Reporting.Returns.Held;

using Pilot.Reporting.Settings;

using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns.Rules;

/// <summary>What a submission is judged against besides its own content. Loaded once; a rule never queries.</summary>
public sealed record JudgeContext
{
    public required PilotSettings Settings { get; init; }

    /// <summary>The UKPRN of the folder or of the sign-in; null where the Declaration alone says who sent it (command line).</summary>
    public Ukprn? SenderUkprn { get; init; }

    /// <summary>The folder is no provider's: nobody who is known has sent the file, whatever its Declaration says (DECL_03).</summary>
    public bool IsFromUnknownSender { get; init; }

    /// <summary>As it was sent, without folders.</summary>
    public required string FileName { get; init; }

    /// <summary>By the time at which the store received the file. TODAY is its date in London.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>
    /// Given the Declaration's provider, return and period: what was held before this submission in the order of supersession. Called
    /// once, after the Declaration is read and before the rows are judged.
    /// </summary>
    public required Func<Ukprn, ReturnKind, Quarter, DateOnly, ProviderHistory> LoadHistory { get; init; }

    /// <summary>Makes learner keys: HMAC under the pilot's secret.</summary>
    public required ILearnerKeys Keys { get; init; }

    public FileLimits Limits { get; init; } = FileLimits.Default;
    public DateOnly Today => LondonTime.DateOf(ReceivedAt);
}

/// <param name="Facts">
/// Enrolments and completions held from the provider's accepted returns that stand before this submission in the order (period,
/// prepared_on, number); for a completion return, the enrolments of all of them, whenever they came.
/// </param>
/// <param name="AcceptedPreparedOn">prepared_on of the accepted submission for the same return and period, where there is one.</param>
public sealed record ProviderHistory(ProviderFacts Facts, DateOnly? AcceptedPreparedOn)
{
    /// <summary>Null where no return of this kind is accepted for a later quarter.</summary>
    public LaterReturns? Later { get; init; }

    /// <summary>The provider's last accepted submission of this kind that stands before this one, with its rows; null where there is none.</summary>
    public AcceptedReturn? Previous { get; init; }
}

/// <summary>The provider's accepted returns of this kind for later quarters: their rows prevail (returns.md section 5).</summary>
/// <param name="Period">The latest of these quarters.</param>
/// <param name="Submissions">Their numbers.</param>
/// <param name="Facts">What is held of everything accepted by now.</param>
/// <param name="GatherWith">
/// Works out what would be held if this submission were accepted too. Takes its accepted enrolments, its accepted completions and the references of
/// learners that it rejected; returns the number that the submission counts under, and the facts.
/// </param>
public sealed record LaterReturns(
    Quarter Period, IReadOnlySet<int> Submissions, ProviderFacts Facts,
    Func<IReadOnlyList<NumberedEnrolment>, IReadOnlyList<NumberedCompletion>, IReadOnlySet<string>, (int Number, ProviderFacts Facts)> GatherWith);

/// <summary>What a submission changes against the last accepted one of its kind: rows by their keys, claims in pounds.</summary>
/// <param name="Since">The number of that submission.</param>
public sealed record ReturnChanges(int Since, int New, int Gone, int Changed, decimal ClaimedBeforeGbp, decimal ClaimedAfterGbp);
