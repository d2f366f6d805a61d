using Microsoft.EntityFrameworkCore;

namespace Pilot.Functions.Timers;

/// <summary>Says in the log which uploads have waited for their answer for too long: an alert listens for these words (infra/modules/alerts.bicep).</summary>
internal sealed class LogWaitingUploads(PilotServices services)
{
    private const int MostNamed = 20;
    private static readonly TimeSpan TooLong = TimeSpan.FromHours(1);

    /// <summary>The sweep may run every few seconds.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(15);

    private DateTime _saidAt = DateTime.MinValue;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = services.UtcNow;
        if (now - _saidAt < Pause)
        {
            return;
        }

        var before = now - TooLong;
        await using var context = services.Database.Open();
        var submissions = await context.Submissions.AsNoTracking()
            .Where(row => row.AnsweredAt == null && row.ReceivedAt < before)
            .OrderBy(row => row.Number).Take(MostNamed).Select(row => row.Number).ToListAsync(cancellationToken);
        var files = await context.OfficeFiles.AsNoTracking()
            .Where(row => row.AnsweredAt == null && row.ReceivedAt < before)
            .OrderBy(row => row.Number).Take(MostNamed).Select(row => row.Number).ToListAsync(cancellationToken);
        foreach (var number in submissions)
        {
            services.Log.LogWarning("Waiting for an answer for more than an hour: submission {Number}", number);
            _saidAt = now;
        }

        foreach (var number in files)
        {
            services.Log.LogWarning("Waiting for an answer for more than an hour: settings file {Number}", number);
            _saidAt = now;
        }
    }
}
