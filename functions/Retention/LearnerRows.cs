using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;
using Pilot.Functions.Office;
using Pilot.Functions.Quarters;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks.Casework;

namespace Pilot.Functions.Retention;

/// <summary>
/// All that is held of single learners, years after the pilot is over: accepted rows, receipts, earnings, decisions in the ledger, and the
/// files that name learner references. What remains are sums. Afterwards nothing can be worked out again, and no run is made.
/// </summary>
internal sealed class LearnerRows(World world, SettledPeriods settled)
{
    private const string Mark = "learner-rows-removed";
    private const string RowId = RowMap<Enrolment>.Id;
    private const int RowsAtOnce = 20_000;
    private static readonly TimeSpan TimeForABatch = TimeSpan.FromMinutes(5);

    /// <exception cref="NotPossibleException">There is nothing left to work figures out from.</exception>
    public static async Task RefuseIfGoneAsync(World world, CancellationToken cancel)
    {
        if (await world.Database.MarkAsync(Mark, cancel) is { } gone)
        {
            throw new NotPossibleException($"The rows about learners were removed on {gone}, as the settings say. No figures can be worked out any more; those that were published stand.");
        }
    }

    public static async Task<bool> AreGoneAsync(World world, CancellationToken cancel) => await world.Database.MarkAsync(Mark, cancel) is not null;

    public async Task<PurgeReport> RemoveAsync(PurgeReport report, CancellationToken cancel)
    {
        var years = settled.Settings.Scheme.KeepLearnerYears;
        var before = world.UtcNow.AddYears(-years);
        if (report.DryRun)
        {
            await using var context = world.Database.Open();
            report = report with { Downloads = await context.Downloads.CountAsync(one => one.At < before, cancel) };
            return settled.IsOver(years) ? await WithFilesAsync(report with { LearnerRows = await CountAsync(context, cancel) }, cancel) : report;
        }

        if (!world.OnlyAddsToRecords)
        {
            await using var context = world.Database.Open();
            report = report with { Downloads = await context.Downloads.Where(one => one.At < before).ExecuteDeleteAsync(cancel) };
        }

        return settled.IsOver(years) ? await WithFilesAsync(report with { LearnerRows = await RemoveRowsAsync(cancel) }, cancel) : report;
    }

    private static async Task<int> CountAsync(PilotDbContext context, CancellationToken cancel) =>
        await context.Enrolments.CountAsync(cancel) + await context.Completions.CountAsync(cancel)
        + await context.Registrations.CountAsync(cancel) + await context.Certificates.CountAsync(cancel);

    /// <summary>
    /// What says that nothing can be worked out any more comes first and as one; the rows follow in batches, each with a time limit of its own, so
    /// that a small server neither holds them all in one transaction nor is given up on. What was cut short goes on the next night.
    /// </summary>
    private async Task<int> RemoveRowsAsync(CancellationToken cancel)
    {
        await world.Database.AsOneAsync(ForbidRunsAsync, cancel);
        var rows = await InBatchesAsync(
            context => context.Enrolments.Select(row => EF.Property<long>(row, RowId)),
            (context, upTo) => context.Enrolments.Where(row => EF.Property<long>(row, RowId) <= upTo).ExecuteDeleteAsync(cancel), cancel);
        rows += await InBatchesAsync(
            context => context.Completions.Select(row => EF.Property<long>(row, RowId)),
            (context, upTo) => context.Completions.Where(row => EF.Property<long>(row, RowId) <= upTo).ExecuteDeleteAsync(cancel), cancel);
        rows += await InBatchesAsync(
            context => context.Registrations.Select(row => row.Id), (context, upTo) => context.Registrations.Where(row => row.Id <= upTo).ExecuteDeleteAsync(cancel), cancel);
        rows += await InBatchesAsync(
            context => context.Certificates.Select(row => row.Id), (context, upTo) => context.Certificates.Where(row => row.Id <= upTo).ExecuteDeleteAsync(cancel), cancel);
        await InBatchesAsync(
            context => context.Receipts.Select(row => row.JudgementId), (context, upTo) => context.Receipts.Where(row => row.JudgementId <= upTo).ExecuteDeleteAsync(cancel), cancel);
        return rows;
    }

    private async Task<bool> ForbidRunsAsync(PilotDbContext context, CancellationToken cancel)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        await context.Judgements.Where(one => one.RejectedLearners != "")
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.RejectedLearners, ""), cancel);
        await context.LedgerLines.Where(one => one.Sheet != LedgerSheets.Payments.Sheet && one.Sheet != LedgerSheets.Adjustments.Sheet).ExecuteDeleteAsync(cancel);
        await context.Runs.ExecuteUpdateAsync(set => set.SetProperty(one => one.Earnings, Array.Empty<byte>()).SetProperty(one => one.EvidenceSamples, ""), cancel);
        if (!await context.Marks.AnyAsync(mark => mark.Name == Mark, cancel))
        {
            context.Marks.Add(new MarkRow { Name = Mark, Value = Words.Date(world.Today) });
            await context.SaveChangesAsync(cancel);
        }

        await transaction.CommitAsync(cancel);
        return true;
    }

    /// <param name="ids">Of all rows that are to go.</param>
    /// <param name="remove">Those up to an id; how many went.</param>
    private async Task<int> InBatchesAsync(Func<PilotDbContext, IQueryable<long>> ids, Func<PilotDbContext, long, Task<int>> remove, CancellationToken cancel)
    {
        var removed = 0;
        while (true)
        {
            await using var context = world.Database.Open();
            context.Database.SetCommandTimeout(TimeForABatch);
            var upTo = await ids(context).OrderBy(id => id).Skip(RowsAtOnce - 1).Select(id => (long?)id).FirstOrDefaultAsync(cancel);
            removed += await remove(context, upTo ?? long.MaxValue);
            if (upTo is null)
            {
                return removed;
            }
        }
    }

    private async Task<PurgeReport> WithFilesAsync(PurgeReport report, CancellationToken cancel)
    {
        var remove = new RemoveFiles(world.Blobs, report.DryRun);
        await remove.AllUnderAsync(WorkbookFiles.Container, "", CaseworkBook.IsOneOfItsFiles, cancel);
        await remove.AllUnderAsync(LoadProvider.Statements, "", cancel);
        return report with { Files = report.Files + remove.Gone, Waiting = report.Waiting + remove.Waiting };
    }
}
