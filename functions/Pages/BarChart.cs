using System.Globalization;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Pages;

/// <summary>One bar: what it stands for, how long it is, and the words beside it.</summary>
/// <param name="Share">Of the longest bar, 0 to 1; null where there is nothing to show yet.</param>
/// <param name="Outlined">Drawn as an outline, so that two kinds of bars differ without colour.</param>
internal sealed record Bar(string Words, decimal? Share, bool Outlined = false);

/// <param name="Name">Empty where the bars need no heading.</param>
internal sealed record BarGroup(string Name, IReadOnlyList<Bar> Bars);

/// <summary>
/// Bars as an inline picture. Widths are percentages and texts have a size of their own, so that it is readable on any screen. The same
/// figures always stand in a table below.
/// </summary>
internal static class BarChart
{
    private const int NameHeight = 24;
    private const int WordsHeight = 20;
    private const int BarHeight = 14;
    private const int Gap = 10;

    /// <param name="id">Of the picture on its page.</param>
    /// <param name="description">What is to be seen, for those who cannot see it.</param>
    public static Markup Bars(string id, string title, string description, IReadOnlyList<BarGroup> groups)
    {
        var parts = new List<Markup>
        {
            new Tag("title", title).With("id", id + "-title"),
            new Tag("desc", description).With("id", id + "-text"),
        };
        var y = 0;
        foreach (var group in groups)
        {
            if (group.Name.Length > 0)
            {
                parts.Add(Text(group.Name, y + 17, "group"));
                y += NameHeight;
            }

            foreach (var bar in group.Bars)
            {
                parts.Add(Text(bar.Words, y + 15, "value"));
                y += WordsHeight;
                if (bar.Share is { } share)
                {
                    parts.Add(new Tag("rect").With("x", "1").With("y", Display.Digits(y)).With("height", Display.Digits(BarHeight)).With("width", Percent(share))
                        .With("class", bar.Outlined ? "two" : "one"));
                }

                y += bar.Share is null ? 0 : BarHeight + Gap;
            }

            y += group.Name.Length > 0 ? Gap : 0;
        }

        var picture = new Tag("svg", [.. parts]).With("role", "img").With("height", Display.Digits(y + 2))
            .With("aria-labelledby", id + "-title").With("aria-describedby", id + "-text").With("focusable", "false");
        return new Tag("figure", new Tag("figcaption", title), picture);
    }

    /// <summary>The longest bar fills 98 in 100, so that its outline stays inside the picture.</summary>
    private static string Percent(decimal share) => (Math.Clamp(share, 0m, 1m) * 98m).ToString("0.##", CultureInfo.InvariantCulture) + "%";

    private static Tag Text(string words, int y, string look) => new Tag("text", words).With("x", "0").With("y", Display.Digits(y)).With("class", look);
}
