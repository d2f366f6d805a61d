using System.Buffers.Text;
using System.Text;
using Azure;
using Azure.Identity;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace Pilot.Functions.Blobs;

/// <summary>A message in a poison queue that no function will ever be given.</summary>
/// <param name="Id">The queue's own id of it.</param>
public sealed record StrandedMessage(string Queue, string Id);

/// <summary>
/// Looks into the poison queues. A message that is not base64 never reaches the program: the host cannot read it, and it lies there until its time is
/// over. Nothing is taken out or hidden here.
/// </summary>
public sealed class PoisonQueues(QueueServiceClient service)
{
    /// <summary>As many as a queue shows at once.</summary>
    private const int MaxShown = 32;

    /// <summary>A message that can be read is taken up within minutes; after this it is taken up by nobody.</summary>
    private static readonly TimeSpan MinAge = TimeSpan.FromHours(1);

    /// <summary>The queues of the account that the Functions host works with; null where no setting names one.</summary>
    public static PoisonQueues? FromSettings(IConfiguration settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        const string host = OpenBlobStore.HostSetting;
        if (settings[$"{host}:queueServiceUri"] is { Length: > 0 } address)
        {
            return new PoisonQueues(new QueueServiceClient(new Uri(address, UriKind.Absolute), new DefaultAzureCredential()));
        }

        // The store of the files has said before, in words, that this is no connection string.
        return settings[host] is { Length: > 0 } connectionString ? new PoisonQueues(new QueueServiceClient(connectionString)) : null;
    }

    /// <exception cref="RequestFailedException">The queues cannot be looked into.</exception>
    public async Task<IReadOnlyList<StrandedMessage>> ListStrandedAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var stranded = new List<StrandedMessage>();
        foreach (var name in QueueNames.All.Select(queue => queue + QueueNames.Poison))
        {
            try
            {
                PeekedMessage[] messages = await service.GetQueueClient(name).PeekMessagesAsync(MaxShown, cancellationToken);
                stranded.AddRange(messages
                    .Where(message => !IsBase64(message) || now - message.InsertedOn > MinAge)
                    .Select(message => new StrandedMessage(name, message.MessageId)));
            }
            catch (RequestFailedException missing) when (missing.Status == 404)
            {
                // The host makes a poison queue when it first needs it.
            }
        }

        return stranded;
    }

    private static bool IsBase64(PeekedMessage message) => Base64.IsValid(Encoding.UTF8.GetString(message.Body.ToMemory().Span));
}
