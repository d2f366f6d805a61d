namespace Pilot.Tests.Infra;

/// <summary>A test that runs where a program is on the PATH, and says elsewhere that it was skipped for want of it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsToolFactAttribute : FactAttribute
{
    public NeedsToolFactAttribute(string tool)
    {
        Tool = tool;
        if (!IsOnPath(tool))
        {
            Skip = $"{tool} is not on the PATH of this machine.";
        }
    }

    public string Tool { get; }

    public static bool IsOnPath(string tool) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Any(folder => File.Exists(Path.Combine(folder, tool)) || File.Exists(Path.Combine(folder, tool + ".exe")));
}
