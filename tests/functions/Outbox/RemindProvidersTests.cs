using Pilot.Functions.Outbox;
using Pilot.Functions.Quarters;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Support;
using static Pilot.Tests.Support.SettingsBuilder;
using static Pilot.Tests.Support.SmallReturns;

namespace Pilot.Tests.Outbox;

/// <summary>functions.md section 2, RemindProviders. October to December 2026 opens on 1 October, is due on 20 and closes on 30 January 2027.</summary>
public sealed class RemindProvidersTests
{
    private static readonly CalendarPeriod Row = Small().FindPeriod(Q3)!;

    [Theory]
    [InlineData("2026-09-30", null)]
    [InlineData("2026-10-01", "PERIOD_OPENS")]
    [InlineData("2027-01-09", "PERIOD_OPENS")]
    [InlineData("2027-01-10", "DUE")]
    [InlineData("2027-01-20", "DUE")]
    [InlineData("2027-01-21", "OVERDUE")]
    [InlineData("2027-01-30", "OVERDUE")]
    [InlineData("2027-01-31", null)]
    public void Each_day_of_a_period_calls_for_one_kind_of_message(string today, string? expected) =>
        Assert.Equal(expected, PeriodMessages.On(DateOnly.Parse(today, System.Globalization.CultureInfo.InvariantCulture), Row)?.Code());

