using Microsoft.Playwright;
using Pilot.Functions.Blobs;
using Pilot.Functions.Data;
using Pilot.Functions.Outbox;
using Pilot.Functions.Returns;
using Pilot.Reporting.Returns.Held;
using Pilot.Tests.Support;

namespace Pilot.Tests.Pages.Browser;

/// <summary>
/// The pages in a real browser, over a pilot in which everything that a page can show has happened: money held and money above the
/// allocation, a file with wrong rows, one that cannot be opened, one that says no sender, one still being checked, messages waiting.
/// </summary>
public sealed class BrowserSite : IAsyncLifetime
{
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    internal OfficeSite Site { get; private set; } = null!;

    /// <summary>Before the first settings, on one machine.</summary>
    internal OfficeSite Empty { get; private set; } = null!;

    /// <summary>Addresses by what is to be seen there.</summary>
    internal Dictionary<string, string> Made { get; } = [];

    public async Task InitializeAsync()
    {
        if (Chromium.Lacking is not null)
        {
            return;
        }

        Site = await OfficeSite.StartAsync();
        Empty = await OfficeSite.StartEmptyAsync(isOnThisMachine: true);
        await FillAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await Chromium.LaunchAsync(_playwright);
    }

    public async Task DisposeAsync()
    {
        if (Chromium.Lacking is null)
        {
            await _browser.DisposeAsync();
            _playwright.Dispose();
            await Site.DisposeAsync();
            await Empty.DisposeAsync();
        }
    }

    /// <summary>A window of its own, signed in as that person.</summary>
    /// <param name="width">In CSS pixels: half of the screen's at a zoom of 200%.</param>
    internal async Task<IPage> WindowAsync(OfficeSite site, string? principal, int width = 1280, int height = 900, bool scripts = true)
    {
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = site.Client.BaseAddress!.ToString(),
            ViewportSize = new ViewportSize { Width = width, Height = height },
            JavaScriptEnabled = scripts,
            ReducedMotion = ReducedMotion.Reduce,
            ExtraHTTPHeaders = principal is null ? [] : new Dictionary<string, string> { ["X-MS-CLIENT-PRINCIPAL"] = principal },
        });
        context.SetDefaultTimeout(20_000);
        return await context.NewPageAsync();
    }

    private async Task FillAsync()
    {
        var college = Returns(SettingsBuilder.College);
        Made["accepted"] = await SendAsync(college, Principals.Own, OfficeSite.Enrolments(OfficeSite.Open, new(2027, 1, 12), learners: 16)
            .With(1, "other_public_funding", "Y").With(2, "other_public_funding", "Y"));
        Made["wrong"] = await SendAsync(Returns(SettingsBuilder.Private), Principals.Other, OfficeSite.Enrolments(OfficeSite.Open, new(2027, 1, 11), SettingsBuilder.Private)
            .With(0, "sex", "Q").With(0, "home_postcode", "nowhere at all").With(1, "planned_end_date", "soon").With(1, "learner_ref", new string('X', 40)));
        Made["unreadable"] = await SendAsync(college, Principals.Own, "This is no workbook."u8.ToArray(), "a return with a rather long name that nobody can break anywhere_indeed.xlsx");
        using (var nobody = new MemoryStream("Nor is this."u8.ToArray()))
        {
            var (orphan, _) = await new SubmitFile(Site.Services).RunAsync("who sent me.xlsx", nobody, null, null, CancellationToken.None);
            Made["orphan"] = $"/api/submissions/{orphan.Number}";
        }

        using var settings = await Site.PostAsync("/api/settings", Principals.Officer, OfficeSite.Form("No settings."u8.ToArray(), "settings.xlsx"));
        Made["waiting"] = await WaitingAsync();
        var message = new Message { Id = "one", Kind = MessageKind.Held, Ukprn = SettingsBuilder.College, To = ["data@10000001.example.org"], Subject = "Two starts are held", Text = "t" };
        using var content = new MemoryStream(message.ToJson());
        await Site.Services.Blobs.CreateAsync("outbox", "one.json", content, ContentTypes.Json, CancellationToken.None);
        using var run = await Site.PostAsync($"/api/periods/{OfficeSite.Open.Id}/runs", Principals.Officer, null, ("Accept", "text/html"));
        Assert.Equal(System.Net.HttpStatusCode.SeeOther, run.StatusCode);
    }

    private static string Returns(Pilot.Reporting.Vocabulary.Ukprn ukprn) => $"/api/returns/{ukprn}";

    private Task<string> SendAsync(string route, string principal, ReturnBuilder builder) => SendAsync(route, principal, OfficeSite.Bytes(builder), "return.xlsx");

    private async Task<string> SendAsync(string route, string principal, byte[] file, string name)
    {
        using var answer = await Site.PostAsync(route, principal, OfficeSite.Form(file, name), ("Accept", "text/html"));
        Assert.Equal(System.Net.HttpStatusCode.SeeOther, answer.StatusCode);
        return answer.Headers.Location!.OriginalString;
    }

    /// <summary>A file that arrived two hours ago and is still being checked.</summary>
    private async Task<string> WaitingAsync()
    {
        await using var context = Site.Services.Database.Open();
        var row = new SubmissionRow
        {
            Ukprn = SettingsBuilder.College.Value,
            Folder = SettingsBuilder.College.ToString(),
            BlobName = "10000001/waiting.xlsx",
            FileName = "waiting.xlsx",
            Number = 99,
            Sha256 = new string('0', 64),
            ReceivedAt = Site.Services.UtcNow.AddHours(-2),
            Status = SubmissionStatus.Received,
        };
        context.Submissions.Add(row);
        await context.SaveChangesAsync();
        return $"/api/providers/{SettingsBuilder.College}/submissions/{row.Number}";
    }
}
