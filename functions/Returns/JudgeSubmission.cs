using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;
using Pilot.Functions.Faults;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Returns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Returns.Rules;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Returns;

/// <summary>Judges a kept copy and stores what was decided. The provider's turn is the caller's.</summary>
internal sealed class JudgeSubmission(PilotServices services, PilotSettings settings)
{
    public async Task<JudgementRow?> JudgeFirstAsync(SubmissionRow submission, CancellationToken cancellationToken) =>
        await JudgeAsync(submission, null, await FindCountingMomentAsync(submission, cancellationToken), cancellationToken);

    /// <summary>
    /// It counts from when it was received. What could not be processed before its quarter closed was not counted there, and the figures of a
    /// closed quarter never change: it counts from now, and the next closing reports it.
    /// </summary>
    private async Task<DateTime> FindCountingMomentAsync(SubmissionRow submission, CancellationToken cancellationToken)
    {
        await using var context = services.Database.Open();
        return await context.Runs.AnyAsync(run => run.Kind != RunKind.Provisional && run.FactsAsOf >= submission.ReceivedAt, cancellationToken)
            ? services.UtcNow
            : submission.ReceivedAt;
    }

    /// <summary>Judges a submission again, as of its own day, under the settings now in force.</summary>
    /// <returns>Null where nothing was decided differently.</returns>
    public async Task<JudgementRow?> JudgeAgainAsync(SubmissionRow submission, DateTime asOf, CancellationToken cancellationToken)
    {
        await using var context = services.Database.Open();
        var current = await context.Judgements.AsNoTracking().FirstOrDefaultAsync(judgement => judgement.Id == submission.JudgementId, cancellationToken);
        return await JudgeAsync(submission, current, asOf, cancellationToken);
    }

    /// <summary>
    /// Judges again what a newly accepted return may change. An accepted enrolment return may give a completion row the enrolment that it needs, or
    /// take it away: so every completion return of the provider that was not rejected as a whole is judged again, in the order of supersession, and
    /// it does not matter which came first. A completion return that arrives after one that supersedes it changes what that one builds on: so those
    /// that supersede it are judged again.
    /// </summary>
    /// <remarks>What was removed because its time was over, or is lost, is not judged again: its last judgement stands.</remarks>
    /// <param name="behind">Only returns later in the order of supersession than this one; null = all.</param>
    public async Task RejudgeCompletionsAsync(int ukprn, JudgementRow? behind, DateTime asOf, CancellationToken cancellationToken)
    {
        List<SubmissionRow> returns;
        await using (var context = services.Database.Open())
        {
            var judged = await context.Judgements.AsNoTracking()
                .Where(judgement => judgement.Ukprn == ukprn && judgement.Kind == ReturnKind.Completion && judgement.Status != SubmissionStatus.Rejected && !judgement.Nil)
                .Select(judgement => new { judgement.Id, judgement.Period, judgement.PreparedOn, judgement.SubmissionNumber })
                .ToListAsync(cancellationToken);
            var current = judged.ToDictionary(found => found.Id);
            var submissions = await context.Submissions.AsNoTracking()
                .Where(submission => submission.Ukprn == ukprn && submission.JudgementId != null && submission.PurgedAt == null)
                .ToListAsync(cancellationToken);
            returns = submissions
                .Where(submission => current.TryGetValue(submission.JudgementId!.Value, out var of) && (behind is null || IsLaterInOrder(of.Period, of.PreparedOn, submission.Number, behind)))
                .OrderBy(submission => current[submission.JudgementId!.Value].Period, StringComparer.Ordinal)
                .ThenBy(submission => current[submission.JudgementId!.Value].PreparedOn)
                .ThenBy(submission => submission.Number)
                .ToList();
        }

        foreach (var submission in returns)
        {
            try
            {
                await JudgeAgainAsync(submission, asOf, cancellationToken);
            }
            catch (CopyLostException)
            {
                // Nobody who sent something new waits for what is gone: the last judgement stands, and the office is told.
                await new RecordFailure(services).RecordLostCopyAsync(FormattableString.Invariant($"submission {submission.Number}"), cancellationToken);
            }
        }
    }

    private static bool IsLaterInOrder(string? period, DateOnly? preparedOn, int number, JudgementRow row)
    {
        var byPeriod = string.CompareOrdinal(period, row.Period);
        var byDate = byPeriod != 0 ? byPeriod : Nullable.Compare(preparedOn, row.PreparedOn);
        return (byDate != 0 ? byDate : number.CompareTo(row.SubmissionNumber)) > 0;
    }

