using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Pilot.Benchmarks;

/// <summary>Runs every measurement in a process of its own and makes one table of them.</summary>
internal static class Report
{
    private sealed record Line(string Case, string ToFloor, string ToUsual, string Peak, string Allocated, string Wanted, string Remark)
    {
        /// <summary>For the README: what its wanted figure is about.</summary>
        public string Short => string.Join(", ", new[] { Of(ToFloor, "the CPU of its floor"), Of(ToUsual, "of its CPU"), Peak }.Where(text => text.Length > 0));

        private static string Of(string measured, string what) => measured.Length == 0 ? "" : measured + " " + what;
    }

    private sealed record Entry(string Word, Func<string, Line> Make);

    private const string None = "";

    /// <summary>Accepted rows held in the pilot of so many learners, in all its returns.</summary>
    private static readonly Dictionary<int, long> StoredRows = [];

    /// <summary>A pilot is run from end to end once: asked again, there is nothing new.</summary>
    private static readonly Dictionary<string, Measurement> WholeRuns = new(StringComparer.Ordinal);

    private static readonly Entry[] Entries =
    [
        new("judge", folder => Compared(folder, "judge", "Return of 20,000 rows read, judged and stored", "at most 2 x")),
        new("judge", folder => Compared(folder, "judge-shared", "The same with its texts in a shared table", "at most 2 x")),
        new("judge", folder => Compared(folder, "judge-only", "The same read and judged only", None)),
        new("judge", folder => Compared(folder, "judge-again", "The same sent again with 20,000 rows held", "at most 2 x")),
        new("judge", folder => Compared(folder, "judge-wrong", "The same with 2,000 cells that cannot be accepted, and its receipt", "at most 1.3 x that of none")),
        new("peer", folder => Compared(folder, "peer-excel-data-reader", "The same file's cells looked at with ExcelDataReader", None)),
        new("peer", folder => Compared(folder, "peer-miniexcel", "The same with MiniExcel", None)),
        new("peer", folder => Compared(folder, "peer-closedxml", "The same with ClosedXML", None)),
        new("peer", folder => Compared(folder, "peer-exceljs", "The same with exceljs", None)),
        new("peer", folder => Compared(folder, "peer-sheetjs", "The same with SheetJS", None)),
        new("write", folder => Compared(folder, "write-pilot", "45,000 x 15 written with styles and heights, floor a raw writer", "at most 1.5 x")),
        new("write", folder => Compared(folder, "write-spreadcheetah", "The same rows with SpreadCheetah at the pilot's compression", None)),
        new("write", folder => Compared(folder, "write-spreadcheetah-fastest", "The same rows with SpreadCheetah at its own, larger files", None)),
        new("write", folder => Compared(folder, "write-miniexcel", "The same rows with MiniExcel", None)),
        new("write", folder => Compared(folder, "write-closedxml", "The same rows with ClosedXML", "at least 10 x the pilot's")),
        new("write", folder => Compared(folder, "write-exceljs", "The same rows with exceljs", None)),
        new("copy", folder => Compared(folder, "copy", "Checked copy of 20,000 rows with 2,000 findings", "at most 3 x")),
        new("store", folder => Compared(folder, "store", "20,000 rows stored in bulk, floor a prepared insert", "at most 2.5 x")),
        new("usual", Usual),
        new("peak", folder => Received(folder, "peak-1000", "Whole process, 1,000 rows", None)),
        new("peak", folder => Received(folder, "peak-20000", "Whole process, 20,000 rows", "under 120 MB")),
        new("peak", folder => Received(folder, "peak-shared", "Whole process, 20,000 rows, shared texts", "under 120 MB")),
        new("peak", folder => Peak(folder, "peak-answer", "Whole process, 20,000 rows, 2,000 findings, receipt and checked copy", None)),
        new("peak", folder => Received(folder, "peak-200000", "Whole process, 200,000 rows", "under 192 MB")),
        new("peak", folder => Peak(folder, "peak-usual", "The usual way, 20,000 rows", None)),
        new("cold", Cold),
        new("run", folder => Run(folder, "run", 15_000, "Run over the database, 15,000 learners", None)),
        new("run", folder => Run(folder, "run", 150_000, "Run over the database, 150,000 learners", "under 1.2 GB")),
        new("draw", folder => Run(folder, "draw", 15_000, "All workbooks drawn, 15,000 learners", None)),
        new("draw", folder => Run(folder, "draw", 150_000, "All workbooks drawn, 150,000 learners", None)),
        new("draw", folder => Run(folder, "draw-usual", 15_000, "One of their tables with ClosedXML, 15,000 learners", None)),
        new("whole", folder => Run(folder, "whole", 15_000, "Command run from end to end, 15,000 learners", None)),
        new("whole", folder => Run(folder, "whole", 150_000, "Command run from end to end, 150,000 learners", "at most 700 MB")),
        new("again", folder => Run(folder, "again", 15_000, "The same asked for again with nothing new, 15,000 learners", None)),
        new("page", folder => Run(folder, "page-office", 15_000, "The office's page of 500 providers", "at most 500 ms")),
        new("page", folder => Peak(folder, "page-wrong", "The page of a return with 2,000 findings", "at most 500 ms")),
        new("statement", folder => Run(folder, "statement", 15_000, "Provisional statement with one receipt, 15,000 learners", None)),
    ];

