using System.Globalization;
using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns.Template;

/// <summary>
/// What a provider's next return starts from (returns.md section 3): every row that is held of it, as it was sent, and a row with its key
/// alone for each learner whose planned end has passed and of whom no completion is held. First it says which rows of which kept copies
/// it needs, then it is given the copies one by one.
/// </summary>
public sealed class PrefillFromLastReturn
{
    private readonly ReturnTemplate _template;
    private readonly ProviderFacts _held;
    private readonly ProviderFacts _newest;
    private readonly Quarter _period;
    private readonly DateOnly _today;
    private readonly List<Kept> _rows = [];
    private readonly HashSet<(int Submission, int ExcelRow)> _overlaps;
    private int _gone;

    /// <param name="today">By which planned ends have passed and destinations are due.</param>
    /// <param name="held">From the returns for the period and those before it.</param>
    /// <param name="newest">From all returns: whose completion is held in a later quarter is not asked for again.</param>
    public PrefillFromLastReturn(ReturnKind kind, Quarter period, DateOnly today, ProviderFacts held, ProviderFacts newest)
    {
        (_template, _period, _today, _held, _newest) = (ReturnTemplate.Of(kind), period, today, held, newest);
        _overlaps = kind == ReturnKind.Enrolment ? OverlapFilter.FindOverlapping(held) : [];
        NeededRows = PlacesOf(kind).ToLookup(place => place.Submission, place => place.ExcelRow);
    }

    /// <summary>Numbers of submissions, each with the Excel rows of it that are held.</summary>
    public ILookup<int, int> NeededRows { get; }

    /// <param name="copy">Of the submission; seekable, left open.</param>
    public void AddCopy(int submission, Stream copy, FileLimits limits)
    {
        var wanted = NeededRows[submission].ToHashSet();
        var found = ReadKeptRows.Run(copy, _template, wanted, limits);
        _rows.AddRange(found.Select(row => new Kept(submission, row.Key, row.Value)));
        _gone += wanted.Count - found.Count;
    }

    /// <summary>The copy is no longer kept: its time was over.</summary>
    public void SkipCopy(int submission) => _gone += NeededRows[submission].Count();

    public TemplatePrefill Build()
    {
        var started = _template.Kind == ReturnKind.Completion ? Started() : [];
        var overlapping = _rows.RemoveAll(row => _overlaps.Contains((row.Submission, row.ExcelRow)));
        var kept = _rows.OrderByDescending(row => row.Submission).ThenBy(row => row.ExcelRow).Select(row => row.Row).ToList();
        var clashing = _template.Kind == ReturnKind.Enrolment ? ClashFilter.RemoveClashing(kept) : 0;
        if (_template.Kind == ReturnKind.Completion)
        {
            AddHeldFacts();
        }

        return new TemplatePrefill([.. kept, .. started], InWords(kept.Count, started.Count, clashing, overlapping)) { IsNil = kept.Count + started.Count + _gone + clashing + overlapping == 0 };
    }

    private IEnumerable<(int Submission, int ExcelRow)> PlacesOf(ReturnKind kind) => kind == ReturnKind.Enrolment
        ? _held.Enrolments.Select(row => (row.SubmissionNumber, row.ExcelRow))
        : _held.Completions.Select(row => (row.SubmissionNumber, row.ExcelRow));

    /// <summary>A completion's start date is that of its enrolment today, whatever it was when the row was sent (HIST_01).</summary>
    private void AddHeldFacts()
    {
        var held = _held.Completions.ToDictionary(row => (row.SubmissionNumber, row.ExcelRow), row => row.Newest);
        foreach (var (submission, excelRow, row) in _rows)
        {
            Add(held[(submission, excelRow)], row);
        }

        void Add(Completion held, FilledRow row)
        {
            row[CompletionColumns.StartDate] = Display.Iso(held.StartDate);
            row.DestinationDueSince = IsDestinationDue(held) ? held.ActualEndDate : null;
        }
    }

    private bool IsDestinationDue(Completion held) =>
        held is { CompStatus: CompStatusCode.Completed, Destination: null } && _today > held.ActualEndDate.AddMonths(Programme.MonthsUntilDestination);

    private List<FilledRow> Started()
    {
        var known = _newest.Completions.Select(row => row.Newest.Key).ToHashSet();
        return
        [
            .. _newest.Enrolments
                .Where(row => row.Newest.PlannedEndDate < _today && row.Newest.StartDate <= _period.CensusDate && !known.Contains(row.Newest.Key))
                .Select(row => new FilledRow(_template)
                {
                    PlannedEndPassed = row.Newest.PlannedEndDate,
                    [CompletionColumns.LearnerRef] = row.Newest.LearnerRef,
                    [CompletionColumns.AimRef] = row.Newest.AimRef,
                    [CompletionColumns.StartDate] = Display.Iso(row.Newest.StartDate),
                }),
        ];
    }

    private string InWords(int kept, int started, int clashing, int overlapping)
    {
        if (kept + started == 0)
        {
            return _gone > 0
                ? "The files that you sent are no longer kept: they are removed some time after their quarter has closed. So there is nothing to start from, and this is the empty template. What we hold of you is not lost: rows that you do not send again are carried forward."
                : $"Nothing of yours is held for quarters up to {_period.Words}, so this is the empty template.";
        }

        var words = $"Started from your last return on {Display.Date(_today)}, with {Count(kept, "row")} that we hold for quarters up to {_period.Words}. Check each row and change what has changed.";
        words += started == 0 ? "" : $" {Count(started, "learner")} of whom we hold no completion and whose planned end date has passed: their rows at the end of the sheet have the key alone. Fill in those who have ended, and leave the others as they are.";
        words += clashing == 0 ? "" : $" Left out: {Count(clashing, "row")} that we hold of a learner under another reference or number than your newest return gives. They are carried forward; if they are wrong, send them with Reported in error set to Y.";
        words += overlapping == 0 ? "" : $" Left out: {Count(overlapping, "row")} that your newest return did not have and whose dates overlap a row that it has, of the same learner and aim. They are carried forward; if they are wrong, send them with Reported in error set to Y.";
        words += _gone == 0 ? "" : $" Not here: {Count(_gone, "row")} from files that are no longer kept, because they are removed some time after their quarter has closed. They are carried forward.";
        return words;
    }

    private static string Count(int number, string noun) => string.Create(CultureInfo.InvariantCulture, $"{number:#,##0} {noun}{(number == 1 ? "" : "s")}");

    private sealed record Kept(int Submission, int ExcelRow, FilledRow Row);
}
