using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pilot.Tests.Support;

namespace Pilot.Tests.Pages;

public sealed class RunRoutesTests : IAsyncLifetime
{
    private OfficeSite site = null!;

    public async Task InitializeAsync() => site = await OfficeSite.StartAsync();

    public async Task DisposeAsync() => await site.DisposeAsync();

    [Fact]
    public async Task Functions_4_a_run_is_accepted_with_a_place_to_poll_and_shows_there()
    {
        using var asked = await site.PostAsync("/api/periods/2026Q3/runs", Principals.Officer, null);
        Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);
        var run = await PollAsync(asked.Headers.Location!.OriginalString);
        Assert.Equal(("PROVISIONAL", "2026Q3"), (run.GetProperty("kind").GetString(), run.GetProperty("period").GetString()));
        // Three learners at 3,000.00, whose starts qualify on 25 October 2026.
        Assert.Equal(4050.00m, run.GetProperty("lines").EnumerateArray().Sum(line => line.GetProperty("earned_ytd").GetDecimal()));
        Assert.Equal(4, run.GetProperty("workbooks").GetArrayLength());
        using var book = await site.GetAsync(run.GetProperty("workbooks")[0].GetString()!, Principals.Officer);
        Assert.Equal(HttpStatusCode.OK, book.StatusCode);
        using var byNumber = await site.GetAsync($"/api/runs/{run.GetProperty("run").GetInt32()}", Principals.Officer);
        Assert.Equal(run.GetProperty("inputs_hash").GetString(), (await OfficeSite.JsonAsync(byNumber)).GetProperty("inputs_hash").GetString());
    }

    [Fact]
    public async Task A_browser_goes_back_to_the_quarters_page_once_the_run_is_made()
    {
        using var asked = await site.PostAsync("/api/periods/2026Q3/runs", Principals.Officer, null, ("Accept", "text/html"));
        Assert.Equal(HttpStatusCode.SeeOther, asked.StatusCode);
        Assert.Equal("/api/office?period=2026Q3&done=run", asked.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Functions_4_with_a_reason_it_is_a_revision_and_who_asked_is_on_record()
    {
        await SendHigherRatesAsync();
        using var asked = await site.PostAsync("/api/periods/2026Q2/runs", Principals.Officer, JsonContent.Create(new { reason = "A rate was corrected.", by = "Otto Other" }));
        var run = await PollAsync(asked.Headers.Location!.OriginalString);
        Assert.Equal(("REVISION", 2, "A rate was corrected."), (run.GetProperty("kind").GetString(), run.GetProperty("revision").GetInt32(), run.GetProperty("reason").GetString()));
        await using var context = site.Services.Database.Open();
        Assert.Equal("Otto Other (otto@example.org)", (await context.Audit.SingleAsync(row => row.What == "revision asked for")).Who);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    public async Task A_blank_reason_makes_no_run_of_any_kind(string reason)
    {
        using var asked = await site.PostAsync("/api/periods/2026Q2/runs", Principals.Officer, new FormUrlEncodedContent([new("reason", reason), new("by", "Otto Other")]));
        Assert.Equal(HttpStatusCode.BadRequest, asked.StatusCode);
    }

    [Theory]
    [InlineData("2026Q3", "a reason", HttpStatusCode.Conflict)]
    [InlineData("2026Q4", null, HttpStatusCode.OK)]
    [InlineData("2027Q1", null, HttpStatusCode.Conflict)]
    [InlineData("2035Q1", null, HttpStatusCode.NotFound)]
    [InlineData("soon", null, HttpStatusCode.NotFound)]
    public async Task What_cannot_be_run_is_refused_in_words(string period, string? reason, HttpStatusCode status)
    {
        using var asked = await site.PostAsync($"/api/periods/{period}/runs", Principals.Officer, reason is null ? null : JsonContent.Create(new { reason, by = "Otto Other" }));
        if (status == HttpStatusCode.OK)
        {
            Assert.True(asked.StatusCode == HttpStatusCode.Accepted, await asked.Content.ReadAsStringAsync());
            await PollAsync(asked.Headers.Location!.OriginalString);
            return;
        }

        var answer = asked;
        for (var i = 0; i < 100 && answer.StatusCode == HttpStatusCode.Accepted; i++)
        {
            await Task.Delay(100);
            answer = await site.GetAsync(asked.Headers.Location!.OriginalString, Principals.Officer);
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                Assert.Equal("running", (await OfficeSite.JsonAsync(answer)).GetProperty("status").GetString());
                answer = asked;
            }
        }

        Assert.Equal(status, answer.StatusCode);
        Assert.NotEmpty((await OfficeSite.JsonAsync(answer)).GetProperty("detail").GetString()!);
    }

    [Fact]
    public async Task Funding_5_an_officer_approves_and_the_workbooks_are_published()
    {
        using var answer = await site.PostAsync("/api/periods/2026Q2/approval", Principals.Officer, JsonContent.Create(new { by = "Otto Other" }));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var run = await OfficeSite.JsonAsync(answer);
        Assert.Equal(("PUBLISHED", "Otto Other (otto@example.org)"), (run.GetProperty("state").GetString(), run.GetProperty("approved_by").GetString()));
        using var list = await site.GetAsync("/api/workbooks", Principals.Officer);
        var shared = (await OfficeSite.JsonAsync(list)).EnumerateArray().Where(element => !element.GetProperty("for_officers_only").GetBoolean() && element.GetProperty("file").GetString()!.EndsWith(".xlsx", StringComparison.Ordinal)).ToList();
        Assert.Equal("skills-england", Assert.Single(shared).GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Funding_5_the_officer_who_sent_the_settings_does_not_approve()
    {
        using var answer = await site.PostAsync("/api/periods/2026Q2/approval", Principals.OfficerWhoSentSettings, JsonContent.Create(new { by = "Olive Officer" }));
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        var page = await site.PageAsync("/api/periods/2026Q2/approval", Principals.OfficerWhoSentSettings);
        Assert.Contains("another officer must approve", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<button", page, StringComparison.Ordinal);
        Assert.Contains("<button type=\"submit\">Approve and publish r1</button>", await site.PageAsync("/api/periods/2026Q2/approval", Principals.Officer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Funding_5_an_officer_who_uploaded_settings_under_another_name_does_not_approve_what_they_drew()
    {
        await SendHigherRatesAsync();
        using var asked = await site.PostAsync("/api/periods/2026Q2/runs", Principals.Officer, JsonContent.Create(new { reason = "A rate was corrected.", by = "Otto Other" }));
        await PollAsync(asked.Headers.Location!.OriginalString);
        using var own = await site.PostAsync("/api/periods/2026Q2/approval", Principals.Officer, JsonContent.Create(new { by = "Otto Other" }));
        Assert.Equal(HttpStatusCode.Forbidden, own.StatusCode);
    }

    [Fact]
    public async Task What_was_revised_since_the_officer_looked_is_not_approved()
    {
        using var answer = await site.PostAsync("/api/periods/2026Q2/approval", Principals.Officer, new FormUrlEncodedContent([new("run", "999"), new("by", "Otto Other")]));
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
    }

    /// <summary>An approval cannot be undone: what the form says of the run that was seen is never passed over.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("last")]
    [InlineData("99999999999")]
    public async Task A_run_that_cannot_be_read_is_not_approved(string run)
    {
        using var answer = await site.PostAsync("/api/periods/2026Q2/approval", Principals.Officer, new FormUrlEncodedContent([new("run", run), new("by", "Otto Other")]));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("<button type=\"submit\">Approve and publish r1</button>", await site.PageAsync("/api/periods/2026Q2/approval", Principals.Officer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_closed_quarter_no_page_says_that_it_was_worked_out_again()
    {
        var page = await site.PageAsync("/api/office?period=2026Q2&done=run", Principals.Officer);
        Assert.Contains("July to September 2026 (2026-27 Q2) is closed", page, StringComparison.Ordinal);
        Assert.DoesNotContain("worked out again</", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_that_finds_no_submission_does_not_say_that_none_was_received() =>
        Assert.Contains("No provider that fits has sent a return.", await site.PageAsync("/api/submissions?provider=nobody", Principals.Officer), StringComparison.Ordinal);

    [Fact]
    public async Task On_one_machine_the_officer_gives_a_name()
    {
        await using var open = await OfficeSite.StartAsync(isOnThisMachine: true);
        using var answer = await open.PostAsync("/api/periods/2026Q2/approval", null, new FormUrlEncodedContent([new("by", " Olive Officer ")]));
        Assert.Equal("Olive Officer", (await OfficeSite.JsonAsync(answer)).GetProperty("approved_by").GetString());
    }

    [Fact]
    public async Task The_name_that_a_signed_in_officer_types_never_stands_without_the_account()
    {
        using var answer = await site.PostAsync("/api/periods/2026Q2/approval", Principals.Officer, new FormUrlEncodedContent([new("by", "Somebody  Else")]));
        Assert.Equal("Somebody Else (otto@example.org)", (await OfficeSite.JsonAsync(answer)).GetProperty("approved_by").GetString());
    }

    [Theory]
    [InlineData("", "Enter your full name")]
    [InlineData("Otto", "Enter your first name and your last name")]
    [InlineData("root", "Enter the name of a person, not of an account")]
    [InlineData("otto@example.org", "Enter the name of a person, not of an account")]
    [InlineData("CONTOSO\\otto other", "Enter the name of a person, not of an account")]
    public async Task Funding_5_nothing_is_approved_or_revised_without_a_full_name_and_the_page_says_so_at_the_field(string name, string problem)
    {
        foreach (var path in new[] { "approval", "revision" })
        {
            using var answer = await site.PostAsync(
                $"/api/periods/2026Q2/{path}", Principals.Officer, new FormUrlEncodedContent([new("by", name), new("reason", "A rate was corrected.")]), ("Accept", "text/html"));
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            var page = await answer.Content.ReadAsStringAsync();
            Assert.Contains("<title>Error: ", page, StringComparison.Ordinal);
            if (path == "approval")
            {
                Assert.Contains($"<a href=\"#by\">{problem}</a>", page, StringComparison.Ordinal);
                Assert.Contains("id=\"by-error\"", page, StringComparison.Ordinal);
            }
        }

        using var script = await site.PostAsync("/api/periods/2026Q2/approval", Principals.Officer, JsonContent.Create(new { by = name }));
        Assert.Equal(HttpStatusCode.BadRequest, script.StatusCode);
        await using var context = site.Services.Database.Open();
        Assert.Equal(Reporting.Funding.RunState.AwaitingApproval, (await context.Runs.SingleAsync(run => run.Period == "2026Q2")).State);
    }

    [Fact]
    public async Task What_would_be_published_is_shown_before_it_is()
    {
        var page = await site.PageAsync("/api/periods/2026Q2/approval", Principals.Officer);
        foreach (var words in new[] { "Funded to date", "To pay", "What changed since the last publication", "An approval cannot be undone", "Look at the workbooks" })
        {
            Assert.Contains(words, page, StringComparison.Ordinal);
        }

        using var approved = await site.PostAsync("/api/periods/2026Q2/approval", Principals.Officer, new FormUrlEncodedContent([new("by", "Otto Other")]), ("Accept", "text/html"));
        Assert.Equal("/api/office?period=2026Q2&done=approved", approved.Headers.Location!.OriginalString);
        Assert.Contains("R1 of July to September 2026 (2026-27 Q2) is published", await site.PageAsync(approved.Headers.Location.OriginalString, Principals.Officer), StringComparison.Ordinal);
        Assert.Contains("Nothing to approve", await site.PageAsync("/api/periods/2026Q2/approval", Principals.Officer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revision_that_would_change_nothing_is_said_to_before_anybody_asks_for_it()
    {
        var page = await site.PageAsync("/api/periods/2026Q2/revision", Principals.Officer);
        Assert.Contains("Nothing would change", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<button", page, StringComparison.Ordinal);
    }

    /// <summary>Otto Other sends settings under which the closed quarter's figures are others.</summary>
    private async Task SendHigherRatesAsync()
    {
        var settings = SettingsBuilder.Small();
        settings = settings with { Allocations = [.. settings.Allocations.Select(line => line with { UnitRateGbp = line.UnitRateGbp + 100 })] };
        using var sent = await site.PostAsync("/api/settings", Principals.Officer, OfficeSite.Form(SettingsWorkbooks.Bytes(settings), "settings.xlsx"), ("Accept", "application/json"));
        Assert.Equal("ACCEPTED", (await OfficeSite.JsonAsync(sent)).GetProperty("status").GetString());
    }

    private async Task<JsonElement> PollAsync(string path)
    {
        for (var i = 0; i < 300; i++)
        {
            using var answer = await site.GetAsync(path, Principals.Officer);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
            var run = await OfficeSite.JsonAsync(answer);
            if (run.GetProperty("status").GetString() == "done")
            {
                return run;
            }

            await Task.Delay(100);
        }

        throw new TimeoutException("The run was not made within 30 seconds.");
    }
}
