using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Blobs;
using Pilot.Functions.Data;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks;

namespace Pilot.Functions.Office;

/// <summary>One return of one quarter, as the provider owes it.</summary>
internal sealed record OwedReturn(CalendarPeriod Calendar, ReturnReceived Return);

/// <param name="Name">Such as <c>2026Q3-r1.xlsx</c>.</param>
internal sealed record StatementFile(string Name, Quarter? Period, string Version, DateTimeOffset Written, long Size);

/// <summary>All that a provider's page shows: nothing of anybody else.</summary>
internal sealed record ProviderView(
    Provider Provider, DateOnly Today, IReadOnlyList<OwedReturn> Owed, CalendarPeriod? Next, IReadOnlyList<SubmissionHead> Submissions,
    IReadOnlyList<StatementFile> Statements);

internal sealed class LoadProvider(World world)
{
    public const string Statements = QuarterlyWorkbooks.Statements;
    private const int MostShown = 200;

    /// <exception cref="RefusedException">The settings do not name such a provider.</exception>
    public async Task<ProviderView> RunAsync(Ukprn ukprn, CancellationToken cancellationToken)
    {
        var settings = await new SettingsStore(world.Database).InForceAsync(DateTime.MaxValue, cancellationToken);
        var provider = Find(settings, ukprn);
        await using var context = world.Database.Open();
        var closed = (await context.Runs.AsNoTracking().Where(run => run.Kind == RunKind.Closing).Select(run => run.Period).ToListAsync(cancellationToken)).Select(Quarter.Parse).ToHashSet();
        CalendarPeriod[] open = [.. settings.Calendar.Where(row => row.OpensOn <= world.Today && !closed.Contains(row.Period))];
        var facts = await SubmissionHead.FactsAsync(context, [.. open.Select(row => row.Period)], ukprn, cancellationToken);
        return new ProviderView(
            provider,
            world.Today,
            [
                .. open.SelectMany(row => ReturnsReceived.For(row.Period, settings, facts, world.Today)
                    .Where(received => received.Provider.Ukprn == ukprn).Select(received => new OwedReturn(row, received))),
            ],
            settings.Calendar.FirstOrDefault(row => row.OpensOn > world.Today),
            await SubmissionHead.LoadAsync(
                context, all => all.Where(row => row.Folder == ukprn.ToString()).OrderByDescending(row => row.Number).Take(MostShown), cancellationToken),
            await StatementsAsync(ukprn, cancellationToken));
    }

    /// <exception cref="RefusedException">The settings do not name such a provider.</exception>
    public static Provider Find(PilotSettings settings, Ukprn ukprn) => settings.FindProvider(ukprn)
        ?? throw RefusedException.NotFound($"{ukprn} is not a provider of the pilot in the settings in force. If it should be, ask your funding officer.");

    private async Task<IReadOnlyList<StatementFile>> StatementsAsync(Ukprn ukprn, CancellationToken cancellationToken)
    {
        var files = new List<BlobEntry>();
        await foreach (var entry in world.Blobs.ListAsync(Statements, $"{ukprn}/", cancellationToken))
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
