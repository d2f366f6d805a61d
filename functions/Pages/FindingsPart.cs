using System.Globalization;
using Pilot.Reporting.Returns;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Pages;

/// <summary>Which findings of a submission are asked for.</summary>
/// <param name="Rule">All places of this rule; empty = every rule, each with its first places.</param>
/// <param name="Severity">F, E or W; empty = all.</param>
/// <param name="Page">From 1.</param>
internal sealed record FindingFilter(string Rule, string Severity, int Page)
{
    public static FindingFilter All { get; } = new("", "", 1);

    public static FindingFilter Of(HttpRequest request) => new(
        request.Query["rule"].ToString().Trim(),
        request.Query["severity"].ToString() is "F" or "E" or "W" ? request.Query["severity"].ToString() : "",
        int.TryParse(request.Query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Max(1, page) : 1);

    public string Query(int page) => "?" + string.Join('&', new[]
    {
        Rule.Length == 0 ? "" : $"rule={Uri.EscapeDataString(Rule)}", Severity.Length == 0 ? "" : $"severity={Severity}", page > 1 ? FormattableString.Invariant($"page={page}") : "",
    }.Where(part => part.Length > 0)) + "#findings";
}

/// <summary>
/// Findings as things to do, each rule once, with its first places behind it: filtered, and in pages where there are many, so that a page with
/// thousands of findings is as small as any.
/// </summary>
internal static class FindingsPart
{
    /// <summary>So many places stand on one page, of however many rules.</summary>
    private const int PlacesAPage = 100;
    private const int PlacesOfCheck = 5;
    private const int ThingsOfCheck = 20;
    private const int PlacesOfRule = 50;

    /// <param name="csv">The file that lists them all.</param>
    public static Markup Draw(Receipt receipt, string csv, FindingFilter filter)
    {
        var things = RequiredActions.Of(receipt);
        if (things.Count == 0)
        {
            return Nothing();
        }

        if (things.FirstOrDefault(thing => thing.Rule == filter.Rule) is { } otherThing)
        {
            return OfRule(receipt, otherThing, filter);
        }

        var wanted = things.Where(thing => filter.Severity.Length == 0 || thing.Severity == filter.Severity).ToList();
        var pages = Paged(wanted);
        var page = Math.Clamp(filter.Page, 1, pages.Count);
        return Markup.Join(
            Heading(things.Count),
            Choose(things, filter),
            wanted.Count == 0 ? Elements.P("Nothing of this kind was found.") : Markup.Join(pages[page - 1].Select(thing => Drawn(thing, RequiredActions.MaxPlaces, canSeeAll: true))),
            Components.Pages(page, pages.Count, number => filter.Query(number)),
            Elements.P(InAll(receipt) + $"The file {csv} lists them one by one, and the checked copy marks them in their cells."));
    }

    /// <summary>Of a check, whose page has no address to come back to: the first places, and the checked copy for the rest.</summary>
    public static Markup DrawCheck(Receipt receipt)
    {
        var things = RequiredActions.Of(receipt);
        return things.Count == 0 ? Nothing() : Markup.Join(
            Heading(things.Count),
            Markup.Join(things.Take(ThingsOfCheck).Select(thing => Drawn(thing, PlacesOfCheck, canSeeAll: false))),
            things.Count > ThingsOfCheck ? Elements.P($"The first {Display.Number(ThingsOfCheck)} are shown. Fix these, or get the checked copy, which has them all.") : Markup.None,
            Elements.P(InAll(receipt) + "The checked copy marks them in their cells."));
    }

    private static Markup Nothing() => Markup.Join(Elements.Heading("What to do", "findings"), Elements.P("Nothing was found to fix."));

    private static Tag Heading(int things) => Elements.Heading(things == 1 ? "One thing to do" : $"{Display.Number(things)} things to do", "findings");

    private static string InAll(Receipt receipt)
    {
        var total = receipt.ViolationsTotal ?? receipt.Violations.Count;
        return $"{Display.Count(total, "finding")} in all, counted by rule. "
            + (total > receipt.Violations.Count ? $"The first {Display.Number(receipt.Violations.Count)} are kept one by one. " : "");
    }

    private static Markup Choose(IReadOnlyList<RequiredAction> things, FindingFilter filter)
    {
        (string Severity, string Words)[] kinds = [("", "Everything"), ("F", "Rejects the file"), ("E", "Rejects rows"), ("W", "Warnings")];
        var there = kinds.Where(kind => kind.Severity.Length == 0 || things.Any(thing => thing.Severity == kind.Severity)).ToList();
        return there.Count < 3 ? Markup.None : new Tag("nav", Elements.List(there.Select(kind => kind.Severity == filter.Severity
            ? (Markup)new Tag("span", kind.Words).With("aria-current", "page").With("class", "current")
            : Elements.Link(kind.Words, new FindingFilter("", kind.Severity, 1).Query(1))))).With("class", "pages").With("aria-label", "Which findings");
    }

