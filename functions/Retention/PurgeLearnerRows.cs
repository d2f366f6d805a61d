using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;
using Pilot.Functions.Quarters;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks;
using Pilot.Reporting.Workbooks.Casework;

namespace Pilot.Functions.Retention;

/// <summary>
/// All that is held of single learners, years after the pilot is over: accepted rows, receipts, earnings, decisions in the ledger, and the
/// files that name learner references. What remains are sums. Afterwards nothing can be worked out again, and no run is made.
/// </summary>
internal sealed class PurgeLearnerRows(PilotServices services, FinalisedPeriods settled)
{
    private const string RowId = RowMap<Enrolment>.Id;
    private const int RowsAtOnce = 20_000;
    private static readonly TimeSpan TimeForABatch = TimeSpan.FromMinutes(5);

    public async Task<PurgeReport> RemoveAsync(PurgeReport report, CancellationToken cancellationToken)
    {
        var years = settled.Settings.Scheme.KeepLearnerYears;
        var before = services.UtcNow.AddYears(-years);
        if (report.DryRun || !services.OnlyAddsToRecords)
        {
            report = report with { Downloads = await RemoveDownloadsAsync(before, report.DryRun, cancellationToken) };
        }

        if (!settled.IsRetentionOver(years))
        {
            return report;
        }

        return await WithFilesAsync(report with { LearnerRows = await (report.DryRun ? CountAsync(cancellationToken) : RemoveRowsAsync(cancellationToken)) }, cancellationToken);
    }

    private async Task<int> RemoveDownloadsAsync(DateTime before, bool dryRun, CancellationToken cancellationToken)
    {
        await using var context = services.Database.Open();
        var due = context.Downloads.Where(download => download.At < before);
        var count = await due.CountAsync(cancellationToken);
        if (!dryRun)
        {
            await due.ExecuteDeleteAsync(cancellationToken);
        }

        return count;
    }

    private async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        await using var context = services.Database.Open();
        return await context.Enrolments.CountAsync(cancellationToken) + await context.Completions.CountAsync(cancellationToken)
            + await context.Registrations.CountAsync(cancellationToken) + await context.Certificates.CountAsync(cancellationToken);
    }

    /// <summary>
    /// What says that nothing can be worked out any more comes first and as one; the rows follow in batches, each with a time limit of its own, so
    /// that a small server neither holds them all in one transaction nor is given up on. What was cut short goes on the next night.
    /// </summary>
    private async Task<int> RemoveRowsAsync(CancellationToken cancellationToken)
    {
        await services.Database.ExecuteWithRetryAsync(ForbidRunsAsync, cancellationToken);
        var rows = await InBatchesAsync(
            context => context.Enrolments.Select(row => EF.Property<long>(row, RowId)),
            (context, upTo) => context.Enrolments.Where(row => EF.Property<long>(row, RowId) <= upTo).ExecuteDeleteAsync(cancellationToken), cancellationToken);
        rows += await InBatchesAsync(
            context => context.Completions.Select(row => EF.Property<long>(row, RowId)),
            (context, upTo) => context.Completions.Where(row => EF.Property<long>(row, RowId) <= upTo).ExecuteDeleteAsync(cancellationToken), cancellationToken);
        rows += await InBatchesAsync(
            context => context.Registrations.Select(row => row.Id), (context, upTo) => context.Registrations.Where(row => row.Id <= upTo).ExecuteDeleteAsync(cancellationToken), cancellationToken);
        rows += await InBatchesAsync(
            context => context.Certificates.Select(row => row.Id), (context, upTo) => context.Certificates.Where(row => row.Id <= upTo).ExecuteDeleteAsync(cancellationToken), cancellationToken);
        await InBatchesAsync(
            context => context.Receipts.Select(row => row.JudgementId), (context, upTo) => context.Receipts.Where(row => row.JudgementId <= upTo).ExecuteDeleteAsync(cancellationToken), cancellationToken);
        return rows;
    }

    private async Task<bool> ForbidRunsAsync(PilotDbContext context, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await context.Judgements.Where(judgement => judgement.RejectedLearners != "")
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.RejectedLearners, ""), cancellationToken);
        await context.LedgerLines.Where(ledgerLine => ledgerLine.Sheet != LedgerSheets.Payments.Sheet && ledgerLine.Sheet != LedgerSheets.Adjustments.Sheet).ExecuteDeleteAsync(cancellationToken);
        await context.Runs.ExecuteUpdateAsync(set => set.SetProperty(row => row.Earnings, Array.Empty<byte>()).SetProperty(row => row.EvidenceSamples, ""), cancellationToken);
        if (!await context.Marks.AnyAsync(mark => mark.Name == LearnerDataRemoval.Mark, cancellationToken))
        {
            context.Marks.Add(new MarkRow { Name = LearnerDataRemoval.Mark, Value = Display.Date(services.Today) });
            await context.SaveChangesAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <param name="ids">Of all rows that are to go.</param>
    /// <param name="remove">Those up to an id.</param>
    private async Task<int> InBatchesAsync(Func<PilotDbContext, IQueryable<long>> ids, Func<PilotDbContext, long, Task> remove, CancellationToken cancellationToken)
    {
        var removed = 0;
        while (true)
        {
            await using var context = services.Database.Open();
            context.Database.SetCommandTimeout(TimeForABatch);
            var upTo = await ids(context).OrderBy(id => id).Skip(RowsAtOnce - 1).Select(id => (long?)id).FirstOrDefaultAsync(cancellationToken);

            // Counted before they go: of a batch whose answer was lost the second try removes none.
            removed += upTo is null ? await ids(context).CountAsync(cancellationToken) : RowsAtOnce;
            await remove(context, upTo ?? long.MaxValue);
            if (upTo is null)
            {
                return removed;
            }
        }
    }

    private async Task<PurgeReport> WithFilesAsync(PurgeReport report, CancellationToken cancellationToken)
    {
        var remove = new RemoveFiles(services.Blobs, report.DryRun);
        await remove.AllUnderAsync(QuarterlyWorkbooks.Reports, "", CaseworkWorkbook.IsOneOfItsFiles, cancellationToken);
        await remove.AllUnderAsync(QuarterlyWorkbooks.Statements, "", cancellationToken);
        return report with { Files = report.Files + remove.RemovedCount, Waiting = report.Waiting + remove.Waiting };
    }
}
