using Microsoft.EntityFrameworkCore.Storage;
using Pilot.Functions.Faults;

namespace Pilot.Functions.Data;

/// <summary>
/// Tries again what EF's own list calls passing, and what it does not know: connections that were cut and answers that did not come in time.
/// Whatever is tried again finds out for itself whether an earlier try went through (<see cref="PilotDatabase.ExecuteWithRetryAsync{T}"/>).
/// </summary>
internal sealed class SqlServerRetryStrategy(ExecutionStrategyDependencies dependencies)
    : Microsoft.EntityFrameworkCore.SqlServerRetryingExecutionStrategy(dependencies, PilotDatabase.MaxRetries, PilotDatabase.MaxPause, null)
{
    protected override bool ShouldRetryOn(Exception exception) => base.ShouldRetryOn(exception) || DatabaseFault.IsCutOff(exception);
}
