using System.Runtime.ExceptionServices;
using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Blobs;
using Pilot.Functions.Data;
using Pilot.Functions.Faults;
using Pilot.Functions.Returns;
using Pilot.Reporting.Files.CheckedCopy;
using Pilot.Reporting.Returns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Settings;

/// <summary>
/// One settings, ledger or awards workbook from its upload to its answer: numbered and kept, read, judged, stored as a whole or not at all, and
/// answered under <c>receipts/settings/{number}/</c>. Running it again for the same upload changes nothing.
/// </summary>
/// <param name="container">Where the workbooks are uploaded: <see cref="Uploads"/>, or <see cref="Awards"/>, where awards workbooks alone are taken.</param>
public sealed class ReceiveOfficeFile(PilotServices services, string container = ReceiveOfficeFile.Uploads)
{
    public const string Uploads = "settings";

    /// <summary>Of its own, so that whoever sends awards may write nothing else.</summary>
    public const string Awards = "awards";

    /// <summary>Settings first: an awards workbook says nothing of providers that nobody has named yet.</summary>
    public static IReadOnlyList<string> Containers { get; } = [Uploads, Awards];
    private static readonly TimeSpan LeaseTimeout = TimeSpan.FromMinutes(3);

    /// <returns>Null where the upload is no longer there or is no file of the office.</returns>
    public async Task<OfficeReceipt?> RunAsync(string blobName, string? sentBy, CancellationToken cancellationToken)
    {
        if (!RegisterOfficeFile.IsPlace(blobName))
        {
            await new RecordFailure(services).RecordMisplacedAsync(container, blobName, cancellationToken);
            return null;
        }

        if (await new RegisterOfficeFile(services).RunAsync(container, blobName, sentBy, cancellationToken) is not { } row)
        {
            return null;
        }

        var (_, failed) = await AnswerInTurnAsync(row.Number, cancellationToken);
        if (failed.TryGetValue(row.Number, out var failure))
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        await using var context = services.Database.Open();
        var now = await context.OfficeFiles.AsNoTracking().FirstAsync(officeFile => officeFile.Number == row.Number, cancellationToken);
        return now.Status == SubmissionStatus.Received ? OfficeReceipt.Begin(now) with { Summary = ScanWords.Waits } : OfficeReceipt.OfJson(now.Receipt);
    }

    /// <summary>Goes on with every workbook whose answer is still owed.</summary>
    /// <returns>How many were answered, and those that failed for a reason of their own: the others went on without them.</returns>
    public async Task<(int Answered, IReadOnlyCollection<int> Failed)> FinishAsync(CancellationToken cancellationToken)
    {
        await using (var context = services.Database.Open())
        {
            if (!await context.OfficeFiles.AnyAsync(officeFile => officeFile.AnsweredAt == null, cancellationToken))
            {
                return (0, []);
            }
        }

        var (answered, failed) = await AnswerInTurnAsync(int.MaxValue, cancellationToken);
        return (answered, [.. failed.Keys]);
    }

    /// <summary>A workbook that failed again and again is answered all the same; one that was judged in the meantime stands.</summary>
    /// <returns>Null where there is nothing to give up.</returns>
    internal async Task<OfficeFileRow?> GiveUpAsync(string blobName, CancellationToken cancellationToken)
    {
        // It may have failed before it had a number; one that was replaced since has its own.
        await new RegisterOfficeFile(services).RunAsync(container, blobName, null, cancellationToken);
        await using var context = services.Database.Open();
        var number = await context.OfficeFiles.Where(officeFile => officeFile.Container == container && officeFile.BlobName == blobName).MaxAsync(officeFile => (int?)officeFile.Number, cancellationToken);
        return number is { } newest ? await GiveUpAsync(newest, cancellationToken) : null;
    }

    /// <inheritdoc cref="GiveUpAsync(string, CancellationToken)"/>
    internal async Task<OfficeFileRow?> GiveUpAsync(int number, CancellationToken cancellationToken)
    {
        await using var turn = await services.Leases.AcquireAsync("settings", LeaseTimeout, cancellationToken);
        await using var context = services.Database.Open();
        var row = await context.OfficeFiles.AsNoTracking().FirstAsync(officeFile => officeFile.Number == number, cancellationToken);
        if (row is not ({ Status: SubmissionStatus.Received } or { Status: SubmissionStatus.Failed, AnsweredAt: null }))
        {
            return null;
        }

        row = await FailAsync(row, "The workbook could not be processed, and nothing was changed. We are looking into it.", cancellationToken);
        await AnswerAsync(row, OfficeReceipt.OfJson(row.Receipt), cancellationToken);
        return row;
    }

