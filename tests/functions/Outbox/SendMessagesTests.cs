using Pilot.Functions;
using Pilot.Functions.Outbox;
using Pilot.Functions.Quarters;
using Pilot.Tests.Support;
using static Pilot.Tests.Outbox.NotifyStandIn;
using static Pilot.Tests.Support.SettingsBuilder;

namespace Pilot.Tests.Outbox;

/// <summary>functions.md section 2, SendMessages, against a stand-in for the service. Three providers owe returns on 12 January 2027, and the next quarter has begun.</summary>
public sealed class SendMessagesTests
{
    private const string Today = "2027-01-12";
    private const string Certifier = "certifier@10000001.example.org";

    [Fact]
    public async Task Every_message_goes_once_to_each_of_its_addresses_and_then_no_longer_waits()
    {
        using var service = new NotifyStandIn();
        using var pilot = await OwingAsync();

        await SendAsync(pilot, service);
        await SendAsync(pilot, service);

        var addresses = await AddressesAsync(pilot);
        Assert.Equal(addresses, service.Taken.Count);
        Assert.Equal(addresses, service.Taken.Select(taken => taken.Reference).Distinct().Count());
        var (_, _, subject, body) = service.Taken.Single(taken => taken.To == Certifier && taken.Reference.StartsWith("due-", StringComparison.Ordinal));
        Assert.Contains("due in 8 days", subject, StringComparison.Ordinal);
        Assert.EndsWith("\n\nhttps://pilot.example.org/api/providers/10000001", body, StringComparison.Ordinal);
        Assert.All((await pilot.MessagesAsync()).Values, message => Assert.NotNull(message.SentAt));
        Assert.Empty(await WaitingAsync(pilot));
    }

    [Fact]
    public async Task Without_settings_messages_wait_as_before()
    {
        using var pilot = await OwingAsync();

        await new SendMessages(await pilot.OpenAsync(Today)).RunAsync(default);

        Assert.Equal((await pilot.MessagesAsync()).Count, (await WaitingAsync(pilot)).Count);
        Assert.All((await pilot.MessagesAsync()).Values, message => Assert.Empty(message.Deliveries));
    }

