using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;

namespace Pilot.Functions.Office;

/// <summary>The access log: who was given which file, and when. A file goes out only after this is written.</summary>
internal sealed class RecordDownload(World world)
{
    private const int LongestName = 500;

    /// <param name="what">The container and the name in it.</param>
    public async Task RunAsync(HttpContext http, string what)
    {
        if (!IsBeginning(http.Request))
        {
            return;
        }

        var viewer = Viewer.Of(http);
        await using var context = world.Database.Open();
        context.Downloads.Add(new DownloadRow
        {
            At = world.UtcNow,
            Who = viewer.Signature,
            What = what.Length <= LongestName ? what : what[..LongestName],
            Ukprn = viewer.Ukprn?.Value,
        });
        await context.SaveChangesAsync(http.RequestAborted);
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
