using System.Text.Json;

namespace Pilot.Functions.Hosting;

/// <summary>What a function tells the Functions host: lines for its log, without personal data.</summary>
public sealed record InvocationResult(IReadOnlyList<string> Logs)
{
    /// <summary>Done, and nothing to say.</summary>
    public static InvocationResult Done { get; } = new([]);

    public static InvocationResult Saying(params string[] logs) => new(logs);

    /// <summary>Never empty: an empty answer hangs in the host until its time limit.</summary>
    internal byte[] ToJson() =>
        Logs.Count == 0 ? "{}"u8.ToArray() : JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object> { ["Logs"] = Logs });
}
