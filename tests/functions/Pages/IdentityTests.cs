using System.Net;
using Pilot.Functions.Data;
using Pilot.Functions.Faults;
using Pilot.Functions.Pages;
using Pilot.Functions.Quarters;

namespace Pilot.Tests.Pages;

/// <summary>Who sent, confirmed and approved is known by the account, and what nobody known has sent is approved by nobody.</summary>
public sealed class IdentityTests
{
    private const string Approval = "/api/periods/2026Q2/approval";
    private const string Confirmation = "/api/settings/1/confirmation";

    private static FormUrlEncodedContent Named(string name) => new([new("by", name)]);

    [Fact]
    public async Task Funding_5_who_sent_the_settings_does_not_approve_under_another_name_and_a_namesake_does()
    {
        await using var site = await OfficeSite.StartAsync();
        await site.SentByAsync(Principals.OfEntra("Olive Officer", "t1", "a1", "Officer"));

        using var renamed = await site.PostAsync(Approval, Principals.OfEntra("Olive Married", "t1", "a1", "Officer"), Named("Olive Married"));
        Assert.Equal(HttpStatusCode.Forbidden, renamed.StatusCode);
        using var namesake = await site.PostAsync(Approval, Principals.OfEntra("Olive Officer", "t1", "a2", "Officer"), Named("Olive Officer"));
        Assert.Equal(HttpStatusCode.OK, namesake.StatusCode);
    }

    [Fact]
    public async Task Funding_5_settings_that_nobody_known_has_sent_are_confirmed_by_one_officer_before_another_approves()
    {
        await using var site = await OfficeSite.StartAsync();
        await site.SentByAsync(null);

        using var early = await site.PostAsync(Approval, Principals.Officer, Named("Otto Other"));
        Assert.Equal(HttpStatusCode.Forbidden, early.StatusCode);
        Assert.Contains("Confirm settings version 1", await site.PageAsync("/api/periods/2026Q2/approval", Principals.Officer), StringComparison.Ordinal);
        using var confirmed = await site.PostAsync(Confirmation, Principals.Officer, null);
        Assert.Equal(HttpStatusCode.OK, confirmed.StatusCode);
        using var again = await site.PostAsync(Confirmation, Principals.OfficerWhoSentSettings, null);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        using var own = await site.PostAsync(Approval, Principals.Officer, Named("Otto Other"));
        Assert.Equal(HttpStatusCode.Forbidden, own.StatusCode);
        using var others = await site.PostAsync(Approval, Principals.OfficerWhoSentSettings, Named("Olive Officer"));
        Assert.Equal(HttpStatusCode.OK, others.StatusCode);
    }

    [Fact]
    public async Task Funding_5_in_Azure_the_command_line_approves_nothing_that_nobody_known_has_sent_the_settings_of()
    {
        await using var site = await OfficeSite.StartAsync();
        await site.SentByAsync(null);

        var refused = await Assert.ThrowsAsync<CannotBeDoneException>(() =>
            new ApproveRun(site.Services with { IsShared = true }).RunAsync(OfficeSite.Closed, "Olive Officer", CancellationToken.None));

        Assert.Equal(OfficeFileSender.NobodyKnown, refused.Message);
        Assert.Equal("Olive Officer", (await new ApproveRun(site.Services).RunAsync(OfficeSite.Closed, "Olive Officer", CancellationToken.None)).Record.ApprovedBy);
    }

    [Fact]
    public async Task An_account_may_have_so_many_workbooks_read_in_a_minute_and_others_go_on()
    {
        await using var site = await OfficeSite.StartEmptyAsync();
        for (var i = 0; i < RequestPipeline.WorkbooksAMinute; i++)
        {
            using var asked = await site.PostAsync("/api/check", Principals.Own, null);
            Assert.Equal(HttpStatusCode.BadRequest, asked.StatusCode);
        }

        using var tooMany = await site.PostAsync("/api/check", Principals.Own, null);
        Assert.Equal(HttpStatusCode.TooManyRequests, tooMany.StatusCode);
        Assert.Equal("60", tooMany.Headers.RetryAfter?.ToString());
        Assert.Contains("Wait a minute", await tooMany.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var other = await site.PostAsync("/api/check", Principals.Other, null);
        Assert.Equal(HttpStatusCode.BadRequest, other.StatusCode);
    }
}
