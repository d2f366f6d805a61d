using System.Globalization;

namespace Pilot.Benchmarks;

/// <summary>What RESULTS.md says before and behind its tables.</summary>
internal static class ReportText
{
    public static string Heading() => string.Create(CultureInfo.InvariantCulture, $"""
        # What the pilot costs

        Measured on {TimeProvider.System.GetUtcNow():d MMMM yyyy} on a machine with {Environment.ProcessorCount} cores and {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1L << 30)} GiB of memory, by `dotnet run -c Release --project tests/benchmarks`.

        Each case runs in a process of its own. CPU is user and system time. A ratio is of the lower quartiles of case and
        floor, which run in turns in one warmed process, or one process after the other: what a neighbour on the machine takes meets the upper ones. The floor of a return is inflating its Data sheet and running an XmlReader over it. Peak memory is the largest
        resident size of a process that does the case once; the whole process of a return is started on a database that stands, in which the
        return is numbered and kept, and judges and stores it.


        """);

    public const string Remarks = """

        Where the memory goes: about 100 MB is the program itself, EF Core and code that is compiled as it runs (the benchmark is built, not
        published). A row of a return takes about 250 bytes until it is stored, its texts among them. The command `run` holds the facts,
        courses and milestones of all learners, and of its workbooks one row of each look at a time.

        """;
}
