using Microsoft.EntityFrameworkCore;
using Pilot.Reporting.Settings;

namespace Pilot.Functions.Data;

/// <summary>Versions of the settings, and the ledger, as they are held.</summary>
internal sealed class SettingsStore(PilotDatabase database)
{
    /// <summary>The version in force at a moment; version 0, with nothing in it, before the first one was sent.</summary>
    public Task<PilotSettings> InForceAsync(DateTime moment, CancellationToken cancellationToken) =>
        ReadAsync("SELECT Version, Json FROM Settings WHERE Version = (SELECT MAX(Version) FROM Settings WHERE AcceptedAt <= @moment)", ("@moment", moment), cancellationToken);

    /// <summary>For a closing: the version in force at its moment, or, where settings came only after it, the first that came.</summary>
    public async Task<PilotSettings> ForClosingAsync(DateTime moment, CancellationToken cancellationToken)
    {
        var settings = await InForceAsync(moment, cancellationToken);
        return settings.Version > 0 ? settings : await VersionAsync(1, cancellationToken);
    }

    public Task<PilotSettings> VersionAsync(int version, CancellationToken cancellationToken) =>
        ReadAsync("SELECT Version, Json FROM Settings WHERE Version = @version", ("@version", version), cancellationToken);

    private async Task<PilotSettings> ReadAsync(string sql, (string Name, object Value) which, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            (connection, attemptToken) => connection.ListAsync(sql, from => new SettingsRow { Version = from.GetInt32(0), Json = from.GetString(1) }, attemptToken, which),
            cancellationToken);
        return Read(rows.SingleOrDefault());
    }

    /// <summary>Every ledger line accepted by a moment, in the order in which they were accepted.</summary>
    public async Task<Ledger> LedgerAsync(DateTime moment, CancellationToken cancellationToken)
    {
        await using var context = database.Open();
        var lines = await context.LedgerLines.AsNoTracking()
            .Where(ledgerLine => ledgerLine.AcceptedAt <= moment)
            .OrderBy(ledgerLine => ledgerLine.Id)
            .Select(ledgerLine => ledgerLine.Json)
            .ToListAsync(cancellationToken);
        var read = lines.ConvertAll(LedgerJson.Read);
        return new Ledger
        {
            Payments = read.SelectMany(ledger => ledger.Payments).ToList(),
            Adjustments = read.SelectMany(ledger => ledger.Adjustments).ToList(),
            Clearances = read.SelectMany(ledger => ledger.Clearances).ToList(),
            Holds = read.SelectMany(ledger => ledger.Holds).ToList(),
            EvidenceChecks = read.SelectMany(ledger => ledger.EvidenceChecks).ToList(),
        };
    }

    /// <summary>One table row a line, so that a reference can be looked up and can never stand twice.</summary>
    public static IEnumerable<LedgerLineRow> Lines(Ledger added) =>
        added.Payments.Select(payment => Line("Payments", payment.Reference, new Ledger { Payments = [payment] }))
            .Concat(added.Adjustments.Select(adjustment => Line("Adjustments", adjustment.Reference, new Ledger { Adjustments = [adjustment] })))
            .Concat(added.Clearances.Select(clearance => Line("Clearances", clearance.Reference, new Ledger { Clearances = [clearance] })))
            .Concat(added.Holds.Select(hold => Line("Holds", hold.Reference, new Ledger { Holds = [hold] })))
            .Concat(added.EvidenceChecks.Select(evidenceCheck => Line("EvidenceChecks", evidenceCheck.Reference, new Ledger { EvidenceChecks = [evidenceCheck] })));

    private static LedgerLineRow Line(string sheet, string reference, Ledger line) =>
        new() { Sheet = sheet, Reference = reference, ReferenceKey = Pilot.Reporting.Vocabulary.ReferenceKey.Of(reference), Json = LedgerJson.Write(line) };

    private static PilotSettings Read(SettingsRow? row) =>
        row is null ? new PilotSettings() : SettingsJson.Read(row.Json) with { Version = row.Version };
}
