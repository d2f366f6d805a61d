using System.Runtime.ExceptionServices;
using Pilot.Functions.Faults;
using Pilot.Functions.Timers;

namespace Pilot.Functions.Hosting;

/// <summary>What a queue message of Event Grid sets going, for each upload that it names.</summary>
internal static class ReceiveMessage
{
    /// <summary>
    /// One upload that fails for a reason of its own does not keep the others from their answers; the message has failed all the same, and comes again.
    /// Events of other containers are none of this function's business.
    /// </summary>
    /// <param name="receive">Is given the name of the blob.</param>
    public static async Task RunAsync(string message, string container, Func<string, Task> receive)
    {
        Exception? failed = null;
        foreach (var blob in BlobCreated.Read(message).Where(blob => blob.Container == container))
        {
            try
            {
                await receive(blob.Name);
            }
            catch (Exception failure) when (!TransientFault.Is(failure))
            {
                failed ??= failure;
            }
        }

        if (failed is not null)
        {
            ExceptionDispatchInfo.Throw(failed);
        }
    }

    /// <summary>A message that failed again and again: each of its uploads gets the receipt that says so.</summary>
    public static async Task PoisonAsync(PilotServices services, string message, string container, CancellationToken cancellationToken)
    {
        var blobs = new List<string>();
        try
        {
            blobs.AddRange(BlobCreated.Read(message).Where(blob => blob.Container == container).Select(blob => blob.Name));
        }
        catch (UnreadableMessageException)
        {
            // The message was never an event: that is what is recorded.
            services.Log.LogWarning("A message in the queue for {Container} could not be read as an event", container);
        }

        await new GiveUpUploads(services).RunAsync(container, blobs, cancellationToken);
    }
}
