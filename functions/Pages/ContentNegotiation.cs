using Microsoft.Net.Http.Headers;

namespace Pilot.Functions.Pages;

/// <summary>Which of the forms of an answer the asker would have.</summary>
internal static class ContentNegotiation
{
    public const string Html = "text/html";
    public const string Json = "application/json";

    /// <summary>The offered form that is wanted most; the first where the header is missing or wants none of them.</summary>
    public static string Prefer(HttpRequest request, params string[] offered)
    {
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var wanted) || wanted.Count == 0)
        {
            return offered[0];
        }

        // Equal wishes fall to the form that was named rather than to the one that a wildcard lets through, and then to the order offered.
        return offered
            .Select((form, at) => (Form: form, At: at, Wish: QualityOf(form, wanted)))
            .OrderByDescending(entry => entry.Wish.Quality).ThenByDescending(entry => entry.Wish.Exact).ThenBy(entry => entry.At)
            .First().Form;
    }

    public static bool PrefersHtml(HttpRequest request) => Prefer(request, Json, Html) == Html;

    private static (double Quality, int Exact) QualityOf(string form, IList<MediaTypeHeaderValue> wanted)
    {
        var offered = MediaTypeHeaderValue.Parse(form);
        return wanted
            .Where(value => offered.IsSubsetOf(value) || IsProblem(value, form))
            .Select(value => (Quality: value.Quality ?? 1, Exact: value.MatchesAllTypes ? 0 : value.MatchesAllSubTypes ? 1 : 2))
            .OrderByDescending(pair => pair.Exact)
            .FirstOrDefault();
    }

    /// <summary>Who takes problem details takes JSON.</summary>
    private static bool IsProblem(MediaTypeHeaderValue wanted, string form) => form == Json && wanted.MediaType == Problems.ContentType;
}
