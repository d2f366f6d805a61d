using Pilot.Reporting.Vocabulary;
namespace Pilot.Functions.Pages;

/// <summary>A fault in one field of a form.</summary>
/// <param name="Field">The id of the field, which the summary leads to.</param>
/// <param name="Message">What to do, without a full stop, as beside the field.</param>
internal sealed record FieldError(string Field, string Message);

internal enum TaskState
{
    ToDo,
    Late,
    Done,
}

/// <summary>One task of a task list.</summary>
/// <param name="Path">Where it is done; null where there is nothing to do.</param>
/// <param name="Hint">What else there is to know; null = nothing.</param>
/// <param name="Status">How it stands, in words.</param>
internal sealed record TaskItem(string Name, string? Path, Markup? Hint, string Status, TaskState State);

/// <summary>
/// Components of the GOV.UK Design System as these pages have them: the same structure, roles, focus and words; markup and style are the pilot's own.
/// </summary>
internal static class Components
{
    /// <summary>Before the heading of a form that was not taken: says what is wrong, and leads to each field.</summary>
    public static Markup ErrorSummary(IReadOnlyList<FieldError> errors) => errors.Count == 0
        ? Markup.None
        : new Tag("div",
            new Tag("div",
                new Tag("h2", "There is a problem").With("class", "error-title"),
                Elements.List(errors.Select(error => (Markup)Elements.Link(error.Message, "#" + error.Field)))).With("role", "alert"))
            .With("class", "error-summary").With("tabindex", "-1").With("autofocus", "");

    /// <summary>The title of a page says first that something is wrong with it.</summary>
    public static string Title(string title, IReadOnlyList<FieldError> errors) => errors.Count == 0 ? title : "Error: " + title;

    /// <summary>After something was done: what, and what comes next.</summary>
    public static Tag Banner(string heading, params Markup[] content) => new Tag("div",
        new Tag("div", new Tag("h2", "Success").With("id", "banner-title").With("class", "banner-title")),
        new Tag("div", [new Tag("p", heading).With("class", "banner-heading"), .. content]).With("class", "banner-content"))
        .With("class", "banner").With("role", "alert").With("aria-labelledby", "banner-title");

    /// <summary>Tasks, each with how it stands.</summary>
    public static Tag Tasks(IEnumerable<TaskItem> tasks) => new Tag("ul", [.. tasks.Select((task, at) =>
    {
        var (hint, status) = (FormattableString.Invariant($"task-{at + 1}-hint"), FormattableString.Invariant($"task-{at + 1}-status"));
        return (Markup)new Tag("li",
            new Tag("div",
                task.Path is null ? new Tag("div", task.Name) : new Tag("a", task.Name).With("href", task.Path).With("aria-describedby", task.Hint is null ? status : $"{hint} {status}"),
                task.Hint is null ? Markup.None : new Tag("div", task.Hint).With("id", hint).With("class", "hint")),
            new Tag("div", task.State == TaskState.Done ? task.Status : new Tag("strong", task.Status).With("class", task.State == TaskState.Late ? "tag late" : "tag"))
                .With("id", status).With("class", "status"));
    })]).With("class", "tasks");

    public static Tag Back(string words, string href) => new Tag("a", words).With("href", href).With("class", "back");

    /// <summary>What cannot be undone, before the button that does it.</summary>
    public static Tag Warning(string text) => new Tag("div",
        new Tag("span", "!").With("aria-hidden", "true").With("class", "warning-icon"),
        new Tag("strong", new Tag("span", "Warning ").With("class", "unseen"), text)).With("class", "warning");

    /// <summary>A text field with its hint, and its fault where it has one.</summary>
    public static Tag Field(string id, string label, string? hint, string value, IReadOnlyList<FieldError> errors, string? autocomplete = null)
    {
        var error = errors.FirstOrDefault(known => known.Field == id);
        var described = string.Join(' ', new[] { hint is null ? null : id + "-hint", error is null ? null : id + "-error" }.OfType<string>());
        return new Tag("div",
            new Tag("label", label).With("for", id),
            hint is null ? Markup.None : new Tag("div", hint).With("id", id + "-hint").With("class", "hint"),
            error is null ? Markup.None : new Tag("p", new Tag("span", "Error: ").With("class", "unseen"), error.Message).With("id", id + "-error").With("class", "error-message"),
            new Tag("input").With("type", "text").With("id", id).With("name", id).With("value", value).With("maxlength", "500")
                .With("autocomplete", autocomplete ?? "off").With("spellcheck", "false").With("aria-describedby", described.Length == 0 ? null : described))
            .With("class", error is null ? "form-group" : "form-group in-error");
    }

    /// <summary>Pages of a long list, as links; nothing where there is one.</summary>
    /// <param name="page">From 1.</param>
    /// <param name="path">The address of a page by its number.</param>
    public static Markup Pages(int page, int pages, Func<int, string> path)
    {
        if (pages < 2)
        {
            return Markup.None;
        }

        var near = Enumerable.Range(1, pages).Where(number => number == 1 || number == pages || Math.Abs(number - page) <= 1);
        var items = new List<Markup>();
        var last = 0;
        foreach (var number in near)
        {
            if (number > last + 1)
            {
                items.Add("\u2026");
            }

            items.Add(number == page
                ? new Tag("a", Display.Number(number)).With("href", path(number)).With("aria-label", $"Page {number}").With("aria-current", "page").With("class", "current")
                : new Tag("a", Display.Number(number)).With("href", path(number)).With("aria-label", $"Page {number}"));
            last = number;
        }

        return new Tag("nav",
            page > 1 ? new Tag("a", "Previous", new Tag("span", " page").With("class", "unseen")).With("href", path(page - 1)).With("rel", "prev") : Markup.None,
            Elements.List(items),
            page < pages ? new Tag("a", "Next", new Tag("span", " page").With("class", "unseen")).With("href", path(page + 1)).With("rel", "next") : Markup.None)
            .With("class", "pages").With("aria-label", "Pagination");
    }
}
