using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Pilot.Functions.Hosting;

/// <summary>
/// How long an invocation may take. Both together stay below the <c>functionTimeout</c> of host.json: when that passes, the host kills the
/// program with everything in flight.
/// </summary>
/// <param name="Work">Then the invocation is cancelled.</param>
/// <param name="Grace">For a cancelled invocation to end cleanly; then it is given up, and the host is answered all the same.</param>
public sealed record InvocationLimits(TimeSpan Work, TimeSpan Grace)
{
    public static InvocationLimits Default { get; } = new(TimeSpan.FromMinutes(9), TimeSpan.FromSeconds(30));
}

/// <summary>Runs one function for the host and puts the outcome into an HTTP status and a JSON body.</summary>
internal sealed class RunInvocation(
    string name,
    Func<Invocation, CancellationToken, Task<InvocationResult>> function,
    InvocationLimits limits,
    ILogger log,
    CancellationToken stopping)
{
    /// <summary>200 is done; any other status is a failure, and a queue message is then tried again.</summary>
    public async Task<(int Status, byte[] Body)> RunAsync(string id, Stream body, CancellationToken hostGone)
    {
        using var outOfTime = new CancellationTokenSource(limits.Work);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(outOfTime.Token, stopping, hostGone);
        try
        {
            var invocation = await Invocation.ReadAsync(name, id, body, cancel.Token);
            var result = await WithinLimitsAsync(invocation, id, cancel.Token);
            return (StatusCodes.Status200OK, result.ToJson());
        }
        catch (Exception late) when (outOfTime.IsCancellationRequested && late is OperationCanceledException or TimeoutException)
        {
            log.LogError("{Function} was stopped in invocation {Invocation}: not done after {Limit}", name, id, limits.Work);
            return (StatusCodes.Status504GatewayTimeout, Error($"{name} was not done in time."));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested || hostGone.IsCancellationRequested)
        {
            log.LogWarning("{Function} was stopped in invocation {Invocation}: the program is stopping or the host has gone", name, id);
            return (StatusCodes.Status503ServiceUnavailable, Error($"{name} was stopped before it was done."));
        }
        catch (Exception failure)
        {
            // The host does not log the body of an error: this is the only place where the failure is told.
            log.LogError("{Function} failed in invocation {Invocation}: {Failure}", name, id, FailureReport.Describe(failure));
            return (StatusCodes.Status500InternalServerError, Error($"{name} failed. The log of the invocation says why."));
        }
    }

    private async Task<InvocationResult> WithinLimitsAsync(Invocation invocation, string id, CancellationToken cancel)
    {
        var work = Task.Run(() => function(invocation, cancel), CancellationToken.None);
        try
        {
            return await work.WaitAsync(limits.Work + limits.Grace, CancellationToken.None);
        }
        catch (TimeoutException) when (!work.IsCompleted)
        {
            log.LogError("{Function} goes on in invocation {Invocation} although it was cancelled", name, id);
            throw;
        }
    }

    private static byte[] Error(string words) =>
        JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string>(StringComparer.Ordinal) { ["error"] = words });
}
