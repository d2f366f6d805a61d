using System.Data;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Pilot.Functions.Data;
using Pilot.Functions.Faults;
using Pilot.Functions.Returns;
using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Retention;

/// <param name="Learners">Keys that were made anew.</param>
/// <param name="Rows">Rows that hold them.</param>
/// <param name="Unmatched">Learners among them whose ULN stands in no file that is still kept.</param>
public sealed record RekeyReport(int Learners, int Rows, int Unmatched);

/// <summary>
/// Makes every learner key anew under another secret: the ULNs are read once more from the kept copies. All or nothing: until the one
/// transaction is through, the earlier secret counts, and from then on the new one. A learner whose files were all removed has no ULN to
/// be keyed by; where that is asked for, the key is made from the earlier one: the learner stays one person in all that is held, but is
/// not known again in a return that comes later.
/// </summary>
internal sealed class RekeyLearners(PilotServices services, LearnerKeySecret before, LearnerKeySecret after)
{
    private static readonly string[] AwardsTables = ["Registrations", "Certificates"];

    /// <summary>What a try that may have gone through was about to report.</summary>
    private RekeyReport? _made;

    private static readonly string[] Tables = [RowMaps.Enrolments.Table, RowMaps.Completions.Table];

    /// <exception cref="CannotBeDoneException">Uploads wait for their answer, or learners cannot be matched and <paramref name="keepUnmatched"/> is false.</exception>
    public async Task<RekeyReport> RunAsync(bool keepUnmatched, Action<string> progress, CancellationToken cancellationToken)
    {
        await using var runs = await services.Leases.AcquireRunsAsync(cancellationToken);
        var submissions = await SubmissionsAsync(cancellationToken);
        var turns = new List<IAsyncDisposable>();
        try
        {
            foreach (var folder in submissions.Select(submission => submission.Folder).Distinct().Order(StringComparer.Ordinal))
            {
                turns.Add(await services.Leases.AcquireProviderAsync(folder, cancellationToken));
            }

            var known = await KnownAsync(submissions.FindAll(submission => submission.PurgedAt is null && submission.JudgementId is not null), progress, cancellationToken);
            return await services.Database.ExecuteWithRetryAsync((context, retryToken) => StoreAsync(context, known, keepUnmatched, retryToken), cancellationToken);
        }
        finally
        {
            foreach (var turn in turns)
            {
                await turn.DisposeAsync();
            }
        }
    }

    private async Task<List<SubmissionRow>> SubmissionsAsync(CancellationToken cancellationToken)
    {
        await using var context = services.Database.Open();
        var all = await context.Submissions.AsNoTracking().OrderBy(submission => submission.Number).ToListAsync(cancellationToken);
        return all.Exists(row => row.AnsweredAt is null)
            ? throw new CannotBeDoneException("Uploads still wait for their answer. Let them be answered first, and stop the program that answers them.")
            : all;
    }

    /// <summary>Judges every kept copy once more, stores nothing, and notes each key that is made under way.</summary>
    private async Task<IReadOnlyDictionary<LearnerKey, LearnerKey>> KnownAsync(List<SubmissionRow> submissions, Action<string> progress, CancellationToken cancellationToken)
    {
        var settings = await new SettingsStore(services.Database).InForceAsync(DateTime.MaxValue, cancellationToken);
        var noting = new LearnerKeyRecorder(before, after);
        var judge = new JudgeSubmission(services with { Keys = noting }, settings);
        for (var i = 0; i < submissions.Count; i++)
        {
            progress(string.Create(CultureInfo.InvariantCulture, $"Reading kept copy {i + 1} of {submissions.Count}."));
            var row = submissions[i];
            if (await TryOpenAsync(ReceivedFile.Of(row), progress, cancellationToken) is not { } content)
            {
                continue;
            }

            await using var opened = content;
            var judgement = judge.JudgeOnly(row, content);
            // A key is made when an accepted row is asked for.
            _ = judgement.Enrolments.Select(at => at.Enrolment.LearnerKey).ToList();
            _ = judgement.Completions.Select(at => at.Completion.LearnerKey).ToList();
        }

        await ReadAwardsAsync(noting, progress, cancellationToken);
        return noting.Known;
    }

