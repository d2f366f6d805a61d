using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using Pilot.Functions.Blobs;
using Pilot.Functions.Returns;
using Pilot.Functions.Settings;
using Pilot.Functions.Timers;

namespace Pilot.Functions.Hosting;

/// <summary>
/// Everything that Azure Functions knows of the pilot (functions.md section 2): each function is its trigger and one line. A new one is a method here, and
/// for a timer its <see cref="Schedule"/>, for a queue its name in <see cref="QueueNames"/>.
/// </summary>
public sealed class PilotFunctions(LazyPilot pilot)
{
    [Function(nameof(ReceiveReturn))]
    public Task ReceiveReturn([QueueTrigger(QueueNames.Returns)] QueueMessage message, CancellationToken cancellationToken) =>
        pilot.ReceiveAsync(message, RegisterSubmission.Uploads, (services, blob) => new ReceiveReturn(services).RunAsync(blob, null, cancellationToken), cancellationToken);

    [Function(nameof(PoisonReturn))]
    public Task PoisonReturn([QueueTrigger(QueueNames.Returns + QueueNames.Poison)] QueueMessage message, CancellationToken cancellationToken) =>
        pilot.HandlePoisonAsync(message, RegisterSubmission.Uploads, cancellationToken);

    [Function(nameof(ReceiveSettings))]
    public Task ReceiveSettings([QueueTrigger(QueueNames.Settings)] QueueMessage message, CancellationToken cancellationToken) =>
        pilot.ReceiveAsync(message, Settings.ReceiveOfficeFile.Uploads, (services, blob) => new ReceiveOfficeFile(services).RunAsync(blob, null, cancellationToken), cancellationToken);

    [Function(nameof(PoisonSettings))]
    public Task PoisonSettings([QueueTrigger(QueueNames.Settings + QueueNames.Poison)] QueueMessage message, CancellationToken cancellationToken) =>
        pilot.HandlePoisonAsync(message, Settings.ReceiveOfficeFile.Uploads, cancellationToken);

    [Function(nameof(ReceiveAwards))]
    public Task ReceiveAwards([QueueTrigger(QueueNames.Awards)] QueueMessage message, CancellationToken cancellationToken) => pilot.ReceiveAsync(
        message, Settings.ReceiveOfficeFile.Awards, (services, blob) => new ReceiveOfficeFile(services, Settings.ReceiveOfficeFile.Awards).RunAsync(blob, null, cancellationToken), cancellationToken);

    [Function(nameof(PoisonAwards))]
    public Task PoisonAwards([QueueTrigger(QueueNames.Awards + QueueNames.Poison)] QueueMessage message, CancellationToken cancellationToken) =>
        pilot.HandlePoisonAsync(message, Settings.ReceiveOfficeFile.Awards, cancellationToken);

    [Function(nameof(SweepUploads))]
    public Task SweepUploads([TimerTrigger($"%{Schedule.SweepSetting}%")] TimerInfo tick, CancellationToken cancellationToken) =>
        pilot.FireAsync(Schedule.Sweep, cancellationToken);

    [Function(nameof(QuarterlyWorkbooks))]
    public Task QuarterlyWorkbooks([TimerTrigger($"%{Schedule.QuarterlySetting}%")] TimerInfo tick, CancellationToken cancellationToken) =>
        pilot.FireAsync(Schedule.DailyQuarterCheck, cancellationToken);

    [Function(nameof(RemindProviders))]
    public Task RemindProviders([TimerTrigger($"%{Schedule.ReminderSetting}%")] TimerInfo tick, CancellationToken cancellationToken) =>
        pilot.FireAsync(Schedule.Reminders, cancellationToken);

    [Function(nameof(SendMessages))]
    public Task SendMessages([TimerTrigger($"%{Schedule.MailSetting}%")] TimerInfo tick, CancellationToken cancellationToken) =>
        pilot.FireAsync(Schedule.Mail, cancellationToken);

    [Function(nameof(PurgeExpired))]
    public Task PurgeExpired([TimerTrigger(Schedule.Nightly)] TimerInfo tick, CancellationToken cancellationToken) =>
        pilot.FireAsync(Schedule.Purge, cancellationToken);

    [Function(nameof(Pages))]
    public Task Pages([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", "post", Route = "{*path}")] HttpRequest request) =>
        pilot.ShowAsync(request.HttpContext);
}
