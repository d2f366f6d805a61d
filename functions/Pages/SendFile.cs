using Microsoft.Net.Http.Headers;
using Pilot.Functions.Blobs;

namespace Pilot.Functions.Pages;

/// <summary>Sends a stored file: whole or in ranges, under its own name, as what it is.</summary>
internal sealed class SendFile(PilotServices services)
{
    /// <exception cref="HttpProblemException">There is no such file.</exception>
    public async Task RunAsync(HttpContext http, string container, string name)
    {
        if (await FindAsync(container, name, http.RequestAborted) is not { } entry)
        {
            throw HttpProblemException.NotFound("There is no such file. It may have been replaced by a newer one: go back and choose it again.");
        }

        Stream content;
        try
        {
            content = await services.Blobs.OpenReadAsync(container, name, http.RequestAborted);
        }
        catch (FileNotFoundException)
        {
            throw HttpProblemException.NotFound("There is no such file any more: go back and choose it again.");
        }

        await new RecordDownload(services).RunAsync(http, $"{container}/{name}");
        var answer = Microsoft.AspNetCore.Http.Results.Stream(
            content, TypeOf(name), name[(name.LastIndexOf('/') + 1)..], entry.ReceivedAt, new EntityTagHeaderValue($"\"{entry.ETag}\""), enableRangeProcessing: true);
        await answer.ExecuteAsync(http);
    }

    private async Task<BlobEntry?> FindAsync(string container, string name, CancellationToken cancellationToken)
    {
        try
        {
            return await services.Blobs.FindAsync(container, name, cancellationToken);
        }
        catch (ArgumentException)
        {
            // No name that a blob can have.
            return null;
        }
    }

    private static string TypeOf(string name) => Path.GetExtension(name).ToLowerInvariant() switch
    {
        ".xlsx" => ContentTypes.Workbook,
        ".json" => ContentTypes.Json,
        ".zip" => Reporting.Workbooks.EvidencePack.ContentType,
        ".csv" => ContentTypes.Csv,
        _ => "application/octet-stream",
    };
}
