using Pilot.Functions.Faults;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Timers;

/// <summary>
/// Runs the work of the pilot's timers and records when it was done. The host's timers were seen to stop after a deployment while messages and pages
/// went on; so every message and page checks for overdue timers, and runs their work in the background.
/// </summary>
internal sealed class TimerRunner(PilotServices services)
{
    /// <summary>A sweep every two seconds need not be written down every two seconds, nor need every page look.</summary>
    private static readonly TimeSpan CheckInterval = TimeSpan.FromMinutes(1);

    private readonly TimerRecords _records = new(services);
    private readonly Dictionary<Schedule, TimerState> _states = Schedule.All.ToDictionary(schedule => schedule, schedule => new TimerState(schedule.Work(services)));
    private readonly Lock _checking = new();
    private DateTimeOffset? _checkedAt;

    /// <summary>What <see cref="StartCatchUp"/> set going last.</summary>
    internal Task BackgroundCatchUp { get; private set; } = Task.CompletedTask;

    /// <summary>A timer fired.</summary>
    public async Task FireAsync(Schedule schedule, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        var turn = _states[schedule];
        await turn.Busy.WaitAsync(cancellationToken);
        try
        {
            await RunAsync(schedule, turn, cancellationToken);
        }
        finally
        {
            turn.Busy.Release();
        }
    }

    /// <summary>The timers that should have run and have not.</summary>
    public Task<IReadOnlyList<OverdueTimer>> OverdueAsync(CancellationToken cancellationToken) => _records.OverdueAsync(cancellationToken);

    /// <summary>
    /// Runs every overdue timer, each once, however many ask. Checks once a minute at most. A failure is logged and not passed on to the request that
    /// happened to ask: the timer stays overdue and is tried again later.
    /// </summary>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        if (!IsTimeToCheck())
        {
            return;
        }

        try
        {
            foreach (var overdue in await OverdueAsync(cancellationToken))
            {
                await CatchUpAsync(overdue, cancellationToken);
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            services.Log.LogError("It could not be found out which timers are overdue: {Failure}", FailureReport.Describe(failure));
        }
        catch (OperationCanceledException)
        {
            // Stopped: whoever looks next takes it up.
        }
    }

    /// <summary>Starts <see cref="CatchUpAsync(CancellationToken)"/> in the background, unless it is running, and does not wait for it.</summary>
    public void StartCatchUp(CancellationToken cancellationToken)
    {
        lock (_checking)
        {
            if (BackgroundCatchUp.IsCompleted)
            {
                BackgroundCatchUp = Task.Run(() => CatchUpAsync(cancellationToken), CancellationToken.None);
            }
        }
    }

    private async Task CatchUpAsync(OverdueTimer overdue, CancellationToken cancellationToken)
    {
        var (schedule, turn) = (overdue.Schedule, _states[overdue.Schedule]);
        if (!await turn.Busy.WaitAsync(0, CancellationToken.None))
        {
            return;
        }

        try
        {
            if (await _records.ClaimAsync(schedule, cancellationToken))
            {
                services.Log.LogWarning(
                    "The timer {Function} is overdue: it was due on {Due} and has not run. Its work is set going now", schedule.FunctionName, Display.Moment(overdue.DueAt));
                turn.RecordedAt = null;
                await RunAsync(schedule, turn, cancellationToken);
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            services.Log.LogError("{Function} failed and will be tried again: {Failure}", schedule.FunctionName, FailureReport.Describe(failure));
        }
        finally
        {
            turn.Busy.Release();
        }
    }

    private async Task RunAsync(Schedule schedule, TimerState turn, CancellationToken cancellationToken)
    {
        if (turn.RecordedAt is { } recorded && recorded <= services.Now && services.Now - recorded < CheckInterval)
        {
            await turn.Work(cancellationToken);
            return;
        }

        turn.RecordedAt = null;
        await _records.BeganAsync(schedule, cancellationToken);
        await turn.Work(cancellationToken);
        await _records.DoneAsync(schedule, cancellationToken);
        turn.RecordedAt = services.Now;
    }

    private bool IsTimeToCheck()
    {
        lock (_checking)
        {
            if (_checkedAt is { } looked && looked <= services.Now && services.Now - looked < CheckInterval)
            {
                return false;
            }

            _checkedAt = services.Now;
            return true;
        }
    }

    /// <summary>One timer's work, by one at a time in this process: some of it remembers what it has seen.</summary>
    private sealed class TimerState(Func<CancellationToken, Task> work)
    {
        public Func<CancellationToken, Task> Work { get; } = work;

        public SemaphoreSlim Busy { get; } = new(1);

        /// <summary>When its last success was written down.</summary>
        public DateTimeOffset? RecordedAt { get; set; }
    }
}
