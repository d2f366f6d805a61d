using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Faults;
using Pilot.Functions.Returns;
using Pilot.Functions.Timers;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Pages;

/// <summary>
/// <c>GET /api/health</c>: the program is alive, what it can reach, and whether its timers run. For monitors, who need not sign in: no name, no secret, no
/// reason.
/// </summary>
internal sealed class CheckHealth(PilotServices services, TimerRunner timers)
{
    private const string Sound = "sound";
    private const string Damaged = "damaged";
    private const string NotChecked = "not checked";
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan CacheDuration = TimeSpan.FromHours(1);

    private readonly TimeProvider _time = TimeProvider.System;
    private long? _checkedAt;
    private string _integrity = NotChecked;

    public async Task RunAsync(HttpContext http)
    {
        var database = TryAsync("database", DatabaseAsync, http.RequestAborted);
        var blobs = TryAsync("blobs", async cancellationToken => await services.Blobs.FindAsync(RegisterSubmission.Uploads, "health", cancellationToken), http.RequestAborted);
        var reached = new { database = await database, blobs = await blobs };
        var integrity = reached.database ? await IntegrityAsync(http.RequestAborted) : NotChecked;
        var poison = await PoisonAsync(http.RequestAborted);
        var overdue = reached.database ? await OverdueAsync(http.RequestAborted) : [];
        var healthy = reached is { database: true, blobs: true } && integrity != Damaged && overdue.Count == 0;
        http.Response.StatusCode = healthy ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        await HttpAnswer.JsonAsync(http, new
        {
            status = healthy ? "healthy" : "unhealthy",
            database = Word(reached.database),
            integrity,
            blobs = Word(reached.blobs),
            poison,
            timers = overdue.Count == 0 ? "on time" : string.Join(" ", overdue),
        });
    }

    /// <summary>
    /// Whether the SQLite file is undamaged (<c>PRAGMA quick_check</c>), asked at most once an hour. No request would notice a flipped bit before it
    /// reads that page of the file. A database server checks itself, so it is not asked.
    /// </summary>
    private async Task<string> IntegrityAsync(CancellationToken cancellationToken)
    {
        if (!services.Database.IsSqlite)
        {
            return NotChecked;
        }

        if (_checkedAt is not { } at || _time.GetElapsedTime(at) > CacheDuration)
        {
            var sound = NotChecked;
            var done = await TryAsync("database integrity", async attemptToken => sound = await services.Database.QuickCheckAsync(attemptToken) ? Sound : Damaged, cancellationToken);
            (_integrity, _checkedAt) = (done || sound == Damaged ? sound : NotChecked, _time.GetTimestamp());
        }

        return _integrity;
    }

    /// <summary>
    /// Messages that no function will be given. They alone make nobody unhealthy: the sweep takes up their files, and a status that stays bad for
    /// the week that they lie there would hide an outage.
    /// </summary>
    private async Task<string> PoisonAsync(CancellationToken cancellationToken)
    {
        var stranded = 0;
        return services.PoisonQueues is { } queues && await TryAsync("poison queues", async again => stranded = (await queues.ListStrandedAsync(services.Now, again)).Count, cancellationToken)
            ? stranded == 0 ? "none" : Display.Count(stranded, "message") + " that no function can read"
            : NotChecked;
    }

    private async Task DatabaseAsync(CancellationToken cancellationToken)
    {
        await using var context = services.Database.Open();
        await context.Marks.AsNoTracking().CountAsync(cancellationToken);
    }

    private async Task<bool> TryAsync(string what, Func<CancellationToken, Task> reach, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Timeout);
        try
        {
            await reach(limit.Token).WaitAsync(limit.Token);
            return true;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            services.Log.LogWarning("Health: {What} cannot be reached: {Failure}", what, FailureReport.Describe(failure));
            return false;
        }
    }

    /// <summary>One sentence for each timer that should have run and has not.</summary>
    private async Task<IReadOnlyList<string>> OverdueAsync(CancellationToken cancellationToken) =>
    [
        .. (await timers.OverdueAsync(cancellationToken)).Select(timer =>
            $"{timer.Schedule.FunctionName} was due on {Display.Moment(timer.DueAt)} and has not run{(timer.Done is { } done ? $" since {Display.Moment(done)}" : " yet")}."),
    ];

    private static string Word(bool reached) => reached ? "reachable" : "not reachable";
}
