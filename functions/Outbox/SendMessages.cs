using System.Security.Cryptography;
using System.Text;
using Notify.Exceptions;
using Pilot.Functions.Blobs;

namespace Pilot.Functions.Outbox;

/// <summary>
/// Sends what waits in the outbox through GOV.UK Notify, each message to each of its addresses once (functions.md section 2). Before a message
/// is given to the service that is written down; where no answer came, the service is asked for the message's own reference before it is given
/// to it again. A refused address is told in the outbox and holds up nobody; a limit or an outage ends this round, and the next one goes on.
/// </summary>
internal sealed class SendMessages(PilotServices services)
{
    /// <summary>As long as the service remembers references. What is older is stale, and stays in the outbox for a person to see.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromDays(7);

    private static readonly TimeSpan LeaseTimeout = TimeSpan.FromSeconds(5);

    /// <summary>In one round, so that it ends well within the time that the host gives it.</summary>
    private const int MaxAtOnce = 200;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (services.Mail is not { } settings)
        {
            return;
        }

        IAsyncDisposable lease;
        try
        {
            lease = await services.Leases.AcquireAsync("send-messages", LeaseTimeout, cancellationToken);
        }
        catch (TimeoutException)
        {
            // Another instance is sending.
            return;
        }

        await using (lease)
        {
            await SendWaitingAsync(settings, cancellationToken);
        }
    }

    private async Task SendWaitingAsync(MailSettings settings, CancellationToken cancellationToken)
    {
        var waiting = (await new ReadOutbox(services).WaitingAsync(cancellationToken)).Where(IsToBeSent).Take(MaxAtOnce).ToList();
        if (waiting.Count == 0)
        {
            return;
        }

        try
        {
            using var mail = new NotifyMail(settings);
            foreach (var message in waiting)
            {
                if (!await SendAsync(mail, message, cancellationToken))
                {
                    return;
                }
            }
        }
        catch (NotifyAuthException)
        {
            services.Log.LogError("The setting {Setting} is no key of GOV.UK Notify: {Count} messages wait", MailSettings.ApiKeySetting, waiting.Count);
        }
    }

    private bool IsToBeSent(Message message) =>
        message.MadeAt > services.Now - MaxAge && message.To.Any(address => !(DeliveryTo(message, address)?.IsFinished ?? false));

    /// <returns>False where the service can take nothing more now.</returns>
    private async Task<bool> SendAsync(NotifyMail mail, Message message, CancellationToken cancellationToken)
    {
        foreach (var address in message.To.Where(address => !(DeliveryTo(message, address)?.IsFinished ?? false)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (answer, reason, tried) = await GiveAsync(mail, message, address, cancellationToken);
            message = tried;
            if (answer == MailResult.Wait)
            {
                services.Log.LogWarning("Message {Id} waits: the mail service could not take it ({Status})", message.Id, reason.Split(':')[0]);
                return false;
            }

            var now = services.Now;
            var delivery = new Delivery(
                address, DeliveryTo(message, address)?.TriedAt ?? now, answer == MailResult.Sent ? now : null, answer == MailResult.Sent ? null : reason);
            message = await KeepAsync(message, delivery, cancellationToken);
        }

        return true;
    }

    private async Task<(MailResult Answer, string Reason, Message Message)> GiveAsync(
        NotifyMail mail, Message message, string address, CancellationToken cancellationToken)
    {
        var reference = Reference(message, address);
        try
        {
            if (DeliveryTo(message, address) is not null && await mail.KnowsAsync(reference))
            {
                return (MailResult.Sent, "", message);
            }
        }
        catch (HttpRequestException noAnswer)
        {
            return (MailResult.Wait, noAnswer.Message, message);
        }

        message = await KeepAsync(message, new Delivery(address, services.Now), cancellationToken);
        var (answer, reason) = await mail.SendAsync(message, address, reference);
        return (answer, reason, message);
    }

    /// <summary>Writes down how far the message has come; it is sent when every address is settled and one at least has it.</summary>
    private async Task<Message> KeepAsync(Message message, Delivery delivery, CancellationToken cancellationToken)
    {
        var deliveries = message.Deliveries.Where(other => other.To != delivery.To).Append(delivery).ToList();
        var all = message.To.All(address => deliveries.Any(other => other.To == address && other.IsFinished));
        message = message with { Deliveries = deliveries, SentAt = all ? deliveries.Max(other => other.SentAt) : null };
        using var content = new MemoryStream(message.ToJson());
        await services.Blobs.ReplaceAsync(Message.Container, message.Id + ".json", content, ContentTypes.Json, cancellationToken);
        return message;
    }

    private static Delivery? DeliveryTo(Message message, string address) => message.Deliveries.FirstOrDefault(delivery => delivery.To == address);

    /// <summary>The message's own reference for one address, the same whenever it is tried.</summary>
    internal static string Reference(Message message, string address) =>
        $"{message.Id}/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address)))[..12]}";
}
