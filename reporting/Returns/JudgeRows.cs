using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Rules;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns;

/// <summary>The three stages that follow the cells: each row by itself, all rows together, all rows against what is held.</summary>
internal sealed class JudgeRows
{
    private readonly RowFacts _facts;
    private readonly ReadReturn _read;
    private readonly RowSet _set;
    private readonly ReturnTemplate _template;
    private readonly bool _enrolments;

    public JudgeRows(RowFacts facts, ReadReturn read)
    {
        _facts = facts;
        _read = read;
        _template = facts.Template;
        _enrolments = _template.Kind == ReturnKind.Enrolment;
        _set = new RowSet(read.Rows);
    }

    public IReadOnlySet<string> RejectedLearners => _set.RejectedLearners;

    public void JudgeEachRow()
    {
        var rules = (_enrolments ? EnrolmentRules.AsRun : CompletionRules.All).ToArray();
        foreach (var row in _set.Rows)
        {
            if (row.InError)
            {
                continue;
            }

            if (row.Key is { } key)
            {
                row.Held = _enrolments ? _facts.FindEnrolment(key) : _facts.FindEnrolmentOfCompletion(key);
            }

            foreach (var rule in rules)
            {
                if (!row.AnyFailed(rule.ColumnsRead) && rule.Fires(row, _facts))
                {
                    var severity = rule.SeverityFor?.Invoke(row, _facts) ?? rule.Severity;
                    var effective = rule.CannotBeSoftenedFor?.Invoke(row) == true ? severity : _read.Findings.SeverityOf(rule, severity);
                    Add(rule, effective, rule.BlamedColumns, row, rule.BlamedColumns[0], rule.MessageFor?.Invoke(row, _facts) ?? rule.Message);
                }
            }
        }
    }

    public void JudgeAcrossRows()
    {
        foreach (var rule in _enrolments ? ReferenceRules.All.Concat(CrossRowRules.Enrolment) : CrossRowRules.Completion)
        {
            Run(rule);
        }

        foreach (var row in _set.Rows)
        {
            if (row.Rejected && !string.IsNullOrEmpty(row.Text(_template.LearnerRef)))
            {
                _set.Reject(row.Text(_template.LearnerRef));
            }
        }
    }

    /// <param name="nil">Nothing was meant to be sent: what is held is DECL_11's, not missing row by row.</param>
    public void JudgeAgainstHistory(bool nil)
    {
        // What a later quarter's return holds goes before every other rule of history: the rows that it prevails over are not used.
        var rules = _enrolments ? HistoryRules.Enrolment : CompletionHistoryRules.All;
        foreach (var rule in rules.Where(rule => rule.Id == HistoryRules.SupersededId).Concat(rules.Where(rule => rule.Id != HistoryRules.SupersededId)))
        {
            Run(rule);
        }

        var missing = _enrolments ? HistoryRules.MissingEnrolments : CompletionHistoryRules.Missing;
        if (nil || _read.Findings.SeverityOf(missing, missing.Severity) is not { } severity)
        {
            return;
        }

        foreach (var (learnerRef, message) in missing.Find(_set, _facts))
        {
            _read.Findings.Add(new Finding(missing.Id, severity, _read.Sheet, null, null, learnerRef, null, null, message, missing.Fix));
        }
    }

    // What a rule finds is collected first: a finding of one row must not change what the rule sees of the next.
    private void Run(SetRule rule)
    {
        var found = new List<Found>();
        rule.Find(_set, _facts, (row, column, message) => found.Add(new Found(row, column, message)));
        foreach (var (row, column, message) in found)
        {
            Add(rule, _read.Findings.SeverityOf(rule, rule.Severity), rule.BlamedColumns, row, column, message);
        }
    }

    private sealed record Found(TypedRow Row, int Column, string Message);

    /// <param name="severity">Null where the settings have switched the rule off.</param>
    private void Add(Rule rule, Severity? severity, IReadOnlyList<int> at, TypedRow row, int column, string message)
    {
        if (severity is not { } effective)
        {
            return;
        }

        if (effective == Severity.E)
        {
            row.Rejected = true;
            row.FailAll(TypedRow.Set(at));
        }

        var spec = _template.Columns[column];
        _read.Findings.Add(
            new Finding(
                rule.Id, effective, _read.Sheet, row.Number, _read.Header?.Address(row.Number, column),
                row.ShownRef, spec.Name, Show(row, column, spec), message, rule.Fix, spec.Sensitive || IsPersonal(row, column)),
            column, row);
    }

    private bool IsPersonal(TypedRow row, int column) => column == _template.LearnerRef && PersonalText.IsUlnLike(row.Text(column));

    private static string? Show(TypedRow row, int column, ReturnColumn spec)
    {
        if (!row.HasValue(column))
        {
            return null;
        }

        return spec.Type switch
        {
            ReturnColumnType.Date => Display.Iso(row.Date(column)),
            ReturnColumnType.Whole => Display.Digits(row.Whole(column)),
            ReturnColumnType.Uln => row.Whole(column).ToString("D10", System.Globalization.CultureInfo.InvariantCulture),
            ReturnColumnType.Money => row.Money(column).ToString("0.00", System.Globalization.CultureInfo.InvariantCulture),
            ReturnColumnType.Postcode => row.Whole(column) == 1 ? Postcode.Unknown : row.AreaOf(column).Outward,
            ReturnColumnType.LearnerRef => row.ShownRef,
            _ => row.Text(column),
        };
    }
}