    [Fact]
    public async Task A_refused_address_is_said_in_the_outbox_and_holds_up_nobody()
    {
        using var service = new NotifyStandIn { MoodFor = to => to == Certifier ? Behaviour.NotAnAddress : Behaviour.Well };
        using var pilot = await OwingAsync();

        await SendAsync(pilot, service);
        await SendAsync(pilot, service);

        Assert.Equal(await AddressesAsync(pilot) - 2, service.Taken.Count);
        var message = (await pilot.MessagesAsync())["due-10-2026-27-q3-10000001"];
        Assert.NotNull(message.SentAt);
        var refused = Assert.Single(message.Deliveries, delivery => delivery.Refused is not null);
        Assert.Equal(Certifier, refused.To);
        Assert.Contains("Not a valid email address", refused.Refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_whose_every_address_is_refused_stays_where_people_see_it()
    {
        using var service = new NotifyStandIn { MoodFor = to => to.EndsWith("@10000001.example.org", StringComparison.Ordinal) ? Behaviour.NotAnAddress : Behaviour.Well };
        using var pilot = await OwingAsync();

        await SendAsync(pilot, service);
        var calls = service.Calls;
        await SendAsync(pilot, service);

        Assert.Equal(["due-10-2026-27-q3-10000001", "opens-2026-27-q4-10000001"], (await WaitingAsync(pilot)).Select(message => message.Id).Order());
        Assert.Equal(calls, service.Calls);
    }

    [Theory]
    [InlineData(nameof(Behaviour.TooManyRequests))]
    [InlineData(nameof(Behaviour.BrokenDown))]
    [InlineData(nameof(Behaviour.WrongKey))]
    [InlineData(nameof(Behaviour.NoSuchTemplate))]
    public async Task A_limit_an_outage_or_wrong_settings_end_the_round_and_the_next_one_sends_each_once(string mood)
    {
        using var service = new NotifyStandIn { MoodFor = _ => Enum.Parse<Behaviour>(mood) };
        using var pilot = await OwingAsync();

        await SendAsync(pilot, service);
        Assert.Empty(service.Taken);
        Assert.Equal(1, service.Calls);
        Assert.Equal((await pilot.MessagesAsync()).Count, (await WaitingAsync(pilot)).Count);

        service.MoodFor = _ => Behaviour.Well;
        await SendAsync(pilot, service);
        Assert.Equal(await AddressesAsync(pilot), service.Taken.Select(taken => taken.Reference).Distinct().Count());
        Assert.Equal(await AddressesAsync(pilot), service.Taken.Count);
    }

    [Fact]
    public async Task What_was_taken_though_its_answer_was_lost_does_not_go_twice()
    {
        var lost = true;
        using var service = new NotifyStandIn();
        service.MoodFor = _ => lost ? Behaviour.TakesAndLosesTheAnswer : Behaviour.Well;
        using var pilot = await OwingAsync();

        await SendAsync(pilot, service);
        Assert.Single(service.Taken);

        lost = false;
        await SendAsync(pilot, service);
        Assert.Equal(await AddressesAsync(pilot), service.Taken.Select(taken => taken.Reference).Distinct().Count());
        Assert.Equal(await AddressesAsync(pilot), service.Taken.Count);
        Assert.Empty(await WaitingAsync(pilot));
    }

    [Fact]
    public async Task Nothing_is_sent_again_while_the_service_cannot_say_whether_it_has_it()
    {
        using var service = new NotifyStandIn { MoodFor = _ => Behaviour.TakesAndLosesTheAnswer };
        using var pilot = await OwingAsync();
        await SendAsync(pilot, service);

        service.MoodFor = to => to.Length == 0 ? Behaviour.BrokenDown : Behaviour.Well;
        await SendAsync(pilot, service);
        Assert.Single(service.Taken);
        Assert.Equal((await pilot.MessagesAsync()).Count, (await WaitingAsync(pilot)).Count);
    }

    [Fact]
    public async Task What_has_waited_for_longer_than_the_service_remembers_is_left_for_a_person()
    {
        using var service = new NotifyStandIn();
        using var pilot = await OwingAsync();

        await SendAsync(pilot, service, "2027-01-20");

        Assert.Empty(service.Taken);
        Assert.Equal((await pilot.MessagesAsync()).Count, (await WaitingAsync(pilot)).Count);
    }

    [Fact]
    public async Task A_key_that_is_none_of_the_services_is_logged_without_being_shown()
    {
        using var service = new NotifyStandIn();
        using var pilot = await OwingAsync();
        var services = (await pilot.OpenAsync(Today)) with { Mail = new MailSettings("short", "template", service.Address) };

        await new SendMessages(services).RunAsync(default);

        Assert.Equal(0, service.Calls);
        Assert.Contains("NotifyApiKey is no key of GOV.UK Notify", pilot.Log.Said, StringComparison.Ordinal);
    }

    private static async Task<CommandLineRunner> OwingAsync()
    {
        var pilot = new CommandLineRunner();
        await pilot.SettingsAsync(Small());
        await new RemindProviders(await pilot.OpenAsync(Today)).RunAsync(default);
        return pilot;
    }

    private static async Task SendAsync(CommandLineRunner pilot, NotifyStandIn service, string now = Today) =>
        await new SendMessages(await OpenAsync(pilot, service, now)).RunAsync(default);

    private static async Task<PilotServices> OpenAsync(CommandLineRunner pilot, NotifyStandIn service, string now) =>
        (await pilot.OpenAsync(now)) with { Mail = new MailSettings(Key, "11111111-2222-3333-4444-555555555555", service.Address) };

    /// <summary>What there is to send: every message to each of its addresses.</summary>
    private static async Task<int> AddressesAsync(CommandLineRunner pilot) => (await pilot.MessagesAsync()).Values.Sum(message => message.To.Count);

    private static async Task<IReadOnlyList<Message>> WaitingAsync(CommandLineRunner pilot) =>
        await new ReadOutbox(await pilot.OpenAsync(Today)).WaitingAsync(default);
}
