using Microsoft.Azure.Functions.Worker;
using Pilot.Functions.Hosting;

namespace Pilot.Tests.Hosting;

/// <summary>What stands around every function: its time limit, and what the host hears where it fails.</summary>
public sealed class LimitInvocationTests
{
    private static readonly InvocationLimits Short = new(TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(300));

    [Fact]
    public async Task What_a_function_gives_back_is_left_alone()
    {
        var ran = false;
        await RunAsync(_ =>
        {
            ran = true;
            return Task.CompletedTask;
        });
        Assert.True(ran);
    }

    [Fact]
    public async Task Functions_3_a_failure_is_told_by_type_and_place_without_the_words_of_others()
    {
        var failed = await FailsAsync(_ => throw new FormatException("'12 Acacia Avenue' is no number"));
        Assert.Contains("SweepUploads failed: System.FormatException", failed.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(Functions_3_a_failure_is_told_by_type_and_place_without_the_words_of_others), failed.Message, StringComparison.Ordinal);
        Assert.Null(failed.InnerException);
        Assert.DoesNotContain("Acacia", failed.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Functions_3_a_failure_of_several_is_opened()
    {
        var failed = await FailsAsync(_ => Task.FromException(new AggregateException("'12 Acacia Avenue'", new FormatException("Acacia"), new IOException("Acacia"))));
        Assert.Contains("System.FormatException", failed.Message, StringComparison.Ordinal);
        Assert.Contains("System.IO.IOException", failed.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Acacia", failed.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Functions_3_a_function_that_takes_too_long_is_cancelled_and_has_failed()
    {
        var cancelled = false;
        var failed = await FailsAsync(async context =>
        {
            try
            {
                await Task.Delay(Timeout.Infinite, context.CancellationToken);
            }
            finally
            {
                cancelled = context.CancellationToken.IsCancellationRequested;
            }
        });
        Assert.True(cancelled);
        Assert.Contains("was not done after 00:00:00.3", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Functions_3_a_function_that_does_not_heed_its_cancellation_is_given_up()
    {
        using var over = new CancellationTokenSource();
        var failed = await FailsAsync(_ => Task.Delay(Timeout.Infinite, over.Token));
        Assert.Contains("was not done after", failed.Message, StringComparison.Ordinal);
        await over.CancelAsync();
    }

    [Fact]
    public async Task Functions_3_a_host_that_goes_stops_the_function()
    {
        using var gone = new CancellationTokenSource();
        var running = FailsAsync(context => Task.Delay(Timeout.Infinite, context.CancellationToken), InvocationLimits.Default, gone.Token);
        await gone.CancelAsync();
        Assert.Contains("the program is stopping or the host has gone", (await running).Message, StringComparison.Ordinal);
    }

    private static Task<FunctionFailedException> FailsAsync(
        Func<FunctionContext, Task> function, InvocationLimits? limits = null, CancellationToken host = default) =>
        Assert.ThrowsAsync<FunctionFailedException>(() => RunAsync(function, limits, host));

    private static Task RunAsync(Func<FunctionContext, Task> function, InvocationLimits? limits = null, CancellationToken host = default) =>
        new LimitInvocation(limits ?? Short).Invoke(new Context(host), context => function(context));

    private sealed class Context(CancellationToken host) : FunctionContext
    {
        public override string InvocationId => "1e3b7c1a-0c5e-4f0e-8f5e-0d4a0b1c2d3e";

        public override string FunctionId => "1";

        public override TraceContext TraceContext => throw new NotSupportedException();

        public override BindingContext BindingContext => throw new NotSupportedException();

        public override RetryContext RetryContext => throw new NotSupportedException();

        public override IServiceProvider InstanceServices { get; set; } = null!;

        public override FunctionDefinition FunctionDefinition { get; } = new Definition();

        public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

        public override IInvocationFeatures Features => throw new NotSupportedException();

        public override CancellationToken CancellationToken => host;
    }

    private sealed class Definition : FunctionDefinition
    {
        public override System.Collections.Immutable.ImmutableArray<FunctionParameter> Parameters => [];

        public override string PathToAssembly => "";

        public override string EntryPoint => "";

        public override string Id => "1";

        public override string Name => "SweepUploads";

        public override System.Collections.Immutable.IImmutableDictionary<string, BindingMetadata> InputBindings =>
            System.Collections.Immutable.ImmutableDictionary<string, BindingMetadata>.Empty;

        public override System.Collections.Immutable.IImmutableDictionary<string, BindingMetadata> OutputBindings =>
            System.Collections.Immutable.ImmutableDictionary<string, BindingMetadata>.Empty;
    }
}