    /// <summary>Every place of one rule.</summary>
    private static Markup OfRule(Receipt receipt, RequiredAction thing, FindingFilter filter)
    {
        var places = receipt.Violations.Where(finding => finding.Rule == thing.Rule).ToList();
        var pages = Math.Max(1, (places.Count + PlacesOfRule - 1) / PlacesOfRule);
        var page = Math.Clamp(filter.Page, 1, pages);
        return Markup.Join(
            Elements.Heading($"{thing.Effect}: {thing.Message}", "findings"),
            Elements.P(Elements.Link("Everything that was found", FindingFilter.All.Query(1))),
            About(thing),
            Places(thing, [.. places.Skip((page - 1) * PlacesOfRule).Take(PlacesOfRule)]),
            Components.Pages(page, pages, number => filter.Query(number)),
            thing.Count > places.Count ? Elements.P($"{Display.Number(places.Count)} of {Display.Number(thing.Count)} are kept one by one.") : Markup.None);
    }

    private static List<List<RequiredAction>> Paged(IReadOnlyList<RequiredAction> things)
    {
        List<List<RequiredAction>> pages = [[]];
        var places = 0;
        foreach (var thing in things)
        {
            if (places + thing.Places.Count > PlacesAPage && pages[^1].Count > 0)
            {
                pages.Add([]);
                places = 0;
            }

            pages[^1].Add(thing);
            places += thing.Places.Count;
        }

        return pages;
    }

    private static Markup Drawn(RequiredAction thing, int most, bool canSeeAll) => Markup.Join(
        new Tag("h3", $"{thing.Effect}: {thing.Message}").With("id", thing.Rule),
        About(thing),
        new Tag("details",
            new Tag("summary", thing.Count == 1 ? "Where" : thing.Rows.Length > 0 ? $"Where: {thing.Rows}" : $"Where: {Display.Count(thing.Count, "place")}"),
            thing.Count <= most ? Markup.None
                : canSeeAll ? Elements.P($"The first {Display.Number(thing.Places.Count)} of {Display.Number(thing.Count)}. ", Elements.Link("See all", $"places of {thing.Rule}", new FindingFilter(thing.Rule, "", 1).Query(1)), ".")
                : Elements.P($"The first {Display.Number(Math.Min(most, thing.Places.Count))} of {Display.Number(thing.Count)}."),
            Places(thing, [.. thing.Places.Take(most)])));

    private static Markup About(RequiredAction thing) => Markup.Join(
        Elements.P(thing.FixAndMeanwhile),
        Elements.P(
            thing.Codes.Count == 0 ? "" : $"Accepted: {string.Join(", ", thing.Codes)}. ", Elements.Link($"Rule {thing.Rule}", "/api/rules#" + thing.Rule)));

    /// <summary>Where each place is fixed in a way of its own, such as a sheet to be renamed, it says so itself.</summary>
    private static Markup Places(RequiredAction thing, IReadOnlyList<ReceiptFinding> places) => Elements.Table(
        $"{thing.Rule}: where it was found",
        [
            new PageTableColumn<ReceiptFinding>("Where", place => Where(place)),
            new("Learner", place => place.LearnerRef ?? "None"),
            new("What is wrong", place => place.Message),
            new("Value", place => place.Value is { Length: > 0 } value ? value : "Blank"),
            .. places.All(place => place.Fix == thing.Fix) ? (ReadOnlySpan<PageTableColumn<ReceiptFinding>>)[] : [new("What to do", place => place.Fix)],
        ],
        places,
        "");

    private static string Where(ReceiptFinding place)
    {
        var column = place.Label ?? place.Column;
        return (place.Sheet, place.Cell, column) switch
        {
            ({ Length: > 0 }, { } cell, { } known) => $"{place.Sheet} {cell}, {known}",
            ({ Length: > 0 }, { } cell, null) => $"{place.Sheet} {cell}",
            ({ Length: > 0 }, null, { } known) => $"{place.Sheet}, {known}",
            ({ Length: > 0 }, null, null) => place.Row is { } row ? $"{place.Sheet}, row {Display.Number(row)}" : place.Sheet,
            _ => "The whole file",
        };
    }
}
