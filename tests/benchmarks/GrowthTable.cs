using System.Globalization;
using System.Text;

namespace Pilot.Benchmarks;

/// <summary>The command <c>run</c> from its beginning to its end over more and more learners: what a thousand more of them take should stay the same.</summary>
internal static class GrowthTable
{
    /// <param name="make">Makes the pilot of so many learners where there is none, and says how many rows it holds.</param>
    /// <param name="measure">Measures the case of that name.</param>
    public static string Of(Func<int, long> make, Func<string, Measurement> measure)
    {
        var text = new StringBuilder("\nHow the command `run` grows, from end to end, with 500 providers:\n\n");
        text.AppendLine("| Learners | Rows held | CPU | CPU of 1,000 learners more | Peak memory | Allocated |");
        text.AppendLine("|---|---|---|---|---|---|");
        (int Learners, double CpuMs)? smaller = null;
        foreach (var learners in RunCases.Sizes)
        {
            var rows = make(learners);
            var measured = measure($"whole-{learners}");
            var more = smaller is { } less ? Report.Cpu((measured.CpuMs - less.CpuMs) * 1000 / (learners - less.Learners)) : "";
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {learners:#,##0} | {rows:#,##0} | {Report.Cpu(measured.CpuMs)} | {more} | {Report.Megabytes(measured.PeakBytes)} | {Report.Megabytes(measured.AllocatedBytes)} |");
            Console.Error.WriteLine($"{learners} learners: {Report.Cpu(measured.CpuMs)}, {Report.Megabytes(measured.PeakBytes)}");
            smaller = (learners, measured.CpuMs);
        }

        return text.ToString();
    }
}
