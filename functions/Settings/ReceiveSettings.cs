using System.Globalization;
using System.Runtime.ExceptionServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Pilot.Functions.Data;
using Pilot.Functions.Hosting;
using Pilot.Functions.Returns;
using Pilot.Reporting.Returns;
using Pilot.Reporting.Returns.Rules;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Settings;

/// <summary>
/// One settings or ledger workbook from its upload to its answer: numbered and kept, read, judged, stored as a whole or not at all, and
/// answered under <c>receipts/settings/{number}/</c>. Running it again for the same upload changes nothing.
/// </summary>
public sealed class ReceiveSettings(World world)
{
    public const string Uploads = "settings";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <returns>Null where the upload is no longer there or is no file of the office.</returns>
    public async Task<OfficeReceipt?> RunAsync(string blobName, string? sentBy, CancellationToken cancel)
    {
        if (!RegisterOfficeFile.IsPlace(blobName))
        {
            await new RecordFailure(world).MisplacedAsync(Uploads, blobName, cancel);
            return null;
        }

        if (await new RegisterOfficeFile(world).RunAsync(blobName, sentBy, cancel) is not { } row)
        {
            return null;
        }

        var (_, failed) = await AnswerInTurnAsync(row.Number, cancel);
        if (failed.TryGetValue(row.Number, out var failure))
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        await using var context = world.Database.Open();
        return OfficeReceipt.OfJson((await context.OfficeFiles.AsNoTracking().FirstAsync(one => one.Number == row.Number, cancel)).Receipt);
    }

    /// <summary>Goes on with every workbook whose answer is still owed.</summary>
    /// <returns>How many were answered, and those that failed for a reason of their own: the others went on without them.</returns>
    public async Task<(int Answered, IReadOnlyCollection<int> Failed)> FinishAsync(CancellationToken cancel)
    {
        await using (var context = world.Database.Open())
        {
            if (!await context.OfficeFiles.AnyAsync(one => one.AnsweredAt == null, cancel))
            {
                return (0, []);
            }
        }

        var (answered, failed) = await AnswerInTurnAsync(int.MaxValue, cancel);
        return (answered, [.. failed.Keys]);
    }

    /// <summary>A workbook that failed again and again is answered all the same; one that was judged in the meantime stands.</summary>
    /// <returns>Null where there is nothing to give up.</returns>
    internal async Task<OfficeFileRow?> GiveUpAsync(string blobName, CancellationToken cancel)
    {
        // It may have failed before it had a number; one that was replaced since has its own.
        await new RegisterOfficeFile(world).RunAsync(blobName, null, cancel);
        await using var context = world.Database.Open();
        var number = await context.OfficeFiles.Where(one => one.BlobName == blobName).MaxAsync(one => (int?)one.Number, cancel);
        return number is { } newest ? await GiveUpAsync(newest, cancel) : null;
    }

    /// <inheritdoc cref="GiveUpAsync(string, CancellationToken)"/>
    internal async Task<OfficeFileRow?> GiveUpAsync(int number, CancellationToken cancel)
    {
        await using var turn = await world.Leases.AcquireAsync("settings", Patience, cancel);
        await using var context = world.Database.Open();
        var row = await context.OfficeFiles.AsNoTracking().FirstAsync(one => one.Number == number, cancel);
        if (row is not ({ Status: SubmissionStatus.Received } or { Status: SubmissionStatus.Failed, AnsweredAt: null }))
        {
            return null;
        }

        row = await FailAsync(row, "The workbook could not be processed, and nothing was changed. We are looking into it.", cancel);
        await AnswerAsync(row, OfficeReceipt.OfJson(row.Receipt), cancel);
        return row;
    }

