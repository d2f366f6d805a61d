using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;
using Pilot.Functions.Returns;
using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Returns.Rules;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Settings;

/// <summary>
/// Reads the kept copy of a settings, ledger or awards workbook, judges it and stores what it brings, as a whole or not at all. The office's turn
/// is the caller's.
/// </summary>
/// <param name="trial">The workbook itself, where it is only tried: nothing is stored. Null = the kept copy, for good.</param>
internal sealed class JudgeOfficeFile(PilotServices services, Stream? trial = null)
{
    /// <returns>The file as it stands now, with its receipt.</returns>
    public async Task<OfficeFileRow> RunAsync(OfficeFileRow row, CancellationToken cancellationToken)
    {
        var store = new SettingsStore(services.Database);
        var inForce = await store.InForceAsync(DateTime.MaxValue, cancellationToken);
        await using var content = trial ?? await KeptCopy.OpenAsync(services.Blobs, ReceivedFile.Of(row), cancellationToken);
        WorkbookReader file;
        try
        {
            file = WorkbookReader.Open(content, FileLimits.Default);
        }
        catch (UnreadableFileException problem)
        {
            return await StoreAsync(row, Rejected(row, null, inForce, SettingsReading.Unreadable(problem).Findings), AcceptedChanges.Nothing, cancellationToken);
        }

        using (file)
        {
            // What lies in the container of awards is an awards workbook or nothing: its sender may write nothing else.
            if (row.Container == ReceiveOfficeFile.Awards || Template(file) == AwardsSheets.Template)
            {
                var judged = await new JudgeAwardsFile(services).RunAsync(row, file, inForce, cancellationToken);
                return await StoreAsync(row, judged.Receipt, new AcceptedChanges(Awards: judged.Awards), cancellationToken);
            }

            return Template(file) == LedgerSheets.Template
                ? await JudgeLedgerAsync(row, file, store, inForce, cancellationToken)
                : await JudgeSettingsAsync(row, file, store, inForce, cancellationToken);
        }
    }

    private static string? Template(WorkbookReader file)
    {
        try
        {
            return OfficeFileDeclaration.Read(file).Template;
        }
        catch (UnreadableFileException)
        {
            // Reading it as settings says what is wrong.
            return null;
        }
    }

    private async Task<OfficeFileRow> JudgeSettingsAsync(
        OfficeFileRow row, WorkbookReader file, SettingsStore store, PilotSettings inForce, CancellationToken cancellationToken)
    {
        var reading = SettingsReader.Read(file, await ContextAsync(row, inForce, cancellationToken));
        if (reading.Settings is not { } settings)
        {
            return await StoreAsync(row, Rejected(row, reading.Declaration, inForce, reading.Findings), AcceptedChanges.Nothing, cancellationToken);
        }

        var receipt = OfficeReceipt.Begin(row) with
        {
            Template = reading.Declaration?.Template,
            PreparedBy = reading.Declaration?.PreparedBy,
            Status = SubmissionStatus.Accepted.Code(),
            SettingsVersion = settings.Version,
            Summary = inForce.Version == 0
                ? $"Accepted: these are the first settings, version {settings.Version}."
                : $"Accepted as version {settings.Version}: {Display.Count(reading.Changes.Count, "cell")} changed from version {inForce.Version}.",
            Changes = inForce.Version == 0 ? [] : reading.Changes,
            Effects = inForce.Version == 0 ? [] : await new EffectOfSettings(services).BetweenAsync(inForce, settings, cancellationToken),
            Violations = OfficeReceipt.Of(reading.Findings),
        };
        return await StoreAsync(row, receipt, new AcceptedChanges(Settings: new SettingsRow
        {
            Version = settings.Version,
            Json = SettingsJson.Write(settings),
            AcceptedAt = row.ReceivedAt,
            PreparedBy = reading.Declaration?.PreparedBy ?? "",
            OfficeFileNumber = row.Number,
        }), cancellationToken);
    }

