namespace Pilot.Functions.Blobs;

/// <summary>
/// The storage queues that Event Grid's events come in by, one for each container that people upload to. This is the one place where they are named:
/// triggers, templates and the look into the poison queues take them from here.
/// </summary>
public static class QueueNames
{
    public const string Returns = "returns-received";
    public const string Settings = "settings-received";
    public const string Awards = "awards-received";

    /// <summary>The host moves what failed again and again to the queue of this ending.</summary>
    public const string Poison = "-poison";

    public static IReadOnlyList<string> All { get; } = [Returns, Settings, Awards];
}
