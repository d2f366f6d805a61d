using System.Net;
using System.Text.Json;
using Notify.Client;
using Notify.Exceptions;
using Notify.Interfaces;

namespace Pilot.Functions.Outbox;

/// <summary>What the mail service said to one message for one address.</summary>
internal enum MailResult
{
    /// <summary>It has taken the message.</summary>
    Sent,

    /// <summary>It will not send to this address, whenever it is asked.</summary>
    AddressRefused,

    /// <summary>It did not answer, had too much to do, or cannot work with the settings: nothing is known to have gone, and all must wait.</summary>
    Wait,
}

/// <summary>
/// GOV.UK Notify, through its own client. The client throws words alone; what counts here is the status behind them, so the wrapper keeps it.
/// </summary>
internal sealed class NotifyMail : IDisposable
{
    private readonly Http _http = new();
    private readonly NotificationClient _client;
    private readonly MailSettings _settings;

    /// <exception cref="NotifyAuthException">The key cannot be one of Notify's.</exception>
    public NotifyMail(MailSettings settings)
    {
        _settings = settings;
        _client = new NotificationClient(_http, settings.ApiKey) { BaseUrl = settings.Address };
        _http.BaseAddress = new Uri(settings.Address);
    }

    /// <summary>Whether the service has a message of this reference. It forgets after seven days.</summary>
    /// <exception cref="HttpRequestException">It did not answer.</exception>
    public async Task<bool> KnowsAsync(string reference)
    {
        try
        {
            return (await _client.GetNotificationsAsync(reference: reference)).notifications is { Count: > 0 };
        }
        catch (Exception failure) when (IsOfTheService(failure))
        {
            throw new HttpRequestException($"The mail service does not say whether it has {reference}: {Reason(failure)}");
        }
    }

    public async Task<(MailResult Answer, string Reason)> SendAsync(Message message, string to, string reference)
    {
        var text = new Dictionary<string, dynamic>
        {
            ["subject"] = message.Subject,
            ["body"] = message.Link.Length > 0 ? $"{message.Text}\n\n{message.Link}" : message.Text,
        };
        try
        {
            var taken = await _client.SendEmailAsync(to, _settings.TemplateId, text, reference);
            return taken?.id is { Length: > 0 } ? (MailResult.Sent, "") : (MailResult.Wait, "its answer was cut short");
        }
        catch (Exception failure) when (IsOfTheService(failure))
        {
            return (_http.LastRefusal is { } refusal && refusal.IsAboutAddress ? MailResult.AddressRefused : MailResult.Wait, Reason(failure));
        }
    }

    public void Dispose() => _http.Dispose();

    private static bool IsOfTheService(Exception failure) => failure switch
    {
        AggregateException many => many.InnerExceptions.All(IsOfTheService),
        NotifyClientException or HttpRequestException or TaskCanceledException or JsonException => true,
        _ => failure is Newtonsoft.Json.JsonException,
    };

    /// <summary>The status and the service's own words; they may repeat an address, so they are for the outbox and not for the log.</summary>
    private string Reason(Exception failure) => _http.LastRefusal is { } refusal
        ? $"{(int)refusal.Status}: {refusal.Words}"
        : (failure as AggregateException)?.GetBaseException().GetType().Name ?? failure.GetType().Name;

    /// <summary>An answer that was no success.</summary>
    private sealed record Refusal(HttpStatusCode Status, string Words)
    {
        public bool IsAboutAddress => Status == HttpStatusCode.BadRequest
            && (Words.Contains("email_address", StringComparison.Ordinal) || Words.Contains("recipient", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The client's way to the network, with a limit and a memory of the last refusal.</summary>
    private sealed class Http : IHttpClient
    {
        private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(30) };

        /// <summary>A connection is used once: on one that is used again, a request whose answer does not come is sent again by itself.</summary>
        public Http() => _client.DefaultRequestHeaders.ConnectionClose = true;

        public Refusal? LastRefusal { get; private set; }

        public Uri? BaseAddress { get; set; }

        public void SetClientBaseAddress()
        {
            // The address is joined to each request below.
        }

        public void AddContentHeader(string header) => _client.DefaultRequestHeaders.Accept.ParseAdd(header);

        public void AddUserAgent(string userAgent) => _client.DefaultRequestHeaders.UserAgent.ParseAdd(userAgent);

        public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
        {
            LastRefusal = null;
            request.RequestUri = new Uri(BaseAddress!, request.RequestUri!);
            var response = await _client.SendAsync(request);
            if (!response.IsSuccessStatusCode)
            {
                LastRefusal = new Refusal(response.StatusCode, Shortened(await response.Content.ReadAsStringAsync()));
            }

            return response;
        }

        public void Dispose() => _client.Dispose();

        private static string Shortened(string words) => words.Length > 300 ? words[..300] : words;
    }
}
