using System.Globalization;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns.Rules;

/// <summary>What row rules may know besides the row: loaded once, never queried.</summary>
internal sealed class RowFacts
{
    private readonly RowsInOrder<HeldEnrolment> _enrolments;
    private readonly Dictionary<RowKey, HeldEnrolment> _movedEnrolments = [];
    private readonly RowsInOrder<HeldCompletion> _completions;
    private const int MaxAims = 10;

    private readonly ILearnerKeys _keys;
    private string? _aims;
    private ILookup<(string LearnerRef, string AimRef), HeldEnrolment>? _byCourse;
    private ILookup<LearnerKey, HeldEnrolment>? _byLearner;
    private ILookup<string, HeldEnrolment>? _byLearnerRef;

    // The settings hold the lines of every provider: each of this one's is looked for once, not once a row.
    private readonly List<KnownAllocation> _allocations = [];

    public RowFacts(JudgeContext context, Ukprn ukprn, ReturnTemplate template, Quarter period, DateOnly preparedOn, ProviderHistory history)
    {
        var held = history.Facts;
        Later = history.Later;
        Settings = context.Settings;
        Template = template;
        Ukprn = ukprn;
        Period = period;
        CensusDate = period.CensusDate;
        PreparedOn = preparedOn;
        Held = held;
        _keys = context.Keys;
        _enrolments = new(held.Enrolments, enrolment => enrolment.Newest.Key);
        _completions = new(held.Completions, completion => completion.Newest.Key);
        foreach (var enrolment in held.Enrolments)
        {
            foreach (var earlier in enrolment.EarlierStartDates)
            {
                _movedEnrolments.TryAdd(enrolment.Newest.Key with { StartDate = earlier }, enrolment);
            }
        }
    }

    /// <summary>Every aim of the pilot with its title, as a list in a sentence.</summary>
    public string AimsInWords => _aims ??= Settings.Qualifications.Count == 0 ? "none yet"
        : string.Join(", ", Settings.Qualifications.Take(MaxAims).Select(aim => $"{aim.AimRef} ({aim.Title})")) + (Settings.Qualifications.Count > MaxAims ? " and others" : "");

    /// <summary>What accepted returns of later quarters say; null where there is none.</summary>
    public LaterReturns? Later { get; }

    /// <summary>Keys of rows that are not filled in yet (ROW_03): what is held of them is carried forward without a word.</summary>
    public IReadOnlySet<RowKey> KeyOnlyRows { get; init; } = new HashSet<RowKey>();

    public PilotSettings Settings { get; }
    public ReturnTemplate Template { get; }
    public Ukprn Ukprn { get; }
    public Quarter Period { get; }
    public DateOnly CensusDate { get; }
    public DateOnly PreparedOn { get; }
    public ProviderFacts Held { get; }

    // Each is made when a rule first asks: the usual row has its held version under its own key.
    public ILookup<(string LearnerRef, string AimRef), HeldEnrolment> EnrolmentsByCourse =>
        _byCourse ??= Held.Enrolments.ToLookup(enrolment => (enrolment.Newest.LearnerRef, enrolment.Newest.AimRef));

    public ILookup<LearnerKey, HeldEnrolment> EnrolmentsByLearner => _byLearner ??= Held.Enrolments.ToLookup(enrolment => enrolment.Newest.LearnerKey);

    public ILookup<string, HeldEnrolment> EnrolmentsByLearnerRef =>
        _byLearnerRef ??= Held.Enrolments.ToLookup(enrolment => enrolment.Newest.LearnerRef, StringComparer.Ordinal);

    public HeldEnrolment? FindEnrolment(RowKey key) => _enrolments.Find(key);

    /// <summary>The enrolment that a completion belongs to, also where its start date has been corrected since (HIST_01).</summary>
    public HeldEnrolment? FindEnrolmentOfCompletion(RowKey key) =>
        _enrolments.Find(key) ?? _movedEnrolments.GetValueOrDefault(key);

    /// <summary>The enrolment was accepted and is reported in error now: a later N restores it.</summary>
    public bool IsInError(RowKey? key) => key is { } known && Held.InErrorIn.ContainsKey(known);

    public HeldCompletion? FindCompletion(RowKey key) => _completions.Find(key);

