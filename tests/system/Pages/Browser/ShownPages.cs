using Microsoft.Playwright;
using Pilot.Functions.Blobs;
using Pilot.Tests.Support;

namespace Pilot.Tests.Pages.Browser;

/// <summary>A page in one of its states.</summary>
/// <param name="Route">Whose page it is; problems are the page of no route.</param>
/// <param name="Path">Its address, or the name under which <see cref="BrowserSite.Made"/> knows it.</param>
/// <param name="Heading">Its h1, or the beginning of it.</param>
internal sealed record ShownPage(string Route, string Path, string? Principal, string Heading, bool Empty = false)
{
    /// <summary>What is done there before it shows.</summary>
    public Func<IPage, Task>? Then { get; init; }
}

/// <summary>Every page of the pilot, in every state that looks different.</summary>
internal static class ShownPages
{
    private static readonly string College = $"/api/providers/{SettingsBuilder.College}";
    private const string Submission = "/api/providers/{ukprn}/submissions/{number}";

    public static FilePayload WrongReturn { get; } = new()
    {
        Name = "return.xlsx",
        MimeType = ContentTypes.Workbook,
        Buffer = OfficeSite.Bytes(OfficeSite.Enrolments(OfficeSite.Open, new(2027, 1, 12)).With(1, "sex", "Q")),
    };

