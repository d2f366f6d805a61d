using System.Text.Json;

namespace Pilot.Functions.Pages;

/// <summary>The fields that a form or a script sends.</summary>
internal static class FormFields
{
    /// <summary>Text members of a JSON object, or a form's fields; none of either is no field.</summary>
    /// <exception cref="HttpProblemException">Neither JSON nor a form.</exception>
    public static async Task<Dictionary<string, string>> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.HasFormContentType)
        {
            var form = await HttpForms.ReadAsync(request, cancellationToken);
            return form.ToDictionary(field => field.Key, field => field.Value.ToString(), StringComparer.Ordinal);
        }

        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        if (body.Length == 0)
        {
            return [];
        }

        try
        {
            using var document = JsonDocument.Parse(body.ToArray());
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.EnumerateObject()
                    .Where(member => member.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number)
                    .ToDictionary(member => member.Name, member => member.Value.ToString(), StringComparer.Ordinal)
                : throw HttpProblemException.BadRequest("Send a JSON object, a form, or nothing.");
        }
        // A text with half a character in it is read as JSON, and cannot be had as text.
        catch (Exception broken) when (broken is JsonException or ArgumentException or InvalidOperationException)
        {
            throw HttpProblemException.BadRequest("The body is not JSON. Send a JSON object, a form, or nothing.");
        }
    }
}
