using Azure.Storage.Queues.Models;
using Pilot.Functions.Faults;
using Pilot.Functions.Pages;
using Pilot.Functions.Timers;

namespace Pilot.Functions.Hosting;

/// <summary>A pilot whose stores are open, with what lives as long as it does.</summary>
internal sealed record OpenedPilot(PilotServices Services, TimerRunner Timers, RequestDelegate Pages);

/// <summary>
/// Opens the pilot when a function first needs it, and once: a database that is away at the start makes no app without functions. What cannot be opened
/// is tried again with the next call.
/// </summary>
/// <param name="open">Opens the stores.</param>
/// <param name="isSignInOff">The platform says that nobody stands before the program.</param>
/// <param name="stopping">The program is about to end.</param>
public sealed class LazyPilot(Func<CancellationToken, Task<PilotServices>> open, bool isSignInOff, CancellationToken stopping) : IDisposable
{
    private readonly SemaphoreSlim _opening = new(1);
    private OpenedPilot? _opened;
    private string? _lastProblem;

    public void Dispose() => _opening.Dispose();

    /// <summary>A message of a queue, and then whatever timer is overdue.</summary>
    /// <param name="receive">Is given the name of each upload in <paramref name="container"/> that the message names.</param>
    internal async Task ReceiveAsync(QueueMessage message, string container, Func<PilotServices, string, Task> receive, CancellationToken cancellationToken)
    {
        var pilot = await GetAsync(cancellationToken);
        await ReceiveMessage.RunAsync(message.MessageText, container, blob => receive(pilot.Services, blob));
        await pilot.Timers.CatchUpAsync(cancellationToken);
    }

    /// <summary>A message that failed again and again.</summary>
    internal async Task HandlePoisonAsync(QueueMessage message, string container, CancellationToken cancellationToken)
    {
        var pilot = await GetAsync(cancellationToken);
        await ReceiveMessage.PoisonAsync(pilot.Services, message.MessageText, container, cancellationToken);
        await pilot.Timers.CatchUpAsync(cancellationToken);
    }

    internal async Task FireAsync(Schedule schedule, CancellationToken cancellationToken) =>
        await (await GetAsync(cancellationToken)).Timers.FireAsync(schedule, cancellationToken);

    /// <summary>Hands a request on to the same pages that one machine serves, without what the server outside has found out about its route.</summary>
    internal async Task ShowAsync(HttpContext http)
    {
        http.SetEndpoint(null);
        http.Request.RouteValues = [];
        OpenedPilot pilot;
        try
        {
            pilot = await GetAsync(http.RequestAborted);
        }
        catch (Exception) when (!http.RequestAborted.IsCancellationRequested)
        {
            await NotReady.AnswerAsync(http);
            return;
        }

        await pilot.Pages(http);
    }

    private async Task<OpenedPilot> GetAsync(CancellationToken cancellationToken)
    {
        if (_opened is { } opened)
        {
            return opened;
        }

        await _opening.WaitAsync(cancellationToken);
        try
        {
            return _opened ??= await OpenAsync(cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            Log(FailureReport.Describe(failure));
            throw;
        }
        finally
        {
            _opening.Release();
        }
    }

    private async Task<OpenedPilot> OpenAsync(CancellationToken cancellationToken)
    {
        var services = await open(cancellationToken);
        var timers = new TimerRunner(services);
        return new OpenedPilot(services, timers, Routes.Pipeline(services, timers, isOnThisMachine: false, isSignInOff, stopping));
    }

    /// <summary>To the error output, which the host repeats in its own log whatever happens, and once: every call of a function finds the same.</summary>
    private void Log(string problem)
    {
        if (_lastProblem != problem)
        {
            _lastProblem = problem;
            Console.Error.WriteLine("The pilot cannot be opened: " + problem);
        }
    }
}
