using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;
using Pilot.Functions.Office;
using Pilot.Functions.Quarters;
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

        await using (var context = world.Database.Open())
        {
            report = report with { Downloads = await context.Downloads.Where(one => one.At < before).ExecuteDeleteAsync(cancel) };
        }

        return settled.IsOver(years) ? await WithFilesAsync(report with { LearnerRows = await RemoveRowsAsync(cancel) }, cancel) : report;
    }

    private static async Task<int> CountAsync(PilotDbContext context, CancellationToken cancel) =>
        await context.Enrolments.CountAsync(cancel) + await context.Completions.CountAsync(cancel)
        + await context.Registrations.CountAsync(cancel) + await context.Certificates.CountAsync(cancel);

    private Task<int> RemoveRowsAsync(CancellationToken cancel) => world.Database.AsOneAsync(
        async (context, again) =>
        {
            await using var transaction = await context.Database.BeginTransactionAsync(again);
            var rows = await context.Enrolments.ExecuteDeleteAsync(again) + await context.Completions.ExecuteDeleteAsync(again);
            await context.Judgements.Where(one => one.RejectedLearners != "" || one.Receipt != "")
                .ExecuteUpdateAsync(set => set.SetProperty(one => one.RejectedLearners, "").SetProperty(one => one.Receipt, ""), again);
            rows += await context.Registrations.ExecuteDeleteAsync(again) + await context.Certificates.ExecuteDeleteAsync(again);
            await context.LedgerLines.Where(one => one.Sheet != LedgerSheets.Payments.Sheet && one.Sheet != LedgerSheets.Adjustments.Sheet).ExecuteDeleteAsync(again);
            await context.Runs.ExecuteUpdateAsync(set => set.SetProperty(one => one.Earnings, Array.Empty<byte>()).SetProperty(one => one.EvidenceSamples, ""), again);
            if (!await context.Marks.AnyAsync(mark => mark.Name == Mark, again))
            {
                context.Marks.Add(new MarkRow { Name = Mark, Value = Words.Date(world.Today) });
                await context.SaveChangesAsync(again);
            }

            await transaction.CommitAsync(again);
            return rows;
        },
        cancel);

    private async Task<PurgeReport> WithFilesAsync(PurgeReport report, CancellationToken cancel)
    {
        var remove = new RemoveFiles(world.Blobs, report.DryRun);
        await remove.AllUnderAsync(WorkbookFiles.Container, "", CaseworkBook.IsOneOfItsFiles, cancel);
        await remove.AllUnderAsync(LoadProvider.Statements, "", cancel);
        return report with { Files = report.Files + remove.Gone, Waiting = report.Waiting + remove.Waiting };
    }
}
