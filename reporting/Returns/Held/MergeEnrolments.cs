using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns.Held;

/// <summary>The enrolments of a provider, return by return: a newer version takes the place of the one before.</summary>
internal sealed class MergeEnrolments(Ukprn ukprn, LearnerKeyByReference keys, EndHistory ends)
{
    private readonly Dictionary<RowKey, MergedEnrolment> _held = [];
    private readonly Dictionary<string, MergedEnrolment> _lastOfReference = new(StringComparer.Ordinal);
    private readonly Dictionary<LearnerKey, MergedEnrolment> _lastOfPerson = [];
    private readonly Dictionary<RowKey, RowKey> _moved = [];
    private int _returns;

    public void Take(AcceptedReturn accepted)
    {
        _returns++;
        if (_returns == 1)
        {
            _held.EnsureCapacity(accepted.Enrolments.Count);
        }
        else if (_returns == 2)
        {
            LinkAll();
        }

        HashSet<RowKey>? inFile = null;
        Func<RowKey, bool> isInFile = key => (inFile ??= KeysOf(accepted)).Contains(key) || accepted.Submission.RejectedLearners.Contains(key.LearnerRef);
        foreach (var (excelRow, sent) in accepted.Enrolments)
        {
            var row = keys.Apply(sent);
            var key = row.Key;
            if (!_held.TryGetValue(key, out var state))
            {
                if (row.ReportedInError)
                {
                    continue;
                }

                state = Begin(key, row, accepted, isInFile);
            }

            state.Row = row;
            state.SubmissionNumber = accepted.Submission.Number;
            state.ExcelRow = excelRow;
            state.LastReturn = _returns;
            if (!row.ReportedInError)
            {
                state.LastReportedOn = Later(state.LastReportedOn, accepted.Order.PreparedOn);
                if (row.TemporaryUln)
                {
                    (state.TemporaryPeriods ??= []).Add(accepted.Order.Period);
                }
            }
        }
    }

    /// <summary>
    /// By reference and person: asked for only by a return behind the first. What began in the same file as a row is neither corrected by it nor its duplicate.
    /// </summary>
    private void LinkAll()
    {
        _lastOfReference.EnsureCapacity(_held.Count);
        _lastOfPerson.EnsureCapacity(_held.Count);
        foreach (var state in _held.Values)
        {
            Link(state);
        }
    }

    private void Link(MergedEnrolment state)
    {
        state.EarlierOfReference = _lastOfReference.GetValueOrDefault(state.Row.LearnerRef);
        state.EarlierOfPerson = _lastOfPerson.GetValueOrDefault(state.Row.LearnerKey);
        _lastOfReference[state.Row.LearnerRef] = state;
        _lastOfPerson[state.Row.LearnerKey] = state;
    }

    private static HashSet<RowKey> KeysOf(AcceptedReturn accepted)
    {
        var keys = new HashSet<RowKey>(accepted.Enrolments.Count);
        foreach (var (_, sent) in accepted.Enrolments)
        {
            keys.Add(sent.Key);
        }

        return keys;
    }

    /// <summary>The row that a completion's key means today, following corrected start dates; null where none is held.</summary>
    public RowKey? Resolve(RowKey key)
    {
        while (!_held.ContainsKey(key) && _moved.TryGetValue(key, out var to))
        {
            key = to;
        }

        return _held.ContainsKey(key) ? key : null;
    }

    public bool IsReportedInError(RowKey key) => _held[key].Row.ReportedInError;

    /// <summary>Rows reported in error, under every start date that they had, with the submission that said so.</summary>
    public Dictionary<RowKey, int> InErrorIn() => _held.Values
        .Where(state => state.Row.ReportedInError)
        .SelectMany(state => state.EarlierStarts.Append(state.Row.StartDate).Select(start => (Key: state.Key with { StartDate = start }, state.SubmissionNumber)))
        .GroupBy(row => row.Key)
        .ToDictionary(rows => rows.Key, rows => rows.Max(row => row.SubmissionNumber));