    public static async Task<int> RunAsync(string? only)
    {
        var folder = Directory.CreateTempSubdirectory("pilot-benchmarks-").FullName;
        try
        {
            var lines = new List<Line>();
            foreach (var entry in Entries.Where(entry => only is null || entry.Word == only))
            {
                lines.Add(entry.Make(folder));
                Console.Error.WriteLine($"{lines[^1].Case}: {lines[^1].ToFloor} {lines[^1].ToUsual} {lines[^1].Peak} {lines[^1].Remark}");
            }

            var table = Table(lines) + (only is null or "growth" ? GrowthTable.Of(learners => MakePilot(folder, learners), name => WholeRun(folder, name)) : "");
            Console.WriteLine(table);
            if (only is null)
            {
                await File.WriteAllTextAsync(Path.Combine(Root(), "tests", "benchmarks", "RESULTS.md"), ReportText.Heading() + table + ReportText.Remarks);
                var readme = Path.Combine(Root(), "README.md");
                var measured = lines.ToDictionary(line => line.Case, line => (line.Short, line.Wanted), StringComparer.Ordinal);
                await File.WriteAllTextAsync(readme, ReadmeTable.With(await File.ReadAllTextAsync(readme), measured, TimeProvider.System.GetUtcNow()));
            }

            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Line Compared(string folder, string name, string what, string wanted)
    {
        var measurement = Measured(folder, name);
        return new Line(what, Times(measurement.Ratio), None, None, measurement.PeakBytes == 0 ? None : Megabytes(measurement.AllocatedBytes), wanted, Cpu(measurement.CpuMs) + " to " + Cpu(measurement.FloorMs));
    }

    private static Line Usual(string folder)
    {
        var measurement = Measured(folder, "usual");
        return new Line(
            "The same against ClosedXML and SaveChanges", None, "1/" + (1 / measurement.Ratio).ToString("0.0", CultureInfo.InvariantCulture), None,
            Megabytes(measurement.AllocatedBytes), "at least 8 x less", Cpu(measurement.CpuMs) + " to " + Cpu(measurement.FloorMs));
    }

    /// <summary>The program is started on what another has received: a database that stands, a return numbered and kept in it.</summary>
    private static Line Received(string folder, string name, string what, string wanted)
    {
        Measured(folder, name.Replace("peak", "received", StringComparison.Ordinal));
        return Peak(folder, name, what, wanted);
    }

    private static Line Peak(string folder, string name, string what, string wanted)
    {
        var measurement = Measured(folder, name);
        return new Line(what, None, None, Megabytes(measurement.PeakBytes), Megabytes(measurement.AllocatedBytes), wanted, Cpu(measurement.CpuMs));
    }

    /// <returns>How many rows the pilot of so many learners holds; it is made where there is none yet.</returns>
    private static long MakePilot(string folder, int learners)
    {
        if (!Directory.Exists(Path.Combine(folder, $"pilot-{learners}")))
        {
            StoredRows[learners] = Measured(folder, $"pilot-{learners}").Rows;
        }

        return StoredRows[learners];
    }

    private static Line Run(string folder, string name, int learners, string what, string wanted)
    {
        var rows = MakePilot(folder, learners);
        var measurement = name == "whole" ? WholeRun(folder, $"{name}-{learners}") : Measured(folder, $"{name}-{learners}");
        var rate = rows / (measurement.CpuMs / 1000);
        return new Line(
            what, None, None, Megabytes(measurement.PeakBytes), Megabytes(measurement.AllocatedBytes), wanted,
            $"{Cpu(measurement.CpuMs)}, {rate.ToString("#,##0", CultureInfo.InvariantCulture)} of {rows.ToString("#,##0", CultureInfo.InvariantCulture)} rows a CPU second");
    }

    private static Measurement WholeRun(string folder, string name)
    {
        if (!WholeRuns.TryGetValue(name, out var measurement))
        {
            WholeRuns[name] = measurement = Measured(folder, name);
        }

        return measurement;
    }

    private static Line Cold(string folder)
    {
        var measurement = ColdCase.Run(Root(), folder, Sample(folder, 1_000));
        return new Line(
            "Command check on 1,000 rows, published and cold, floor a bare reader", Times(measurement.Ratio), None, None, None, "at most 2.5 x",
            Cpu(measurement.CpuMs) + " to " + Cpu(measurement.FloorMs));
    }

    private static Measurement Measured(string folder, string name)
    {
        foreach (var rows in new[] { 1_000, 20_000, 200_000 })
        {
            if (name == $"received-{rows}" || (rows == 20_000 && !name.Contains("00", StringComparison.Ordinal)))
            {
                Sample(folder, rows);
            }
        }

        if (name.EndsWith("-shared", StringComparison.Ordinal) && !File.Exists(Path.Combine(folder, Samples.Name(20_000, "texts-shared"))))
        {
            Samples.MakeShared(folder, 20_000);
        }

        if (name is "copy" or "judge-wrong" or "peak-answer" or "page-wrong" && !File.Exists(Path.Combine(folder, Samples.Name(20_000, "wrong"))))
        {
            Samples.MakeWrong(folder, 20_000, 2_000);
        }

        GC.Collect();
        Start(Environment.ProcessPath!, ["child", name, folder], out var output);
        return output.Split('\n').Select(Measure.FromLine).OfType<Measurement>().LastOrDefault()
            ?? throw new InvalidOperationException($"The case {name} measured nothing.");
    }

    private static string Sample(string folder, int rows)
    {
        var file = Path.Combine(folder, Samples.Name(rows));
        if (!File.Exists(file))
        {
            Samples.Make(folder, rows);
        }

        return file;
    }

    private static void Start(string program, string[] arguments, out string output)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        using var child = Process.Start(start)!;
        output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
    }

    private static string Times(double ratio) => ratio.ToString("0.00", CultureInfo.InvariantCulture) + " x";

    internal static string Megabytes(long bytes) => (bytes / 1048576.0).ToString("#,##0", CultureInfo.InvariantCulture) + " MB";

    internal static string Cpu(double milliseconds) => milliseconds.ToString("#,##0", CultureInfo.InvariantCulture) + " ms";

    private static string Table(List<Line> lines)
    {
        var text = new StringBuilder();
        text.AppendLine("| Case | CPU to floor | CPU to usual way | Peak memory | Allocated | Wanted | CPU of the case (to that of the floor) |");
        text.AppendLine("|---|---|---|---|---|---|---|");
        foreach (var line in lines)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {line.Case} | {line.ToFloor} | {line.ToUsual} | {line.Peak} | {line.Allocated} | {line.Wanted} | {line.Remark} |");
        }

        return text.ToString();
    }

    internal static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Pilot.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? Directory.GetCurrentDirectory();
    }
}
