using Pilot.Functions.Outbox;
using Pilot.Reporting.Settings;
using Pilot.Tests.Support;
using static Pilot.Tests.Support.SettingsBuilder;
using static Pilot.Tests.Support.SmallReturns;

namespace Pilot.Tests.Outbox;

/// <summary>functions.md section 2, Outbox: what is said about a run.</summary>
public sealed class TellOfRunTests
{
    [Fact]
    public async Task What_is_held_is_told_once_and_told_again_when_it_is_cleared()
    {
        using var pilot = new CommandLineRunner();
        await pilot.SettingsAsync(Small());
        await pilot.IngestAsync(Enrolments(3).With(1, "other_public_funding", "Y"), "2027-01-06");
        await pilot.IngestAsync(Nil(), "2027-01-06");
        await pilot.RunAsync("2027-01-07", "run", "2026Q3");

        var held = await OfKindAsync(pilot, MessageKind.Held);
        Assert.Equal("held-1-10000001", held.Id);
        Assert.Contains("1 payment", held.Subject, StringComparison.Ordinal);
        Assert.Contains("£1,350.00", held.Text, StringComparison.Ordinal);
        Assert.Contains("Other public funding: 1", held.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(ReturnBuilder.LearnerRef(1), held.Text, StringComparison.Ordinal);
        Assert.Equal(["data@10000001.example.org", "finance@10000001.example.org"], held.To);

        // Something new that has nothing to do with it makes another run, and no second message.
        await pilot.IngestAsync(Nil(ukprn: Private), "2027-01-08");
        await pilot.RunAsync("2027-01-08", "run", "2026Q3");
        await OfKindAsync(pilot, MessageKind.Held);

        await pilot.LedgerAsync(
            new Ledger
            {
                Clearances =
                [
                    new("C-1", College, ReturnBuilder.LearnerRef(1), Hnc, Start, HoldKind.OtherFunding, true, null, "Olive Officer", new(2027, 1, 8), "Seen the letter"),
                ],
            },
            "2027-01-09");
        await pilot.RunAsync("2027-01-09", "run", "2026Q3");
        var cleared = await OfKindAsync(pilot, MessageKind.Cleared);
        Assert.Contains("Earned: 1, £1,350.00", cleared.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(ReturnBuilder.LearnerRef(1), cleared.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Closing_tells_each_provider_its_own_sums_and_the_officers_that_approval_waits()
    {
        using var pilot = new CommandLineRunner();
        await pilot.SettingsAsync(Small());
        await pilot.IngestAsync(Enrolments(3), "2027-01-06");
        await pilot.IngestAsync(Nil(), "2027-01-06");
        await pilot.RunAsync("2027-01-31", "run", "2026Q3", "--close");

        var messages = await pilot.MessagesAsync();
        Assert.Contains("To be paid: £4,050.00", messages["closed-2026-27-q3-10000001"].Text, StringComparison.Ordinal);
        Assert.Contains("To be paid: £0.00", messages["closed-2026-27-q3-10000002"].Text, StringComparison.Ordinal);
        Assert.Contains("await approval", messages["closed-2026-27-q3-10000001"].Text, StringComparison.Ordinal);
        Assert.Equal(["olive.officer@example.org"], messages["approval-2026-27-q3-r1"].To);

        // Approval draws the files again and says nothing a second time.
        await pilot.RunAsync("2027-02-01", "approve", "2026Q3", "--by", "Olive Officer");
        Assert.Equal(messages.Keys.Order(StringComparer.Ordinal), (await pilot.MessagesAsync()).Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Automatic_publication_awaits_nobody()
    {
        using var pilot = new CommandLineRunner();
        var settings = Small();
        await pilot.SettingsAsync(settings with { Scheme = settings.Scheme with { AutoPublish = true } });
        var closed = await pilot.RunAsync("2027-01-31", "run", "2026Q3", "--close");

        Assert.Equal("PUBLISHED", closed.GetProperty("state").GetString());
        var messages = await pilot.MessagesAsync();
        Assert.DoesNotContain(messages.Values, message => message.Kind == MessageKind.AwaitingApproval);
        Assert.DoesNotContain("await approval", messages["closed-2026-27-q3-10000001"].Text, StringComparison.Ordinal);
    }

    private static async Task<Message> OfKindAsync(CommandLineRunner pilot, MessageKind kind) =>
        Assert.Single((await pilot.MessagesAsync()).Values, message => message.Kind == kind);
}
