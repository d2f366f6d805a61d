using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Pilot.Reporting.Returns.Columns;
using Pilot.Tests.Support;

namespace Pilot.Tests.Pages;

/// <summary>functions.md section 4: whatever shows a learner's reference is written down in the access log. Every page is followed to every other.</summary>
[Collection(DemoCollection.Name)]
public sealed partial class LearnersWrittenDownTests(PreparedDemo made)
{
    /// <summary>So many addresses of one route are tried: one of each kind is enough, and a demo has hundreds.</summary>
    private const int MostOfRoute = 12;

    private int _entries;

    private static readonly string[] Routes = [.. RouteCases.All.Where(entry => entry.Method == "GET").Select(entry => entry.Route)];

    /// <summary>Where a reference stands because the person typed it, or the file that is given back is their own.</summary>
    private static readonly string[] NotLinked =
    [
        "/api/learners?ref=KB0010", "/api/providers/90000101/learners?ref=KB0010", "/api/templates/90000101/2027Q1/enr?from=last", "/api/templates/90000101/2027Q1/cmp?from=last", "/api/submissions/1",
        "/api/submissions/1/receipt.json", "/api/runs/1", "/api/settings/files/1/receipt.json", "/api/openapi.json", "/api/learners",
    ];

    [Fact]
    public async Task Every_page_and_every_file_with_a_learners_reference_is_written_down()
    {
        await using var site = await ServedDemo.StartAsync(made);
        var learners = await LearnersAsync();
        var waiting = new Queue<string>(NotLinked.Prepend("/api/office"));
        var seen = waiting.ToHashSet(StringComparer.Ordinal);
        var tried = new Dictionary<string, int>(StringComparer.Ordinal);
        var (silent, written) = (new List<string>(), 0);
        _entries = (await site.JsonAsync("/api/downloads")).GetArrayLength();
        while (waiting.TryDequeue(out var path))
        {
            var route = RouteOf(path);
            if (route is null || tried.GetValueOrDefault(route) >= MostOfRoute)
            {
                continue;
            }

            tried[route] = tried.GetValueOrDefault(route) + 1;
            foreach (var form in new[] { "text/html", "application/json" })
            {
                var (shown, page) = await ShownAsync(site, path, form, learners);
                var isWritten = await WrittenAsync(site);
                written += isWritten ? 1 : 0;
                if (shown.Count > 0 && !isWritten)
                {
                    silent.Add($"{path} as {form} shows {string.Join(", ", shown.Take(3))}");
                }

                foreach (var link in LinksOf(page).Where(seen.Add))
                {
                    waiting.Enqueue(link);
                }
            }
        }

        Assert.True(silent.Count == 0, string.Join((char)10, silent));
        Assert.True(written > 60, $"Only {written} answers were written down.");
        Assert.Empty(Routes.Except(tried.Keys));
    }

    private async Task<HashSet<string>> LearnersAsync()
    {
        await using var context = made.Database().Open();
        var learners = await context.Enrolments.AsNoTracking().Select(row => EF.Property<string>(row, nameof(Enrolment.LearnerRef))).Distinct().ToListAsync();
        Assert.True(learners.Count > 300);
        return [.. learners];
    }

    /// <summary>Whether the last answer left an entry. Asking leaves one as well.</summary>
    private async Task<bool> WrittenAsync(ServedDemo site)
    {
        var entries = (await site.JsonAsync("/api/downloads")).GetArrayLength();
        var isWritten = entries > _entries + 1;
        _entries = entries;
        return isWritten;
    }

    private static IEnumerable<string> LinksOf(string page) => Link().Matches(page).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value));

    /// <returns>The learners that the answer shows, and its text where it is a page.</returns>
    private static async Task<(List<string> Learners, string Page)> ShownAsync(ServedDemo site, string path, string form, HashSet<string> learners)
    {
        var (content, page) = await ReadAsync(site, path, form);
        return ([.. Words().Matches(content).Select(match => match.Value).Where(learners.Contains).Distinct()], page);
    }

    /// <returns>What can be read of the answer, a workbook's parts included; and its text where it is a page.</returns>
    private static async Task<(string Content, string Page)> ReadAsync(ServedDemo site, string path, string form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Accept", form + ", */*;q=0.1");
        using var answer = await site.Client.SendAsync(request);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        if (bytes is not [(byte)'P', (byte)'K', ..])
        {
            var text = Encoding.UTF8.GetString(bytes);
            return (text, answer.Content.Headers.ContentType?.MediaType == "text/html" ? text : "");
        }

        var all = new StringBuilder();
        using var zip = new ZipArchive(new MemoryStream(bytes));
        foreach (var part in zip.Entries)
        {
            using var reader = new StreamReader(part.Open());
            all.Append(await reader.ReadToEndAsync()).Append('\n');
        }

        return (all.ToString(), "");
    }

    private static string? RouteOf(string path)
    {
        var plain = path.Split('?', '#')[0];
        return Routes.Where(route => Regex.IsMatch(plain, "^" + Parameter().Replace(Rest().Replace(Regex.Escape(route).Replace("\\{", "{", StringComparison.Ordinal), ".+"), "[^/]+") + "$"))
            .OrderBy(route => route.Count(letter => letter == '{')).ThenByDescending(route => route.Length).FirstOrDefault();
    }

    [GeneratedRegex("[A-Z]{1,2}[-/]?[0-9]{4}")]
    private static partial Regex Words();

    [GeneratedRegex("href=\"(/api/[^\"#]*)")]
    private static partial Regex Link();

    [GeneratedRegex("\\{(?:\\\\\\*){2}[a-z_]+}")]
    private static partial Regex Rest();

    [GeneratedRegex("\\{[a-z_]+}")]
    private static partial Regex Parameter();
}