    [Theory]
    [InlineData(10, "due-10-2026-27-q3-10000001", "in 10 days")]
    [InlineData(4, "due-10-2026-27-q3-10000001", "in 4 days")]
    [InlineData(3, "due-3-2026-27-q3-10000001", "in 3 days")]
    [InlineData(1, "due-3-2026-27-q3-10000001", "due tomorrow")]
    [InlineData(0, "due-3-2026-27-q3-10000001", "due today")]
    public void A_reminder_is_the_one_for_10_days_until_3_are_left_and_says_how_many_are(int left, string id, string words)
    {
        var message = PeriodMessages.Due(College, Row, [ReturnKind.Enrolment], Row.DueOn.AddDays(-left));
        Assert.Equal(id, message.Id);
        Assert.Contains(words, message.Text, StringComparison.Ordinal);
        Assert.Contains("20 January 2027", message.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reminders_go_out_once_each_and_a_missed_day_loses_none()
    {
        using var pilot = new CommandLineRunner();
        await pilot.SettingsAsync(Small());

        // The 10th is a Sunday, and then the timer fails until the 12th.
        Assert.Equal(["due-10-2026-27-q3-10000001", "due-10-2026-27-q3-10000002", "due-10-2026-27-q3-10000003"], await NewAsync(pilot, "2027-01-12"));
        Assert.Empty(await NewAsync(pilot, "2027-01-12T18:00"));
        Assert.Empty(await NewAsync(pilot, "2027-01-16"));
        Assert.Equal(["due-3-2026-27-q3-10000001", "due-3-2026-27-q3-10000002", "due-3-2026-27-q3-10000003"], await NewAsync(pilot, "2027-01-18"));
        Assert.Equal(["overdue-2026-27-q3-10000001", "overdue-2026-27-q3-10000002", "overdue-2026-27-q3-10000003"], await NewAsync(pilot, "2027-01-21"));
        Assert.Empty(await NewAsync(pilot, "2027-01-29"));
    }

    [Fact]
    public async Task The_day_is_Londons()
    {
        using var pilot = new CommandLineRunner();
        await pilot.SettingsAsync(Small(), "2026-06-15");

        // The first period opens on 1 July; summer time is an hour ahead of UTC.
        Assert.Empty(await NewAsync(pilot, new DateTimeOffset(2026, 6, 30, 22, 59, 0, TimeSpan.Zero)));
        Assert.Contains("opens-2026-27-q2-10000001", await NewAsync(pilot, new DateTimeOffset(2026, 6, 30, 23, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public async Task Only_what_is_still_owed_is_asked_for()
    {
        using var pilot = new CommandLineRunner();
        await pilot.SettingsAsync(Small());
        // The college sent both, the private provider one, the university one that was interim.
        await pilot.IngestAsync(Enrolments(2), "2027-01-06");
        await pilot.IngestAsync(Nil(), "2027-01-06");
        await pilot.IngestAsync(Nil(ukprn: Private), "2027-01-06");
        await pilot.IngestAsync(Nil(ukprn: University, preparedOn: new DateOnly(2026, 12, 30)), "2027-01-06");

        Assert.Equal(["due-10-2026-27-q3-10000002", "due-10-2026-27-q3-10000003"], await NewAsync(pilot, "2027-01-11"));
        var messages = await pilot.MessagesAsync();
        Assert.Contains("your enrolment return for October to December 2026", messages["due-10-2026-27-q3-10000002"].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("completion return", messages["due-10-2026-27-q3-10000002"].Text, StringComparison.Ordinal);
        Assert.Contains("enrolment return and completion return", messages["due-10-2026-27-q3-10000003"].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_period_is_not_asked_for_and_its_statement_is_announced_once()
    {
        using var pilot = new CommandLineRunner();
        await pilot.SettingsAsync(Small());
        await pilot.RunAsync("2027-01-31", "run", "2026Q3", "--close");
        Assert.Contains("closed-2026-27-q3-10000001", (await pilot.MessagesAsync()).Keys);

        File.Delete(Path.Combine(pilot.Data, "outbox", "closed-2026-27-q3-10000001.json"));
        Assert.Equal(["closed-2026-27-q3-10000001"], (await NewAsync(pilot, "2027-02-02")).Where(id => id.Contains("q3", StringComparison.Ordinal)));
        Assert.Empty(await NewAsync(pilot, "2027-02-02T15:00"));
    }

    [Fact]
    public async Task A_message_goes_to_contacts_of_the_settings_and_to_nobody_else()
    {
        using var pilot = new CommandLineRunner();
        var settings = Small();
        await pilot.SettingsAsync(settings with { Contacts = [.. settings.Contacts.Where(contact => contact.Ukprn != Private)] });
        await NewAsync(pilot, "2027-01-12");

        var messages = await pilot.MessagesAsync();
        Assert.Equal(["certifier@10000001.example.org", "data@10000001.example.org"], messages["due-10-2026-27-q3-10000001"].To);
        Assert.Empty(messages["due-10-2026-27-q3-10000002"].To);
        Assert.Equal("https://pilot.example.org/api/providers/10000001", messages["due-10-2026-27-q3-10000001"].Link);
        Assert.Null(messages["due-10-2026-27-q3-10000001"].SentAt);
    }

    [Fact]
    public async Task A_sent_message_is_not_made_again_and_no_longer_waits()
    {
        using var pilot = new CommandLineRunner();
        await pilot.SettingsAsync(Small());
        await NewAsync(pilot, "2027-01-12");
        var services = await pilot.OpenAsync("2027-01-12");
        var sent = (await pilot.MessagesAsync())["due-10-2026-27-q3-10000001"] with { SentAt = services.Now };
        using (var content = new MemoryStream(sent.ToJson()))
        {
            await services.Blobs.ReplaceAsync("outbox", sent.Id + ".json", content, "application/json", CancellationToken.None);
        }

        Assert.Empty(await NewAsync(pilot, "2027-01-13"));
        var waiting = await new ReadOutbox(services).WaitingAsync(CancellationToken.None);
        Assert.DoesNotContain(waiting, message => message.Id == sent.Id);
        Assert.Contains(waiting, message => message.Id == "due-10-2026-27-q3-10000002");
    }

    private static async Task<IEnumerable<string>> NewAsync(CommandLineRunner pilot, string now) =>
        OpenNow(now, out var moment) ? await NewAsync(pilot, moment) : throw new ArgumentException("No date.", nameof(now));

    private static bool OpenNow(string now, out DateTimeOffset moment) => Functions.Startup.OpenPilotServices.TryParseNow(now, out moment);

    /// <summary>Fires the timer; the ids of the messages that it made, but for those that tell of the next period.</summary>
    private static async Task<IEnumerable<string>> NewAsync(CommandLineRunner pilot, DateTimeOffset now)
    {
        var before = (await pilot.MessagesAsync()).Keys.ToHashSet();
        await new RemindProviders(await pilot.OpenAsync(now)).RunAsync(CancellationToken.None);
        return (await pilot.MessagesAsync()).Keys.Where(id => !before.Contains(id) && !id.Contains("q4", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
    }
}
