namespace Pilot.Tests.Data.StandIn;

/// <summary>Cuts the connection at one commit: before it is done, or after it is done and before its answer.</summary>
/// <param name="at">Counted from 1; 0 = never: then it only counts.</param>
internal sealed class ServerCut(int at, bool isAfterwards)
{
    private int _commits;

    public int Commits => _commits;

    public bool IsAfterwards => isAfterwards;

    public bool IsNow() => Interlocked.Increment(ref _commits) == at;
}