    private async Task<JudgementRow?> JudgeAsync(SubmissionRow submission, JudgementRow? current, DateTime asOf, CancellationToken cancellationToken)
    {
        Judgement judgement;
        using (Telemetry.Begin("judge", submission.Number))
        await using (var content = await KeptCopy.OpenAsync(services.Blobs, ReceivedFile.Of(submission), cancellationToken))
        {
            judgement = JudgeOnly(submission, content);
        }

        using var storing = Telemetry.Begin("store", submission.Number);
        var made = new JudgementToStore(
            submission, judgement, version => ReceiptMapping.Text(submission, judgement, settings, services.Now, version), asOf, services.UtcNow, settings.Version, current);
        return await new StoreJudgement(services.Database, services.Keys).RunAsync(made, cancellationToken);
    }

    /// <summary>Judges and stores nothing.</summary>
    public Judgement JudgeOnly(SubmissionRow submission, Stream content) =>
        JudgeReturn.Judge(content, new JudgeContext
        {
            Settings = settings,
            SenderUkprn = submission.Ukprn is { } folder ? Ukprn.Of(folder) : null,
            // A dry run comes from no folder: whoever the Declaration names is taken at its word.
            IsFromUnknownSender = submission.Ukprn is null && submission.Folder.Length > 0,
            FileName = submission.FileName,
            ReceivedAt = new DateTimeOffset(submission.ReceivedAt),
            Keys = services.Keys,
            Limits = services.Limits,
            LoadHistory = (ukprn, kind, period, preparedOn) => History(submission.Number, ukprn, kind, period, preparedOn),
        });

    /// <summary>What was held before this submission, in the order in which returns supersede each other.</summary>
    private ProviderHistory History(int number, Ukprn ukprn, ReturnKind kind, Quarter period, DateOnly preparedOn)
    {
        var returns = new FactsReader(services.Database).ReadReturns(ukprn, DateTime.MaxValue);
        var here = new JudgedSubmission
        {
            Number = number,
            Ukprn = ukprn,
            Status = SubmissionStatus.Received,
            ReceivedAt = default,
            Kind = kind,
            Period = period,
            PreparedOn = preparedOn,
        };
        // Numbers are compared within one kind only: whether an enrolment or a completion return of one day came first says nothing.
        bool Before(JudgedSubmission submission) => submission.Number != number
            && AcceptedReturn.Supersession.Compare(submission.Kind == kind ? submission : submission with { Number = int.MaxValue }, here) < 0;

        // A completion row may match an enrolment whenever that came; otherwise only what stands before counts.
        var facts = returns.ToFacts(submission => kind == ReturnKind.Completion && submission.Kind == ReturnKind.Enrolment ? true : Before(submission), withHistory: false);
        // Whether a completion row finds its enrolment depends on what has come by then. An older file behind a newer one must get the
        // same answer either way: for completion returns DECL_05 looks at every one that was not rejected as a whole.
        var accepted = returns.Submissions
            .Where(submission => submission.Number < number && (kind == ReturnKind.Completion ? submission.IsAccepted : submission.IsReturn) && submission.Kind == kind && submission.Period == period)
            .Max(submission => submission.PreparedOn);
        return new ProviderHistory(facts, accepted)
        {
            Later = Later(returns, here),
            // What the submission changes is said against the one that came before it, not against one that has come since.
            Previous = returns.Accepted.Where(acceptedReturn => acceptedReturn.Submission.Number < number && acceptedReturn.Submission.Kind == kind && acceptedReturn.Submission.IsReturn && Before(acceptedReturn.Submission))
                .MaxBy(acceptedReturn => acceptedReturn.Submission, AcceptedReturn.Supersession),
        };
    }

    /// <summary>Accepted returns of the kind for later quarters that were there when this one came.</summary>
    private static LaterReturns? Later(ProviderReturns returns, JudgedSubmission here)
    {
        var later = returns.Accepted
            .Where(accepted => accepted.Submission.Kind == here.Kind && accepted.Submission.Period > here.Period && accepted.Submission.Number < here.Number && accepted.Submission.AcceptedRows > 0)
            .Select(accepted => accepted.Submission)
            .ToList();
        if (later.Count == 0)
        {
            return null;
        }

        var others = returns.Accepted.Where(accepted => accepted.Submission.Number != here.Number && accepted.Submission.Number < here.Number).ToList();
        return new LaterReturns(
            later.Max(submission => submission.Period)!.Value, later.Select(submission => submission.Number).ToHashSet(), GatherFacts.Of(returns.Ukprn, returns.Submissions, others, withHistory: false),
            (enrolments, completions, rejected) => (here.Number, GatherFacts.Of(returns.Ukprn, returns.Submissions,
                [.. others, new AcceptedReturn(here with { Status = SubmissionStatus.Accepted, RejectedLearners = rejected }, enrolments, completions)], withHistory: false)));
    }
}
