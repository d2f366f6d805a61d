using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Blobs;
using Pilot.Functions.Data;
using Pilot.Functions.Quarters;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Returns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks;

namespace Pilot.Functions.Pages;

/// <summary>One return of one quarter, as the provider owes it.</summary>
internal sealed record OwedReturn(CalendarPeriod Calendar, ReturnReceived Return);

/// <param name="Name">Such as <c>2026Q3-r1.xlsx</c>.</param>
internal sealed record StatementFile(string Name, Quarter? Period, string Version, DateTimeOffset Written, long Size);

/// <summary>All that a provider's page shows: nothing of anybody else.</summary>
internal sealed record ProviderView(
    Provider Provider, DateOnly Today, IReadOnlyList<OwedReturn> Owed, CalendarPeriod? Next, IReadOnlyList<SubmissionSummary> Submissions,
    IReadOnlyList<StatementFile> Statements)
{
    /// <summary>Null before the first run.</summary>
    public ProviderMoneyView? Money { get; init; }

    /// <summary>What each return in force changed against the one before, in a sentence, by its number.</summary>
    public IReadOnlyDictionary<int, string> Changes { get; init; } = new Dictionary<int, string>();

    public IReadOnlyList<Contact> Contacts { get; init; } = [];

    /// <summary>Whom a provider asks.</summary>
    public IReadOnlyList<Contact> Officers { get; init; } = [];

    /// <summary>Of each kind the return whose rows count: the one for the latest quarter, whatever came last.</summary>
    public IReadOnlyList<JudgedSubmission> InForce { get; init; } = [];
}

/// <summary>A provider's lines of one run, of the run before, and of the whole pilot.</summary>
internal sealed record ProviderMoneyView(
    RunRecord Run, IReadOnlyList<ReconciliationLine> Lines, IReadOnlyList<ExceptionGroup> Exceptions, IReadOnlyList<ReconciliationLine>? Before,
    IReadOnlyList<ReconciliationLine> Pilot);

internal sealed class LoadProviderView(PilotServices services, LoadRunFigures figures)
{
    public const string Statements = QuarterlyWorkbooks.Statements;
    private const int MaxShown = 200;

    /// <exception cref="HttpProblemException">The settings do not name such a provider.</exception>
    public async Task<ProviderView> RunAsync(Ukprn ukprn, CancellationToken cancellationToken)
    {
        var settings = await new SettingsStore(services.Database).InForceAsync(DateTime.MaxValue, cancellationToken);
        var provider = Find(settings, ukprn);
        await using var context = services.Database.Open();
        var closed = (await context.Runs.AsNoTracking().Where(run => run.Kind == RunKind.Closing).Select(run => run.Period).ToListAsync(cancellationToken)).Select(Quarter.Parse).ToHashSet();
        CalendarPeriod[] open = [.. settings.Calendar.Where(row => row.OpensOn <= services.Today && !closed.Contains(row.Period))];
        var facts = await SubmissionSummary.FactsAsync(context, [.. open.Select(row => row.Period)], ukprn, cancellationToken);
        var sent = await SubmissionSummary.LoadAsync(
            context, all => all.Where(row => row.Folder == ukprn.ToString()).OrderByDescending(row => row.Number).Take(MaxShown), cancellationToken);
        var inForce = sent.Select(submission => submission.Judged(ukprn)).Where(submission => submission is { IsReturn: true, Kind: not null, Period: not null })
            .GroupBy(submission => submission.Kind!.Value).OrderBy(kind => kind.Key)
            .Select(kind => kind.MaxBy(submission => submission, AcceptedReturn.Supersession)!).ToList();
        return new ProviderView(
            provider,
            services.Today,
            [
                .. open.SelectMany(row => ReturnsReceived.For(row.Period, settings, facts, services.Today)
                    .Where(received => received.Provider.Ukprn == ukprn).Select(received => new OwedReturn(row, received))),
            ],
            settings.Calendar.FirstOrDefault(row => row.OpensOn > services.Today),
            sent,
            await StatementsAsync(ukprn, cancellationToken))
        {
            Money = await MoneyAsync(context, ukprn, cancellationToken),
            InForce = inForce,
            Changes = await ChangesAsync(context, inForce, cancellationToken),
            Contacts = [.. settings.Contacts.Where(contact => contact.Ukprn == ukprn)],
            Officers = [.. settings.Contacts.Where(contact => contact.Ukprn is null)],
        };
    }