    private async Task<OfficeFileRow> JudgeLedgerAsync(
        OfficeFileRow row, WorkbookReader file, SettingsStore store, PilotSettings inForce, CancellationToken cancellationToken)
    {
        var accepted = new AcceptedRows(new FactsReader(services.Database));
        var reading = LedgerReader.Read(file, new LedgerContext
        {
            Settings = inForce,
            Held = await store.LedgerAsync(DateTime.MaxValue, cancellationToken),
            Today = LondonTime.DateOf(new DateTimeOffset(row.ReceivedAt)),
            IsHeld = (ukprn, key) => accepted.Of(ukprn).Contains(key),
            IsLearner = (ukprn, learner) => accepted.Of(ukprn).Any(key => key.LearnerRef == LearnerReference.KeyOf(learner)),
        });
        if (reading.NewLines is not { } added)
        {
            return await StoreAsync(row, Rejected(row, reading.Declaration, inForce, reading.Findings), AcceptedChanges.Nothing, cancellationToken);
        }

        var receipt = OfficeReceipt.Begin(row) with
        {
            Template = reading.Declaration?.Template,
            PreparedBy = reading.Declaration?.PreparedBy,
            Status = SubmissionStatus.Accepted.Code(),
            SettingsVersion = inForce.Version,
            Summary = $"Accepted: {Display.Count(reading.Counts.Sum(count => count.Added), "ledger line")} added, {reading.Counts.Sum(count => count.Skipped).ToString(CultureInfo.InvariantCulture)} skipped because the ledger holds them already{(reading.Counts.Sum(count => count.Undecided) is > 0 and var open ? $", {open.ToString(CultureInfo.InvariantCulture)} left out because nothing is decided in them yet" : "")}.",
            Lines = reading.Counts,
            Violations = OfficeReceipt.Of(reading.Findings),
        };
        return await StoreAsync(row, receipt, new AcceptedChanges(Lines: added), cancellationToken);
    }

    private async Task<SettingsContext> ContextAsync(OfficeFileRow row, PilotSettings inForce, CancellationToken cancellationToken)
    {
        await using var context = services.Database.Open();
        var closed = await context.Runs.AsNoTracking().Where(run => run.Kind == Pilot.Reporting.Funding.RunKind.Closing).Select(run => run.Period).ToListAsync(cancellationToken);
        var ukprns = await context.Judgements.AsNoTracking().Where(judgement => judgement.AcceptedRows > 0).Select(judgement => judgement.Ukprn).Distinct().ToListAsync(cancellationToken);
        var aims = await context.Enrolments.AsNoTracking().Select(row => EF.Property<string>(row, nameof(Enrolment.AimRef))).Distinct().ToListAsync(cancellationToken);
        return new SettingsContext
        {
            SeverityOf = id => RuleCatalogue.Find(id)?.Severity,
            Today = LondonTime.DateOf(new DateTimeOffset(row.ReceivedAt)),
            InForce = inForce.Version == 0 ? null : inForce,
            ClosedPeriods = closed.Select(Quarter.Parse).ToHashSet(),
            HeldProviders = ukprns.Where(ukprn => ukprn > 0).Select(Ukprn.Of).ToHashSet(),
            HeldAims = aims.ToHashSet(StringComparer.OrdinalIgnoreCase),
            OpenCommitments = await new EffectOfSettings(services).OpenCommitmentsAsync(inForce, cancellationToken),
        };
    }

    private static OfficeReceipt Rejected(OfficeFileRow row, OfficeFileDeclaration? declaration, PilotSettings inForce, IReadOnlyList<Finding> findings) =>
        OfficeReceipt.Begin(row) with
        {
            Template = declaration?.Template,
            PreparedBy = declaration?.PreparedBy,
            Status = SubmissionStatus.Rejected.Code(),
            SettingsVersion = inForce.Version,
            Summary = "Rejected: nothing was changed. Fix what is listed and send the whole workbook again.",
            Violations = OfficeReceipt.Of(findings),
        };