    /// <summary>A break in learning is not an end.</summary>
    public bool HasEnded(HeldEnrolment enrolment) => FindCompletion(enrolment.Newest.Key) is { Newest.CompStatus: CompStatusCode.Completed or CompStatusCode.Withdrawn };

    /// <summary>The scheme of learners who start on this day.</summary>
    public Scheme SchemeAt(DateOnly start) =>
        start.Year is > 2000 and < 2098 ? Settings.SchemeOf(FundingYear.Containing(start)) : Settings.Scheme;

    /// <summary>The provider's line of approved money for a start on this day; null where there is none.</summary>
    public Allocation? AllocationAt(Qualification qualification, DateOnly start)
    {
        if (start.Year is <= 2000 or >= 2098)
        {
            return null;
        }

        var year = FundingYear.Containing(start);
        foreach (var known in _allocations)
        {
            if (known.Year == year && known.Code == qualification.Code)
            {
                return known.Allocation;
            }
        }

        var allocation = Settings.FindAllocation(Ukprn, qualification.Code, year);
        _allocations.Add(new KnownAllocation(qualification.Code, year, allocation));
        return allocation;
    }

    private sealed record KnownAllocation(string Code, FundingYear Year, Allocation? Allocation);

    /// <summary>Made anew each time: nearly every row is asked once, when it is stored, and kept keys would take as much room as half a row.</summary>
    public LearnerKey KeyOf(TypedRow row)
    {
        var uln = row.Whole(Template.Uln);
        if (uln == TemporaryUln)
        {
            return TemporaryKeyOf(row.Text(Template.LearnerRef));
        }

        Span<char> digits = stackalloc char[20];
        uln.TryFormat(digits, out var length, provider: CultureInfo.InvariantCulture);
        return _keys.OfUln(digits[..length]);
    }

    public LearnerKey TemporaryKeyOf(string learnerRef) => _keys.OfTemporary(Ukprn, learnerRef);

    public const long TemporaryUln = 9_999_999_999;

    /// <summary>Whether a destination counts as positive, by the settings or the default.</summary>
    public bool IsPositive(string type, string code, string newOrProgressed, string employmentStatus) =>
        PositiveDestination.IsPositive(Settings, type, code, newOrProgressed, employmentStatus);
}

/// <summary>The rows of a file seen together.</summary>
internal sealed class RowSet(IReadOnlyList<TypedRow> rows)
{
    private readonly HashSet<string> _rejectedLearners = new(StringComparer.Ordinal);
    private HashSet<RowKey>? _keys;
    private HashSet<RowKey>? _acceptedKeys;

    /// <summary>In the order of the sheet; rows reported in error are among them.</summary>
    public IReadOnlyList<TypedRow> Rows { get; } = rows;

    /// <summary>Every key that stands in the file, whatever became of its row.</summary>
    public HashSet<RowKey> Keys => _keys ??= KeysOf(row => true);

    /// <summary>Keys of rows that no E has rejected. Asked for once nothing rejects any more.</summary>
    public HashSet<RowKey> AcceptedKeys => _acceptedKeys ??= KeysOf(row => !row.Rejected);

    public IReadOnlySet<string> RejectedLearners => _rejectedLearners;

    /// <summary>Held rows that a row of the file replaces or speaks for although their keys differ: they are not missing.</summary>
    public HashSet<RowKey> ReplacedKeys { get; } = [];

    /// <summary>Rows of which a later quarter's return says otherwise (HIST_05): they are not used, and no other rule of history is about them.</summary>
    public HashSet<RowKey> SupersededKeys { get; } = [];

    public bool IsSuperseded(TypedRow row) => SupersededKeys.Count > 0 && row.Key is { } key && SupersededKeys.Contains(key);

    public void Reject(string learnerRef) => _rejectedLearners.Add(learnerRef);

    private HashSet<RowKey> KeysOf(Func<TypedRow, bool> counts)
    {
        var keys = new HashSet<RowKey>(Rows.Count);
        foreach (var row in Rows)
        {
            if (row.Key is { } key && counts(row))
            {
                keys.Add(key);
            }
        }

        return keys;
    }

    /// <summary>Stands in the file, or may do so in a row that was rejected: whoever is half right is not missing.</summary>
    public bool MayContain(RowKey key) => Keys.Contains(key) || _rejectedLearners.Contains(key.LearnerRef);
}
