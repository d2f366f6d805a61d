using System.Diagnostics;

namespace Pilot.Benchmarks;

/// <summary>
/// The program's own command against a bare reader, both from a cold start and both published: in turns, one process after the other.
/// </summary>
internal static class ColdCase
{
    private const int Rounds = 16;

    /// <param name="root">Where the sources stand.</param>
    /// <param name="file">The return that both read.</param>
    public static Measurement Run(string root, string folder, string file)
    {
        var app = Path.Combine(folder, "app");
        var bare = Path.Combine(folder, "bare");
        Start("dotnet", "publish", Path.Combine(root, "functions"), "-c", "Release", "-o", app, "-v", "q", "--nologo");
        Start("dotnet", "publish", Path.Combine(root, "tests", "benchmarks", "bare"), "-c", "Release", "-o", bare, "-v", "q", "--nologo", "-p:PublishReadyToRun=true");
        var program = Path.Combine(app, "Pilot.Functions");
        var data = Path.Combine(folder, "cold");
        Start(program, "settings", Samples.SettingsFile(folder), "--data", data, "--now", "2026-07-02");
        if (!Check().Contains("\"status\": \"ACCEPTED\"", StringComparison.Ordinal))
        {
            throw new InvalidOperationException("The check did not judge the sample.");
        }

        List<double> checks = [], bares = [];
        for (var i = 0; i < Rounds; i++)
        {
            checks.Add(ChildCpu.Of(() => Check()));
            bares.Add(ChildCpu.Of(() => Start(Path.Combine(bare, "Pilot.BareReader"), file)));
        }

        var (check, floor) = (Measure.LowerQuartile(checks), Measure.LowerQuartile(bares));
        return new Measurement(check, floor, check / floor, 0, 0);

        string Check() => Start(program, "check", file, "--data", data, "--now", "2027-01-06", "--json");
    }

    private static string Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        using var child = Process.Start(start)!;
        var output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        return child.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} {arguments[0]} ended with {child.ExitCode}. {output}");
    }
}
