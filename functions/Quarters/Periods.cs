using Pilot.Functions.Data;
using Pilot.Functions.Faults;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Quarters;

/// <summary>Which periods have begun, which are closed, which is open (funding.md section 5).</summary>
internal sealed class Periods(PilotServices services)
{
    /// <summary>Periods that have a closing run.</summary>
    public async Task<IReadOnlySet<Quarter>> ClosedAsync(CancellationToken cancellationToken)
    {
        var closed = await services.Database.ReadAsync(
            (connection, attemptToken) => connection.ListAsync(
                "SELECT Period FROM Runs WHERE Kind = @kind", from => from.GetString(0), attemptToken, ("@kind", nameof(RunKind.Closing))),
            cancellationToken);
        return closed.Select(Quarter.Parse).ToHashSet();
    }

    /// <summary>The earliest begun period without a closing run; null where every begun one is closed, or none has begun.</summary>
    public async Task<Quarter?> OpenAsync(PilotSettings settings, CancellationToken cancellationToken)
    {
        var closed = await ClosedAsync(cancellationToken);
        return settings.Calendar
            .Where(row => row.OpensOn <= services.Today && !closed.Contains(row.Period))
            .Select(row => (Quarter?)row.Period)
            .FirstOrDefault();
    }

    /// <exception cref="CannotBeDoneException">The period is not the latest closed one.</exception>
    public async Task RefuseUnlessRevisableAsync(Quarter period, CancellationToken cancellationToken)
    {
        var closed = await ClosedAsync(cancellationToken);
        if (closed.Count == 0 || closed.Max() != period)
        {
            throw new CannotBeDoneException(closed.Count == 0
                ? "No period is closed yet, so there is nothing to revise."
                : $"Only the latest closed period can be revised: {closed.Max().Words}.");
        }
    }

    /// <summary>Periods whose closing is due and has not been made, in their order.</summary>
    public async Task<IReadOnlyList<CalendarPeriod>> DueToCloseAsync(PilotSettings settings, CancellationToken cancellationToken)
    {
        var closed = await ClosedAsync(cancellationToken);
        return settings.Calendar
            .Where(row => services.Now > LondonTime.EndOf(row.ClosesOn) && !closed.Contains(row.Period))
            .ToList();
    }

    /// <summary>Owed statements by the period in which they count: what arrives for a closed period counts in the open one.</summary>
    public async Task<ILookup<Quarter?, OwedStatement>> CountInAsync(IReadOnlyList<OwedStatement> owed, PilotSettings settings, CancellationToken cancellationToken)
    {
        var open = await OpenAsync(settings, cancellationToken);
        var closed = await ClosedAsync(cancellationToken);
        return owed.ToLookup(statement => closed.Contains(statement.Period) ? open : statement.Period);
    }
}
