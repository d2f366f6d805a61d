using Microsoft.Extensions.Logging;
using Pilot.Functions.Quarters;
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
            ["ReceiveReturn"] = async (invocation, cancel) =>
            {
                foreach (var blob in BlobCreated.Read(invocation.Binding("message")).Where(one => one.Container == RegisterSubmission.Uploads))
                {
                    await new ReceiveReturn(world).RunAsync(blob.Name, null, cancel);
                }

                return InvocationResult.Done;
            },
            ["ReceiveSettings"] = async (invocation, cancel) =>
            {
                foreach (var blob in BlobCreated.Read(invocation.Binding("message")).Where(one => one.Container == ReceiveSettings.Uploads))
                {
                    await new ReceiveSettings(world).RunAsync(blob.Name, null, cancel);
                }

                return InvocationResult.Done;
            },
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
