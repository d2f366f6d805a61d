using System.Runtime.InteropServices;

namespace Pilot.Benchmarks;

/// <summary>CPU time of child processes that have ended, as POSIX counts it: a cold start has nobody inside it to measure.</summary>
internal static partial class ChildCpu
{
    private const int Children = -1;

    /// <summary>Milliseconds of user and system time of what the action starts and waits for.</summary>
    public static double Of(Action start)
    {
        var before = Total();
        start();
        return Total() - before;
    }

    private static double Total()
    {
        // struct rusage begins with two struct timeval; the rest is room for what follows them.
        Span<long> usage = stackalloc long[32];
        if (GetUsage(Children, ref MemoryMarshal.GetReference(usage)) != 0)
        {
            throw new PlatformNotSupportedException("The CPU time of child processes is measured on Linux only.");
        }

        return ((usage[0] + usage[2]) * 1000.0) + ((usage[1] + usage[3]) / 1000.0);
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetUsage(int who, ref long usage);
}
