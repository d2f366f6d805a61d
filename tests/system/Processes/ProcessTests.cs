namespace Pilot.Tests.Processes;

/// <summary>Tests that start the real program several times: after the others, so that what they measure is theirs.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProcessTests
{
    public const string Name = "processes";
}