    /// <summary>
    /// Workbooks are judged one after another, in the order of their numbers, so that what was sent last is in force last. Where a store is
    /// at fault, all stop.
    /// </summary>
    /// <param name="upTo">The last number that is wanted.</param>
    private async Task<(int Answered, IReadOnlyDictionary<int, Exception> Failed)> AnswerInTurnAsync(int upTo, CancellationToken cancel)
    {
        await using var turn = await world.Leases.AcquireAsync("settings", Patience, cancel);
        var failed = new SortedDictionary<int, Exception>();
        for (var answered = 0; ; answered++)
        {
            OfficeFileRow? next;
            var skipped = failed.Keys.ToArray();
            await using (var context = world.Database.Open())
            {
                next = await context.OfficeFiles.AsNoTracking()
                    .Where(one => one.AnsweredAt == null && one.Number <= upTo && !skipped.Contains(one.Number))
                    .OrderBy(one => one.Number)
                    .FirstOrDefaultAsync(cancel);
            }

            if (next is null)
            {
                return (answered - failed.Count, failed);
            }

            try
            {
                next = next.Status == SubmissionStatus.Received ? await DecideAsync(next, cancel) : next;
                await AnswerAsync(next, OfficeReceipt.OfJson(next.Receipt), cancel);
            }
            catch (Exception failure) when (!PassingFault.Is(failure))
            {
                world.Log.LogError("Settings file {Number} failed: {Failure}", next.Number, FailureReport.Describe(failure));
                failed[next.Number] = failure;
            }
        }
    }

    private async Task<OfficeFileRow> DecideAsync(OfficeFileRow row, CancellationToken cancel) => await new RegisterOfficeFile(world).KeepCopyAsync(row, cancel)
        ? await JudgeAsync(row, cancel)
        : await FailAsync(row, "The workbook was replaced or removed before we could read it, and nothing was changed by it.", cancel);

    private async Task<OfficeFileRow> FailAsync(OfficeFileRow row, string summary, CancellationToken cancel)
    {
        await using var context = world.Database.Open();
        var stored = await context.OfficeFiles.FirstAsync(one => one.Number == row.Number, cancel);
        stored.Status = SubmissionStatus.Failed;
        stored.Receipt = (OfficeReceipt.Begin(row) with { Status = SubmissionStatus.Failed.Code(), Summary = summary }).ToJson();
        await context.SaveChangesAsync(cancel);
        return stored;
    }

    private async Task<OfficeFileRow> JudgeAsync(OfficeFileRow row, CancellationToken cancel)
    {
        var store = new SettingsStore(world.Database);
        var inForce = await store.InForceAsync(DateTime.MaxValue, cancel);
        await using var content = await KeptCopy.OpenAsync(world.Blobs, RegisterOfficeFile.CopyName(row.Number), row.Sha256, cancel);
        ReturnFile file;
        try
        {
            file = ReturnFile.Open(content, FileLimits.Default);
        }
        catch (FileProblemException problem)
        {
            return await StoreAsync(row, Rejected(row, null, inForce, SettingsReading.Unreadable(problem).Findings), null, null, cancel);
        }

        using (file)
        {
            return Template(file) == LedgerSheets.Template
                ? await JudgeLedgerAsync(row, file, store, inForce, cancel)
                : await JudgeSettingsAsync(row, file, store, inForce, cancel);
        }
    }

    private static string? Template(ReturnFile file)
    {
        try
        {
            return OfficeDeclaration.Read(file).Template;
        }
        catch (FileProblemException)
        {
            // Reading it as settings says what is wrong.
            return null;
        }
    }

