using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Pilot.Functions.Data;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Quarters;

/// <summary>
/// Tells from counts and versions that nothing came in since a provisional run, so that its inputs need not be loaded and hashed to find out.
/// This works because the tables are only ever added to, with two exceptions: learner keys may be exchanged, which changes a mark that is part of
/// the fingerprint; and learners' rows may be removed at the end, after which no run is made.
/// </summary>
internal sealed class InputsFingerprint(PilotServices services)
{
    private const string Mark = "inputs-known ";
    private const string Between = " ";

    private const string Counts =
        "SELECT (SELECT COUNT(*) FROM Judgements), (SELECT MAX(Id) FROM Judgements), "
        + "(SELECT COUNT(*) FROM LedgerLines), (SELECT MAX(Id) FROM LedgerLines), "
        + "(SELECT COUNT(*) FROM Runs WHERE Kind <> @provisional), (SELECT MAX(Number) FROM Runs WHERE Kind <> @provisional), "
        + "(SELECT MAX(Version) FROM AwardsVersions), "
        + "(SELECT Value FROM Marks WHERE Name = @keys), (SELECT Value FROM Marks WHERE Name = @references)";

    /// <summary>Another build may read what is stored otherwise, and would then make another hash of it.</summary>
    private static readonly string Program = $"{InputsHash.EngineVersion} {typeof(InputsFingerprint).Module.ModuleVersionId:N} {typeof(FundingInputs).Module.ModuleVersionId:N}";

    /// <summary>What is held now that a provisional run takes in, as counts and versions. Taken before the inputs are loaded: what comes in meanwhile is seen the next time.</summary>
    public async Task<string> HashHeldAsync(PilotSettings settings, CancellationToken cancellationToken)
    {
        var counts = await services.Database.ReadAsync(
            (connection, attemptToken) => connection.ListAsync(
                Counts, Read, attemptToken, ("@provisional", nameof(RunKind.Provisional)), ("@keys", LearnerKeySecret.CheckMark), ("@references", NormaliseReferences.DoneMark)),
            cancellationToken);
        var held = string.Create(CultureInfo.InvariantCulture, $"{Program} {settings.Version} {counts.Single()}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(held)));
    }

    /// <summary>What a provisional run of this day would be made from: what is held, and what time alone changes, as the hash of the inputs has it.</summary>
    public async Task<string> ReadBasisAsync(Quarter period, PilotSettings settings, DateOnly day, CancellationToken cancellationToken)
    {
        var dated = new FundingInputs(period, settings, new Ledger(), [], []) { RunOn = day };
        var held = await HashHeldAsync(settings, cancellationToken);
        return string.Create(CultureInfo.InvariantCulture, $"{held} {dated.AsOf:o} {dated.ReturnsOverdue}");
    }

    /// <returns>The hash of the inputs that were loaded on this basis; null where they have to be loaded.</returns>
    public async Task<string?> FindHashAsync(Quarter period, string basis, CancellationToken cancellationToken) =>
        await services.Database.ReadMarkAsync(Mark + period.Id, cancellationToken) is { } known && known.StartsWith(basis + Between, StringComparison.Ordinal)
            ? known[(basis.Length + Between.Length)..]
            : null;

    public Task RememberAsync(Quarter period, string basis, string hash, CancellationToken cancellationToken) =>
        services.Database.SetMarkAsync(Mark + period.Id, basis + Between + hash, cancellationToken);

    private static string Read(PlainRows from) =>
        string.Join(' ', Enumerable.Range(0, from.FieldCount).Select(column => from.IsDBNull(column) ? "-" : Convert.ToString(from.GetValue(column), CultureInfo.InvariantCulture)));
}
