using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Pilot.Functions.Office;

/// <summary>An ILR file as it comes over HTTP: a form's file field or the plain body, read straight from the connection and buffered nowhere.</summary>
internal static class IlrBody
{
    private const int LongestBoundary = 200;

    /// <exception cref="RefusedException">There is no file in the request.</exception>
    public static async Task<Stream> OpenAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            return request.Body;
        }

        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).ToString();
        if (boundary.Length is 0 or > LongestBoundary)
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
                    return new FormFile(section.Body);
                }
            }
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw BrokenOff();
        }

        throw Nothing();
    }

    internal static RefusedException BrokenOff() => RefusedException.Unclear("The form was broken off or cannot be read. Nothing was stored: send it again.");

    private static RefusedException Nothing() => RefusedException.Unclear("Choose an ILR file (XML) to send: the request holds none.");
}
