using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;
using Pilot.Reporting.Settings;

namespace Pilot.Functions.Settings;

/// <summary>Versions of the settings, and the ledger, as they are held.</summary>
internal sealed class SettingsStore(PilotDatabase database)
{
    /// <summary>The version in force at a moment; version 0, with nothing in it, before the first one was sent.</summary>
    public Task<PilotSettings> InForceAsync(DateTime moment, CancellationToken cancel) =>
        ReadAsync("SELECT Version, Json FROM Settings WHERE Version = (SELECT MAX(Version) FROM Settings WHERE AcceptedAt <= @moment)", ("@moment", moment), cancel);

    /// <summary>For a closing: the version in force at its moment, or, where settings came only after it, the first that came.</summary>
    public async Task<PilotSettings> ForClosingAsync(DateTime moment, CancellationToken cancel)
    {
        var settings = await InForceAsync(moment, cancel);
        return settings.Version > 0 ? settings : await VersionAsync(1, cancel);
    }

    public Task<PilotSettings> VersionAsync(int version, CancellationToken cancel) =>
        ReadAsync("SELECT Version, Json FROM Settings WHERE Version = @version", ("@version", version), cancel);

    private async Task<PilotSettings> ReadAsync(string sql, (string Name, object Value) which, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            (connection, again) => connection.ListAsync(sql, from => new SettingsRow { Version = from.GetInt32(0), Json = from.GetString(1) }, again, which),
            cancellationToken);
        return Read(rows.SingleOrDefault());
    }

    /// <summary>Every ledger line accepted by a moment, in the order in which they were accepted.</summary>
    public async Task<Ledger> LedgerAsync(DateTime moment, CancellationToken cancel)
    {
        await using var context = database.Open();
        var lines = await context.LedgerLines.AsNoTracking()
            .Where(one => one.AcceptedAt <= moment)
            .OrderBy(one => one.Id)
            .Select(one => one.Json)
            .ToListAsync(cancel);
        var read = lines.ConvertAll(LedgerJson.Read);
        return new Ledger
        {
            Payments = read.SelectMany(one => one.Payments).ToList(),
            Adjustments = read.SelectMany(one => one.Adjustments).ToList(),
            Clearances = read.SelectMany(one => one.Clearances).ToList(),
            Holds = read.SelectMany(one => one.Holds).ToList(),
            EvidenceChecks = read.SelectMany(one => one.EvidenceChecks).ToList(),
        };
    }

    /// <summary>One table row a line, so that a reference can be looked up and can never stand twice.</summary>
    public static IEnumerable<LedgerLineRow> Lines(Ledger added) =>
        added.Payments.Select(one => Line("Payments", one.Reference, new Ledger { Payments = [one] }))
            .Concat(added.Adjustments.Select(one => Line("Adjustments", one.Reference, new Ledger { Adjustments = [one] })))
            .Concat(added.Clearances.Select(one => Line("Clearances", one.Reference, new Ledger { Clearances = [one] })))
            .Concat(added.Holds.Select(one => Line("Holds", one.Reference, new Ledger { Holds = [one] })))
            .Concat(added.EvidenceChecks.Select(one => Line("EvidenceChecks", one.Reference, new Ledger { EvidenceChecks = [one] })));

    private static LedgerLineRow Line(string sheet, string reference, Ledger line) =>
        new() { Sheet = sheet, Reference = reference, ReferenceKey = Pilot.Reporting.Vocabulary.ReferenceKey.Of(reference), Json = LedgerJson.Write(line) };

    private static PilotSettings Read(SettingsRow? row) =>
        row is null ? new PilotSettings() : SettingsJson.Read(row.Json) with { Version = row.Version };
}
