using System.Collections.Concurrent;
using Pilot.Functions.Faults;
using Pilot.Functions.Quarters;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Pages;

/// <summary>A run that was asked for over HTTP.</summary>
internal sealed class RunJob(string id, Quarter period, string? reason)
{
    public string Id => id;

    public Quarter Period => period;

    public string? Reason => reason;

    public string Path => "/api/runs/" + id;

    public required Task<RunResult> Work { get; init; }

    /// <summary>The number of the run that came of it; null until then.</summary>
    public int? Made => Work.IsCompletedSuccessfully ? Work.Result.Record.Number : null;

    /// <summary>What is to be said to who asked: that nothing would change, so that no revision was made. Null where a run was made.</summary>
    public string? Note => Work.IsCompletedSuccessfully ? Work.Result.Note : null;

    /// <summary>Why no run came of it.</summary>
    public HttpProblemException? Problem => Work.IsFaulted ? Work.Exception.InnerException as HttpProblemException : null;

    /// <summary>Waits a little: most orders are done soon.</summary>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => await Task.WhenAny(Work, Task.Delay(atMost, cancellationToken));
}

/// <summary>
/// Runs are made in the background, one order after another. Orders are known to this process alone; one that is lost with it is simply
/// asked for again, and a run whose inputs are known is that run.
/// </summary>
internal sealed class RunQueue(PilotServices services, CancellationToken stopping)
{
    private const int MaxKept = 50;

    private readonly ConcurrentDictionary<string, RunJob> _jobs = new(StringComparer.Ordinal);

    /// <param name="reason">Null = a provisional run, otherwise a revision.</param>
    /// <param name="by">The officer who confirmed a revision, as recorded.</param>
    public RunJob Start(Quarter period, string? reason, string? by = null)
    {
        foreach (var done in _jobs.Values.Where(value => value.Work.IsCompleted).OrderBy(value => value.Id, StringComparer.Ordinal).Take(Math.Max(0, _jobs.Count - MaxKept)))
        {
            _jobs.TryRemove(done.Id, out _);
        }

        // Pressed twice: the second press joins the first.
        if (_jobs.Values.FirstOrDefault(value => !value.Work.IsCompleted && value.Period == period && value.Reason == reason) is { } same)
        {
            return same;
        }

        var order = new RunJob("order-" + Guid.CreateVersion7().ToString("n"), period, reason) { Work = Task.Run(() => MakeAsync(period, reason, by), CancellationToken.None) };
        _jobs[order.Id] = order;
        return order;
    }

    public RunJob? Find(string id) => _jobs.GetValueOrDefault(id);

    private async Task<RunResult> MakeAsync(Quarter period, string? reason, string? by)
    {
        try
        {
            var runs = new RunQuarter(services);
            return reason is null ? await runs.ProvisionalAsync(period, stopping) : await runs.ReviseAsync(period, reason, stopping, by);
        }
        catch (Exception refused) when (refused is CannotBeDoneException or RunRefusedException)
        {
            throw HttpProblemException.Conflict(refused.Message);
        }
        catch (Exception failure)
        {
            services.Log.LogError("A run of {Period} that was asked for failed: {Failure}", period.Id, FailureReport.Describe(failure));
            throw new HttpProblemException(500, "The run could not be made", "The fault is the service's, not yours, and has been recorded. Ask for the run again later.");
        }
    }
}
