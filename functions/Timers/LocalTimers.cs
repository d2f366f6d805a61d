using Pilot.Functions.Faults;

namespace Pilot.Functions.Timers;

/// <summary>On one machine: the sweep every two seconds in place of events, and the host's timers in the process.</summary>
internal sealed class LocalTimers(PilotServices services, TimerRunner timers)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>Until it is cancelled; every timer fires at the start. A failure is logged and the next round tries again.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var next = Schedule.All.ToDictionary(schedule => schedule, _ => DateTimeOffset.MinValue);
        try
        {
            while (true)
            {
                foreach (var schedule in Schedule.All.Where(schedule => schedule == Schedule.Sweep || next[schedule] <= services.Now))
                {
                    next[schedule] = schedule.NextAfter(services.Now);
                    await TryAsync(schedule, cancellationToken);
                }

                await Task.Delay(Pause, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopped: what was under way is taken up again at the next start.
        }
    }

    private async Task TryAsync(Schedule schedule, CancellationToken cancellationToken)
    {
        try
        {
            await timers.FireAsync(schedule, cancellationToken);
        }
        catch (Exception problem) when (problem is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            services.Log.LogError("{Function} failed and will be tried again: {Failure}", schedule.FunctionName, FailureReport.Describe(problem));
        }
    }
}
