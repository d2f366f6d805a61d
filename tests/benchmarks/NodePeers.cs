using System.Diagnostics;
using System.Globalization;

namespace Pilot.Benchmarks;

/// <summary>
/// The libraries that a user of Node.js would pick: they measure themselves (peers/peers.mjs), one process after the floor's. Node 20 and npm must be installed.
/// </summary>
internal static class NodePeers
{
    public static Measurement Read(string library, string file)
    {
        using var content = File.OpenRead(file);
        return Against(() => BareReader.Nodes(content), "read", library, file);
    }

    public static Measurement Write(string library) => Against(WriteCases.WriteRaw, "write", library);

    private static Measurement Against(Action floor, params string[] arguments)
    {
        var folder = Path.Combine(Report.Root(), "tests", "benchmarks", "peers");
        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
        {
            Start(folder, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        }

        var floorMs = Measure.Pairs(floor, floor).FloorMs;
        var cpuMs = double.Parse(Start(folder, "node", ["peers.mjs", .. arguments]), CultureInfo.InvariantCulture);
        return new Measurement(cpuMs, floorMs, cpuMs / floorMs, 0, 0);
    }

    private static string Start(string folder, string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException($"{program} {arguments[0]} ended with {process.ExitCode}.");
    }
}
