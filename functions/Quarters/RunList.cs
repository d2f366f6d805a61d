using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Quarters;

/// <summary>The runs that files show, without their figures.</summary>
internal static class RunList
{
    /// <summary>Every closing run and revision, and of each period the provisional run that was asked for last; what was asked for last comes first.</summary>
    public static async Task<IReadOnlyList<RunRecord>> LoadAsync(PilotDbContext context, CancellationToken cancellationToken)
    {
        var provisional = context.Runs.Where(run => run.Kind == RunKind.Provisional).GroupBy(run => run.Period).Select(group => group.Max(run => run.AskedAt));
        var rows = await context.Runs.AsNoTracking()
            .Where(run => run.Kind != RunKind.Provisional || provisional.Contains(run.AskedAt))
            .Select(run => new RunRow
            {
                Number = run.Number,
                Period = run.Period,
                Kind = run.Kind,
                Revision = run.Revision,
                State = run.State,
                SettingsVersion = run.SettingsVersion,
                InputsHash = run.InputsHash,
                CreatedAt = run.CreatedAt,
                AskedAt = run.AskedAt,
                EngineVersion = run.EngineVersion,
                Reason = run.Reason,
                ApprovedBy = run.ApprovedBy,
                ApprovedAt = run.ApprovedAt,
            })
            .ToListAsync(cancellationToken);
        return [.. rows.OrderByDescending(run => run.AskedAt).ThenByDescending(run => run.Number).Select(WriteWorkbooks.Record)];
    }

    /// <summary>The run that a period's files show: of a closed one its highest revision, else the provisional run asked for last.</summary>
    public static RunRecord? LastOf(IReadOnlyList<RunRecord> runs, Quarter period) => runs
        .Where(run => run.Period == period)
        .OrderBy(run => run.IsProvisional).ThenByDescending(run => run.Revision)
        .FirstOrDefault();
}
