using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Storage;

namespace Pilot.Functions.Data;

/// <summary>Tries again, after growing and scattered pauses, what another writer was in the way of; every other failure is told at once.</summary>
internal sealed class SqliteRetryStrategy(ExecutionStrategyDependencies dependencies)
    : ExecutionStrategy(dependencies, PilotDatabase.MaxRetries, PilotDatabase.MaxPause)
{
    private const int Busy = 5;
    private const int Locked = 6;

    public static bool IsBusy(SqliteException exception) => exception.SqliteErrorCode is Busy or Locked;

    protected override bool ShouldRetryOn(Exception exception) => exception is SqliteException problem && IsBusy(problem);

    protected override TimeSpan? GetNextDelay(Exception lastException) =>
        base.GetNextDelay(lastException) is { } pause ? pause * (0.5 + Random.Shared.NextDouble()) : null;
}
