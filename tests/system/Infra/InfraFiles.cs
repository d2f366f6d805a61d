using System.Diagnostics;
using System.Text.RegularExpressions;
using Pilot.Tests.Support;

namespace Pilot.Tests.Infra;

/// <summary>The files in <c>infra/</c> as these tests read them.</summary>
internal static partial class InfraFiles
{
    public static string Folder => Path.Combine(Repository.Root, "infra");

    public static IReadOnlyList<string> Templates =>
        [Path.Combine(Folder, "main.bicep"), .. Directory.GetFiles(Path.Combine(Folder, "modules"), "*.bicep").Order(StringComparer.Ordinal)];

    public static IReadOnlyList<string> ParameterFiles => [.. Directory.GetFiles(Folder, "*.bicepparam").Order(StringComparer.Ordinal)];

    public static IReadOnlyList<string> Scripts => [.. Directory.GetFiles(Folder, "*.sh").Order(StringComparer.Ordinal)];

    public static string Workflow => Path.Combine(Repository.Root, ".github", "workflows", "ci.yml");

    public static string Runbook => Read("RUNBOOK.md");

    public static string Read(params string[] path) => File.ReadAllText(Path.Combine([Folder, .. path]));

    public static string Module(string name) => Read("modules", name + ".bicep");

    /// <summary>The name of every app setting in the app's template with its value as it is written there.</summary>
    public static IReadOnlyDictionary<string, string> AppSettings()
    {
        var text = Module("app");
        var from = text.IndexOf("var appSettings = [", StringComparison.Ordinal);
        var until = text.IndexOf("\n]", from, StringComparison.Ordinal);
        return Setting().Matches(text[from..until]).ToDictionary(
            match => match.Groups["name"].Value, match => match.Groups["value"].Value.Trim(), StringComparer.Ordinal);
    }

    /// <summary>The quoted words of <c>var name = [ ... ]</c>.</summary>
    public static IReadOnlyList<string> List(string module, string name)
    {
        var text = Module(module);
        var from = text.IndexOf($"var {name} = [", StringComparison.Ordinal);
        return [.. Quoted().Matches(text[from..text.IndexOf("\n]", from, StringComparison.Ordinal)]).Select(match => match.Groups[1].Value)];
    }

    public static async Task<(int Code, string Said)> RunAsync(string program, string folder, TimeSpan limit, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        if (BicepCompiler.Folder is { } compiler)
        {
            // Behind everything else: a compiler that was installed on purpose is taken first.
            start.Environment["PATH"] = $"{Environment.GetEnvironmentVariable("PATH")}{Path.PathSeparator}{compiler}";
        }

        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var late = new CancellationTokenSource(limit);
        try
        {
            await process.WaitForExitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} did not end within {limit}.");
        }

        return (process.ExitCode, await output + await errors);
    }

    /// <summary>Installs what a folder's lock file names, where that has not been done since the file was written.</summary>
    public static async Task InstallNpmAsync(string folder)
    {
        var installed = Path.Combine(folder, "node_modules", ".package-lock.json");
        if (File.Exists(installed) && File.GetLastWriteTimeUtc(installed) >= File.GetLastWriteTimeUtc(Path.Combine(folder, "package-lock.json")))
        {
            return;
        }

        var (code, said) = await RunAsync(
            OperatingSystem.IsWindows() ? "npm.cmd" : "npm", folder, TimeSpan.FromMinutes(20), "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        Assert.True(code == 0, said);
    }

    [GeneratedRegex(@"name: '(?<name>[^']+)'\s+value: (?<value>[^\n]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Setting();

    [GeneratedRegex("'([^']+)'", RegexOptions.CultureInvariant)]
    private static partial Regex Quoted();
}
