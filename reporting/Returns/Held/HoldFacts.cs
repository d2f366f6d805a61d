using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns.Held;

/// <summary>
/// From everything accepted of one provider to what is held of it (returns.md section 5): the newest version of each row, rows missing
/// from later files carried forward, temporary ULNs re-linked, corrected start dates followed, rows reported in error left out. The
/// result depends on the returns, not on the order in which they came.
/// </summary>
public static class HoldFacts
{
    /// <param name="submissions">Every submission of the provider as it stands, rejected ones too.</param>
    /// <param name="accepted">The accepted returns with their rows, in any order.</param>
    public static ProviderFacts Of(Ukprn ukprn, IEnumerable<JudgedSubmission> submissions, IReadOnlyList<AcceptedReturn> accepted)
    {
        if (accepted.Count == 0)
        {
            return new ProviderFacts(ukprn, submissions.OrderBy(submission => submission.Number).ToList(), [], []);
        }

        var ordered = accepted.OrderBy(acceptedReturn => acceptedReturn.Submission, AcceptedReturn.Supersession).ToList();
        var enrolmentReturns = ordered.Where(acceptedReturn => acceptedReturn.Submission.Kind == ReturnKind.Enrolment).ToList();
        var completionReturns = ordered.Where(acceptedReturn => acceptedReturn.Submission.Kind == ReturnKind.Completion).ToList();

        var keys = LearnerKeys.Link(enrolmentReturns);
        var ends = new EndsOverTime(completionReturns);
        var enrolments = new HoldEnrolments(ukprn, keys, ends);
        foreach (var enrolmentReturn in enrolmentReturns)
        {
            enrolments.Take(enrolmentReturn);
        }

        var completions = new HoldCompletions(ukprn, enrolments);
        foreach (var completionReturn in completionReturns)
        {
            completions.Take(completionReturn);
        }

        var heldCompletions = completions.Held();
        return new ProviderFacts(
            ukprn,
            submissions.OrderBy(submission => submission.Number).ToList(),
            WithHistory(enrolments.Held(heldCompletions), new ReturnHistory(enrolmentReturns)),
            heldCompletions)
        {
            InError = enrolments.InErrorIn().Keys.ToHashSet(),
            InErrorIn = enrolments.InErrorIn(),
        };
    }

    private static List<HeldEnrolment> WithHistory(List<HeldEnrolment> held, ReturnHistory history) =>
        held.ConvertAll(row => row with { History = history.Of(row) });

    /// <summary>The learner key of each learner_ref: that of the newest real ULN, or else the temporary one.</summary>
    private sealed class LearnerKeys
    {
        private readonly Dictionary<string, LearnerKey> _real = new(StringComparer.Ordinal);

        public static LearnerKeys Link(IEnumerable<AcceptedReturn> returns)
        {
            var keys = new LearnerKeys();
            foreach (var accepted in returns)
            {
                foreach (var (_, row) in accepted.Enrolments)
                {
                    if (!row.ReportedInError && !row.TemporaryUln)
                    {
                        keys._real[row.LearnerRef] = row.LearnerKey;
                    }
                }
            }

            return keys;
        }

        public Enrolment Apply(Enrolment row) => row.ReportedInError || !_real.TryGetValue(row.LearnerRef, out var key) || key == row.LearnerKey
            ? row
            : row with { LearnerKey = key };

        public bool IsReal(string learnerRef) => _real.ContainsKey(learnerRef);
    }

    /// <summary>When the completion returns first said that a row had ended, so that "without an accepted end" has one answer.</summary>
    private sealed class EndsOverTime
    {
        private readonly Dictionary<RowKey, List<((Quarter, DateOnly) Place, bool Ended)>> _said = [];

        public EndsOverTime(IEnumerable<AcceptedReturn> returns)
        {
            foreach (var accepted in returns)
            {
                foreach (var (_, row) in accepted.Completions)
                {
                    if (!_said.TryGetValue(row.Key, out var said))
                    {
                        _said[row.Key] = said = [];
                    }

                    // A break in learning is not an end.
                    said.Add((accepted.Place, !row.ReportedInError && row.CompStatus is "2" or "3"));
                }
            }
        }

        /// <summary>What returns that stand before this place said last.</summary>
        public bool EndedBefore(RowKey key, (Quarter, DateOnly) place) =>
            _said.TryGetValue(key, out var said) && said.LastOrDefault(pair => pair.Place.CompareTo(place) < 0).Ended;
    }