    public static IReadOnlyDictionary<string, ShownPage> All { get; } = new Dictionary<string, ShownPage>(StringComparer.Ordinal)
    {
        ["office before the first settings"] = new("/api/office", "/api/office", null, "No settings yet", Empty: true),
        ["office with a quarter open"] = new("/api/office", "/api/office", Principals.Officer, "October to December 2026 (2026-27 Q3)"),
        ["office awaiting approval"] = new("/api/office", "/api/office?period=2026Q2", Principals.Officer, "July to September 2026 (2026-27 Q2)"),
        ["office of the officer who may not approve"] = new("/api/office", "/api/office?period=2026Q2", Principals.OfficerWhoSentSettings, "July to September 2026 (2026-27 Q2)"),
        ["office of a quarter to come"] = new("/api/office", "/api/office?period=2027Q1", Principals.Officer, "April to June 2027 (2027-28 Q1)"),
        ["provider"] = new("/api/providers/{ukprn}", College, Principals.Own, "Alder College"),
        ["provider that has sent nothing"] = new("/api/providers/{ukprn}", $"/api/providers/{SettingsBuilder.University}", Principals.Provider(SettingsBuilder.University), "University of Cedar"),
        ["submission accepted"] = new(Submission, "accepted", Principals.Own, "Submission "),
        ["submission with wrong rows"] = new(Submission, "wrong", Principals.Other, "Submission "),
        ["submission that cannot be opened"] = new(Submission, "unreadable", Principals.Own, "Submission "),
        ["submission being checked"] = new(Submission, "waiting", Principals.Own, "Submission 99"),
        ["submission of nobody"] = new("/api/submissions/{number}", "orphan", Principals.Officer, "Submission "),
        ["downloads"] = new("/api/downloads", "/api/downloads", Principals.Officer, "Downloads"),
        ["monitors"] = new("/api/monitors", "/api/monitors", Principals.Officer, "Monitors"),
        ["rules"] = new("/api/rules", "/api/rules", Principals.Own, "Rules that returns are checked by"),
        ["check that stores nothing"] = new("/api/check", College, Principals.Own, "Check of ")
        {
            Then = async page =>
            {
                await page.Locator("#file").SetInputFilesAsync(WrongReturn);
                await page.GetByRole(AriaRole.Button, new() { Name = "Check without sending" }).ClickAsync();
                await page.WaitForURLAsync("**/api/check**");
            },
        },
        ["401"] = new("", "/api/office", null, "Sign in"),
        ["403"] = new("", "/api/office", Principals.Own, "You do not have access to this"),
        ["404"] = new("", "/api/office?period=2035Q1", Principals.Officer, "Page not found"),
        ["approval"] = new("/api/periods/{period}/approval", "/api/periods/2026Q2/approval", Principals.Officer, "Approve and publish r1"),
        ["approval without a name"] = new("", "/api/periods/2026Q2/approval", Principals.Officer, "Approve and publish r1")
        {
            Then = page => page.GetByRole(AriaRole.Button, new() { Name = "Approve and publish r1" }).ClickAsync(),
        },
        ["approval of the officer who may not"] = new("", "/api/periods/2026Q2/approval", Principals.OfficerWhoSentSettings, "Approve and publish r1"),
        ["revision that would change nothing"] = new("/api/periods/{period}/revision", "/api/periods/2026Q2/revision", Principals.Officer, "Revise this quarter"),
        ["learner"] = new("/api/providers/{ukprn}/learners/{**learner_ref}", $"{College}/learners/R1", Principals.Own, "Learner R1"),
        ["milestones"] = new("/api/milestones", "/api/milestones?show=held", Principals.Officer, "Held milestones"),
        ["milestones of a provider"] = new("/api/providers/{ukprn}/milestones", $"{College}/milestones", Principals.Own, "Milestones"),
        ["calendar"] = new("/api/calendar", "/api/calendar", Principals.Own, "Calendar"),
        ["brief"] = new("/api/periods/{period}/brief", "/api/periods/2026Q2/brief", Principals.Officer, "July to September 2026 (2026-27 Q2)"),
        ["files"] = new("/api/workbooks", "/api/workbooks?period=2026Q2", Principals.Officer, "Files"),
        ["check of a file without one"] = new("/api/workbooks/check", "/api/workbooks/check", Principals.Officer, "Check a file")
        {
            Then = page => page.GetByRole(AriaRole.Button, new() { Name = "Check the file" }).ClickAsync(),
        },
        ["check of settings"] = new("/api/settings/check", "/api/settings/files", Principals.Officer, "Check of ")
        {
            Then = async page =>
            {
                await page.Locator("#settings-file").SetInputFilesAsync(WrongReturn);
                await page.GetByRole(AriaRole.Button, new() { Name = "Check without sending" }).ClickAsync();
                await page.WaitForURLAsync("**/api/settings/check");
            },
        },
        ["learner search"] = new("/api/learners", "/api/learners?ref=nobody", Principals.Officer, "Find a learner"),
        ["providers"] = new("/api/providers", "/api/providers", Principals.Officer, "Providers"),
        ["submissions"] = new("/api/submissions", "/api/submissions", Principals.Officer, "Submissions"),
        ["messages"] = new("/api/messages", "/api/messages?show=all", Principals.Officer, "Messages"),
        ["settings and ledger"] = new("/api/settings/files", "/api/settings/files", Principals.Officer, "Settings and ledger"),
        ["settings file"] = new("/api/settings/files/{number}", "/api/settings/files/1", Principals.Officer, "settings.xlsx"),
        ["audit"] = new("/api/audit", "/api/audit", Principals.Officer, "Audit"),
        ["contact"] = new("/api/contact", "/api/contact", Principals.Own, "Contact"),
        ["accessibility"] = new("/api/accessibility", "/api/accessibility", Principals.Own, "Accessibility statement"),
        ["privacy"] = new("/api/privacy", "/api/privacy", Principals.Own, "Privacy notice"),
        ["409"] = new("", "/api/periods/2026Q2/approval", Principals.Officer, "This cannot be done")
        {
            Then = async page =>
            {
                // As it is when somebody has revised the quarter meanwhile.
                await page.EvaluateAsync("document.querySelector('input[name=run]').value = '77'");
                await page.Locator("#by").FillAsync("Otto Other");
                await page.GetByRole(AriaRole.Button, new() { Name = "Approve and publish r1" }).ClickAsync();
                await page.WaitForURLAsync("**/approval");
            },
        },
    };

    public static TheoryData<string> Names => [.. All.Keys];

    /// <summary>Opens the page and sees that it is the one that was meant.</summary>
    public static async Task<IPage> OpenAsync(this BrowserSite browser, string name, int width = 1280, int height = 900)
    {
        var shown = All[name];
        var page = await browser.WindowAsync(shown.Empty ? browser.Empty : browser.Site, shown.Principal, width, height);
        await page.GotoAsync(browser.Made.GetValueOrDefault(shown.Path, shown.Path));
        if (shown.Then is not null)
        {
            await shown.Then(page);
        }

        var heading = await page.Locator("h1").InnerTextAsync();
        Assert.Contains(shown.Heading, heading, StringComparison.Ordinal);
        return page;
    }
}
