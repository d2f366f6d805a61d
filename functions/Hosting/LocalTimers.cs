using Microsoft.Extensions.Logging;
using NCrontab;
using Pilot.Functions.Outbox;
using Pilot.Functions.Quarters;
using Pilot.Functions.Retention;
using Pilot.Functions.Returns;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Hosting;

/// <summary>On one machine: the sweep every two seconds in place of events, and the host's timers in the process.</summary>
internal sealed class LocalTimers(World world)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>Until it is cancelled. A failure is logged and the next round tries again.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        var sweep = new SweepUploads(world);
        var quarterly = Due.At(Schedule.Quarterly, world, startNow: true);
        var reminders = Due.At(Schedule.Reminders, world, startNow: true);
        var mail = Due.At(Schedule.Mail, world, startNow: true);
        var purge = Due.At(Schedule.Purge, world, startNow: true);
        try
        {
            while (true)
            {
                await TryAsync("SweepUploads", sweep.RunAsync, cancel);
                if (quarterly.HasCome())
                {
                    await TryAsync("QuarterlyWorkbooks", new KeepQuarters(world).RunAsync, cancel);
                }

                if (reminders.HasCome())
                {
                    await TryAsync("RemindProviders", new RemindProviders(world).RunAsync, cancel);
                }

                if (mail.HasCome())
                {
                    await TryAsync("SendMessages", new SendMessages(world).RunAsync, cancel);
                }

                if (purge.HasCome())
                {
                    await TryAsync("PurgeExpired", again => new PurgeExpired(world).RunAsync(dryRun: false, again), cancel);
                }

                await Task.Delay(Pause, cancel);
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Stopped: what was under way is taken up again at the next start.
        }
    }

    private async Task TryAsync(string name, Func<CancellationToken, Task> work, CancellationToken cancel)
    {
        try
        {
            await work(cancel);
        }
        catch (Exception problem) when (problem is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            world.Log.LogError("{Function} failed and will be tried again: {Failure}", name, FailureReport.Describe(problem));
        }
    }

    /// <summary>When a timer fires next, in London time.</summary>
    private sealed class Due(CrontabSchedule schedule, World world, DateTime next)
    {
        private DateTime _next = next;

        public static Due At(Schedule schedule, World world, bool startNow)
        {
            var cron = CrontabSchedule.Parse(schedule.Default, new CrontabSchedule.ParseOptions { IncludingSeconds = true });
            return new Due(cron, world, startNow ? Here(world) : cron.GetNextOccurrence(Here(world)));
        }

        public bool HasCome()
        {
            var now = Here(world);
            if (now < _next)
            {
                return false;
            }

            _next = schedule.GetNextOccurrence(now);
            return true;
        }

        private static DateTime Here(World world) => LondonTime.At(world.Now).DateTime;
    }
}
