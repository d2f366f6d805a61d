using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Pilot.Functions.Pages;

/// <summary>An ILR file as it comes over HTTP: a form's file field or the plain body, read straight from the connection and buffered nowhere.</summary>
internal static class IlrBody
{
    private const int MaxBoundaryLength = 200;

    /// <exception cref="HttpProblemException">There is no file in the request.</exception>
    public static async Task<Stream> OpenAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            return request.Body;
        }

        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).ToString();
        if (boundary.Length is 0 or > MaxBoundaryLength)
        {
            throw Nothing();
        }

        var form = new MultipartReader(boundary, request.Body);
        try
        {
            while (await form.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                if (section.GetContentDispositionHeader()?.IsFileDisposition() == true)
                {
                    return new FormFileStream(section.Body);
                }
            }
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw BrokenOff();
        }

        throw Nothing();
    }

    internal static HttpProblemException BrokenOff() => HttpProblemException.BadRequest("The form was broken off or cannot be read. Nothing was stored: send it again.");

    private static HttpProblemException Nothing() =>
        new(StatusCodes.Status400BadRequest, "No file was sent", "Choose an ILR file (XML) to send: the request holds none.");
}
