using System.Security.Cryptography;
using System.Text;

namespace Pilot.Functions.Pages;

/// <summary>What stands around every page: landmarks, navigation, the style. No script, and nothing from anywhere else.</summary>
internal static class PageFrame
{
    internal const string ServiceName = "MedTech HTQ pilot: funding and outcomes";
    private const string PhaseWords = "This is a new service. Tell your funding officer what would make it better.";

    /// <summary>Nothing may be loaded but the one style that stands in the page itself.</summary>
    public static string ContentSecurityPolicy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style.Sheet)))}'; img-src data:; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <param name="viewer">Null where nobody is signed in.</param>
    /// <param name="main">Begins with the page's one h1.</param>
    /// <param name="back">A link to where the page was come from; null where it is nobody's child.</param>
    public static Markup Of(string title, Viewer? viewer, bool isOnThisMachine, Markup main, Markup? back = null)
    {
        var head = new Tag("head",
            new Tag("meta").With("charset", "utf-8"),
            new Tag("title", $"{title} - {ServiceName}"),
            new Tag("meta").With("name", "viewport").With("content", "width=device-width, initial-scale=1"),
            new Tag("meta").With("name", "robots").With("content", "noindex"),
            new Tag("link").With("rel", "icon").With("href", "data:,"),
            new StyleMarkup());
        var body = new Tag("body",
            new Tag("a", "Skip to main content").With("href", "#main").With("class", "skip"),
            Header(viewer),
            new Tag("aside", Phase()).With("class", "wide").With("aria-label", "About this service"),
            back is null ? Markup.None : new Tag("nav", back).With("class", "wide").With("aria-label", "Back"),
            new Tag("main", isOnThisMachine ? OpenNotice() : Markup.None, main).With("id", "main").With("class", "wide").With("tabindex", "-1"),
            Footer(viewer));
        return Markup.Join(new DocumentType(), new Tag("html", head, body).With("lang", "en-GB"));
    }

    private static Tag Header(Viewer? viewer)
    {
        var links = new List<Markup>();
        if (viewer?.Role == ViewerRole.Officer)
        {
            links.Add(Elements.Link("Quarter", "/api/office"));
            links.Add(Elements.Link("Providers", OfficeLists.Providers));
            links.Add(Elements.Link("Find a learner", "/api/learners"));
            links.Add(Elements.Link("Submissions", OfficeLists.Submissions));
            links.Add(Elements.Link("Messages", OfficeLists.Messages));
            links.Add(Elements.Link("Settings and ledger", OfficeLists.Settings));
            links.Add(Elements.Link("Files", FilesPage.Route));
            links.Add(Elements.Link("Audit", "/api/audit"));
        }
        else if (viewer?.Ukprn is { } ukprn)
        {
            links.Add(Elements.Link("Your returns", $"/api/providers/{ukprn}"));
            links.Add(Elements.Link("Your milestones", $"/api/providers/{ukprn}/milestones"));
        }

        if (viewer is not null)
        {
            links.Add(Elements.Link("Calendar", CalendarPage.Route));
            links.Add(Elements.Link("Rules", "/api/rules"));
        }

        return new Tag("header", new Tag("div",
            new Tag("p", ServiceName).With("class", "service"),
            links.Count == 0 ? Markup.None : new Tag("nav", Elements.List(links)).With("aria-label", "Pages")).With("class", "wide"));
    }

    private static Tag Footer(Viewer? viewer) => new("footer", new Tag("div",
        viewer is null
            ? Markup.None
            : viewer.IsOfThisMachine ? Elements.P($"You are {viewer.Name}, on this machine.") : Elements.P($"You are signed in as {viewer.RecordedName}. ", Elements.Link("Sign out", "/.auth/logout")),
        viewer is null ? Markup.None : Elements.List([
            Elements.Link("Contact", HelpPages.Contact), Elements.Link("Accessibility statement", HelpPages.Accessibility), Elements.Link("Privacy notice", HelpPages.Privacy),
        ]),
        Elements.P("Dates and times are London time. Money is in pounds.")).With("class", "wide"));

    private static Tag Phase() => new Tag("p", new Tag("strong", "Beta"), PhaseWords).With("class", "phase");

    private static Tag OpenNotice() => new Tag("p",
        new Tag("strong", "This service is open."),
        " It runs on this machine alone and nobody signs in: whoever uses this machine can see and change everything.").With("class", "open");

    private sealed class DocumentType : Markup
    {
        protected internal override void WriteTo(StringBuilder html) => html.Append("<!DOCTYPE html>\n");
    }

    /// <summary>The style is the program's own text, and the policy of the page names its hash.</summary>
    private sealed class StyleMarkup : Markup
    {
        protected internal override void WriteTo(StringBuilder html) => html.Append("<style>").Append(Style.Sheet).Append("</style>");
    }
}
