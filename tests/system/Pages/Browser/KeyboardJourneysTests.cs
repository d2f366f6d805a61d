using Pilot.Tests.Faults;
using Pilot.Tests.Support;

namespace Pilot.Tests.Pages.Browser;

/// <summary>What people come to do, with the keyboard alone and with scripts switched off.</summary>
public sealed class KeyboardJourneysTests(BrowserSite browser) : IClassFixture<BrowserSite>
{
    [ChromiumFact]
    public async Task A_provider_sends_a_return_and_reads_what_became_of_it()
    {
        var page = await browser.WindowAsync(browser.Site, Principals.Own, scripts: false);
        await page.GotoAsync($"/api/providers/{SettingsBuilder.College}");
        await page.TabToAsync("#file");
        var chooser = await page.RunAndWaitForFileChooserAsync(() => page.Keyboard.PressAsync("Space"));
        await chooser.SetFilesAsync(ShownPages.WrongReturn);
        await page.TabToAsync("button:has-text('Send return')");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/submissions/*");

        Assert.Contains("2 rows accepted, 1 row rejected", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Contains("Sex", await page.InnerTextAsync("#SEX_C"), StringComparison.Ordinal);
        await page.TabToAsync("a:has-text('Your workbook with every finding marked')");
        var download = await page.RunAndWaitForDownloadAsync(() => page.Keyboard.PressAsync("Enter"));
        Assert.Equal("return-checked.xlsx", download.SuggestedFilename);
        await page.Context.CloseAsync();
    }

    [ChromiumFact]
    public async Task An_officer_goes_from_what_waits_to_the_approval_and_approves_the_quarter()
    {
        await using var site = await OfficeSite.StartAsync();
        var page = await browser.WindowAsync(site, Principals.Officer, scripts: false);
        await page.GotoAsync("/api/office");
        await page.TabToAsync("a:has-text('Approve the workbooks of July to September 2026')");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/api/periods/2026Q2/approval");
        await page.TabToAsync("button:has-text('Approve and publish r1')");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".error-summary:has-text('Enter your full name')").WaitForAsync();
        Assert.StartsWith("Error: ", await page.TitleAsync(), StringComparison.Ordinal);

        await page.TabToAsync("#by");
        await page.Keyboard.TypeAsync("Otto Other");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("p.lead:has-text('Published')").WaitForAsync();

        Assert.Contains("May be shared with Skills England", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Equal(0, await page.Locator("button:has-text('Approve')").CountAsync());
        await page.Context.CloseAsync();
    }

    [ChromiumFact]
    public async Task An_officer_has_the_figures_worked_out_again_and_is_told_that_a_revision_would_change_nothing()
    {
        await using var site = await OfficeSite.StartAsync();
        var page = await browser.WindowAsync(site, Principals.Officer, scripts: false);
        await page.GotoAsync("/api/office?period=2026Q2");
        await page.TabToAsync("a:has-text('See what a revision would change')");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".inset:has-text('Nothing would change')").WaitForAsync();
        Assert.Equal(0, await page.Locator("button").CountAsync());

        await page.GotoAsync("/api/office");
        await page.TabToAsync("button:has-text('Make a provisional run')");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/api/office?period=2026Q3&done=run");
        await page.Locator(".banner:has-text('worked out again')").WaitForAsync();
        await page.Context.CloseAsync();
    }

    [ChromiumFact]
    public async Task The_first_stop_of_the_keyboard_leads_past_the_navigation()
    {
        var page = await browser.WindowAsync(browser.Site, Principals.Officer, scripts: false);
        await page.GotoAsync("/api/office");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        Assert.EndsWith("#main", page.Url, StringComparison.Ordinal);
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal(1, await page.Locator("main :focus").CountAsync());
        await page.Context.CloseAsync();
    }

    [ChromiumFact]
    public async Task While_a_run_is_being_made_the_page_says_so_and_leads_back_to_it()
    {
        await using var site = await OfficeSite.StartAsync();
        // Something new: without it the run that stands is the answer, and nobody waits.
        await SmallPilot.WriteAsync(site.Services, "settings", "ledger.xlsx", SettingsWorkbooks.Bytes(SampleLedger.Lines()));
        await new Pilot.Functions.Settings.ReceiveOfficeFile(site.Services).RunAsync("ledger.xlsx", null, CancellationToken.None);
        var held = await site.Services.Leases.AcquireRunsAsync(CancellationToken.None);
        using var asked = await site.PostAsync($"/api/periods/{OfficeSite.Open.Id}/runs", Principals.Officer, null, ("Accept", "application/json"));
        var page = await browser.WindowAsync(site, Principals.Officer, scripts: false);
        await page.GotoAsync(asked.Headers.Location!.OriginalString);

        Assert.Equal("The run is being made", await page.InnerTextAsync("h1"));
        await page.TabToAsync("a:has-text('Look again')");
        await held.DisposeAsync();

        // The run goes on now: looking again leads to its quarter in the end.
        for (var i = 0; i < 200 && !page.Url.Contains("/api/office", StringComparison.Ordinal); i++)
        {
            await Task.Delay(100);
            await page.GotoAsync(asked.Headers.Location!.OriginalString);
        }

        Assert.EndsWith("/api/office?period=2026Q3", page.Url, StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }
}
