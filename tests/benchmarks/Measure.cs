using System.Text.Json;

namespace Pilot.Benchmarks;

/// <summary>What one process measured. CPU is user and system time in milliseconds; memory in bytes.</summary>
/// <param name="FloorMs">CPU of what the work is compared with, measured in turns with it; 0 where there is nothing.</param>
/// <param name="Ratio">Of those two; 0 where there is nothing to compare with.</param>
/// <param name="Rows">Rows that went through, where the case counts them.</param>
internal sealed record Measurement(double CpuMs, double FloorMs, double Ratio, long PeakBytes, long AllocatedBytes, long Rows = 0);

/// <summary>CPU time, allocation and peak memory of this process.</summary>
internal static class Measure
{
    public static double CpuMs => Environment.CpuUsage.TotalTime.TotalMilliseconds;

    public static double CpuOf(Action work)
    {
        var before = CpuMs;
        work();
        return CpuMs - before;
    }

    /// <summary>
    /// Runs work and floor in turns, and takes the lower quartile of each. Where a core is shared with a neighbour, the same work takes up to 1.7
    /// times the CPU while that is busy: the quartile is of the rounds without it, and a warm-up of this length is behind the last recompilation.
    /// </summary>
    /// <param name="prepare">Before each run of the work, outside of what is measured.</param>
    /// <param name="prepareFloor">Likewise before each run of the floor.</param>
    public static Measurement Pairs(
        Action work, Action floor, Action? prepare = null, Action? prepareFloor = null, int warmUp = 12, int rounds = 16)
    {
        for (var i = 0; i < warmUp; i++)
        {
            prepare?.Invoke();
            work();
            prepareFloor?.Invoke();
            floor();
        }

        var works = new List<double>();
        var floors = new List<double>();
        var allocated = 0L;
        for (var i = 0; i < rounds; i++)
        {
            prepare?.Invoke();
            GC.Collect();
            var bytes = GC.GetTotalAllocatedBytes(precise: true);
            works.Add(CpuOf(work));
            allocated = GC.GetTotalAllocatedBytes(precise: true) - bytes;
            prepareFloor?.Invoke();
            GC.Collect();
            floors.Add(CpuOf(floor));
        }

        var (ofWork, ofFloor) = (LowerQuartile(works), LowerQuartile(floors));
        return new Measurement(ofWork, ofFloor, ofWork / ofFloor, PeakBytes(), allocated);
    }

    /// <summary>Once, in a process that has done nothing else: what counts is the peak.</summary>
    public static Measurement Once(Func<long> work)
    {
        var before = CpuMs;
        var rows = work();
        return new Measurement(CpuMs - before, 0, 0, PeakBytes(), GC.GetTotalAllocatedBytes(precise: true), rows);
    }

    public static double LowerQuartile(IReadOnlyList<double> values) => values.Order().ElementAt(values.Count / 4);

    /// <summary>The largest resident size that this process has had. Linux counts it for every process; elsewhere it is what .NET knows.</summary>
    public static long PeakBytes()
    {
        if (File.Exists("/proc/self/status"))
        {
            foreach (var line in File.ReadLines("/proc/self/status"))
            {
                if (line.StartsWith("VmHWM:", StringComparison.Ordinal))
                {
                    return long.Parse(line.AsSpan(6).Trim().TrimEnd("kB").Trim(), System.Globalization.CultureInfo.InvariantCulture) * 1024;
                }
            }
        }

        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }

    public static string ToLine(Measurement measurement) => "measured " + JsonSerializer.Serialize(measurement);

    public static Measurement? FromLine(string line) =>
        line.StartsWith("measured ", StringComparison.Ordinal) ? JsonSerializer.Deserialize<Measurement>(line.AsSpan(9)) : null;
}
