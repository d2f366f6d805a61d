using Pilot.Functions.Pages;

namespace Pilot.Tests.Pages;

/// <summary>functions.md section 4: the interface for scripts, made from the routes.</summary>
public sealed class OpenApiTests(OfficeSiteFixture fixture) : IClassFixture<OfficeSiteFixture>
{
    [Fact]
    public async Task Every_route_stands_in_the_document_with_its_parameters_and_whom_it_is_for()
    {
        using var answer = await fixture.Site.GetAsync(OpenApi.Route, Principals.Own);
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
        var document = await OfficeSite.JsonAsync(answer);
        Assert.Equal("3.1.0", document.GetProperty("openapi").GetString());
        var paths = document.GetProperty("paths");

        var told = paths.EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(operation => $"{operation.Name.ToUpperInvariant()} {path.Name}")).Order(StringComparer.Ordinal);
        var routes = RouteCases.All.Select(entry => $"{entry.Method} {entry.Route.Replace("{**", "{", StringComparison.Ordinal)}").Append("GET /api/health").Order(StringComparer.Ordinal);
        Assert.Equal(routes, told);
        foreach (var operation in paths.EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(operation => (Path: path.Name, operation.Value))))
        {
            var inPath = operation.Value.GetProperty("parameters").EnumerateArray().Where(element => element.GetProperty("in").GetString() == "path").ToList();
            Assert.Equal(operation.Path.Count(letter => letter == '{'), inPath.Count);
            Assert.All(inPath, element => Assert.Contains("{" + element.GetProperty("name").GetString() + "}", operation.Path, StringComparison.Ordinal));
            Assert.NotEqual("", operation.Value.GetProperty("summary").GetString());
        }

        Assert.Equal("For officers.", paths.GetProperty("/api/office").GetProperty("get").GetProperty("description").GetString());
        Assert.False(paths.GetProperty("/api/health").GetProperty("get").TryGetProperty("security", out _));
    }
}
