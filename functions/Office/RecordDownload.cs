using Pilot.Functions.Data;

namespace Pilot.Functions.Office;

/// <summary>The access log: who was given which file, and when. A file goes out only after this is written.</summary>
internal sealed class RecordDownload(World world)
{
    private const int LongestName = 500;

    /// <param name="what">The container and the name in it.</param>
    public async Task RunAsync(HttpContext http, string what)
    {
        // Asking for a file's size gives nothing away; every part of it does.
        if (HttpMethods.IsGet(http.Request.Method))
        {
            await AddAsync(http, what);
        }
    }

    /// <summary>What is made for the one request, whatever its kind, and stored nowhere.</summary>
    public async Task AddAsync(HttpContext http, string what)
    {
        var viewer = Viewer.Of(http);
        await world.Database.AddAsync(new DownloadRow
        {
            At = world.UtcNow,
            Who = viewer.Signature,
            Account = viewer.Id,
            What = what.Length <= LongestName ? what : what[..LongestName],
            Ukprn = viewer.Ukprn?.Value,
        }, http.RequestAborted);
    }
}
