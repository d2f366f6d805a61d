using System.Text.Json;

namespace Pilot.Functions.Commands;

/// <summary>Exit codes of the command line (functions.md section 5): an interface, others drive it.</summary>
public static class ExitCode
{
    public const int Done = 0;

    /// <summary>Done, with findings of severity E or F.</summary>
    public const int DoneWithFindings = 1;
    public const int WrongUsage = 2;
    public const int CouldNotBeDone = 3;
}

/// <summary>Where a command's answer goes: words to people, or JSON and nothing else.</summary>
internal sealed class Output(TextWriter answer, TextWriter progress, bool json)
{
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