    private async Task<OfficeFileRow> JudgeSettingsAsync(
        OfficeFileRow row, ReturnFile file, SettingsStore store, PilotSettings inForce, CancellationToken cancel)
    {
        var reading = SettingsFile.Read(file, await ContextAsync(row, inForce, cancel));
        if (reading.Settings is not { } settings)
        {
            return await StoreAsync(row, Rejected(row, reading.Declaration, inForce, reading.Findings), null, null, cancel);
        }

        var receipt = OfficeReceipt.Begin(row) with
        {
            Template = reading.Declaration?.Template,
            PreparedBy = reading.Declaration?.PreparedBy,
            Status = SubmissionStatus.Accepted.Code(),
            SettingsVersion = settings.Version,
            Summary = inForce.Version == 0
                ? $"Accepted: these are the first settings, version {settings.Version}."
                : $"Accepted as version {settings.Version}: {Words.Count(reading.Changes.Count, "cell")} changed from version {inForce.Version}.",
            Changes = inForce.Version == 0 ? [] : reading.Changes,
            Effects = inForce.Version == 0 ? [] : await new EffectOfSettings(world).BetweenAsync(inForce, settings, cancel),
            Violations = OfficeReceipt.Of(reading.Findings),
        };
        return await StoreAsync(row, receipt, new SettingsRow
        {
            Version = settings.Version,
            Json = SettingsJson.Write(settings),
            AcceptedAt = row.ReceivedAt,
            PreparedBy = reading.Declaration?.PreparedBy ?? "",
            OfficeFileNumber = row.Number,
        }, null, cancel);
    }

    private async Task<OfficeFileRow> JudgeLedgerAsync(
        OfficeFileRow row, ReturnFile file, SettingsStore store, PilotSettings inForce, CancellationToken cancel)
    {
        var facts = new FactsReader(world.Database);
        var held = new Dictionary<Ukprn, HashSet<RowKey>>();
        var reading = LedgerFile.Read(file, new LedgerContext
        {
            Settings = inForce,
            Held = await store.LedgerAsync(DateTime.MaxValue, cancel),
            Today = LondonTime.DateOf(new DateTimeOffset(row.ReceivedAt)),
            IsHeld = (ukprn, key) =>
            {
                if (!held.TryGetValue(ukprn, out var keys))
                {
                    held[ukprn] = keys = facts.ReadReturns(ukprn, DateTime.MaxValue).Fold().Enrolments
                        .SelectMany(one => one.EarlierStartDates.Append(one.Row.StartDate).Select(start => one.Row.Key with { StartDate = start }))
                        .ToHashSet();
                }

                return keys.Contains(key);
            },
        });
        if (reading.NewLines is not { } added)
        {
            return await StoreAsync(row, Rejected(row, reading.Declaration, inForce, reading.Findings), null, null, cancel);
        }

        var receipt = OfficeReceipt.Begin(row) with
        {
            Template = reading.Declaration?.Template,
            PreparedBy = reading.Declaration?.PreparedBy,
            Status = SubmissionStatus.Accepted.Code(),
            SettingsVersion = inForce.Version,
            Summary = $"Accepted: {Words.Count(reading.Counts.Sum(one => one.Added), "ledger line")} added, {reading.Counts.Sum(one => one.Skipped).ToString(CultureInfo.InvariantCulture)} skipped because the ledger holds them already.",
            Lines = reading.Counts,
            Violations = OfficeReceipt.Of(reading.Findings),
        };
        return await StoreAsync(row, receipt, null, added, cancel);
    }

    private async Task<SettingsContext> ContextAsync(OfficeFileRow row, PilotSettings inForce, CancellationToken cancel)
    {
        await using var context = world.Database.Open();
        var closed = await context.Runs.AsNoTracking().Where(one => one.Kind == Pilot.Reporting.Funding.RunKind.Closing).Select(one => one.Period).ToListAsync(cancel);
        var ukprns = await context.Judgements.AsNoTracking().Where(one => one.AcceptedRows > 0).Select(one => one.Ukprn).Distinct().ToListAsync(cancel);
        var aims = await context.Enrolments.AsNoTracking().Select(one => one.AimRef).Distinct().ToListAsync(cancel);
        return new SettingsContext
        {
            SeverityOf = id => RuleCatalogue.Find(id)?.Severity,
            Today = LondonTime.DateOf(new DateTimeOffset(row.ReceivedAt)),
            InForce = inForce.Version == 0 ? null : inForce,
            ClosedPeriods = closed.Select(Quarter.Parse).ToHashSet(),
            HeldProviders = ukprns.Where(one => one > 0).Select(Ukprn.Of).ToHashSet(),
            HeldAims = aims.ToHashSet(StringComparer.OrdinalIgnoreCase),
            OpenCommitments = await new EffectOfSettings(world).OpenCommitmentsAsync(inForce, cancel),
        };
    }

