using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Pages;

/// <summary>A column of a table on a page.</summary>
/// <param name="IsNumber">Set to the right, in figures of one width.</param>
internal sealed record PageTableColumn<T>(string Heading, Func<T, Markup> Cell, bool IsNumber = false);

/// <summary>The parts that pages are made of.</summary>
internal static class Elements
{
    public static Tag Heading(string text, string? id = null) => new Tag("h2", text).With("id", id);

    public static Tag P(params Markup[] content) => new("p", content);

    public static Tag Hint(params Markup[] content) => new Tag("p", content).With("class", "hint");

    /// <param name="href">Made of parts that were escaped with <see cref="Uri.EscapeDataString(string)"/>.</param>
    public static Tag Link(string words, string href) => new Tag("a", words).With("href", href);

    /// <summary>A link whose words alone would not say which of several it is.</summary>
    public static Tag Link(string words, string unseen, string href) =>
        new Tag("a", words, new Tag("span", " " + unseen).With("class", "unseen")).With("href", href);

    public static Markup List(IEnumerable<Markup> items) => new Tag("ul", [.. items.Select(item => new Tag("li", item))]);

    public static Tag Pounds(decimal amount) => new Tag("span", Money.Words(amount)).With("class", "figure");

    /// <summary>A passage that is set apart from the rest.</summary>
    public static Tag Inset(params Markup[] content) => new Tag("div", content).With("class", "inset");

    /// <summary>Something to be seen before the rest, framed.</summary>
    public static Tag Notice(string label, params Markup[] content) =>
        new Tag("section", [new Tag("h2", label), .. content]).With("class", "notice").With("aria-label", label);

    /// <summary>Names with their values, each with a word of explanation where it needs one.</summary>
    public static Tag Figures(params IEnumerable<(string Name, Markup Value, string? Note)> figures) => new Tag("dl", [.. figures.Select(figure =>
        (Markup)new Tag("div", new Tag("dt", figure.Name), new Tag("dd", figure.Value, figure.Note is null ? Markup.None : new Tag("span", figure.Note).With("class", "note"))))])
        .With("class", "figures");

    /// <summary>Facts in rows: name and value.</summary>
    public static Tag Facts(params IEnumerable<(string Name, Markup Value)> facts) => new Tag("dl", [.. facts.Select(fact =>
        (Markup)new Tag("div", new Tag("dt", fact.Name), new Tag("dd", fact.Value)))]).With("class", "facts");

    /// <summary>
    /// A table with a caption and headings for columns and rows; the first column names the row. Where it is wider than the screen it moves
    /// in its own frame, which the keyboard reaches. On a narrow screen (see <see cref="Style"/>) each row stands by itself, every value under
    /// its heading; the roles say that it still is a table, because some readers forget it when it is laid out otherwise.
    /// </summary>
    /// <param name="totals">A cell for each column, under the rows.</param>
    /// <param name="others">The sums of the rows that are not shown, above the totals, so that these add up.</param>
    public static Markup Table<T>(
        string caption, IReadOnlyList<PageTableColumn<T>> columns, IReadOnlyList<T> rows, string none, IReadOnlyList<Markup>? totals = null, IReadOnlyList<Markup>? others = null)
    {
        if (rows.Count == 0)
        {
            return P(none);
        }

        var id = "t-" + string.Concat(caption.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
        static Tag Row(IEnumerable<Markup> cells) => new Tag("tr", [.. cells]).With("role", "row");
        var head = new Tag("thead", Row(columns.Select(column => Class(new Tag("th", column.Heading).With("scope", "col").With("role", "columnheader"), column))));
        var body = new Tag("tbody", [.. rows.Select(row => Row(columns.Select((column, at) => CellOf(column, column.Cell(row), at == 0))))]);
        Tag Sums(IReadOnlyList<Markup> sums) => Row(columns.Select((column, at) => CellOf(column, sums[at], at == 0)));
        Markup foot = totals is null
            ? Markup.None
            : new Tag("tfoot", others is null ? Markup.None : Sums(others), Sums(totals)).With("role", "rowgroup");
        var table = new Tag("table", new Tag("caption", caption).With("id", id), head.With("role", "rowgroup"), body.With("role", "rowgroup"), foot).With("role", "table");
        return new Tag("div", table)
            .With("class", "scroll").With("role", "group").With("tabindex", "0").With("aria-labelledby", id);
    }

    /// <summary>A form that changes something: sent by POST, and refused when it comes from another site.</summary>
    public static Tag Form(string action, string button, params Markup[] fields) =>
        new Tag("form", [.. fields, new Tag("button", button).With("type", "submit")]).With("method", "post").With("action", action);

    public static Tag Hidden(string name, string value) => new Tag("input").With("type", "hidden").With("name", name).With("value", value);

    /// <summary>Bytes as people say them.</summary>
    public static string Size(long bytes) => bytes < 1_000_000
        ? Display.Count((int)Math.Max(1, (bytes + 500) / 1000), "KB", "KB")
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{bytes / 1_000_000m:0.0} MB");

    private static Tag CellOf<T>(PageTableColumn<T> column, Markup content, bool first) =>
        Class(
            first
                ? new Tag("th", content).With("scope", "row").With("role", "rowheader")
                : new Tag("td", content).With("role", "cell").With("data-heading", column.Heading),
            column);

    private static Tag Class<T>(Tag cell, PageTableColumn<T> column) => cell.When(column.IsNumber, "class", "number");
}
