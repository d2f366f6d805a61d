using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;
using Pilot.Functions.Outbox;
using Pilot.Functions.Quarters;
using Pilot.Functions.Retention;
using Pilot.Functions.Returns;
using Pilot.Functions.Settings;

namespace Pilot.Functions.Hosting;

/// <summary>The functions by the names of their folders (functions.md section 2): what each trigger sets going.</summary>
internal static class PilotFunctions
{
    public static IReadOnlyDictionary<string, Func<Invocation, CancellationToken, Task<InvocationResult>>> All(World world)
    {
        var sweep = new SweepUploads(world);
        return new Dictionary<string, Func<Invocation, CancellationToken, Task<InvocationResult>>>(StringComparer.Ordinal)
        {
            ["ReceiveReturn"] = (invocation, cancel) =>
                EachAsync(invocation, RegisterSubmission.Uploads, blob => new ReceiveReturn(world).RunAsync(blob, null, cancel)),
            ["ReceiveSettings"] = (invocation, cancel) =>
                EachAsync(invocation, ReceiveSettings.Uploads, blob => new ReceiveSettings(world).RunAsync(blob, null, cancel)),
            ["SweepUploads"] = async (_, cancel) =>
            {
                await sweep.RunAsync(cancel);
                return InvocationResult.Done;
            },
            ["QuarterlyWorkbooks"] = async (_, cancel) =>
            {
                await new KeepQuarters(world).RunAsync(cancel);
                return InvocationResult.Done;
            },
            ["RemindProviders"] = async (_, cancel) =>
            {
                await new Outbox.RemindProviders(world).RunAsync(cancel);
                return InvocationResult.Done;
            },
            ["PurgeExpired"] = async (_, cancel) =>
            {
                await new Retention.PurgeExpired(world).RunAsync(dryRun: false, cancel);
                return InvocationResult.Done;
            },
            ["PoisonReturn"] = (invocation, cancel) => PoisonAsync(world, RegisterSubmission.Uploads, invocation, cancel),
            ["PoisonSettings"] = (invocation, cancel) => PoisonAsync(world, ReceiveSettings.Uploads, invocation, cancel),
        };
    }

    /// <summary>
    /// A message may name several uploads. One that fails for a reason of its own does not keep the others from their answers; the message
    /// has failed all the same, and comes again. Events of other containers are none of this function's business.
    /// </summary>
    private static async Task<InvocationResult> EachAsync(Invocation invocation, string container, Func<string, Task> receive)
    {
        Exception? failed = null;
        foreach (var blob in BlobCreated.Read(invocation.Binding("message")).Where(one => one.Container == container))
        {
            try
            {
                await receive(blob.Name);
            }
            catch (Exception failure) when (!PassingFault.Is(failure))
            {
                failed ??= failure;
            }
        }

        if (failed is not null)
        {
            ExceptionDispatchInfo.Throw(failed);
        }

        return InvocationResult.Done;
    }

    private static async Task<InvocationResult> PoisonAsync(World world, string container, Invocation invocation, CancellationToken cancel)
    {
        var blobs = new List<string>();
        try
        {
            blobs.AddRange(BlobCreated.Read(invocation.Binding("message")).Where(one => one.Container == container).Select(one => one.Name));
        }
        catch (UnreadableInvocationException)
        {
            // The message was never an event: that is what is recorded.
            world.Log.LogWarning("A message in the queue for {Container} could not be read as an event", container);
        }

        await new RecordFailure(world).RunAsync(container, blobs, cancel);
        return InvocationResult.Done;
    }
}
