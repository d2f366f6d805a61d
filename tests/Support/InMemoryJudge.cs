using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Returns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Returns.Rules;
using Pilot.Reporting.Returns.Template;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Returns.Rules;

namespace Pilot.Tests.Support;

/// <summary>One provider's returns, judged one after the other and kept, without a store: all that the judgement itself needs.</summary>
internal sealed class InMemoryJudge(PilotSettings settings, Ukprn ukprn)
{
    private readonly List<(JudgedSubmission Submission, Judgement Judgement, byte[] Bytes)> _sent = [];

    public Judgement Send(byte[] file, string fileName, DateOnly receivedOn)
    {
        var number = _sent.Count + 1;
        var receivedAt = LondonTime.On(receivedOn, new TimeOnly(12, 0));
        using var content = new MemoryStream(file);
        var judgement = JudgeReturn.Judge(content, new JudgeContext
        {
            Settings = settings,
            SenderUkprn = ukprn,
            FileName = fileName,
            ReceivedAt = receivedAt,
            Keys = ReturnUnderTest.Keys,
            LoadHistory = (_, kind, period, preparedOn) => History(number, kind, period, preparedOn),
        });
        _sent.Add((Submission(number, receivedAt, judgement), judgement, file));
        return judgement;
    }

    public ProviderFacts Facts(Func<JudgedSubmission, bool>? counts = null) => GatherFacts.Of(
        ukprn,
        _sent.Select(sent => sent.Submission),
        [
            .. _sent.Where(sent => sent.Submission.IsAccepted && counts?.Invoke(sent.Submission) != false)
                .Select(sent => new AcceptedReturn(sent.Submission, [.. sent.Judgement.Enrolments], [.. sent.Judgement.Completions])),
        ]);

    public TemplateContent StartFromLast(ReturnKind kind, Quarter period, DateOnly today)
    {
        var held = Facts(submission => submission.Period <= period || (kind == ReturnKind.Completion && submission.Kind == ReturnKind.Enrolment));
        var start = new PrefillFromLastReturn(kind, period, today, held, Facts());
        foreach (var sent in _sent.Where(sent => start.NeededRows.Contains(sent.Submission.Number)))
        {
            using var copy = new MemoryStream(sent.Bytes);
            start.AddCopy(sent.Submission.Number, copy, FileLimits.Default);
        }

        return TemplateContent.Of(settings, ukprn, period, kind) with { Prefill = start.Build() };
    }

    /// <summary>The accepted row that stands there in a return that was sent.</summary>
    public string RowAt(int submission, int excelRow)
    {
        var judgement = _sent[submission - 1].Judgement;
        return Assert.Single(
        [
            .. judgement.Enrolments.Where(at => at.ExcelRow == excelRow).Select(at => at.Enrolment.ToString()),
            .. judgement.Completions.Where(at => at.ExcelRow == excelRow).Select(at => at.Completion.ToString()),
        ]);
    }

    public FundingRun Money(Quarter period) => EarnAndReconcile.Run(new FundingInputs(period, settings, new Ledger(), [Facts()], []));

    private ProviderHistory History(int number, ReturnKind kind, Quarter period, DateOnly preparedOn)
    {
        var here = new JudgedSubmission { Number = number, Ukprn = ukprn, Status = SubmissionStatus.Received, ReceivedAt = default, Kind = kind, Period = period, PreparedOn = preparedOn };
        bool IsBefore(JudgedSubmission other) => AcceptedReturn.Supersession.Compare(other.Kind == kind ? other : other with { Number = int.MaxValue }, here) < 0;
        var facts = Facts(other => (kind == ReturnKind.Completion && other.Kind == ReturnKind.Enrolment) || IsBefore(other));
        return new ProviderHistory(facts, _sent.Where(sent => sent.Submission.IsAccepted && sent.Submission.Kind == kind && sent.Submission.Period == period).Max(sent => sent.Submission.PreparedOn));
    }

    private JudgedSubmission Submission(int number, DateTimeOffset receivedAt, Judgement judgement) => new()
    {
        Number = number,
        Ukprn = ukprn,
        Status = judgement.Status,
        ReceivedAt = receivedAt,
        Kind = judgement.Declaration.Kind,
        Period = judgement.Declaration.Period,
        PreparedOn = judgement.Declaration.PreparedOn,
        Nil = judgement.Declaration.Nil,
        Rows = judgement.Rows,
        AcceptedRows = judgement.AcceptedRows,
        RejectedRows = judgement.RejectedRows,
        Interim = judgement.Interim,
        RejectedLearners = judgement.RejectedLearners,
    };
}
