using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Pilot.Functions.Pages;

namespace Pilot.Tests.Pages;

/// <summary>What the web server takes before any page is asked.</summary>
public sealed class KestrelLimitsTests : IAsyncLifetime, IDisposable
{
    private WebApplication _app = null!;
    private HttpClient _http = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        KestrelLimits.OnLoopback(builder, 0);
        _app = builder.Build();
        _app.Run(async http =>
        {
            await http.Request.Body.CopyToAsync(Stream.Null);
            await http.Response.WriteAsync("read");
        });
        await _app.StartAsync();
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(_app.Urls.Single()) };
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    public void Dispose() => _http.Dispose();

    [Fact]
    public void The_program_listens_on_the_loopback_address_only() => Assert.Equal("127.0.0.1", new Uri(Assert.Single(_app.Urls)).Host);

    [Fact]
    public async Task A_body_of_30_MB_is_read_and_one_byte_more_is_not()
    {
        using var read = await OfferAsync(30 * 1024 * 1024);
        using var refused = await OfferAsync((30 * 1024 * 1024) + 1);

        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
    }

    [Fact]
    public async Task Functions_4_a_long_header_of_a_person_of_many_groups_is_taken()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/", UriKind.Relative));
        request.Headers.Add(Viewer.PrincipalHeader, new string('A', 60 * 1024));
        using var answer = await _http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    /// <summary>Asks before it sends, so that a refusal is heard.</summary>
    private async Task<HttpResponseMessage> OfferAsync(int bytes)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/", UriKind.Relative));
        request.Content = new ByteArrayContent(new byte[bytes]);
        request.Headers.ExpectContinue = true;
        return await _http.SendAsync(request);
    }
}