    /// <exception cref="HttpProblemException">The settings do not name such a provider.</exception>
    public static Provider Find(PilotSettings settings, Ukprn ukprn) => settings.FindProvider(ukprn)
        ?? throw HttpProblemException.NotFound($"{ukprn} is not a provider of the pilot in the settings in force. If it should be, ask your funding officer.");

    /// <summary>From the run of the latest quarter whose census date has passed: the one that is paid.</summary>
    private async Task<ProviderMoneyView?> MoneyAsync(PilotDbContext context, Ukprn ukprn, CancellationToken cancellationToken)
    {
        var runs = await RunList.LoadAsync(context, cancellationToken);
        Quarter[] known = [.. runs.Select(run => run.Period).Distinct().OrderDescending()];
        var periods = known.Where(period => period.CensusDate < services.Today).DefaultIfEmpty(known.FirstOrDefault()).ToList();
        if (known.Length == 0 || RunList.LastOf(runs, periods[0]) is not { } run)
        {
            return null;
        }

        var now = await figures.RunAsync(run, cancellationToken);
        var before = periods.Count > 1 && RunList.LastOf(runs, periods[1]) is { } earlier ? await figures.RunAsync(earlier, cancellationToken) : null;
        return new ProviderMoneyView(
            run, [.. now.Lines.Where(line => line.Ukprn == ukprn)], [.. now.Exceptions.Where(group => group.Ukprn == ukprn)],
            before is null ? null : [.. before.Lines.Where(line => line.Ukprn == ukprn)], now.Lines);
    }

    private static async Task<Dictionary<int, string>> ChangesAsync(PilotDbContext context, IReadOnlyList<JudgedSubmission> inForce, CancellationToken cancellationToken)
    {
        var changes = new Dictionary<int, string>();
        foreach (var number in inForce.Select(submission => submission.Number))
        {
            var judgement = await context.Submissions.AsNoTracking().Where(row => row.Number == number).Select(row => row.JudgementId).FirstAsync(cancellationToken);
            if (judgement is { } known && ReceiptWords.Changes((await StoredReceipts.ReadAsync(context, known, cancellationToken)).Changes) is { } words)
            {
                changes[number] = words;
            }
        }

        return changes;
    }

    private async Task<IReadOnlyList<StatementFile>> StatementsAsync(Ukprn ukprn, CancellationToken cancellationToken)
    {
        var files = new List<BlobEntry>();
        await foreach (var entry in services.Blobs.ListAsync(Statements, $"{ukprn}/", cancellationToken))
        {
            files.Add(entry);
        }

        var statements = files.ConvertAll(Statement);
        // Once a quarter is closed its provisional statement is no longer anybody's money.
        return
        [
            .. statements
                .Where(statement => statement.Version != "provisional" || !statements.Exists(other => other.Period == statement.Period && other.Version != "provisional"))
                .OrderByDescending(statement => statement.Period).ThenByDescending(statement => statement.Version, StringComparer.Ordinal),
        ];
    }

    private static StatementFile Statement(BlobEntry entry)
    {
        var name = entry.Name[(entry.Name.LastIndexOf('/') + 1)..];
        var parts = Path.GetFileNameWithoutExtension(name).Split('-', 2);
        return new StatementFile(name, Quarter.TryParse(parts[0], out var period) ? period : null, parts.Length > 1 ? parts[1] : "", entry.ReceivedAt, entry.Length);
    }
}
