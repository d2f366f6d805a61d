using Pilot.Functions.Data;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Quarters;

/// <summary>
/// The provisional run that stands, where nothing came in since and all its files are there: it is what would be made. Nothing is loaded,
/// locked or written to find out. Where anything is otherwise, <see cref="RunQuarter"/> finds out under its lock.
/// </summary>
internal sealed class FindCurrentRun(PilotServices services)
{
    /// <summary>The newest provisional run of the period, if it was made from these inputs: a later run would have replaced its files.</summary>
    private const string Shown =
        "SELECT Number, SettingsVersion, CreatedAt, EngineVersion, Lines FROM Runs AS run "
        + "WHERE run.InputsHash = @hash AND run.Period = @period AND run.Kind = @provisional AND run.FilesAt IS NOT NULL "
        + "AND NOT EXISTS (SELECT 1 FROM Runs AS other WHERE other.Period = run.Period AND other.Kind = @provisional AND other.AskedAt > run.AskedAt)";

    public async Task<RunResult?> FindAsync(Quarter period, CancellationToken cancellationToken)
    {
        var settings = await new SettingsStore(services.Database).InForceAsync(DateTime.MaxValue, cancellationToken);
        if (settings.FindPeriod(period) is null || await LearnerDataRemoval.IsDoneAsync(services, cancellationToken))
        {
            return null;
        }

        var known = new InputsFingerprint(services);
        var basis = await known.ReadBasisAsync(period, settings, services.Today, cancellationToken);
        if (await known.FindHashAsync(period, basis, cancellationToken) is not { } hash || await ShownAsync(period, hash, cancellationToken) is not (var record, var lines))
        {
            return null;
        }

        return await new MissingFiles(services).AnyAsync(record, cancellationToken)
            ? null
            : new RunResult(record, false, RunJson.ReadLines(lines), await new WriteWorkbooks(services).FilesAsync(record, cancellationToken));
    }

    private async Task<(RunRecord Record, string Lines)?> ShownAsync(Quarter period, string hash, CancellationToken cancellationToken)
    {
        var rows = await services.Database.ReadAsync(
            (connection, again) => connection.ListAsync(
                Shown,
                from => (
                    new RunRecord(
                        from.GetInt32(0), period, RunKind.Provisional, 0, RunState.Provisional, from.GetInt32(1), hash, new DateTimeOffset(from.GetMoment(2)), from.GetString(3)),
                    from.GetString(4)),
                again, ("@hash", hash), ("@period", period.Id), ("@provisional", nameof(RunKind.Provisional))),
            cancellationToken);
        return rows.Count == 1 ? rows[0] : null;
    }
}