    /// <summary>Whom the awarding body knows and no return names: their ULNs stand in the awards workbooks that are still kept.</summary>
    private async Task ReadAwardsAsync(LearnerKeyRecorder noting, Action<string> progress, CancellationToken cancellationToken)
    {
        List<OfficeFileRow> files;
        await using (var context = services.Database.Open())
        {
            files = await context.OfficeFiles.AsNoTracking()
                .Where(row => row.Template == AwardsSheets.Template && row.Status == SubmissionStatus.Accepted && row.FilesGoneAt == null)
                .OrderBy(row => row.Number)
                .ToListAsync(cancellationToken);
        }

        foreach (var row in files)
        {
            if (await TryOpenAsync(ReceivedFile.Of(row), progress, cancellationToken) is not { } content)
            {
                continue;
            }

            await using var opened = content;
            using var file = WorkbookReader.Open(content, FileLimits.Default);
            _ = AwardsReader.Read(file, new AwardsContext { Today = DateOnly.MaxValue, KeyOf = uln => noting.OfUln(uln) });
        }
    }

    /// <summary>Null where the copy is lost: its learners are keyed by another file of theirs, or not at all.</summary>
    private async Task<Stream?> TryOpenAsync(ReceivedFile file, Action<string> progress, CancellationToken cancellationToken)
    {
        try
        {
            return await KeptCopy.OpenAsync(services.Blobs, file, cancellationToken);
        }
        catch (CopyLostException lost)
        {
            progress(lost.Message);
            return null;
        }
    }

    private async Task<RekeyReport> StoreAsync(
        PilotDbContext context, IReadOnlyDictionary<LearnerKey, LearnerKey> known, bool keepUnmatched, CancellationToken cancellationToken)
    {
        if (_made is { } made && await context.Marks.AnyAsync(mark => mark.Name == LearnerKeySecret.CheckMark && mark.Value == after.CheckValue, cancellationToken))
        {
            // An earlier try went through, and its answer was lost.
            return made;
        }

        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await before.CheckAsync(context, cancellationToken);
        var rows = new RekeyRows(context, transaction.GetDbTransaction());
        var renewed = new Dictionary<LearnerKey, LearnerKey>();
        var unmatched = new HashSet<LearnerKey>();
        var count = 0;
        foreach (var table in Tables)
        {
            var held = await rows.ReadAsync(table, cancellationToken);
            Renew(held, known, renewed, unmatched);
            await rows.WriteAsync(table, held.Select(row => (row.Id, renewed[row.Key])), cancellationToken);
            count += held.Count;
        }

        foreach (var table in AwardsTables)
        {
            var held = await rows.ReadKeysAsync(table, cancellationToken);
            await rows.WriteAsync(
                table, held.Select(row => (row.Id, renewed.GetValueOrDefault(row.Key, known.GetValueOrDefault(row.Key, after.OfEarlier(row.Key))))), cancellationToken);
        }

        RefuseUnmatched(unmatched.Count, renewed.Count, keepUnmatched);
        _made = new RekeyReport(renewed.Count, count, unmatched.Count);
        await NoteAsync(context, _made, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return _made;
    }

    /// <summary>The new key of each learner: from its ULN where a kept file has it, or else from its reference or its earlier key.</summary>
    private void Renew(
        IEnumerable<(long Id, Ukprn Ukprn, string LearnerRef, LearnerKey Key)> held, IReadOnlyDictionary<LearnerKey, LearnerKey> known,
        Dictionary<LearnerKey, LearnerKey> renewed, HashSet<LearnerKey> unmatched)
    {
        foreach (var (_, ukprn, learnerRef, key) in held)
        {
            if (!known.TryGetValue(key, out var next))
            {
                var isTemporary = before.OfTemporary(ukprn, learnerRef) == key;
                next = isTemporary ? after.OfTemporary(ukprn, learnerRef) : after.OfEarlier(key);
                if (!isTemporary)
                {
                    unmatched.Add(key);
                }
            }

            renewed[key] = next;
        }
    }

    private static void RefuseUnmatched(int unmatched, int all, bool keepUnmatched)
    {
        if (unmatched > 0 && !keepUnmatched)
        {
            throw new CannotBeDoneException(
                $"{Display.Count(unmatched, "learner")} of {all.ToString(CultureInfo.InvariantCulture)} cannot be keyed anew: the files that held their ULNs were removed. Nothing was changed. "
                + "With --keep-unmatched each stays one person in all that is held, but is not known again in a return that comes later.");
        }
    }

    private async Task NoteAsync(PilotDbContext context, RekeyReport report, CancellationToken cancellationToken)
    {
        await context.Marks.Where(mark => mark.Name == LearnerKeySecret.CheckMark).ExecuteUpdateAsync(set => set.SetProperty(mark => mark.Value, after.CheckValue), cancellationToken);
        context.Audit.Add(new AuditRow
        {
            At = services.UtcNow,
            Who = "pilot",
            What = "learners keyed anew",
            Detail = string.Create(CultureInfo.InvariantCulture, $"{report.Learners} learners in {report.Rows} rows, {report.Unmatched} of them without a file that is still kept"),
        });
        await context.SaveChangesAsync(cancellationToken);
    }
}
