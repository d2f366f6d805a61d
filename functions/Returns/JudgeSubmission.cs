using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;
using Pilot.Functions.Hosting;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Returns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Returns.Rules;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Returns;

/// <summary>Judges a kept copy and stores what was decided. The provider's turn is the caller's.</summary>
internal sealed class JudgeSubmission(World world, PilotSettings settings)
{
    public async Task<JudgementRow?> FirstTimeAsync(SubmissionRow submission, CancellationToken cancel) =>
        await JudgeAsync(submission, null, await CountsFromAsync(submission, cancel), cancel);

    /// <summary>
    /// It counts from when it was received. What could not be processed before its quarter closed was not counted there, and the figures of a
    /// closed quarter never change: it counts from now, and the next closing reports it.
    /// </summary>
    private async Task<DateTime> CountsFromAsync(SubmissionRow submission, CancellationToken cancel)
    {
        await using var context = world.Database.Open();
        return await context.Runs.AnyAsync(run => run.Kind != RunKind.Provisional && run.FactsAsOf >= submission.ReceivedAt, cancel)
            ? world.UtcNow
            : submission.ReceivedAt;
    }

    /// <summary>Judges a submission again, as of its own day, under the settings now in force.</summary>
    /// <returns>Null where nothing was decided differently.</returns>
    public async Task<JudgementRow?> AgainAsync(SubmissionRow submission, DateTime asOf, CancellationToken cancel)
    {
        await using var context = world.Database.Open();
        var current = await context.Judgements.AsNoTracking().FirstOrDefaultAsync(one => one.Id == submission.JudgementId, cancel);
        return await JudgeAsync(submission, current, asOf, cancel);
    }

    /// <summary>
    /// An accepted enrolment return may give a completion row its match, or take it away: every completion return of the provider that
    /// was not rejected as a whole is judged again, in order, so that it does not matter which of the two came first. A completion return
    /// that came behind a newer one does the same for those that stand behind it: they build on what it says of ends.
    /// </summary>
    /// <remarks>What was removed because its time was over, or is lost, is not judged again: its last judgement stands.</remarks>
    /// <param name="behind">Only those that stand behind this one; null = all.</param>
    public async Task CompletionsAgainAsync(int ukprn, JudgementRow? behind, DateTime asOf, CancellationToken cancel)
    {
        List<SubmissionRow> returns;
        await using (var context = world.Database.Open())
        {
            var judged = await context.Judgements.AsNoTracking()
                .Where(one => one.Ukprn == ukprn && one.Kind == ReturnKind.Completion && one.Status != SubmissionStatus.Rejected && !one.Nil)
                .Select(one => new { one.Id, one.Period, one.PreparedOn, one.SubmissionNumber })
                .ToListAsync(cancel);
            var current = judged.ToDictionary(one => one.Id);
            var submissions = await context.Submissions.AsNoTracking()
                .Where(one => one.Ukprn == ukprn && one.JudgementId != null && one.PurgedAt == null)
                .ToListAsync(cancel);
            returns = submissions
                .Where(one => current.TryGetValue(one.JudgementId!.Value, out var of) && (behind is null || IsBehind(of.Period, of.PreparedOn, one.Number, behind)))
                .OrderBy(one => current[one.JudgementId!.Value].Period, StringComparer.Ordinal)
                .ThenBy(one => current[one.JudgementId!.Value].PreparedOn)
                .ThenBy(one => one.Number)
                .ToList();
        }

        foreach (var submission in returns)
        {
            try
            {
                await AgainAsync(submission, asOf, cancel);
            }
            catch (CopyLostException)
            {
                // Nobody who sent something new waits for what is gone: the last judgement stands, and the office is told.
                await new RecordFailure(world).CopyLostAsync(FormattableString.Invariant($"submission {submission.Number}"), cancel);
            }
        }
    }

    private static bool IsBehind(string? period, DateOnly? preparedOn, int number, JudgementRow one)
    {
        var byPeriod = string.CompareOrdinal(period, one.Period);
        var byDate = byPeriod != 0 ? byPeriod : Nullable.Compare(preparedOn, one.PreparedOn);
        return (byDate != 0 ? byDate : number.CompareTo(one.SubmissionNumber)) > 0;
    }

