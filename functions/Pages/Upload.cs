using Microsoft.Net.Http.Headers;
using Pilot.Functions.Blobs;
using Pilot.Functions.Returns;

namespace Pilot.Functions.Pages;

/// <summary>A file that came over HTTP: a form's file field, or the plain body.</summary>
/// <param name="Name">Safe to be stored under.</param>
/// <param name="Content">Seekable.</param>
internal sealed record Upload(string Name, Stream Content) : IAsyncDisposable
{
    /// <summary>
    /// A plain body tells its name in the query (<c>?name=</c>) or in Content-Disposition. A name of another form than the recommended one
    /// is a warning and no more, so a missing one is none either.
    /// </summary>
    /// <exception cref="HttpProblemException">There is no file in the request.</exception>
    public static async Task<Upload> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        // A form of the other kind carries no file. Programs that name no type for a plain body are often given that one by their tools.
        if (request.HasFormContentType && !IsUrlEncoded(request))
        {
            var form = await HttpForms.ReadAsync(request, cancellationToken);
            var file = form.Files.GetFile("file") ?? (form.Files.Count > 0 ? form.Files[0] : null);
            return file is { Length: > 0 } ? new Upload(Safe(file.FileName), file.OpenReadStream()) : FromCarriedContent(form) ?? throw Nothing();
        }

        var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        if (body.Length == 0)
        {
            await body.DisposeAsync();
            throw Nothing();
        }

        body.Position = 0;
        return new Upload(Safe(NameOf(request)), body);
    }

    /// <summary>The file of a check that came along with its page.</summary>
    private static Upload? FromCarriedContent(IFormCollection form)
    {
        try
        {
            return form["content"].ToString() is { Length: > 0 } text ? new Upload(Safe(form["name"].ToString()), new MemoryStream(Convert.FromBase64String(text))) : null;
        }
        catch (FormatException)
        {
            throw HttpProblemException.BadRequest("The file that came with the page cannot be read. Choose the file and send it again.");
        }
    }

    public ValueTask DisposeAsync() => Content.DisposeAsync();

    private static bool IsUrlEncoded(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);

    private static string NameOf(HttpRequest request)
    {
        if (request.Query["name"].ToString() is { Length: > 0 } asked)
        {
            return asked;
        }

        var told = ContentDispositionHeaderValue.TryParse(request.Headers.ContentDisposition.ToString(), out var disposition)
            ? (disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName)
            : default;
        return HeaderUtilities.RemoveQuotes(told).ToString();
    }

    /// <summary>Names that the stores treat as unfinished downloads would never be read back.</summary>
    private static string Safe(string given)
    {
        var name = SubmitFile.SafeName(given);
        return BlobName.IsTemporaryName(name) ? name + ".xlsx" : name;
    }

    private static HttpProblemException Nothing() =>
        new(StatusCodes.Status400BadRequest, "No file was sent", "Choose a file to send: the request holds none, or an empty one.");
}
