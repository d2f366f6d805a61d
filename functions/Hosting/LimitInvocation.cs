using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Pilot.Functions.Faults;

namespace Pilot.Functions.Hosting;

/// <summary>
/// How long an invocation may take. Both together stay below the <c>functionTimeout</c> of host.json: when that passes, the host kills the program with
/// everything in flight.
/// </summary>
/// <param name="Work">Then the invocation is cancelled.</param>
/// <param name="Grace">For a cancelled invocation to end cleanly; then it is given up.</param>
public sealed record InvocationLimits(TimeSpan Work, TimeSpan Grace)
{
    public static InvocationLimits Default { get; } = new(TimeSpan.FromMinutes(9), TimeSpan.FromSeconds(30));
}

/// <summary>A function failed. Its message may stand in a log: it holds no personal data, and there is nothing behind it.</summary>
public sealed class FunctionFailedException(string message) : Exception(message);

/// <summary>
/// Runs around every function: ends it before the host would end the program, and says what failed. What a function throws reaches the host's log with
/// message and stack, and other people's messages quote what they choked on.
/// </summary>
public sealed class LimitInvocation(InvocationLimits limits) : IFunctionsWorkerMiddleware
{
    /// <exception cref="FunctionFailedException">The function failed, was stopped, or was not done in time.</exception>
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        var name = context.FunctionDefinition.Name;
        using var outOfTime = new CancellationTokenSource(limits.Work);
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(outOfTime.Token, context.CancellationToken);
        string problem;
        try
        {
            await WithinLimitsAsync(next(new LimitedContext(context, cancellation.Token)));
            return;
        }
        catch (Exception late) when (outOfTime.IsCancellationRequested && late is OperationCanceledException or TimeoutException)
        {
            problem = FormattableString.Invariant($"{name} was stopped: it was not done after {limits.Work}.");
        }
        catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
        {
            problem = $"{name} was stopped before it was done: the program is stopping or the host has gone.";
        }
        catch (Exception failure)
        {
            problem = $"{name} failed: {FailureReport.Describe(failure)}";
        }

        throw new FunctionFailedException(problem);
    }

    private async Task WithinLimitsAsync(Task work)
    {
        try
        {
            await work.WaitAsync(limits.Work + limits.Grace, CancellationToken.None);
        }
        catch (TimeoutException) when (!work.IsCompleted)
        {
            // It goes on although it was cancelled. Nobody waits for it any more, so nobody hears how it ends.
            _ = work.ContinueWith(static ended => _ = ended.Exception, TaskScheduler.Default);
            throw;
        }
    }

    /// <summary>The same invocation with the token that also ends when its time is over.</summary>
    private sealed class LimitedContext(FunctionContext inner, CancellationToken cancellationToken) : FunctionContext
    {
        public override string InvocationId => inner.InvocationId;

        public override string FunctionId => inner.FunctionId;

        public override TraceContext TraceContext => inner.TraceContext;

        public override BindingContext BindingContext => inner.BindingContext;

        public override RetryContext RetryContext => inner.RetryContext;

        public override IServiceProvider InstanceServices { get => inner.InstanceServices; set => inner.InstanceServices = value; }

        public override FunctionDefinition FunctionDefinition => inner.FunctionDefinition;

        public override IDictionary<object, object> Items { get => inner.Items; set => inner.Items = value; }

        public override IInvocationFeatures Features => inner.Features;

        public override CancellationToken CancellationToken => cancellationToken;
    }
}
