using Pilot.Functions.Data;
using Pilot.Reporting.Funding;

namespace Pilot.Functions.Quarters;

/// <summary>The milestones of a stored run, packed as they lie in the database: of a large pilot they are tens of megabytes, and are never held whole.</summary>
internal sealed class StoredEarnings(PilotDatabase database)
{
    /// <param name="read">Gets the packed milestones from their beginning, and begins anew where the connection was cut.</param>
    /// <exception cref="InvalidOperationException">There is no run of this number.</exception>
    public Task<T> ReadAsync<T>(int runNumber, Func<Stream, CancellationToken, Task<T>> read, CancellationToken cancellationToken) => database.ReadAsync(
        async (connection, attemptToken) =>
        {
            using var reader = await connection.QueryAsync("SELECT Number, Earnings FROM Runs WHERE Number = @number", attemptToken, ("@number", runNumber));
            if (!await reader.ReadAsync(attemptToken))
            {
                throw new InvalidOperationException($"There is no run {runNumber}.");
            }

            await using var packed = reader.GetStream(1);
            return await read(packed, attemptToken);
        },
        cancellationToken);

    /// <summary>Those milestones of a run that are asked for, in the order of the run.</summary>
    /// <exception cref="InvalidOperationException">There is no run of this number.</exception>
    public Task<List<Earning>> ListAsync(int runNumber, Func<Earning, bool> which, CancellationToken cancellationToken) => ReadAsync(
        runNumber, async (packed, attemptToken) => await RunJson.ReadEarningsAsync(packed, attemptToken).Where(which).ToListAsync(attemptToken), cancellationToken);
}
