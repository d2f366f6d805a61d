namespace Pilot.Functions.Pages;

/// <summary>A long list on a page that leads elsewhere for the rest, so that the page stays small with any number of providers.</summary>
internal static class ShortList
{
    /// <summary>So many rows stand on the page itself.</summary>
    public const int Length = 20;

    public static IReadOnlyList<T> Rest<T>(IReadOnlyList<T> rows) => rows.Count <= Length ? [] : [.. rows.Skip(Length)];
}
