using Pilot.Functions.Data;

namespace Pilot.Functions.Pages;

/// <summary>The access log: who was given which file, and when. A file goes out only after this is written.</summary>
internal sealed class RecordDownload(PilotServices services)
{
    private const int MaxNameLength = 500;

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
        await services.Database.AddAsync(new DownloadRow
        {
            At = services.UtcNow,
            Who = viewer.RecordedName,
            Account = viewer.Id,
            What = what.Length <= MaxNameLength ? what : what[..MaxNameLength],
            Ukprn = viewer.Ukprn?.Value,
        }, http.RequestAborted);
    }
}
