using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Pilot.Functions.Pages;

/// <summary>
/// <c>GET /api/openapi.json</c>: the interface for scripts (OpenAPI 3.1), made from the routes as they are mapped: a path, a method and whom it is
/// for come from the route itself, the words from <see cref="OpenApiWords"/>.
/// </summary>
internal static partial class OpenApi
{
    public const string Route = "/api/openapi.json";

    public static Task ShowAsync(HttpContext http, IEnumerable<RouteEndpoint> endpoints) => HttpAnswer.JsonAsync(http, Document(endpoints));

    internal static JsonObject Document(IEnumerable<RouteEndpoint> endpoints)
    {
        var paths = new JsonObject();
        foreach (var endpoint in endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<Access>() is not null).OrderBy(endpoint => PathOf(endpoint), StringComparer.Ordinal))
        {
            var path = PathOf(endpoint);
            var operations = paths[path] as JsonObject;
            if (operations is null)
            {
                paths[path] = operations = [];
            }

            foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Where(method => method != HttpMethods.Head))
            {
                operations[method.ToLowerInvariant()] = Operation(endpoint, method);
            }
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = PageFrame.ServiceName,
                ["version"] = "1",
                ["description"] = "Ask with Accept: application/json for data; browsers get pages. Errors are problem details (RFC 9457). Money is in pounds, times are London time.",
            },
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["securitySchemes"] = new JsonObject
                {
                    ["entra"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["description"] = "A Microsoft Entra token with the app role Officer, or Provider and its ukprn claim." },
                },
            },
        };
    }

    private static JsonObject Operation(RouteEndpoint endpoint, string method)
    {
        var words = OpenApiWords.Of(method, endpoint.RoutePattern.RawText!);
        var audience = endpoint.Metadata.GetMetadata<Access>()!.Audience;
        var parameters = new JsonArray();
        foreach (var part in endpoint.RoutePattern.Parameters)
        {
            parameters.Add(Parameter(part.Name, "path"));
        }

        foreach (var name in words.Query)
        {
            parameters.Add(Parameter(name, "query"));
        }

        var operation = new JsonObject
        {
            ["summary"] = words.Summary,
            ["description"] = audience switch
            {
                RouteAudience.Everyone => "For everyone.",
                RouteAudience.SignedIn => "For everyone who is signed in.",
                RouteAudience.Officers => "For officers.",
                _ => "For officers, and for the people of the provider in the path.",
            },
            ["parameters"] = parameters,
            ["responses"] = Responses(words),
        };
        if (words.Body.Length > 0)
        {
            operation["requestBody"] = new JsonObject { ["content"] = new JsonObject([.. words.Body.Select(type => KeyValuePair.Create(type, (JsonNode?)new JsonObject()))]) };
        }

        if (audience != RouteAudience.Everyone)
        {
            operation["security"] = new JsonArray(new JsonObject { ["entra"] = new JsonArray() });
        }

        return operation;
    }

    private static JsonObject Parameter(string name, string place)
    {
        var parameter = new JsonObject { ["name"] = name, ["in"] = place, ["schema"] = new JsonObject { ["type"] = "string" } };
        if (place == "path")
        {
            parameter["required"] = true;
        }

        if (OpenApiWords.Parameters.TryGetValue(name, out var words))
        {
            parameter["description"] = words;
        }

        return parameter;
    }

    private static JsonObject Responses(OpenApiOperation words)
    {
        var done = new JsonObject { ["description"] = "Done." };
        if (words.Gives.Length > 0)
        {
            done["content"] = new JsonObject([.. words.Gives.Select(type => KeyValuePair.Create(type, (JsonNode?)new JsonObject()))]);
        }

        var responses = new JsonObject { [words.Status] = done };
        if (words.MayWait)
        {
            responses["202"] = new JsonObject { ["description"] = "Taken, where uploads are scanned for viruses: the scan comes first, and the result is at the address in Location." };
        }

        responses["default"] = new JsonObject { ["description"] = "Refused, and why.", ["content"] = new JsonObject { [Problems.ContentType] = new JsonObject() } };
        return responses;
    }

    private static string PathOf(RouteEndpoint endpoint) => CatchAll().Replace(endpoint.RoutePattern.RawText!, "{");

    [GeneratedRegex(@"\{\*+")]
    private static partial Regex CatchAll();
}
