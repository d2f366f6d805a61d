using System.Text;
using Azure.Storage.Queues;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Pilot.Functions;
using Pilot.Functions.Blobs;
using Pilot.Functions.Outbox;
using Pilot.Functions.Pages;
using Pilot.Functions.Returns;
using Pilot.Functions.Timers;
using Pilot.Tests.Faults;
using Pilot.Tests.Support;

namespace Pilot.Tests.Blobs;

/// <summary>functions.md sections 2 and 3: a message that the host cannot read never reaches the program, and is found all the same.</summary>
public sealed class PoisonQueuesTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Functions_3_a_message_that_is_not_base64_is_listed_once_and_shown_to_the_office()
    {
        var service = new QueueServiceClient(azurite.ConnectionString);
        var poison = new PoisonQueues(service);
        // No poison queue has been made yet.
        Assert.Empty(await poison.ListStrandedAsync(SmallPilot.Noon, CancellationToken.None));

        var queue = service.GetQueueClient(QueueNames.Returns + QueueNames.Poison);
        await queue.CreateAsync();
        await queue.SendMessageAsync("{\"put here\": by hand, 12 Acacia Avenue}");

        using var pilot = await SmallPilot.PrepareAsync();
        var services = pilot.Open() with { PoisonQueues = poison };
        for (var sweep = 0; sweep < 2; sweep++)
        {
            await new SweepUploads(services).RunAsync(CancellationToken.None);
        }

        await using var context = services.Database.Open();
        var recorded = Assert.Single(await context.Audit.Where(row => row.What == RecordFailure.Recorded).ToListAsync());
        Assert.Equal("a message in the queue returns-received-poison cannot be read", recorded.Detail);
        var view = await new LoadOfficeView(services, new LoadRunFigures(services), new ListOutbox(services)).RunAsync(null, CancellationToken.None);
        Assert.Equal(recorded.Detail, Assert.Single(view.OtherFailures).Detail);
        var messages = await new ReadOutbox(services).WaitingAsync(CancellationToken.None);
        Assert.Equal(messages.Select(message => message.Id), view.Messages.Select(line => line.Id));
        Assert.Single(messages, message => message.Text.Contains("returns-received-poison cannot be read", StringComparison.Ordinal));
        Assert.DoesNotContain(messages, message => message.Text.Contains("Acacia", StringComparison.Ordinal));

        Assert.Contains("\"poison\": \"1 message that no function can read\"", await HealthAsync(services), StringComparison.Ordinal);
        Assert.Contains("\"poison\": \"not checked\"", await HealthAsync(services with { PoisonQueues = null }), StringComparison.Ordinal);

        await queue.SendMessageAsync(Convert.ToBase64String(Encoding.UTF8.GetBytes(HostShapes.EventGrid("returns", SmallPilot.Upload))));

        // It is looked at and not taken; what can be read is its function's until nobody has taken it up for an hour.
        Assert.Equal(2, (await queue.PeekMessagesAsync(32)).Value.Length);
        Assert.Single(await poison.ListStrandedAsync(TimeProvider.System.GetUtcNow(), CancellationToken.None));
        Assert.Equal(2, (await poison.ListStrandedAsync(TimeProvider.System.GetUtcNow().AddHours(2), CancellationToken.None)).Count);
    }

    private static async Task<string> HealthAsync(PilotServices services)
    {
        using var body = new MemoryStream();
        await new CheckHealth(services, new TimerRunner(services)).RunAsync(new DefaultHttpContext { Response = { Body = body } });
        return Encoding.UTF8.GetString(body.ToArray());
    }

    [Fact]
    public async Task Queues_that_cannot_be_looked_into_keep_no_upload_waiting()
    {
        using var pilot = await SmallPilot.PrepareAsync();
        var options = new QueueClientOptions { Retry = { MaxRetries = 0 } };
        var nobody = new QueueServiceClient(
            $"DefaultEndpointsProtocol=http;AccountName=none;AccountKey={Convert.ToBase64String(new byte[64])};QueueEndpoint=http://127.0.0.1:{PilotProcess.FreePort()}/none;", options);
        await new SweepUploads(pilot.Open() with { PoisonQueues = new PoisonQueues(nobody) }).RunAsync(CancellationToken.None);
        await pilot.EachUploadHasOneFinalReceiptAsync();
    }
}
