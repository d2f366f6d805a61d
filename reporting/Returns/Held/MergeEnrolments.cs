using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns.Held;

/// <summary>The enrolments of a provider, return by return: a newer version takes the place of the one before.</summary>
internal sealed class MergeEnrolments(Ukprn ukprn, LearnerKeyByReference keys, EndHistory ends)
{
    private readonly Dictionary<RowKey, MergedEnrolment> _held = [];
    private readonly Dictionary<(string Learner, string Aim), List<RowKey>> _byCourse = [];
    private readonly Dictionary<LearnerKey, List<RowKey>> _byPerson = [];
    private readonly Dictionary<RowKey, RowKey> _moved = [];
    private int _returns;

    public void Take(AcceptedReturn accepted)
    {
        _returns++;
        var inFile = accepted.Enrolments.Select(at => at.Enrolment.Key).ToHashSet();
        bool IsInFile(RowKey key) => inFile.Contains(key) || accepted.Submission.RejectedLearners.Contains(key.LearnerRef);
        foreach (var (excelRow, sent) in accepted.Enrolments)
        {
            var row = keys.Apply(sent);
            if (!_held.TryGetValue(row.Key, out var state))
            {
                if (row.ReportedInError)
                {
                    continue;
                }

                state = Begin(row, accepted, IsInFile);
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
                    state.TemporaryPeriods.Add(accepted.Order.Period);
                }
            }
        }
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
        .SelectMany(state => state.EarlierStarts.Append(state.Row.StartDate).Select(start => (Key: state.Row.Key with { StartDate = start }, state.SubmissionNumber)))
        .GroupBy(row => row.Key)
        .ToDictionary(rows => rows.Key, rows => rows.Max(row => row.SubmissionNumber));

    public List<HeldEnrolment> Held(IReadOnlyList<HeldCompletion> completions)
    {
        var ended = completions.Where(completion => completion.Newest.CompStatus is CompStatusCode.Completed or CompStatusCode.Withdrawn).Select(completion => completion.Newest.Key).ToHashSet();
        return _held.Values
            .Where(state => !state.Row.ReportedInError)
            .OrderBy(state => state.Row.Key)
            .Select(state => new HeldEnrolment
            {
                Ukprn = ukprn,
                Newest = state.Row,
                SubmissionNumber = state.SubmissionNumber,
                ExcelRow = state.ExcelRow,
                FirstPlannedEndDate = state.FirstPlannedEnd,
                LastReportedOn = state.LastReportedOn,
                Stale = state.LastReturn != _returns && !ended.Contains(state.Row.Key),
                TemporaryUlnPeriods = keys.IsReal(state.Row.LearnerRef) ? 0 : state.TemporaryPeriods.Count,
                PossibleDuplicate = state.DuplicateOf is { } other && _held.TryGetValue(other, out var held) && !held.Row.ReportedInError,
                EarlierStartDates = state.EarlierStarts,
            })
            .ToList();
    }

    private MergedEnrolment Begin(Enrolment row, AcceptedReturn accepted, Func<RowKey, bool> isInFile)
    {
        var corrected = FindCorrected(row, accepted, isInFile);
        var state = new MergedEnrolment { Row = row, FirstPlannedEnd = row.PlannedEndDate };
        if (corrected is { } old)
        {
            var before = _held[old];
            _held.Remove(old);
            _moved[old] = row.Key;
            state = new MergedEnrolment
            {
                Row = row,
                FirstPlannedEnd = before.FirstPlannedEnd > row.StartDate ? before.FirstPlannedEnd : row.PlannedEndDate,
                LastReportedOn = before.LastReportedOn,
                DuplicateOf = before.DuplicateOf,
                EarlierStarts = [.. before.EarlierStarts, old.StartDate],
            };
            state.TemporaryPeriods.UnionWith(before.TemporaryPeriods);
        }
        else
        {
            state.DuplicateOf = FindOtherOfSamePerson(row, isInFile);
        }

        _held[row.Key] = state;
        _byCourse.AddTo((row.LearnerRef, row.AimRef), row.Key);
        _byPerson.AddTo(row.LearnerKey, row.Key);
        return state;
    }

    /// <summary>HIST_01: the row that this one corrects the start date of.</summary>
    private RowKey? FindCorrected(Enrolment row, AcceptedReturn accepted, Func<RowKey, bool> isInFile)
    {
        if (row.Restart || !_byCourse.TryGetValue((row.LearnerRef, row.AimRef), out var same))
        {
            return null;
        }

        RowKey? found = null;
        foreach (var key in same)
        {
            if (_held.TryGetValue(key, out var state) && !state.Row.ReportedInError && !isInFile(key)
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
        if (!_byPerson.TryGetValue(row.LearnerKey, out var same))
        {
            return null;
        }

        RowKey? found = null;
        foreach (var key in same)
        {
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