    private static OfficeReceipt Rejected(OfficeFileRow row, OfficeDeclaration? declaration, PilotSettings inForce, IReadOnlyList<Finding> findings) =>
        OfficeReceipt.Begin(row) with
        {
            Template = declaration?.Template,
            PreparedBy = declaration?.PreparedBy,
            Status = SubmissionStatus.Rejected.Code(),
            SettingsVersion = inForce.Version,
            Summary = "Rejected: nothing was changed. Mend what is listed and send the whole workbook again.",
            Violations = OfficeReceipt.Of(findings),
        };

    /// <summary>The new version or the new lines, the state of the file, its receipt and the audit: together or not at all.</summary>
    private async Task<OfficeFileRow> StoreAsync(
        OfficeFileRow row, OfficeReceipt receipt, SettingsRow? settings, Ledger? added, CancellationToken cancel)
    {
        await using var context = world.Database.Open();
        var stored = await context.OfficeFiles.FirstAsync(one => one.Number == row.Number, cancel);
        stored.Status = receipt.Status == SubmissionStatus.Accepted.Code() ? SubmissionStatus.Accepted : SubmissionStatus.Rejected;
        stored.Template = receipt.Template is SettingsSheets.Template or LedgerSheets.Template ? receipt.Template : null;
        stored.SettingsVersion = settings?.Version;
        stored.Receipt = receipt.ToJson();
        if (settings is not null)
        {
            context.Settings.Add(settings);
        }

        foreach (var line in added is null ? [] : SettingsStore.Lines(added))
        {
            line.AcceptedAt = row.ReceivedAt;
            line.OfficeFileNumber = row.Number;
            context.LedgerLines.Add(line);
        }

        context.Audit.Add(new AuditRow
        {
            At = world.UtcNow,
            Who = row.SentBy ?? receipt.PreparedBy ?? "folder settings",
            What = receipt.Template == LedgerSheets.Template ? "ledger judged" : "settings judged",
            Detail = $"{receipt.Status}: {receipt.Summary}",
        });
        await context.SaveChangesAsync(cancel);
        world.Log.LogInformation("Settings file {Number}: {Status}", row.Number, receipt.Status);
        return stored;
    }

    private async Task AnswerAsync(OfficeFileRow row, OfficeReceipt receipt, CancellationToken cancel)
    {
        var folder = FormattableString.Invariant($"settings/{row.Number}/");
        var answer = new WriteAnswer(world.Blobs);
        await answer.WriteAsync(folder + "receipt.json", System.Text.Encoding.UTF8.GetBytes(receipt.ToJson()), ContentTypes.Json, cancel);
        await answer.WriteAsync(folder + "violations.csv", ViolationsCsv.Write(receipt.Violations), ContentTypes.Csv, cancel);
        if (row.Status != SubmissionStatus.Failed)
        {
            await using var content = await KeptCopy.OpenAsync(world.Blobs, RegisterOfficeFile.CopyName(row.Number), row.Sha256, cancel);
            await answer.CheckedCopyAsync(folder, row.FileName, content, new CheckResult
            {
                Status = receipt.Summary,
                SubmissionNumber = row.Number,
                FileName = row.FileName,
                ErrorMeans = "The whole workbook is rejected",
                Warnings = receipt.Violations.Count(one => one.Severity == nameof(Severity.W)),
                Moment = new DateTimeOffset(row.ReceivedAt),
                Findings = Receipts.Findings(receipt.Violations),
            }, cancel);
        }

        await using var context = world.Database.Open();
        var now = world.UtcNow;
        await context.OfficeFiles.Where(one => one.Number == row.Number)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.AnsweredAt, now), cancel);
    }
}
