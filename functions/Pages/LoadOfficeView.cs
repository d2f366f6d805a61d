using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;
using Pilot.Functions.Outbox;
using Pilot.Functions.Quarters;
using Pilot.Functions.Returns;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Pages;

/// <summary>A settings or ledger workbook that was sent.</summary>
internal sealed record OfficeFileSummary(int Number, string FileName, string? Template, DateTime ReceivedAt, SubmissionStatus Status, int? SettingsVersion);

/// <summary>What failed and is nobody's submission: a message that is no event, a file in the wrong place. Failures with the same detail are counted as one.</summary>
/// <param name="Detail">As recorded, in words, without a name that somebody typed.</param>
internal sealed record OtherFailure(string Detail, int Times, DateTime LastAt);

/// <summary>All that the office page shows.</summary>
internal sealed record OfficeView
{
    public required DateOnly Today { get; init; }
    public required PilotSettings Settings { get; init; }

    /// <summary>The quarter that is shown; null before the calendar's first one.</summary>
    public Quarter? Period { get; init; }
    public CalendarPeriod? Calendar { get; init; }
    public required IReadOnlyList<Quarter> Begun { get; init; }
    public required IReadOnlySet<Quarter> Closed { get; init; }

    /// <summary>The run that the quarter's files show, with its figures; null where none was made.</summary>
    public RunRecord? Run { get; init; }
    public RunFigures? Figures { get; init; }

    /// <summary>The highest revision of each closed quarter that no officer has approved yet.</summary>
    public required IReadOnlyList<RunRecord> AwaitingApproval { get; init; }
    public required IReadOnlyList<ReturnReceived> Returns { get; init; }

    /// <summary>Files that failed, that do not say who sent them, or that have waited for their answer too long.</summary>
    public required IReadOnlyList<SubmissionSummary> Stuck { get; init; }

    /// <summary>Of the last days, the newest first.</summary>
    public required IReadOnlyList<OtherFailure> OtherFailures { get; init; }
    public required IReadOnlyList<SubmissionSummary> Recent { get; init; }
    public required IReadOnlyList<OfficeFileSummary> OfficeFiles { get; init; }
    public required IReadOnlyList<WorkbookFile> Workbooks { get; init; }
    /// <summary>Not sent yet, the oldest first.</summary>
    public required IReadOnlyList<OutboxLine> Messages { get; init; }

    /// <summary>The last time something was removed because its time was over; null before the first.</summary>
    public AuditRow? LastPurge { get; init; }

    public bool IsClosed => Period is { } period && Closed.Contains(period);

    public string ProviderName(Ukprn ukprn) => Settings.FindProvider(ukprn)?.Name ?? ukprn.ToString();
}

/// <summary>Loads the office page in a fixed number of queries, whatever the number of providers and returns.</summary>
internal sealed class LoadOfficeView(PilotServices services, LoadRunFigures figures, ListOutbox outbox)
{
    private const int MaxShown = 20;
    private static readonly TimeSpan MaxWait = TimeSpan.FromHours(1);

    /// <summary>Nobody can settle these, so they go from the page by themselves; the record stays.</summary>
    private static readonly TimeSpan FailuresShown = TimeSpan.FromDays(7);

    /// <param name="asked">Null = the latest quarter whose census date has passed, which is the one to pay and to close; before there is one, the first that has begun.</param>
    /// <exception cref="HttpProblemException">The calendar has no such quarter.</exception>
    public async Task<OfficeView> RunAsync(Quarter? asked, CancellationToken cancellationToken)
    {
        var settings = await new SettingsStore(services.Database).InForceAsync(DateTime.MaxValue, cancellationToken);
        if (asked is { } wanted && settings.FindPeriod(wanted) is null)
        {
            throw HttpProblemException.NotFound($"The calendar in the settings has no period {wanted.Id}.");
        }

        await using var context = services.Database.Open();
        var runs = await RunList.LoadAsync(context, cancellationToken);
        var closed = runs.Where(run => !run.IsProvisional).Select(run => run.Period).ToHashSet();
        Quarter[] begun = [.. settings.Calendar.Where(row => row.OpensOn <= services.Today).Select(row => row.Period)];
        Quarter? period = asked ?? begun.Where(quarter => quarter.CensusDate < services.Today).Select(quarter => (Quarter?)quarter).DefaultIfEmpty().Max()
            ?? (begun.Length > 0 ? begun[0] : null);
        var run = period is { } shown ? RunList.LastOf(runs, shown) : null;
        return new OfficeView
        {
            Today = services.Today,
            Settings = settings,
            Period = period,
            Calendar = period is { } of ? settings.FindPeriod(of) : null,
            Begun = begun,
            Closed = closed,
            Run = run,
            Figures = run is null ? null : await figures.RunAsync(run, cancellationToken),
            AwaitingApproval = [.. closed.Order().Select(quarter => RunList.LastOf(runs, quarter)!).Where(runHead => runHead.State == Reporting.Funding.RunState.AwaitingApproval)],
            Returns = period is { } due
                ? ReturnsReceived.For(due, settings, await SubmissionSummary.FactsAsync(context, [due], null, cancellationToken), services.Today)
                : [],
            Stuck = await StuckAsync(context, settings, cancellationToken),
            OtherFailures = await OtherFailuresAsync(context, cancellationToken),
            Recent = await SubmissionSummary.LoadAsync(context, all => all.OrderByDescending(row => row.Number).Take(MaxShown), cancellationToken),
            OfficeFiles = await context.OfficeFiles.AsNoTracking().OrderByDescending(officeFile => officeFile.Number).Take(5)
                .Select(officeFile => new OfficeFileSummary(officeFile.Number, officeFile.FileName, officeFile.Template, officeFile.ReceivedAt, officeFile.Status, officeFile.SettingsVersion)).ToListAsync(cancellationToken),
            Workbooks = period is { } drawn ? await new WorkbookFiles(services).ListAsync(drawn, runs, cancellationToken) : [],
            Messages = await outbox.WaitingAsync(cancellationToken),
            LastPurge = await Retention.PurgeExpired.LastAsync(context, cancellationToken),
        };
    }

    /// <summary>Without settings files: the page lists those with their own state.</summary>
    private async Task<IReadOnlyList<OtherFailure>> OtherFailuresAsync(PilotDbContext context, CancellationToken cancellationToken)
    {
        var since = services.UtcNow - FailuresShown;
        var failures = await context.Audit.AsNoTracking()
            .Where(row => row.What == RecordFailure.Recorded && row.SubmissionNumber == null && row.At > since && !row.Detail.StartsWith(RecordFailure.OfficeFileWords))
            .Select(row => new { row.Detail, row.At })
            .ToListAsync(cancellationToken);
        return [.. failures.GroupBy(failure => failure.Detail, (detail, all) => new OtherFailure(detail, all.Count(), all.Max(found => found.At))).OrderByDescending(failure => failure.LastAt)];
    }

    private async Task<IReadOnlyList<SubmissionSummary>> StuckAsync(PilotDbContext context, PilotSettings settings, CancellationToken cancellationToken)
    {
        int?[] providers = [.. settings.Providers.Select(provider => (int?)provider.Ukprn.Value)];
        var stuck = await SubmissionSummary.LoadAsync(
            context,
            all => all.Where(row => row.Status == SubmissionStatus.Failed || row.AnsweredAt == null || row.Ukprn == null || !providers.Contains(row.Ukprn)).OrderByDescending(row => row.Number).Take(MaxShown),
            cancellationToken);
        return [.. stuck.Where(submission => submission.Answered || services.UtcNow - submission.ReceivedAt > MaxWait)];
    }
}
