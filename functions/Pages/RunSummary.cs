using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Pages;

/// <summary>What is known of a run without its figures.</summary>
internal sealed record RunSummary(
    int Number, Quarter Period, RunKind Kind, int Revision, RunState State, int SettingsVersion, DateTime CreatedAt, DateTime AskedAt, string? Reason,
    string? ApprovedBy, DateTime? ApprovedAt)
{
    public bool IsProvisional => Kind == RunKind.Provisional;

    /// <summary>The day to which its figures go: the census date, or the day of a provisional run where that comes first.</summary>
    public DateOnly AsOf => IsProvisional && LondonTime.DateOf(new DateTimeOffset(CreatedAt)) is var day && day < Period.CensusDate ? day : Period.CensusDate;

    /// <summary>The end of its files' names.</summary>
    public string Suffix => IsProvisional ? "provisional" : "r" + Revision.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public string StateWords => (Kind, State) switch
    {
        (RunKind.Provisional, _) => "Provisional",
        (_, RunState.AwaitingApproval) => $"Closed as {Suffix}, awaiting approval",
        _ => $"Published as {Suffix}, approved by {ApprovedBy}",
    };

    /// <summary>Every closing run and revision, and the provisional runs that were asked for last: no figures are read.</summary>
    public static async Task<IReadOnlyList<RunSummary>> LoadAsync(PilotDbContext context, CancellationToken cancellationToken)
    {
        var provisional = context.Runs.Where(run => run.Kind == RunKind.Provisional).GroupBy(run => run.Period).Select(group => group.Max(run => run.AskedAt));
        var rows = await context.Runs.AsNoTracking()
            .Where(run => run.Kind != RunKind.Provisional || provisional.Contains(run.AskedAt))
            .Select(run => new
            {
                run.Number,
                run.Period,
                run.Kind,
                run.Revision,
                run.State,
                run.SettingsVersion,
                run.CreatedAt,
                run.AskedAt,
                run.Reason,
                run.ApprovedBy,
                run.ApprovedAt,
            })
            .ToListAsync(cancellationToken);
        return
        [
            .. rows.Select(run => new RunSummary(
                run.Number, Quarter.Parse(run.Period), run.Kind, run.Revision, run.State, run.SettingsVersion, run.CreatedAt, run.AskedAt, run.Reason, run.ApprovedBy,
                run.ApprovedAt)),
        ];
    }

    /// <summary>The run that a period's files show: of a closed one its highest revision, else the provisional run asked for last.</summary>
    public static RunSummary? LastOf(IReadOnlyList<RunSummary> runs, Quarter period) => runs
        .Where(run => run.Period == period)
        .OrderBy(run => run.IsProvisional).ThenByDescending(run => run.Revision).ThenByDescending(run => run.AskedAt).ThenByDescending(run => run.Number)
        .FirstOrDefault();
}