    /// <summary>The new version or the new lines, the state of the file, its receipt and the audit: together or not at all.</summary>
    private async Task<OfficeFileRow> StoreAsync(
        OfficeFileRow row, OfficeReceipt receipt, AcceptedChanges brought, CancellationToken cancellationToken)
    {
        if (trial is not null)
        {
            row.Receipt = (await new EffectOfSettings(services).AddEffectsAsync(receipt, brought.Settings, brought.Lines, brought.Awards, cancellationToken)).ToJson();
            return row;
        }

        var stored = await services.Database.ExecuteWithRetryAsync((context, attemptToken) => StoreAsync(context, row, receipt, brought, attemptToken), cancellationToken);
        services.Log.LogInformation("Settings file {Number}: {Status}", row.Number, receipt.Status);
        return stored;
    }

    private async Task<OfficeFileRow> StoreAsync(
        PilotDbContext context, OfficeFileRow row, OfficeReceipt receipt, AcceptedChanges brought, CancellationToken cancellationToken)
    {
        var stored = await context.OfficeFiles.FirstAsync(officeFile => officeFile.Number == row.Number, cancellationToken);
        if (stored.Status is SubmissionStatus.Accepted or SubmissionStatus.Rejected)
        {
            // By an earlier try whose answer was lost: the office's turn is the caller's.
            return stored;
        }

        stored.Status = receipt.Status == SubmissionStatus.Accepted.Code() ? SubmissionStatus.Accepted : SubmissionStatus.Rejected;
        stored.Template = receipt.Template is SettingsSheets.Template or LedgerSheets.Template or AwardsSheets.Template ? receipt.Template : null;
        stored.SettingsVersion = brought.Settings?.Version;
        stored.Receipt = receipt.ToJson();
        if (brought.Settings is { } settings)
        {
            context.Settings.Add(settings);
        }

        if (brought.Awards is { } awards)
        {
            AwardsStore.Add(context, awards, VersionOf(awards, row, receipt));
        }

        foreach (var line in brought.Lines is { } added ? SettingsStore.Lines(added) : [])
        {
            line.AcceptedAt = row.ReceivedAt;
            line.OfficeFileNumber = row.Number;
            context.LedgerLines.Add(line);
        }

        context.Audit.Add(Note(row, receipt));
        await context.SaveChangesAsync(cancellationToken);
        return stored;
    }

    private static AwardsVersionRow VersionOf(Awards awards, OfficeFileRow row, OfficeReceipt receipt) =>
        new() { Version = awards.Version, AcceptedAt = row.ReceivedAt, PreparedBy = receipt.PreparedBy ?? "", OfficeFileNumber = row.Number };

    private AuditRow Note(OfficeFileRow row, OfficeReceipt receipt) => new()
    {
        At = services.UtcNow,
        Who = row.SentBy ?? receipt.PreparedBy ?? "folder " + row.Container,
        What = receipt.Template switch
        {
            LedgerSheets.Template => "ledger judged",
            AwardsSheets.Template => "awards judged",
            _ => row.Container + " judged",
        },
        Detail = $"{receipt.Status}: {receipt.Summary}",
    };

    /// <summary>What an accepted workbook adds to what is held: one of the three, or nothing.</summary>
    private sealed record AcceptedChanges(SettingsRow? Settings = null, Ledger? Lines = null, Awards? Awards = null)
    {
        public static AcceptedChanges Nothing { get; } = new();
    }

    /// <summary>The keys of a provider's accepted enrolment rows, under every start date that they had; read once, and only where asked for.</summary>
    private sealed class AcceptedRows(FactsReader facts)
    {
        private readonly Dictionary<Ukprn, HashSet<RowKey>> _read = [];

        public HashSet<RowKey> Of(Ukprn ukprn)
        {
            if (!_read.TryGetValue(ukprn, out var keys))
            {
                _read[ukprn] = keys = facts.ReadReturns(ukprn, DateTime.MaxValue).ToFacts().Enrolments
                    .SelectMany(enrolment => enrolment.EarlierStartDates.Append(enrolment.Newest.StartDate).Select(start => enrolment.Newest.Key with { StartDate = start }))
                    .ToHashSet();
            }

            return keys;
        }
    }
}
