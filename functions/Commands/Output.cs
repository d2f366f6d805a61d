using System.Text.Json;

namespace Pilot.Functions.Commands;

/// <summary>Where a command's answer goes: words to people, or JSON and nothing else.</summary>
internal sealed class Output(TextWriter answer, TextWriter progress, bool json)
{
    /// <summary>Nobody reads words: what only they need is not worked out.</summary>
    public bool IsJson => json;

    public void Say(string line)
    {
        if (!json)
        {
            answer.WriteLine(line);
        }
    }

    /// <summary>One value stands alone, several as an array.</summary>
    public void Json(IReadOnlyList<string> documents)
    {
        if (json)
        {
            answer.WriteLine(documents.Count == 1 ? documents[0] : "[" + string.Join(",\n", documents) + "]");
        }
    }

    public void Json<T>(T value, JsonSerializerOptions options)
    {
        if (json)
        {
            answer.WriteLine(JsonSerializer.Serialize(value, options));
        }
    }

    /// <summary>What is going on, for long work; never part of the answer.</summary>
    public void Progress(string line) => progress.WriteLine(line);
}