    private async Task<JudgementRow?> JudgeAsync(SubmissionRow submission, JudgementRow? current, DateTime asOf, CancellationToken cancel)
    {
        Judgement judgement;
        using (Telemetry.Begin("judge", submission.Number))
        await using (var content = await KeptCopy.OpenAsync(world.Blobs, KeptFile.Of(submission), cancel))
        {
            judgement = Try(submission, content);
        }

        using var storing = Telemetry.Begin("store", submission.Number);
        var made = new MadeJudgement(
            submission, judgement, version => Receipts.Text(submission, judgement, settings, world.Now, version), asOf, world.UtcNow, settings.Version, current);
        return await new StoreJudgement(world.Database, world.Keys).RunAsync(made, cancel);
    }

    /// <summary>Judges and stores nothing.</summary>
    public Judgement Try(SubmissionRow submission, Stream content) =>
        JudgeReturn.Judge(content, new JudgeContext
        {
            Settings = settings,
            Folder = submission.Ukprn is { } folder ? Ukprn.Of(folder) : null,
            // A dry run comes from no folder: whoever the Declaration names is taken at its word.
            IsFromNobody = submission.Ukprn is null && submission.Folder.Length > 0,
            FileName = submission.FileName,
            ReceivedAt = new DateTimeOffset(submission.ReceivedAt),
            Keys = world.Keys,
            Limits = world.Limits,
            LoadHistory = (ukprn, kind, period, preparedOn) => History(submission.Number, ukprn, kind, period, preparedOn),
        });

    /// <summary>What was held before this submission, in the order in which returns supersede each other.</summary>
    private ProviderHistory History(int number, Ukprn ukprn, ReturnKind kind, Quarter period, DateOnly preparedOn)
    {
        var returns = new FactsReader(world.Database).ReadReturns(ukprn, DateTime.MaxValue);
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
        bool Before(JudgedSubmission one) => one.Number != number
            && AcceptedReturn.Supersession.Compare(one.Kind == kind ? one : one with { Number = int.MaxValue }, here) < 0;

        // A completion row may match an enrolment whenever that came; otherwise only what stands before counts.
        var facts = returns.Fold(one => kind == ReturnKind.Completion && one.Kind == ReturnKind.Enrolment ? true : Before(one));
        // Whether a completion row finds its enrolment depends on what has come by then. An older file behind a newer one must get the
        // same answer either way: for completion returns DECL_05 looks at every one that was not rejected as a whole.
        var accepted = returns.Submissions
            .Where(one => one.Number < number && (kind == ReturnKind.Completion ? one.IsAccepted : one.IsReturn) && one.Kind == kind && one.Period == period)
            .Max(one => one.PreparedOn);
        return new ProviderHistory(facts, accepted)
        {
            Later = Later(returns, here),
            // What the submission changes is said against the one that came before it, not against one that has come since.
            Previous = returns.Accepted.Where(one => one.Submission.Number < number && one.Submission.Kind == kind && one.Submission.IsReturn && Before(one.Submission))
                .MaxBy(one => one.Submission, AcceptedReturn.Supersession),
        };
    }

    /// <summary>Accepted returns of the kind for later quarters that were there when this one came.</summary>
    private static LaterReturns? Later(ProviderReturns returns, JudgedSubmission here)
    {
        var later = returns.Accepted
            .Where(one => one.Submission.Kind == here.Kind && one.Submission.Period > here.Period && one.Submission.Number < here.Number && one.Submission.AcceptedRows > 0)
            .Select(one => one.Submission)
            .ToList();
        if (later.Count == 0)
        {
            return null;
        }

        var others = returns.Accepted.Where(one => one.Submission.Number != here.Number && one.Submission.Number < here.Number).ToList();
        return new LaterReturns(
            later.Max(one => one.Period)!.Value, later.Select(one => one.Number).ToHashSet(), HoldFacts.Of(returns.Ukprn, returns.Submissions, others),
            (enrolments, completions, rejected) => (here.Number, HoldFacts.Of(returns.Ukprn, returns.Submissions,
                [.. others, new AcceptedReturn(here with { Status = SubmissionStatus.Accepted, RejectedLearners = rejected }, enrolments, completions)])));
    }
}
