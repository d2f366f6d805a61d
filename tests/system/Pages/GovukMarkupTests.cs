using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Pilot.Functions.Pages;
using Pilot.Tests.Infra;
using Pilot.Tests.Support;

namespace Pilot.Tests.Pages;

/// <summary>
/// The components against the markup that govuk-frontend publishes for its own (<c>tests/govuk-fixtures</c>): the same elements in the same order
/// with the same roles, names and relations. Classes, boxes that are there for the look alone, pictures and texts are the pilot's own.
/// </summary>
public sealed partial class GovukMarkupTests
{
    private static readonly string Package = Path.Combine(Repository.Root, "tests", "govuk-fixtures");

    [Fact]
    public async Task Each_component_has_the_structure_and_the_roles_that_the_Design_System_publishes()
    {
        await InfraFiles.InstallNpmAsync(Package);
        var faults = new List<string>();
        foreach (var (component, name, ours) in Cases())
        {
            var published = Fixture(component, name);
            var drawn = component switch
            {
                "task-list" => Tasks(published),
                "summary-list" => Elements.Facts(Enumerable.Range(0, published.GetProperty("options").GetProperty("rows").GetArrayLength()).Select(at => ($"Name {at}", (Markup)"Value"))),
                _ => ours,
            };
            var (theirs, mine) = (Skeleton(published.GetProperty("html").GetString()!), Skeleton(drawn.ToString()));
            if (!theirs.SequenceEqual(mine, StringComparer.Ordinal))
            {
                faults.Add($"{component}, {name}:\n  published: {string.Join(' ', theirs)}\n  ours:      {string.Join(' ', mine)}");
            }
        }

        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    private static (string Component, string Fixture, Markup Ours)[] Cases()
    {
        Markup field(IReadOnlyList<FieldError> errors, string? hint) => Components.Field("test-name", "National Insurance number", hint, "", errors);
        FieldError[] wrong = [new("test-name", "Enter it")];
        return
        [
            ("error-summary", "default", Components.ErrorSummary([new("a", "One"), new("b", "Two")])),
            ("notification-banner", "with type as success", Components.Banner("Email sent")),
            ("pagination", "default", Components.Pages(2, 3, page => $"/page/{page}")),
            ("pagination", "first page", Components.Pages(1, 3, page => $"/page/{page}")),
            ("pagination", "last page", Components.Pages(3, 3, page => $"/page/{page}")),
            ("task-list", "with hint text and additional states", Components.Tasks([])),
            ("warning-text", "default", Components.Warning("Text")),
            ("back-link", "default", Components.Back("Back", "/")),
            ("input", "default", field([], null)),
            ("input", "with hint text", field([], "It is on your card")),
            ("input", "with error message", field(wrong, null)),
            ("input", "with error and hint", field(wrong, "It is on your card")),
            ("summary-list", "default", Elements.Facts(("Name", "Value"))),
            ("inset-text", "default", Elements.Inset("Text")),
        ];
    }

    [Fact]
    public void What_differs_in_structure_is_found()
    {
        Assert.NotEqual(Skeleton("<div role=\"alert\"><h2>A</h2></div>"), Skeleton("<div><h2>A</h2></div>"));
        Assert.NotEqual(Skeleton("<label for=\"a\">A</label><input id=\"a\">"), Skeleton("<label for=\"b\">A</label><input id=\"a\">"));
        Assert.Equal(Skeleton("<div class=\"x\"><h2>A</h2></div>"), Skeleton("<h2 class=\"y\">B</h2>"));
    }

    /// <summary>The tasks of the fixture as ours are drawn: with the same links, hints and states.</summary>
    private static Tag Tasks(JsonElement published) => Components.Tasks(published.GetProperty("options").GetProperty("items").EnumerateArray().Select(item => new TaskItem(
        "Name", item.TryGetProperty("href", out var href) ? href.GetString() : null, item.TryGetProperty("hint", out _) ? (Markup)"Hint" : null, "Status",
        item.GetProperty("status").TryGetProperty("tag", out _) ? TaskState.ToDo : TaskState.Done)));

    private static JsonElement Fixture(string component, string name)
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Package, "node_modules", "govuk-frontend", "dist", "govuk", "components", component, "fixtures.json")));
        return file.RootElement.GetProperty("fixtures").EnumerateArray().Single(fixture => fixture.GetProperty("name").GetString() == name).Clone();
    }

    /// <summary>Elements from the first to the last, each with what tells programs what it is and what belongs to it.</summary>
    private static List<string> Skeleton(string html)
    {
        var text = Entity().Replace(VoidTag().Replace(Picture().Replace(html, ""), "<$1$2/>"), "");
        var root = XElement.Parse($"<root>{text}</root>");
        var referred = root.Descendants().SelectMany(element => new[] { "for", "aria-labelledby", "aria-describedby" }
            .SelectMany(name => (element.Attribute(name)?.Value ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))).Distinct().ToList();
        return [.. root.Elements().SelectMany(element => Of(element, referred))];
    }

    private static IEnumerable<string> Of(XElement element, List<string> referred)
    {
        var marks = Marks(element, referred).ToList();
        // A box without a meaning of its own is there for the look.
        var box = element.Name.LocalName is "div" or "span" && marks.Count == 0;
        if (!box)
        {
            yield return $"<{element.Name.LocalName}{string.Concat(marks.Select(mark => " " + mark))}>";
        }

        // What a value or a hint holds is no part of the component.
        foreach (var inner in element.Name.LocalName is "dd" ? [] : element.Elements().SelectMany(child => Of(child, referred)))
        {
            yield return inner;
        }

        if (!box)
        {
            yield return $"</{element.Name.LocalName}>";
        }
    }

    private static IEnumerable<string> Marks(XElement element, List<string> referred)
    {
        foreach (var attribute in element.Attributes().OrderBy(attribute => attribute.Name.LocalName, StringComparer.Ordinal))
        {
            var (name, value) = (attribute.Name.LocalName, attribute.Value);
            if (name == "id" && referred.Contains(value))
            {
                yield return $"id={referred.IndexOf(value)}";
            }
            else if (name is "for" or "aria-labelledby" or "aria-describedby")
            {
                yield return $"{name}={string.Join(',', value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => referred.IndexOf(id)))}";
            }
            else if (name is "role" or "rel" or "type" or "aria-label" or "aria-current" or "aria-hidden")
            {
                yield return $"{name}={value}";
            }
            else if (name == "href")
            {
                yield return "href";
            }
        }
    }

    [GeneratedRegex("<svg.*?</svg>", RegexOptions.Singleline)]
    private static partial Regex Picture();

    [GeneratedRegex("<(input|br|hr|img)\\b([^>]*?)/?>")]
    private static partial Regex VoidTag();

    [GeneratedRegex("&[a-z]+;")]
    private static partial Regex Entity();
}
