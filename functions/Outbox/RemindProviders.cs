namespace Pilot.Functions.Outbox;

/// <summary>Messages for what is due (functions.md section 2).</summary>
internal sealed class RemindProviders(World world)
{
    public Task RunAsync(CancellationToken cancel)
    {
        _ = world;
        return Task.CompletedTask;
    }
}
