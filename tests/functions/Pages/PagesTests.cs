using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Blobs;
using Pilot.Functions.Outbox;
using Pilot.Functions.Quarters;
using Pilot.Functions.Returns;
using Pilot.Functions.Settings;
using Pilot.Functions.Timers;
using Pilot.Reporting.Returns.Held;
using Pilot.Tests.Support;

namespace Pilot.Tests.Pages;

public sealed partial class PagesTests(OfficeSiteFixture fixture) : IClassFixture<OfficeSiteFixture>
{
    private const string Book = "/api/workbooks/2026Q2/medtech-htq-pilot-2026-27-q2-wmca-r1.xlsx";
    private readonly OfficeSite site = fixture.Site;

    public static TheoryData<string, bool> Pages() => new()
    {
        { "/api/office", true },
        { "/api/office?period=2026Q2", true },
        { "/api/rules", true },
        { $"/api/providers/{SettingsBuilder.College}", false },
        { $"/api/providers/{SettingsBuilder.College}/submissions/1", false },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Pages_have_what_those_who_cannot_see_them_need_and_no_script(string path, bool officer)
    {
        var page = await site.PageAsync(path, officer ? Principals.Officer : Principals.Own);
        Assert.StartsWith("<!DOCTYPE html>", page, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"en-GB\">", page, StringComparison.Ordinal);
        Assert.Contains("href=\"#main\" class=\"skip\"", page, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(page, "<h1>"));
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch(" style=\"| on[a-z]+=\"", page);
        Assert.Equal(Regex.Count(page, "<table "), Regex.Count(page, "<caption "));
        Assert.DoesNotMatch("<th(?=[ >])(?! scope=\"(?:col|row)\")", page);
        var ids = Ids().Matches(page).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(ids.Distinct(), ids);
    }

    [Fact]
    public async Task Functions_4_the_office_page_tells_how_the_quarter_stands()
    {
        var page = await site.PageAsync("/api/office", Principals.Officer);
        Assert.Contains("<h1>October to December 2026 (2026-27 Q3)</h1>", page, StringComparison.Ordinal);
        Assert.Contains("Returns are due by 20 January 2027", page, StringComparison.Ordinal);
        Assert.Contains("2 of 6", page, StringComparison.Ordinal);
        Assert.Contains("£4,050.00", page, StringComparison.Ordinal);
        Assert.Contains("Approve the workbooks of July to September 2026", page, StringComparison.Ordinal);
        Assert.Contains("<svg role=\"img\"", page, StringComparison.Ordinal);
        Assert.Contains("Make a provisional run", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("provider=12")]
    [InlineData("show=everything")]
    [InlineData("dated=yesterday")]
    public async Task Functions_4_a_filter_that_is_none_is_not_answered_with_everything(string asked)
    {
        using var answer = await site.GetAsync("/api/milestones?" + asked, Principals.Officer);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Functions_4_a_provider_sees_what_it_owes_and_no_other_provider()
    {
        var own = await site.PageAsync($"/api/providers/{SettingsBuilder.College}", Principals.Own);
        Assert.Contains("Received on time: accepted", own, StringComparison.Ordinal);
        Assert.Contains("Received on time: nil", own, StringComparison.Ordinal);
        Assert.Contains("2026Q2-r1.xlsx", own, StringComparison.Ordinal);
        Assert.DoesNotContain("Birch", own, StringComparison.Ordinal);
        Assert.DoesNotContain("/api/office", own, StringComparison.Ordinal);
        var other = await site.PageAsync($"/api/providers/{SettingsBuilder.Private}", Principals.Other);
        Assert.Contains("Not received. Due in 8 days", other, StringComparison.Ordinal);
        Assert.DoesNotContain("Alder", other, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_the_first_settings_the_page_says_what_to_do()
    {
        await using var empty = await OfficeSite.StartEmptyAsync();
        Assert.Contains("Send the settings workbook first", await empty.PageAsync("/api/office", Principals.Officer), StringComparison.Ordinal);
        using var settings = await empty.GetAsync("/api/settings", Principals.Officer);
        Assert.Equal(HttpStatusCode.NotFound, settings.StatusCode);
    }

    [Fact]
    public async Task Functions_2_a_poison_message_that_names_no_upload_shows_on_the_office_page_for_a_week()
    {
        await using var own = await OfficeSite.StartAsync();
        await new GiveUpUploads(own.Services).RunAsync("returns", [], CancellationToken.None);
        Assert.Contains(
            "Could not be processed: a message in the queue for returns was no event. It happened on 12 January 2027 at 12:00.",
            await own.PageAsync("/api/office", Principals.Officer), StringComparison.Ordinal);

        await new GiveUpUploads(own.Services).RunAsync("returns", [], CancellationToken.None);
        Assert.Contains("was no event. It happened 2 times, the last on 12 January", await own.PageAsync("/api/office", Principals.Officer), StringComparison.Ordinal);

        await using var context = own.Services.Database.Open();
        await context.Audit.Where(row => row.What == RecordFailure.Recorded).ExecuteUpdateAsync(set => set.SetProperty(row => row.At, own.Services.UtcNow.AddDays(-7)));
        Assert.DoesNotContain("was no event", await own.PageAsync("/api/office", Principals.Officer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refused_settings_wait_on_the_office_page_although_a_ledger_was_taken_since()
    {
        await using var own = await OfficeSite.StartAsync();
        const string Refused = "refused.xlsx: Rejected, nothing was changed.";
        await SendAsync("refused.xlsx", SettingsWorkbooks.Bytes(SettingsBuilder.Small(), book => book.Blank("Calendar", 3, "due_on")));
        Assert.Contains(Refused, await own.PageAsync("/api/office", Principals.Officer), StringComparison.Ordinal);
        await SendAsync("ledger.xlsx", SettingsWorkbooks.Bytes(SampleLedger.Lines()));
        Assert.Contains(Refused, await own.PageAsync("/api/office", Principals.Officer), StringComparison.Ordinal);
        await SendAsync("mended.xlsx", SettingsWorkbooks.Bytes(SettingsBuilder.Small()));
        Assert.DoesNotContain(Refused, await own.PageAsync("/api/office", Principals.Officer), StringComparison.Ordinal);

        async Task SendAsync(string name, byte[] workbook)
        {
            using var content = new MemoryStream(workbook);
            await own.Services.Blobs.CreateAsync("settings", name, content, ContentTypes.Workbook, CancellationToken.None);
            await new ReceiveOfficeFile(own.Services).RunAsync(name, null, CancellationToken.None);
        }
    }

    [Theory]
    [InlineData("/api/audit?who=Otto", true)]
    [InlineData("/elsewhere", false)]
    public async Task A_page_of_an_error_leads_back_to_the_form_that_was_filled_in(string path, bool leads)
    {
        await using var own = await OfficeSite.StartAsync();
        using var answer = await own.GetAsync("/api/downloads?since=31/02/2027", Principals.Officer, ("Accept", "text/html"), ("Referer", new Uri(own.Client.BaseAddress!, path).AbsoluteUri));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(leads, (await answer.Content.ReadAsStringAsync()).Contains($"<a href=\"{path}\" class=\"back\">Back to the page before</a>", StringComparison.Ordinal));
        using var foreign = await own.GetAsync("/api/downloads?since=31/02/2027", Principals.Officer, ("Accept", "text/html"), ("Referer", "https://example.org/api/office"));
        Assert.DoesNotContain("Back to the page before", await foreign.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/audit?who=Otto&since=31/02/2027", "since", "31/02/2027")]
    [InlineData("/api/learners?ref=ABCDEFGHIJKLMNOPQRSTUV", "ref", "ABCDEFGHIJKLMNOPQRSTUV")]
    [InlineData("/api/providers/10000101/learners?ref=ABCDEFGHIJKLMNOPQRSTUV", "ref", "ABCDEFGHIJKLMNOPQRSTUV")]
    public async Task A_form_that_cannot_be_taken_comes_back_with_what_was_typed_and_leads_to_its_field(string path, string field, string typed)
    {
        using var answer = await site.GetAsync(path, Principals.Officer, ("Accept", "text/html"));
        var html = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("<title>Error: ", html, StringComparison.Ordinal);
        Assert.Contains($"href=\"#{field}\"", html, StringComparison.Ordinal);
        Assert.Contains($"id=\"{field}-error\"", html, StringComparison.Ordinal);
        Assert.Contains($"value=\"{typed}\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Workbooks_that_a_revision_replaced_are_not_shown_as_those_that_stand()
    {
        await using var own = await OfficeSite.StartAsync();
        await new ApproveRun(own.Services).RunAsync(OfficeSite.Closed, "Otto Other", CancellationToken.None);
        var settings = SettingsBuilder.Small();
        using var rate = new MemoryStream(SettingsWorkbooks.Bytes(settings with { Allocations = [.. settings.Allocations.Select(line => line with { UnitRateGbp = 3_200m })] }));
        await own.Services.Blobs.CreateAsync("settings", "rate.xlsx", rate, ContentTypes.Workbook, CancellationToken.None);
        await new ReceiveOfficeFile(own.Services).RunAsync("rate.xlsx", null, CancellationToken.None);
        await new RunQuarter(own.Services).ReviseAsync(OfficeSite.Closed, "The rate was wrong", CancellationToken.None);
        Assert.Equal(["Awaiting approval", "Published"], await StatesAsync());
        await new ApproveRun(own.Services).RunAsync(OfficeSite.Closed, "Otto Other", CancellationToken.None);
        Assert.Equal(["Published", "Replaced by r2"], await StatesAsync());

        async Task<IEnumerable<string>> StatesAsync()
        {
            var page = await own.PageAsync($"/api/office?period={OfficeSite.Closed.Id}", Principals.Officer);
            return StateOfWorkbook().Matches(page).Select(match => match.Groups[1].Value).Distinct();
        }
    }

    [GeneratedRegex("data-heading=\"State\"[^>]*>([^<]+)<")]
    private static partial Regex StateOfWorkbook();

    [Fact]
    public async Task A_correction_after_the_due_date_leaves_the_return_on_time_and_the_page_says_why()
    {
        const string Why = "A correction sent later does not make it late.";
        await using var own = await OfficeSite.StartAsync();
        var address = $"/api/office?period={OfficeSite.Closed.Id}";
        Assert.DoesNotContain(Why, await own.PageAsync(address, Principals.Officer), StringComparison.Ordinal);
        using var correction = OfficeSite.Form(OfficeSite.Bytes(OfficeSite.Enrolments(OfficeSite.Closed, new(2027, 1, 11))), "correction.xlsx");
        using var answer = await own.PostAsync($"/api/returns/{SettingsBuilder.College}", Principals.Own, correction);
        Assert.True((int)answer.StatusCode < 400);
        Assert.Contains(Why, await own.PageAsync(address, Principals.Officer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Functions_2_the_page_of_a_submission_that_failed_does_not_read_as_if_it_had_been_checked()
    {
        await using var own = await OfficeSite.StartAsync();
        var blob = $"{SettingsBuilder.College}/failed.xlsx";
        using var content = new MemoryStream(OfficeSite.Bytes(OfficeSite.Enrolments(OfficeSite.Open, new(2027, 1, 11))));
        await own.Services.Blobs.CreateAsync("returns", blob, content, ContentTypes.Workbook, CancellationToken.None);
        await new GiveUpUploads(own.Services).RunAsync("returns", [blob], CancellationToken.None);
        await using var context = own.Services.Database.Open();
        var number = await context.Submissions.Where(submission => submission.Status == SubmissionStatus.Failed).Select(submission => submission.Number).SingleAsync();

        var page = await own.PageAsync(FormattableString.Invariant($"/api/providers/{SettingsBuilder.College}/submissions/{number}"), Principals.Own);
        Assert.Contains("could not be processed", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing was found to fix", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Claims accepted", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_people_typed_is_text_wherever_it_is_shown()
    {
        await using var open = await OfficeSite.StartAsync(isOnThisMachine: true);
        var message = new Message { Id = "one", Kind = MessageKind.Held, Ukprn = null, To = ["Olive <b>"], Subject = "<script>alert(1)</script>", Text = "t" };
        using var content = new MemoryStream(message.ToJson());
        await open.Services.Blobs.CreateAsync("outbox", "one.json", content, ContentTypes.Json, CancellationToken.None);
        using var sent = new MemoryStream((message with { Id = "two", Subject = "Gone already", SentAt = open.Services.Now }).ToJson());
        await open.Services.Blobs.CreateAsync("outbox", "two.json", sent, ContentTypes.Json, CancellationToken.None);
        var page = await open.PageAsync("/api/messages", null);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", page, StringComparison.Ordinal);
        Assert.Contains("Olive &lt;b&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Gone already", page, StringComparison.Ordinal);
    }

    [GeneratedRegex(" id=\"([^\"]*)\"")]
    private static partial Regex Ids();
}
