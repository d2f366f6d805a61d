using System.Text;
using System.Text.Json;
using Microsoft.Net.Http.Headers;
using Pilot.Functions.Blobs;
using Pilot.Functions.Quarters;

namespace Pilot.Functions.Pages;

/// <summary>Writes what goes back over HTTP.</summary>
internal static class HttpAnswer
{
    /// <summary>On every answer: never kept by a cache, never framed, never guessed at, and nothing loaded from elsewhere.</summary>
    public static void Protect(HttpResponse response)
    {
        var headers = response.Headers;
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = PageFrame.ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.Vary = HeaderNames.Accept;
    }

    public static async Task HtmlAsync(HttpContext http, string title, bool isOnThisMachine, Markup main, Markup? back = null)
    {
        // In the builder's small pieces: a long page as one text and one array of bytes would go to the heap of large objects, twice.
        var page = new StringBuilder();
        PageFrame.Of(title, Viewer.MaybeOf(http), isOnThisMachine, main, back).WriteTo(page);
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.ContentLength = ByteCount(page);
        var encoder = Encoding.UTF8.GetEncoder();
        foreach (var piece in page.GetChunks())
        {
            encoder.Convert(piece.Span, http.Response.BodyWriter, flush: false, out _, out _);
            await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
        }
    }

    private static long ByteCount(StringBuilder text)
    {
        var (encoder, bytes) = (Encoding.UTF8.GetEncoder(), 0L);
        Span<byte> some = stackalloc byte[1024];
        foreach (var piece in text.GetChunks())
        {
            for (var rest = piece.Span; rest.Length > 0;)
            {
                encoder.Convert(rest, some, flush: false, out var read, out var written, out _);
                rest = rest[read..];
                bytes += written;
            }
        }

        return bytes;
    }

    public static Task JsonAsync<T>(HttpContext http, T value) => BytesAsync(http, JsonSerializer.SerializeToUtf8Bytes(value, RunJson.Indented), ContentTypes.Json);

    public static async Task BytesAsync(HttpContext http, byte[] bytes, string contentType)
    {
        http.Response.ContentType = contentType;
        http.Response.ContentLength = bytes.Length;
        await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
    }

    /// <summary>After a form was taken: the browser asks for this page next, and asking again changes nothing.</summary>
    public static void SeeOther(HttpContext http, string path)
    {
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = path;
    }
}
