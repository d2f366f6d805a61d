using Microsoft.Playwright;
using Pilot.Functions.Blobs;
using Pilot.Reporting.Settings;
using Pilot.Tests.Support;

namespace Pilot.Tests.Pages.Browser;

/// <summary>What the four people come to do (an officer, a college's data manager, an auditor, somebody without a mouse): by keyboard alone, without scripts.</summary>
public sealed class PeopleAtWorkTests(BrowserSite browser) : IClassFixture<BrowserSite>
{
    private static readonly string College = $"/api/providers/{SettingsBuilder.College}";

    [ChromiumFact]
    public async Task An_officer_finds_in_three_steps_from_the_first_page_why_a_pound_was_not_paid()
    {
        var page = await OpenAsync(browser.Site, Principals.Officer, "/api/office");
        await page.FollowAsync("a[href*='kind=Other']");
        await page.FollowAsync("main table a[href*='/learners/']");

        var why = await page.InnerTextAsync("main");
        Assert.Contains("another grant is recorded as paying the same costs", why, StringComparison.Ordinal);
        Assert.Contains("What would change it", why, StringComparison.Ordinal);
        Assert.Contains("Rests on", why, StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [ChromiumFact]
    public async Task A_data_manager_checks_a_return_sends_it_fixes_it_from_its_page_and_sees_it_accepted()
    {
        await using var site = await OfficeSite.StartAsync();
        var page = await OpenAsync(site, Principals.Own, College);
        await page.ChooseAsync("#file", ShownPages.WrongReturn);
        await page.FollowAsync("button:has-text('Check without sending')");
        Assert.Contains("Nothing was stored", await page.InnerTextAsync("main"), StringComparison.Ordinal);

        await page.FollowAsync("button:has-text('Send this file')");
        Assert.Contains("2 rows accepted, 1 row rejected", await page.InnerTextAsync("main"), StringComparison.Ordinal);

        var fixedReturn = OfficeSite.Bytes(OfficeSite.Enrolments(OfficeSite.Open, new(2027, 1, 12), learners: 4));
        await page.ChooseAsync("#file", new FilePayload { Name = "fixed.xlsx", MimeType = ContentTypes.Workbook, Buffer = fixedReturn });
        await page.FollowAsync("button:has-text('Send return')");
        Assert.Contains("The return was accepted in full: 4 rows", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [ChromiumTheory]
    [InlineData("", "Enter your full name")]
    [InlineData("Otto", "Enter your first name and your last name")]
    [InlineData("Service Account", "Enter the name of a person, not of an account")]
    public async Task Nobody_approves_without_a_full_name_of_a_person(string name, string message)
    {
        var page = await OpenAsync(browser.Site, Principals.Officer, "/api/periods/2026Q2/approval");
        await page.WriteAsync("#by", name);
        await page.FollowAsync("button:has-text('Approve and publish r1')");

        Assert.StartsWith("Error: ", await page.TitleAsync(), StringComparison.Ordinal);
        Assert.True(await page.EvaluateAsync<bool>("document.activeElement.classList.contains('error-summary')"));
        await page.TabToAsync($".error-summary a:has-text('{message}')");
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("by", await page.EvaluateAsync<string>("document.activeElement.id"));
        Assert.Equal(name, await page.InputValueAsync("#by"));
        await page.Context.CloseAsync();
    }

    [ChromiumFact]
    public async Task An_auditor_checks_a_file_and_finds_who_approved_it()
    {
        await using var site = await OfficeSite.StartAsync();
        var page = await OpenAsync(site, Principals.Officer, "/api/periods/2026Q2/approval");
        await page.WriteAsync("#by", "Otto Other");
        await page.FollowAsync("button:has-text('Approve and publish r1')");
        Assert.Contains("is published", await page.InnerTextAsync(".banner"), StringComparison.Ordinal);

        await page.FollowAsync("header a:has-text('Files')");
        await page.TabToAsync("a[href$='wmca-r1.xlsx']");
        var download = await page.RunAndWaitForDownloadAsync(() => page.Keyboard.PressAsync("Enter"));
        var book = await File.ReadAllBytesAsync(await download.PathAsync());
        await page.ChooseAsync("#file", new FilePayload { Name = download.SuggestedFilename, MimeType = ContentTypes.Workbook, Buffer = book });
        await page.FollowAsync("button:has-text('Check the file')");
        Assert.Contains("is, byte for byte, what the pilot wrote", await page.InnerTextAsync("main"), StringComparison.Ordinal);

        book[^1] ^= 1;
        await page.ChooseAsync("#file", new FilePayload { Name = "changed.xlsx", MimeType = ContentTypes.Workbook, Buffer = book });
        await page.FollowAsync("button:has-text('Check the file')");
        Assert.Contains("It was changed after it was written", await page.InnerTextAsync("main"), StringComparison.Ordinal);

        await page.FollowAsync("header a:has-text('Audit')");
        await page.WriteAsync("#what", "approved");
        await page.EnterAndWaitAsync();
        Assert.Contains("Otto Other", await page.InnerTextAsync("main table"), StringComparison.Ordinal);
        Assert.Contains("Workbooks approved", await page.InnerTextAsync("main table"), StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [ChromiumFact]
    public async Task An_officer_sees_who_has_not_sent_and_writes_to_them()
    {
        var page = await OpenAsync(browser.Site, Principals.Officer, "/api/office?period=2026Q2");
        Assert.Contains("Birch Training has not sent the enrolment return or the completion return", await page.InnerTextAsync(".notice"), StringComparison.Ordinal);
        await page.TabToAsync("a:has-text('Write to them')");
        var to = await page.EvaluateAsync<string>("document.activeElement.href");
        Assert.StartsWith("mailto:", to, StringComparison.Ordinal);
        Assert.Contains("data%40", to, StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [ChromiumFact]
    public async Task An_officer_clears_a_hold_from_the_ledger_draft_after_trying_it()
    {
        await using var site = await OfficeSite.StartAsync();
        using (var sent = await site.PostAsync($"/api/returns/{SettingsBuilder.College}", Principals.Own, OfficeSite.Form(
            OfficeSite.Bytes(OfficeSite.Enrolments(OfficeSite.Open, new(2027, 1, 12)).With(1, "other_public_funding", "Y")), "return.xlsx"), ("Accept", "text/html")))
        {
            Assert.Equal(System.Net.HttpStatusCode.SeeOther, sent.StatusCode);
        }

        var page = await OpenAsync(site, Principals.Officer, "/api/settings/files");
        await page.TabToAsync("a[href$='/api/ledger/draft/2026Q3']");
        var draft = await page.RunAndWaitForDownloadAsync(() => page.Keyboard.PressAsync("Enter"));
        var decided = SettingsWorkbooks.Changed(await File.ReadAllBytesAsync(await draft.PathAsync()), book =>
        {
            book.Set("Clearances", 3, "decision", "PAY");
            book.Set("Clearances", 3, "decided_by", "Otto Other");
            book.Set("Clearances", 3, "decided_on", new DateOnly(2027, 1, 12));
            book.Set("Clearances", 3, "reason", "The other grant pays other costs.");
        });
        await page.ChooseAsync("#settings-file", new FilePayload { Name = "ledger.xlsx", MimeType = ContentTypes.Workbook, Buffer = decided });
        await page.FollowAsync("button:has-text('Check without sending')");
        var tried = await page.InnerTextAsync("main");
        Assert.Contains("Nothing was stored", tried, StringComparison.Ordinal);
        Assert.Contains("Milestones that would be decided differently", tried, StringComparison.Ordinal);

        await page.FollowAsync("button:has-text('Send this file')");
        await page.GotoAsync("/api/office");
        await page.FollowAsync("button:has-text('Make a provisional run')");
        Assert.Contains("Nothing is held", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [ChromiumFact]
    public async Task An_officer_corrects_a_rate_revises_the_quarter_and_is_then_told_that_nothing_would_change()
    {
        await using var site = await OfficeSite.StartAsync();
        var small = SettingsBuilder.Small();
        var corrected = SettingsWorkbooks.Bytes(small with
        {
            Allocations = [.. small.Allocations.Select(line => line.Ukprn == SettingsBuilder.College && line.Qualification == "HNC" ? line with { UnitRateGbp = 2_900m } : line)],
            // A figure of the closed quarter itself.
            Targets = [new Target("STARTS", OfficeSite.Open, 99m, 0m, "The plan")],
        });
        var page = await OpenAsync(site, Principals.OfficerWhoSentSettings, "/api/settings/files");
        await page.ChooseAsync("#settings-file", new FilePayload { Name = "settings.xlsx", MimeType = ContentTypes.Workbook, Buffer = corrected });
        await page.FollowAsync("button:text-is('Send')");
        Assert.Contains("Changed from £3,000.00 to £2,900.00", await page.InnerTextAsync("main"), StringComparison.Ordinal);

        await page.GotoAsync("/api/periods/2026Q2/revision");
        Assert.Contains("What would change", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await page.FollowAsync("button:has-text('Make the revision')");
        Assert.Contains("Enter why the quarter is revised", await page.InnerTextAsync(".error-summary"), StringComparison.Ordinal);
        await page.WriteAsync("#reason", "The unit rate was corrected.");
        await page.WriteAsync("#by", "Olive Officer");
        await page.FollowAsync("button:has-text('Make the revision')");
        Assert.Contains("Revision r2", await page.InnerTextAsync(".banner"), StringComparison.Ordinal);

        await page.GotoAsync("/api/periods/2026Q2/revision");
        Assert.Contains("Nothing would change", await page.InnerTextAsync(".inset"), StringComparison.Ordinal);
        Assert.Equal(0, await page.Locator("main button").CountAsync());
        await page.Context.CloseAsync();
    }

    [ChromiumFact]
    public async Task The_quarter_on_a_page_is_printed_on_one_side_of_A4()
    {
        var page = await OpenAsync(browser.Site, Principals.Officer, "/api/periods/2026Q3/brief");
        var paper = System.Text.Encoding.Latin1.GetString(await page.PdfAsync(new PagePdfOptions { PreferCSSPageSize = true }));
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(paper, "/Type ?/Page[^s]"));
        await page.Context.CloseAsync();
    }

    private async Task<IPage> OpenAsync(OfficeSite site, string principal, string path)
    {
        var page = await browser.WindowAsync(site, principal, scripts: false);
        await page.GotoAsync(path);
        return page;
    }
}
