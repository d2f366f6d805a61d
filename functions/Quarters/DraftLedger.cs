using Pilot.Functions.Data;
using Pilot.Functions.Faults;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks.Casework;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Functions.Quarters;

/// <summary>The ledger draft of a period (workbooks.md section 3): of a closed one as its last run stands, of an open one as it is now.</summary>
public sealed class DraftLedger(PilotServices services)
{
    /// <exception cref="CannotBeDoneException">The period is unknown or has not begun.</exception>
    public async Task<(string Name, MemoryStream Content)> RunAsync(Quarter period, CancellationToken cancellationToken)
    {
        var draw = new WriteWorkbooks(services);
        if (await new RunQuarter(services).FindLastAsync(period, RunKind.Closing, cancellationToken) is { } closed)
        {
            var figures = await draw.FiguresAsync(closed, cancellationToken);
            return (LedgerDraft.NameOf(figures.Run), LedgerDraft.Write(new QuarterView(figures)));
        }

        var settings = await new SettingsStore(services.Database).InForceAsync(DateTime.MaxValue, cancellationToken);
        if (settings.FindPeriod(period) is not { } row || row.OpensOn > services.Today)
        {
            throw new CannotBeDoneException($"{period.Words} is not in the calendar of the settings, or has not begun.");
        }

        var inputs = await new LoadInputs(services).RunAsync(period, settings, DateTime.MaxValue, cancellationToken) with { RunOn = services.Today };
        var record = new RunRecord(
            0, period, RunKind.Provisional, 0, RunState.Provisional, settings.Version, InputsHash.Of(inputs, RunKind.Provisional, null, ""), services.Now, InputsHash.EngineVersion);
        var open = await draw.FiguresAsync(record, DateTime.MaxValue, inputs, EarnAndReconcile.Run(inputs), cancellationToken);
        return (LedgerDraft.NameOf(record), LedgerDraft.Write(new QuarterView(open)));
    }
}
