using System.Text.RegularExpressions;
using Pilot.Tests.Support;

namespace Pilot.Tests.Infra;

/// <summary>The compiler of the templates, where the package feed has brought it.</summary>
internal static partial class BicepCompiler
{
    private const string Package = "azure.bicep.commandline.linux-x64";

    /// <summary>The version that the tests and the workflow compile with.</summary>
    public static string Version => PinnedVersion().Match(File.ReadAllText(Project)).Groups[1].Value;

    /// <summary>Where it lies; null where it does not.</summary>
    public static string? Folder
    {
        get
        {
            var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } given
                ? given
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
            var folder = Path.Combine(packages, Package, Version, "tools");
            return OperatingSystem.IsLinux() && File.Exists(Path.Combine(folder, "bicep")) ? folder : null;
        }
    }

    private static string Project => Path.Combine(Repository.Root, "tests", "bicep-compiler", "bicep-compiler.csproj");

    [GeneratedRegex(@"Azure\.Bicep\.CommandLine\.linux-x64"" Version=""\[([\d.]+)\]""", RegexOptions.CultureInvariant)]
    private static partial Regex PinnedVersion();
}
