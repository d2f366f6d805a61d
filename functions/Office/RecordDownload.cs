using Microsoft.AspNetCore.Http;
using Pilot.Functions.Data;

namespace Pilot.Functions.Office;

/// <summary>The access log: who was given which file, and when. A file goes out only after this is written.</summary>
internal sealed class RecordDownload(World world)
{
    /// <param name="what">The container and the name in it.</param>
    public async Task RunAsync(HttpContext http, string what)
    {
        if (IsBeginning(http.Request))
        {
            await AddAsync(http, what);
        }
    }

    /// <summary>What is made for the one request and stored nowhere.</summary>
    public async Task AddAsync(HttpContext http, string what)
    {
        var viewer = Viewer.Of(http);
        await new AccessLog(world.Database).AddAsync(world.UtcNow, viewer.Signature, viewer.Ukprn?.Value, what, http.RequestAborted);
    }

    /// <summary>Asking for a file's size gives nothing away, and its later parts belong to the download that began with the first.</summary>
    private static bool IsBeginning(HttpRequest request)
    {
        if (!HttpMethods.IsGet(request.Method))
        {
            return false;
        }

        var ranges = request.GetTypedHeaders().Range?.Ranges;
        return ranges is null || ranges.Count == 0 || ranges.Any(range => range.From is null or 0);
    }
}
