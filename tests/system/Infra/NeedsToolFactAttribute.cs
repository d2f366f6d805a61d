namespace Pilot.Tests.Infra;

/// <summary>A test that runs where a program is on the PATH, and says elsewhere that it was skipped for want of it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsToolFactAttribute : FactAttribute
{
    /// <param name="tool">The program's name.</param>
    /// <param name="otherwise">What brings it where it is not on the PATH.</param>
    public NeedsToolFactAttribute(string tool, string? otherwise = null)
    {
        Tool = tool;
        if (!IsOnPath(tool) && (tool != "bicep" || BicepCompiler.Folder is null))
        {
            Skip = $"{tool} is not on the PATH of this machine{(otherwise is null ? "" : $", and {otherwise} did not bring it")}.";
        }
    }

    public string Tool { get; }

    public static bool IsOnPath(string tool) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Any(folder => File.Exists(Path.Combine(folder, tool)) || File.Exists(Path.Combine(folder, tool + ".exe")));
}
