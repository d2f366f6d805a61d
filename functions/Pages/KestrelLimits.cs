using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Pilot.Functions.Pages;

/// <summary>What the web server takes, on one machine and under the Functions host alike.</summary>
internal static class KestrelLimits
{
    /// <summary>Return files have up to 25 MB (rule FILE_04), and a form adds its own parts. In bytes.</summary>
    public const long MaxRequestBody = 30L * 1024 * 1024;

    /// <summary>Sign-in adds headers of its own: a person of many groups has a long one. In bytes.</summary>
    private const int MaxHeadersLength = 64 * 1024;

    public static void Limit(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = MaxRequestBody;
        kestrel.Limits.MaxRequestHeadersTotalSize = MaxHeadersLength;
    }

    /// <summary>On 127.0.0.1 only, whatever other settings say.</summary>
    /// <param name="port">0 takes a free one.</param>
    public static void OnLoopback(WebApplicationBuilder builder, int port)
    {
        builder.WebHost.UseUrls();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            Limit(kestrel);
        });
    }
}
