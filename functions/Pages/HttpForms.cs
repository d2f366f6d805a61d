namespace Pilot.Functions.Pages;

/// <summary>A form as it was sent; one that is broken, or has more in it than any of ours, is refused in words.</summary>
internal static class HttpForms
{
    /// <exception cref="HttpProblemException">The form is broken off, malformed, or has too many fields.</exception>
    public static async Task<IFormCollection> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await request.ReadFormAsync(cancellationToken);
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException and not BadHttpRequestException and not BodyTooLargeException)
        {
            throw HttpProblemException.BadRequest("The form was broken off, has too many fields or cannot be read. Nothing was stored: send it again.");
        }
    }
}