    /// <summary>
    /// Workbooks are judged one after another, in the order of their numbers, so that what was sent last is in force last. Where a store is
    /// at fault, all stop.
    /// </summary>
    /// <param name="upTo">The last number that is wanted.</param>
    private async Task<(int Answered, IReadOnlyDictionary<int, Exception> Failed)> AnswerInTurnAsync(int upTo, CancellationToken cancellationToken)
    {
        await using var turn = await services.Leases.AcquireAsync("settings", LeaseTimeout, cancellationToken);
        var failed = new SortedDictionary<int, Exception>();
        for (var answered = 0; ; answered++)
        {
            if (await NextAsync(upTo, [.. failed.Keys], cancellationToken) is not { } next)
            {
                return (answered - failed.Count, failed);
            }

            try
            {
                if ((next.Status == SubmissionStatus.Received ? await DecideAsync(next, cancellationToken) : next) is not { } decided)
                {
                    // What was sent after it waits too: the last that was sent is to be in force last.
                    return (answered - failed.Count, failed);
                }

                await AnswerAsync(decided, OfficeReceipt.OfJson(decided.Receipt), cancellationToken);
            }
            catch (Exception failure) when (!TransientFault.Is(failure))
            {
                services.Log.LogError("Settings file {Number} failed: {Failure}", next.Number, FailureReport.Describe(failure));
                failed[next.Number] = failure;
            }
        }
    }

    private async Task<OfficeFileRow?> NextAsync(int upTo, int[] skipped, CancellationToken cancellationToken)
    {
        await using var context = services.Database.Open();
        return await context.OfficeFiles.AsNoTracking()
            .Where(officeFile => officeFile.AnsweredAt == null && officeFile.Number <= upTo && !skipped.Contains(officeFile.Number))
            .OrderBy(officeFile => officeFile.Number)
            .FirstOrDefaultAsync(cancellationToken);
    }

    /// <returns>Null where it waits for the store's virus scan.</returns>
    private async Task<OfficeFileRow?> DecideAsync(OfficeFileRow row, CancellationToken cancellationToken)
    {
        var keeping = await new CopyUpload(services).RunAsync(ReceivedFile.Of(row), cancellationToken);
        switch (keeping)
        {
            case UploadCopyResult.WaitsForScan:
                return null;
            case UploadCopyResult.Copied:
                return await new JudgeOfficeFile(services).RunAsync(row, cancellationToken);
            default:
                services.Log.LogError("Settings file {Number} was not read: {Why}", row.Number, ScanWords.Why(keeping));
                return await FailAsync(row, ScanWords.ForOfficer(keeping), cancellationToken);
        }
    }

    private async Task<OfficeFileRow> FailAsync(OfficeFileRow row, string summary, CancellationToken cancellationToken)
    {
        await using var context = services.Database.Open();
        var stored = await context.OfficeFiles.FirstAsync(officeFile => officeFile.Number == row.Number, cancellationToken);
        stored.Status = SubmissionStatus.Failed;
        stored.Receipt = (OfficeReceipt.Begin(row) with { Status = SubmissionStatus.Failed.Code(), Summary = summary }).ToJson();
        await context.SaveChangesAsync(cancellationToken);
        return stored;
    }

    private async Task AnswerAsync(OfficeFileRow row, OfficeReceipt receipt, CancellationToken cancellationToken)
    {
        var folder = FormattableString.Invariant($"settings/{row.Number}/");
        var answer = new WriteReceiptFiles(services.Blobs);
        await answer.WriteAsync(folder + "receipt.json", System.Text.Encoding.UTF8.GetBytes(receipt.ToJson()), ContentTypes.Json, cancellationToken);
        await answer.WriteAsync(folder + "violations.csv", output => ViolationsCsv.Write(receipt.Violations, output), ContentTypes.Csv, cancellationToken);
        if (row.Status != SubmissionStatus.Failed)
        {
            await CheckedCopyAsync(answer, folder, row, receipt, cancellationToken);
        }

        await using var context = services.Database.Open();
        var now = services.UtcNow;
        await context.OfficeFiles.Where(officeFile => officeFile.Number == row.Number)
            .ExecuteUpdateAsync(set => set.SetProperty(officeFileRow => officeFileRow.AnsweredAt, now), cancellationToken);
    }

    private async Task CheckedCopyAsync(WriteReceiptFiles answer, string folder, OfficeFileRow row, OfficeReceipt receipt, CancellationToken cancellationToken)
    {
        Stream content;
        try
        {
            content = await KeptCopy.OpenAsync(services.Blobs, ReceivedFile.Of(row), cancellationToken);
        }
        catch (CopyLostException)
        {
            // What it brought is in force; the receipt alone is the answer.
            await new RecordFailure(services).RecordLostCopyAsync(FormattableString.Invariant($"settings file {row.Number}"), cancellationToken);
            return;
        }

        await using (content)
        {
            await answer.CheckedCopyAsync(folder, row.FileName, content, new CheckResult
            {
                Status = receipt.Summary,
                SubmissionNumber = row.Number,
                FileName = row.FileName,
                ErrorMeans = "The whole workbook is rejected",
                Warnings = receipt.Violations.Count(finding => finding.Severity == nameof(Severity.W)),
                Moment = new DateTimeOffset(row.ReceivedAt),
                Findings = ReceiptMapping.Findings(receipt.Violations),
            }, cancellationToken);
        }
    }
}