    public List<HeldEnrolment> Held(IReadOnlyList<HeldCompletion> completions, ReturnHistory? history)
    {
        var ended = completions.Where(completion => completion.Newest.CompStatus is CompStatusCode.Completed or CompStatusCode.Withdrawn).Select(completion => completion.Newest.Key).ToHashSet();
        var states = new List<MergedEnrolment>(_held.Count);
        var isInOrder = true;
        foreach (var state in _held.Values)
        {
            if (!state.Row.ReportedInError)
            {
                isInOrder &= states.Count == 0 || states[^1].Key < state.Key;
                states.Add(state);
            }
        }

        // Most returns come in the order of their learners.
        if (!isInOrder)
        {
            states.Sort(static (state, other) => state.Key.CompareTo(other.Key));
        }

        return states.ConvertAll(state => new HeldEnrolment
        {
            Ukprn = ukprn,
            Newest = state.Row,
            SubmissionNumber = state.SubmissionNumber,
            ExcelRow = state.ExcelRow,
            FirstPlannedEndDate = state.FirstPlannedEnd,
            LastReportedOn = state.LastReportedOn,
            Stale = state.LastReturn != _returns && !ended.Contains(state.Key),
            TemporaryUlnPeriods = state.TemporaryPeriods is null || keys.IsReal(state.Row.LearnerRef) ? 0 : state.TemporaryPeriods.Count,
            PossibleDuplicate = state.DuplicateOf is { } other && _held.TryGetValue(other, out var held) && !held.Row.ReportedInError,
            EarlierStartDates = state.EarlierStarts,
            History = history?.Of(state.Key, state.EarlierStarts),
        });
    }

    private MergedEnrolment Begin(RowKey key, Enrolment row, AcceptedReturn accepted, Func<RowKey, bool> isInFile)
    {
        MergedEnrolment state;
        if (!row.Restart && FindCorrected(row, accepted, isInFile) is { } old)
        {
            var before = _held[old];
            _held.Remove(old);
            _moved[old] = key;
            state = new MergedEnrolment
            {
                Key = key,
                Row = row,
                FirstPlannedEnd = before.FirstPlannedEnd > row.StartDate ? before.FirstPlannedEnd : row.PlannedEndDate,
                LastReportedOn = before.LastReportedOn,
                DuplicateOf = before.DuplicateOf,
                EarlierStarts = [.. before.EarlierStarts, old.StartDate],
                TemporaryPeriods = before.TemporaryPeriods,
            };
        }
        else
        {
            state = new MergedEnrolment { Key = key, Row = row, FirstPlannedEnd = row.PlannedEndDate, DuplicateOf = FindOtherOfSamePerson(row, isInFile) };
        }

        _held[key] = state;
        if (_returns > 1)
        {
            Link(state);
        }

        return state;
    }

    /// <summary>HIST_01: the row that a new one of the same course corrects the start date of.</summary>
    private RowKey? FindCorrected(Enrolment row, AcceptedReturn accepted, Func<RowKey, bool> isInFile)
    {
        RowKey? found = null;
        for (var earlier = _lastOfReference.GetValueOrDefault(row.LearnerRef); earlier is not null; earlier = earlier.EarlierOfReference)
        {
            var key = earlier.Key;
            if (key.AimRef == row.AimRef && _held.TryGetValue(key, out var state) && !state.Row.ReportedInError && !isInFile(key)
                && !ends.EndedBefore(key, accepted.Order) && (found is null || key > found.Value))
            {
                found = key;
            }
        }

        return found;
    }

    /// <summary>HIST_04: the same person under another aim or learner_ref, held and not in this file.</summary>
    private RowKey? FindOtherOfSamePerson(Enrolment row, Func<RowKey, bool> isInFile)
    {
        RowKey? found = null;
        for (var earlier = _lastOfPerson.GetValueOrDefault(row.LearnerKey); earlier is not null; earlier = earlier.EarlierOfPerson)
        {
            var key = earlier.Key;
            if ((key.AimRef != row.AimRef || key.LearnerRef != row.LearnerRef) && _held.TryGetValue(key, out var state)
                && !state.Row.ReportedInError && !isInFile(key) && (found is null || key < found.Value))
            {
                found = key;
            }
        }

        return found;
    }

    private static DateOnly Later(DateOnly first, DateOnly other) => first > other ? first : other;
}
