using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Pilot.Functions.Blobs;
using Pilot.Functions.Data;
using Pilot.Functions.Pages;
using Pilot.Functions.Timers;
using Pilot.Tests.Support;

namespace Pilot.Tests.Pages;

/// <summary>Files, settings, rules and health.</summary>
public sealed partial class PagesTests
{
    [Theory]
    [InlineData("Return #2 (Q3) 100% + more.xlsx")]
    [InlineData("50%20off?.xlsx")]
    public async Task Functions_3_every_file_on_the_pages_can_be_fetched_whatever_its_sender_called_it(string name)
    {
        await using var own = await OfficeSite.StartAsync();
        var settings = OfficeSite.Form(SettingsWorkbooks.Bytes(SettingsBuilder.Small()), name);
        using (var sent = await own.PostAsync("/api/settings", Principals.Officer, settings, ("Accept", "application/json")))
        {
            Assert.Equal(HttpStatusCode.Created, sent.StatusCode);
        }

        var file = OfficeSite.Form(OfficeSite.Bytes(OfficeSite.Enrolments(OfficeSite.Open, new(2027, 1, 11))), name);
        using var answer = await own.PostAsync($"/api/returns/{SettingsBuilder.College}", Principals.Own, file, ("Accept", "application/json"));
        var pages = new[] { "/api/office", $"/api/providers/{SettingsBuilder.College}", answer.Headers.Location!.ToString() };
        foreach (var page in pages)
        {
            foreach (var href in Addresses().Matches(await own.PageAsync(page, Principals.Officer)).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value)))
            {
                using var got = await own.GetAsync(href, Principals.Officer);
                Assert.True(got.StatusCode == HttpStatusCode.OK, $"{href} on {page}: {got.StatusCode}");
            }
        }

        using var copy = await own.GetAsync(answer.Headers.Location + "/checked.xlsx", Principals.Own);
        Assert.EndsWith("-checked.xlsx", copy.Content.Headers.ContentDisposition!.FileNameStar, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Functions_4_a_workbook_is_sent_under_its_name_whole_or_in_ranges()
    {
        using var whole = await site.GetAsync(Book, Principals.Officer);
        var bytes = await whole.Content.ReadAsByteArrayAsync();
        Assert.Equal(ContentTypes.Workbook, whole.Content.Headers.ContentType!.MediaType);
        Assert.Equal("medtech-htq-pilot-2026-27-q2-wmca-r1.xlsx", whole.Content.Headers.ContentDisposition!.FileNameStar);
        Assert.Equal("bytes", Assert.Single(whole.Headers.AcceptRanges));

        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Book, UriKind.Relative));
        request.Headers.Add("X-MS-CLIENT-PRINCIPAL", Principals.Officer);
        request.Headers.Range = new RangeHeaderValue(100, 199);
        using var part = await site.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(bytes.Length, part.Content.Headers.ContentRange!.Length);
        Assert.Equal(bytes[100..200], await part.Content.ReadAsByteArrayAsync());

        using var known = await site.GetAsync(Book, Principals.Officer, ("If-None-Match", whole.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);
    }

    [Theory]
    [InlineData("/api/workbooks/2026Q2/nothing.xlsx")]
    [InlineData("/api/workbooks/2026Q2/..%5C..%5Cpilot.db")]
    [InlineData("/api/workbooks/2026Q2/..%2F..%2Fpilot.db")]
    [InlineData("/api/workbooks/2026Q2/%00")]
    [InlineData("/api/workbooks/soon/a.xlsx")]
    public async Task A_file_that_is_not_there_is_not_found(string path)
    {
        using var answer = await site.GetAsync(path, Principals.Officer);
        Assert.True(answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{path}: {answer.StatusCode}");
    }

    [Fact]
    public async Task Functions_4_the_list_of_workbooks_leads_to_every_file()
    {
        using var answer = await site.GetAsync("/api/workbooks", Principals.Officer);
        var files = (await OfficeSite.JsonAsync(answer)).EnumerateArray().ToList();
        Assert.Contains(files, element => element.GetProperty("kind").GetString() == "table");
        Assert.Equal(
            ["ledger-draft", "skills-england", "wmca", "wmca-casework"],
            files.Where(file => file.GetProperty("period").GetString() == "2026Q2" && file.GetProperty("file").GetString()!.EndsWith("-r1.xlsx", StringComparison.Ordinal))
                .Select(file => file.GetProperty("kind").GetString()).Order(StringComparer.Ordinal));
        Assert.All(files, file => Assert.True(file.GetProperty("for_officers_only").GetBoolean()));
        string StateOf(string file) => files.Single(element => element.GetProperty("period").GetString() == "2026Q2" && element.GetProperty("file").GetString() == file)
            .GetProperty("state").GetString()!;
        Assert.Equal(StateOf("tables-r1/manifest.json"), StateOf("manifest.json"));
        foreach (var href in files.Select(file => file.GetProperty("href").GetString()!))
        {
            using var file = await site.SendAsync(HttpMethod.Head, href, Principals.Officer);
            Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        }
    }

    [Fact]
    public async Task Functions_4_the_settings_in_force_come_as_a_workbook_that_says_the_same()
    {
        using var answer = await site.GetAsync("/api/settings", Principals.Officer);
        Assert.Equal("settings-version-1.xlsx", answer.Content.Headers.ContentDisposition!.FileName);
        using var file = Pilot.Reporting.Excel.Reading.WorkbookReader.Open(new MemoryStream(await answer.Content.ReadAsByteArrayAsync()), Pilot.Reporting.Excel.Reading.FileLimits.Default);
        Assert.Contains(file.Sheets, sheet => sheet.Name == "Allocations");
    }

    [Fact]
    public async Task Functions_4_the_template_that_a_provider_downloads_is_taken_for_its_own()
    {
        using var answer = await site.GetAsync($"/api/templates/{SettingsBuilder.College}/2026Q3/cmp", Principals.Own);
        Assert.Equal("MTHTQ-CMP-10000001-2026Q3-20270112-120000.xlsx", answer.Content.Headers.ContentDisposition!.FileName);
        using var file = Pilot.Reporting.Excel.Reading.WorkbookReader.Open(new MemoryStream(await answer.Content.ReadAsByteArrayAsync()), Pilot.Reporting.Excel.Reading.FileLimits.Default);
        Assert.Equal(SettingsBuilder.College, Pilot.Reporting.Returns.DeclaredSender.Of(file));
        foreach (var path in new[] { "2026Q3/abc", "2035Q1/enr", "soon/enr" })
        {
            using var missing = await site.GetAsync($"/api/templates/{SettingsBuilder.College}/{path}", Principals.Own);
            Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        }
    }

    [Fact]
    public async Task Functions_4_the_rules_are_a_page_and_JSON_and_hold_every_rule()
    {
        var page = await site.PageAsync("/api/rules", Principals.Own);
        using var answer = await site.GetAsync("/api/rules", Principals.Own, ("Accept", "application/json"));
        var ids = (await OfficeSite.JsonAsync(answer)).EnumerateArray().Select(element => element.GetProperty("id").GetString()!).ToList();
        Assert.Equal(Pilot.Reporting.Returns.Rules.RuleCatalogue.All.Select(rule => rule.Id), ids);
        Assert.All(ids, id => Assert.Contains($"<th scope=\"row\" role=\"rowheader\"><span id=\"{id}\">{id}</span></th>", page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Functions_4_health_says_what_can_be_reached_to_anybody()
    {
        using var answer = await site.GetAsync("/api/health", null);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var health = await OfficeSite.JsonAsync(answer);
        Assert.Equal(("reachable", "reachable"), (health.GetProperty("database").GetString(), health.GetProperty("blobs").GetString()));
    }

    [Fact]
    public async Task Functions_4_a_check_says_of_each_sheet_how_it_is_to_be_renamed()
    {
        var file = RawWorkbook.Of(OfficeSite.Bytes(OfficeSite.Enrolments(OfficeSite.Open, new(2027, 1, 12))))
            .Replace("xl/workbook.xml", "name=\"Declaration\"", "name=\"Declaration - Table 1\"").Replace("xl/workbook.xml", "name=\"Data\"", "name=\"Data - Table 1\"").ToBytes();

        using var page = await site.PostAsync("/api/check", Principals.Own, OfficeSite.Form(file, "return.xlsx"), ("Accept", "text/html"));

        var text = WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync());
        Assert.Contains("Rename the sheet 'Declaration - Table 1' to Declaration ", text, StringComparison.Ordinal);
        Assert.Contains("Rename the sheet 'Data - Table 1' to Data ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Functions_4_a_settings_workbook_that_is_rejected_says_how_each_finding_is_fixed()
    {
        var file = SettingsWorkbooks.Bytes(SettingsBuilder.Small(), book => book.Set("Providers", 3, "kind", "SCHOOL"));

        using var answer = await site.PostAsync("/api/settings/check", Principals.Officer, OfficeSite.Form(file, "settings.xlsx"), ("Accept", "text/html"));

        var findings = Assert.Single(PageTables.Of(await answer.Content.ReadAsStringAsync()), table => table.Caption == "Findings");
        Assert.NotEmpty(findings.Rows);
        Assert.All(findings.Rows, row => Assert.NotEqual("", findings.Cell(row, "How to fix it")));
    }

    [Fact]
    public async Task Functions_4_health_tells_what_cannot_be_reached_and_not_where_it_was_looked_for()
    {
        var missing = Path.Combine(Path.GetTempPath(), "no-such-folder", "pilot.db");
        var http = new Microsoft.AspNetCore.Http.DefaultHttpContext();
        using var body = new MemoryStream();
        http.Response.Body = body;
        var services = site.Services with { Database = PilotDatabase.Sqlite(missing) };
        await new CheckHealth(services, new TimerRunner(services)).RunAsync(http);
        Assert.Equal(503, http.Response.StatusCode);
        var said = Encoding.UTF8.GetString(body.ToArray());
        Assert.Contains("\"database\": \"not reachable\"", said, StringComparison.Ordinal);
        Assert.Contains("\"blobs\": \"reachable\"", said, StringComparison.Ordinal);
        Assert.DoesNotContain("pilot.db", said, StringComparison.Ordinal);
    }

    [GeneratedRegex("href=\"(/api/[^\"#]*)")]
    private static partial Regex Addresses();
}
