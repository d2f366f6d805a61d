using System.Net;
using System.Text.Json;
using Pilot.Tests.Support;

namespace Pilot.Tests.Pages;

/// <summary>The access log: whoever is given a file stands in it, with the file and the time.</summary>
public sealed class DownloadsTests
{
    private static readonly string College = SettingsBuilder.College.ToString();

    [Fact]
    public async Task Every_route_that_gives_a_file_away_writes_it_down_and_says_so_to_officers()
    {
        await using var site = await OfficeSite.StartAsync();
        (string Path, string Principal, string What)[] given =
        [
            ("/api/workbooks/2026Q2/medtech-htq-pilot-2026-27-q2-wmca-casework-r1.xlsx", Principals.Officer, "reports/2026Q2/medtech-htq-pilot-2026-27-q2-wmca-casework-r1.xlsx"),
            ($"/api/providers/{College}/submissions/1/receipt.json", Principals.Own, $"receipts/{College}/1/receipt.json"),
            ($"/api/providers/{College}/submissions/1", Principals.Own, $"receipts/{College}/1/receipt.json"),
            ($"/api/providers/{College}/statements/2026Q2-r1.xlsx", Principals.Own, $"statements/{College}/2026Q2-r1.xlsx"),
            ("/api/settings", Principals.Officer, "settings/version 1"),
            ("/api/settings/files/1/receipt.json", Principals.Officer, "receipts/settings/1/receipt.json"),
        ];
        foreach (var entry in given)
        {
            using var answer = await site.GetAsync(entry.Path, entry.Principal, ("Accept", "application/json, */*;q=0.1"));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        var log = await LogAsync(site);
        Assert.Equal(given.Select(entry => entry.What).Reverse(), log.Select(element => element.GetProperty("what").GetString()));
        Assert.Equal("Otto Other (otto@example.org)", log[^1].GetProperty("who").GetString());
        Assert.Equal(JsonValueKind.Null, log[^1].GetProperty("ukprn").ValueKind);
        Assert.Equal(SettingsBuilder.College.Value, log[^2].GetProperty("ukprn").GetInt32());
        Assert.StartsWith(OfficeSite.Now, log[0].GetProperty("at").GetString(), StringComparison.Ordinal);
        Assert.Contains("casework-r1.xlsx", await site.PageAsync("/api/downloads", Principals.Officer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_gives_nothing_away_is_not_written_down_and_every_part_of_a_download_is_whatever_Range_says()
    {
        await using var site = await OfficeSite.StartAsync();
        const string Workbook = "/api/workbooks/2026Q2/medtech-htq-pilot-2026-27-q2-wmca-r1.xlsx";
        await site.SendAsync(HttpMethod.Head, Workbook, Principals.Officer);
        await site.GetAsync(Workbook, Principals.Own);
        await site.GetAsync("/api/workbooks/2026Q2/nothing.xlsx", Principals.Officer);
        await site.GetAsync("/api/office", Principals.Officer);
        Assert.Empty(await LogAsync(site));

        await site.GetAsync(Workbook, Principals.Officer, ("Range", "bytes=0-99"));
        await site.GetAsync(Workbook, Principals.Officer, ("Range", "bytes=1-"));
        await site.GetAsync(Workbook, Principals.Officer, ("Range", "bytes=-100"));
        Assert.Equal(3, (await LogAsync(site)).Count);
    }

    [Fact]
    public async Task Who_reads_the_log_or_the_audit_or_the_page_of_an_office_file_is_written_down_too()
    {
        await using var site = await OfficeSite.StartAsync();
        foreach (var path in new[] { "/api/downloads", "/api/audit", "/api/settings/files/1" })
        {
            await site.PageAsync(path, Principals.Officer);
        }

        using var answer = await site.GetAsync("/api/downloads", Principals.Officer, ("Accept", "application/json"));
        Assert.Equal(
            ["receipts/settings/1 as a page", "audit", "downloads"],
            (await OfficeSite.JsonAsync(answer)).EnumerateArray().Select(entry => entry.GetProperty("what").GetString()));
    }

    [Fact]
    public async Task It_is_asked_for_since_a_day()
    {
        await using var site = await OfficeSite.StartAsync();
        await site.GetAsync("/api/settings", Principals.Officer);
        Assert.Single(await LogAsync(site, "?since=2027-01-12"));
        Assert.Empty(await LogAsync(site, "?since=2027-01-13"));
        using var wrong = await site.GetAsync("/api/downloads?since=yesterday", Principals.Officer);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    /// <summary>Without the entries that reading the log itself leaves.</summary>
    private static async Task<List<JsonElement>> LogAsync(OfficeSite site, string query = "")
    {
        using var answer = await site.GetAsync("/api/downloads" + query, Principals.Officer, ("Accept", "application/json"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return [.. (await OfficeSite.JsonAsync(answer)).EnumerateArray().Where(entry => entry.GetProperty("what").GetString() != "downloads")];
    }
}
