using Pilot.Functions.Data;
using Pilot.Reporting.Settings;

namespace Pilot.Functions.Settings;

/// <summary>Every ledger line as the workbook that an officer would send: read back, all of it is skipped.</summary>
public sealed class ExportLedger(PilotServices services)
{
    /// <returns>How many lines were written.</returns>
    public async Task<int> RunAsync(Stream to, CancellationToken cancellationToken)
    {
        var ledger = await new SettingsStore(services.Database).LedgerAsync(DateTime.MaxValue, cancellationToken);
        SettingsWorkbook.Write(ledger, "export of the ledger", services.Today, to);
        return ledger.Payments.Count + ledger.Adjustments.Count + ledger.Clearances.Count + ledger.Holds.Count + ledger.EvidenceChecks.Count;
    }
}
