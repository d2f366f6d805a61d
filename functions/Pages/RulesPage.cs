using Pilot.Reporting.Returns;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Rules;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Pages;

/// <summary>The catalogue of rules, for providers and for scripts.</summary>
internal static class RulesPage
{
    /// <summary>One object for each rule: <c>GET /api/rules</c> and the command <c>rules --json</c> give the same.</summary>
    public static IEnumerable<object> Rows() => RuleCatalogue.All.Select(rule => new
    {
        id = rule.Id,
        severity = rule.Severity.ToString(),
        stage = rule.Stage,
        @return = rule.Kind is { } kind ? ReturnTemplate.Of(kind).Code[^3..] : null,
        columns = rule.Columns,
        message = rule.Message,
        fix = rule.Fix,
        codes = RequiredActions.CodesOf(rule),
    });

    public static Task ShowAsync(HttpContext http, bool isOnThisMachine) => ContentNegotiation.Prefer(http.Request, ContentNegotiation.Html, ContentNegotiation.Json) == ContentNegotiation.Json
        ? HttpAnswer.JsonAsync(http, Rows())
        : HttpAnswer.HtmlAsync(http, "Rules", isOnThisMachine, Draw());

    private static Markup Draw() => Markup.Join(
        new Tag("h1", "Rules that returns are checked by"),
        Elements.P("A rule of severity F rejects the whole file: nothing that is held changes. A rule of severity E rejects the row. A rule of severity W accepts the row or file with a warning. The settings may soften some rules for a provider and a quarter."),
        new Tag("nav", Elements.List(Parts.Select(part => (Markup)Elements.Link(part.Heading, "#" + part.Id)))).With("aria-label", "On this page"),
        Markup.Join(Parts.Select(Part)));

    private sealed record RulePart(string Id, string Heading, Func<Rule, bool> Includes);

    private static readonly RulePart[] Parts =
    [
        new("file", "Rules for the file", rule => rule.Stage == RuleStage.File),
        new("both", "Rules for columns that both returns have", rule => rule.Stage != RuleStage.File && rule.Kind is null),
        new("enr", "Rules for the enrolment return", rule => rule.Stage != RuleStage.File && rule.Kind == ReturnKind.Enrolment),
        new("cmp", "Rules for the completion return", rule => rule.Stage != RuleStage.File && rule.Kind == ReturnKind.Completion),
    ];

    private static Markup Part(RulePart part) => Markup.Join(
        Elements.Heading(part.Heading, part.Id),
        Elements.Table(
            part.Heading + ", in the order in which they run",
            [
                new PageTableColumn<Rule>("Rule", rule => new Tag("span", rule.Id).With("id", rule.Id)),
                new("Severity", rule => rule.Severity.ToString()),
                new("Column", rule => rule.Columns.Count == 0 ? "None" : string.Join(", ", rule.Columns)),
                new("What is wrong", rule => rule.Message),
                new("How to fix it", rule => rule.Fix),
                new("Codes", rule => RequiredActions.CodesOf(rule) is { Count: > 0 } codes ? string.Join(", ", codes) : "None"),
            ],
            [.. RuleCatalogue.All.Where(part.Includes)],
            "There is none."));
}
