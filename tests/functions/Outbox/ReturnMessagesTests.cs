using Pilot.Functions.Outbox;
using Pilot.Functions.Timers;
using Pilot.Tests.Support;
using static Pilot.Tests.Support.SettingsBuilder;
using static Pilot.Tests.Support.SmallReturns;

namespace Pilot.Tests.Outbox;

/// <summary>functions.md section 2, Outbox: what is said about a submission.</summary>
public sealed class ReturnMessagesTests
{
    [Fact]
    public async Task An_accepted_return_is_answered_with_counts_and_the_deadline()
    {
        using var pilot = new CommandLineRunner();
        await pilot.SettingsAsync(Small());
        await pilot.IngestAsync(Enrolments(3), "2027-01-06");

        var message = (await pilot.MessagesAsync())["received-1-v1"];
        Assert.Equal(MessageKind.Received, message.Kind);
        Assert.Equal("Submission 1, enrolment return for October to December 2026 (2026-27 Q3): accepted", message.Subject);
        Assert.Contains("3 rows, 3 accepted, 0 rejected", message.Text, StringComparison.Ordinal);
        Assert.Contains("20 January 2027", message.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_three_findings_are_named_errors_first_and_no_learner_is()
    {
        using var pilot = new CommandLineRunner();
        await pilot.SettingsAsync(Small());
        var file = Enrolments(6).With(0, "sex", "N").With(1, "sex", "N").With(2, "sex", "N").With(5, "ethnicity", 12);
        await pilot.IngestAsync(file, "2027-01-06");

        var message = (await pilot.MessagesAsync())["received-1-v1"];
        var things = message.Text.Split("\n- ")[1..];
        Assert.Equal(3, things.Length);
        Assert.StartsWith("Rejects a row (row 7): Ethnicity is not one of the accepted codes.", things[0], StringComparison.Ordinal);
        Assert.Contains("Accepted: 31 (English", things[0], StringComparison.Ordinal);
        Assert.Contains(things, thing => thing.StartsWith("3 warnings (rows 2, 3 and 4): Sex is N", StringComparison.Ordinal));
        for (var learner = 0; learner < 6; learner++)
        {
            Assert.DoesNotContain(ReturnBuilder.LearnerRef(learner), message.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(SampleUlns.Valid(learner), message.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Each_version_of_a_judgement_is_told_once()
    {
        using var pilot = new CommandLineRunner();
        await pilot.SettingsAsync(Small());
        // The completion comes before the enrolment that it belongs to: rejected, and accepted once the enrolment is there.
        var completion = new ReturnBuilder(Pilot.Reporting.Returns.Columns.ReturnTemplate.Completion, College.ToString(), Q3, AfterQ3).AddRow()
            .With(0, "learner_ref", ReturnBuilder.LearnerRef(0)).With(0, "aim_ref", Hnc).With(0, "start_date", Start).With(0, "comp_status", 3)
            .With(0, "actual_end_date", Start.AddDays(60)).With(0, "withdraw_reason", 97).With(0, "outcome", 3);
        await pilot.IngestAsync(completion, "2027-01-06");
        await pilot.IngestAsync(Enrolments(1), "2027-01-06");

        var messages = await pilot.MessagesAsync();
        Assert.Equal(["received-1-v1", "received-1-v2", "received-2-v1"], messages.Keys.Where(id => id.StartsWith("received", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Contains("again", messages["received-1-v2"].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_failed_again_and_again_is_told_to_the_provider_and_the_office_and_can_be_tried_again()
    {
        using var pilot = new CommandLineRunner();
        await pilot.SettingsAsync(Small());
        var services = await pilot.OpenAsync("2027-01-06");
        using (var content = Enrolments(1).ToStream())
        {
            await services.Blobs.ReplaceAsync("returns", $"{College}/a.xlsx", content, "", CancellationToken.None);
        }

        var failure = new GiveUpUploads(services);
        await failure.RunAsync("returns", [$"{College}/a.xlsx"], CancellationToken.None);
        await failure.RunAsync("returns", [$"{College}/a.xlsx"], CancellationToken.None);

        var messages = await pilot.MessagesAsync();
        Assert.Equal(["failed-1", "failed-1-office"], messages.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["olive.officer@example.org"], messages["failed-1-office"].To);
        Assert.Null(messages["failed-1-office"].Ukprn);
        Assert.Contains("FAILED", await File.ReadAllTextAsync(Path.Combine(pilot.Data, "receipts", College.ToString(), "1", "receipt.json")), StringComparison.Ordinal);

        var retried = await pilot.RunAsync("2027-01-08", "rejudge", "1");
        Assert.Equal("ACCEPTED", retried.GetProperty("status").GetString());
        Assert.Contains("received-1-v1", (await pilot.MessagesAsync()).Keys);
    }

    [Fact]
    public async Task A_settings_file_that_failed_is_told_to_the_office()
    {
        using var pilot = new CommandLineRunner();
        await pilot.SettingsAsync(Small());
        var services = await pilot.OpenAsync("2027-01-06");
        using (var content = new MemoryStream(SettingsWorkbooks.Bytes(Small())))
        {
            await services.Blobs.ReplaceAsync("settings", "rates.xlsx", content, "", CancellationToken.None);
        }

        await new GiveUpUploads(services).RunAsync("settings", ["rates.xlsx"], CancellationToken.None);

        var message = Assert.Single((await pilot.MessagesAsync()).Values);
        Assert.Equal(MessageKind.CouldNotBeProcessed, message.Kind);
        Assert.Contains("rates.xlsx", message.Text, StringComparison.Ordinal);
    }
}