    private sealed class State
    {
        public required Enrolment Row { get; set; }
        public int SubmissionNumber { get; set; }
        public int ExcelRow { get; set; }
        public DateOnly FirstPlannedEnd { get; set; }
        public DateOnly LastStoodOn { get; set; }
        public int LastReturn { get; set; }
        public HashSet<Quarter> TemporaryPeriods { get; } = [];
        public RowKey? DuplicateOf { get; set; }
        public List<DateOnly> EarlierStarts { get; init; } = [];
    }

    private sealed class HoldEnrolments(Ukprn ukprn, LearnerKeys keys, EndsOverTime ends)
    {
        private readonly Dictionary<RowKey, State> _held = [];
        private readonly Dictionary<(string Learner, string Aim), List<RowKey>> _byCourse = [];
        private readonly Dictionary<LearnerKey, List<RowKey>> _byPerson = [];
        private readonly Dictionary<RowKey, RowKey> _moved = [];
        private int _returns;

        public void Take(AcceptedReturn accepted)
        {
            _returns++;
            var inFile = accepted.Enrolments.Select(at => at.Row.Key).ToHashSet();
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
                    state.LastStoodOn = Later(state.LastStoodOn, accepted.Place.PreparedOn);
                    if (row.TemporaryUln)
                    {
                        state.TemporaryPeriods.Add(accepted.Place.Period);
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
            var ended = completions.Where(completion => completion.Row.CompStatus is "2" or "3").Select(completion => completion.Row.Key).ToHashSet();
            return _held.Values
                .Where(state => !state.Row.ReportedInError)
                .OrderBy(state => state.Row.Key)
                .Select(state => new HeldEnrolment
                {
                    Ukprn = ukprn,
                    Row = state.Row,
                    SubmissionNumber = state.SubmissionNumber,
                    ExcelRow = state.ExcelRow,
                    FirstPlannedEndDate = state.FirstPlannedEnd,
                    LastStoodOn = state.LastStoodOn,
                    Stale = state.LastReturn != _returns && !ended.Contains(state.Row.Key),
                    TemporaryUlnPeriods = keys.IsReal(state.Row.LearnerRef) ? 0 : state.TemporaryPeriods.Count,
                    PossibleDuplicate = state.DuplicateOf is { } other && _held.TryGetValue(other, out var held) && !held.Row.ReportedInError,
                    EarlierStartDates = state.EarlierStarts,
                })
                .ToList();
        }

        private State Begin(Enrolment row, AcceptedReturn accepted, Func<RowKey, bool> isInFile)
        {
            var corrected = FindCorrected(row, accepted, isInFile);
            var state = new State { Row = row, FirstPlannedEnd = row.PlannedEndDate };
            if (corrected is { } old)
            {
                var before = _held[old];
                _held.Remove(old);
                _moved[old] = row.Key;
                state = new State
                {
                    Row = row,
                    FirstPlannedEnd = before.FirstPlannedEnd > row.StartDate ? before.FirstPlannedEnd : row.PlannedEndDate,
                    LastStoodOn = before.LastStoodOn,
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
            Index(_byCourse, (row.LearnerRef, row.AimRef), row.Key);
            Index(_byPerson, row.LearnerKey, row.Key);
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
                    && !ends.EndedBefore(key, accepted.Place) && (found is null || key > found.Value))
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

        private static void Index<TKey>(Dictionary<TKey, List<RowKey>> index, TKey by, RowKey key)
            where TKey : notnull
        {
            if (!index.TryGetValue(by, out var rows))
            {
                index[by] = rows = [];
            }

            rows.Add(key);
        }

        private static DateOnly Later(DateOnly first, DateOnly other) => first > other ? first : other;
    }

    private sealed class HoldCompletions(Ukprn ukprn, HoldEnrolments enrolments)
    {
        private readonly Dictionary<RowKey, (CompletionAt At, int Submission, int Return)> _held = [];
        private int _returns;

        public void Take(AcceptedReturn accepted)
        {
            _returns++;
            foreach (var at in accepted.Completions)
            {
                if (enrolments.Resolve(at.Row.Key) is { } key)
                {
                    var row = key == at.Row.Key ? at.Row : at.Row with { StartDate = key.StartDate };
                    _held[key] = (at with { Row = row }, accepted.Submission.Number, _returns);
                }
            }
        }

        public List<HeldCompletion> Held() => _held
            .Where(pair => !pair.Value.At.Row.ReportedInError && !enrolments.IsReportedInError(pair.Key))
            .OrderBy(pair => pair.Key)
            .Select(pair => new HeldCompletion
            {
                Ukprn = ukprn,
                Row = pair.Value.At.Row,
                SubmissionNumber = pair.Value.Submission,
                ExcelRow = pair.Value.At.ExcelRow,
                Stale = pair.Value.Return != _returns && (pair.Value.At.Row.CompStatus == "6" || pair.Value.At.Row.Outcome == "8"),
            })
            .ToList();
    }
}
