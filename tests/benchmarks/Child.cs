namespace Pilot.Benchmarks;

/// <summary>One measurement in a process of its own; its last line is what was measured.</summary>
internal static class Child
{
    private static readonly Dictionary<string, Func<string, Measurement>> Cases = new(StringComparer.Ordinal)
    {
        ["judge"] = folder => ReturnCases.ReadJudgeStore(Path.Combine(folder, Samples.Name(20_000))),
        ["judge-shared"] = folder => ReturnCases.ReadJudgeStore(Path.Combine(folder, Samples.Name(20_000, "texts-shared"))),
        ["judge-only"] = folder => ReturnCases.ReadJudge(Path.Combine(folder, Samples.Name(20_000))),
        ["judge-again"] = folder => ReturnCases.NextQuarter(Path.Combine(folder, Samples.Name(20_000))),
        ["judge-wrong"] = folder => ReturnCases.ReadJudgeStore(Path.Combine(folder, Samples.Name(20_000, "wrong"))),
        ["usual"] = folder => ReturnCases.UsualWay(Path.Combine(folder, Samples.Name(20_000))),
        ["copy"] = folder => ReturnCases.CheckedCopy(Path.Combine(folder, Samples.Name(20_000, "wrong"))),
        ["store"] = folder => StoreCases.BulkStoring(Path.Combine(folder, Samples.Name(20_000))),
        ["received-1000"] = folder => ReturnCases.Receive(Path.Combine(folder, Samples.Name(1_000))),
        ["received-20000"] = folder => ReturnCases.Receive(Path.Combine(folder, Samples.Name(20_000))),
        ["received-shared"] = folder => ReturnCases.Receive(Path.Combine(folder, Samples.Name(20_000, "texts-shared"))),
        ["received-200000"] = folder => ReturnCases.Receive(Path.Combine(folder, Samples.Name(200_000))),
        ["peak-1000"] = folder => ReturnCases.Once(Path.Combine(folder, Samples.Name(1_000))),
        ["peak-20000"] = folder => ReturnCases.Once(Path.Combine(folder, Samples.Name(20_000))),
        ["peak-shared"] = folder => ReturnCases.Once(Path.Combine(folder, Samples.Name(20_000, "texts-shared"))),
        ["peak-200000"] = folder => ReturnCases.Once(Path.Combine(folder, Samples.Name(200_000))),
        ["peak-answer"] = folder => ReturnCases.OnceWithAnswer(Path.Combine(folder, Samples.Name(20_000, "wrong"))),
        ["peak-usual"] = folder => ReturnCases.OnceUsualWay(Path.Combine(folder, Samples.Name(20_000))),
        ["peer-excel-data-reader"] = folder => PeerCases.ExcelDataReader(Path.Combine(folder, Samples.Name(20_000))),
        ["peer-miniexcel"] = folder => PeerCases.MiniExcelQuery(Path.Combine(folder, Samples.Name(20_000))),
        ["peer-closedxml"] = folder => PeerCases.ClosedXml(Path.Combine(folder, Samples.Name(20_000))),
        ["peer-exceljs"] = folder => NodePeers.Read("exceljs", Path.Combine(folder, Samples.Name(20_000))),
        ["peer-sheetjs"] = folder => NodePeers.Read("xlsx", Path.Combine(folder, Samples.Name(20_000))),
        ["write-pilot"] = _ => WriteCases.Pilot(),
        ["write-spreadcheetah"] = _ => WriteCases.Cheetah(isOptimal: true),
        ["write-spreadcheetah-fastest"] = _ => WriteCases.Cheetah(isOptimal: false),
        ["write-miniexcel"] = _ => WriteCases.MiniExcelSaveAs(),
        ["write-closedxml"] = _ => WriteCases.ClosedXml(),
        ["write-exceljs"] = _ => NodePeers.Write("exceljs"),
        ["run-15000"] = folder => RunCases.LoadAndRun(folder, 15_000),
        ["run-150000"] = folder => RunCases.LoadAndRun(folder, 150_000),
        ["draw-15000"] = folder => RunCases.Draw(folder, 15_000),
        ["draw-150000"] = folder => RunCases.Draw(folder, 150_000),
        ["draw-usual-15000"] = folder => RunCases.DrawUsualWay(folder, 15_000),
        ["again-15000"] = folder => RunCases.AskedAgain(folder, 15_000),
        ["statement-15000"] = folder => RunCases.OneStatement(folder, 15_000),
        ["page-office-15000"] = folder => PageCases.Office(folder, 15_000),
        ["page-wrong"] = folder => PageCases.Findings(Path.Combine(folder, Samples.Name(20_000, "wrong"))),
    };

    static Child()
    {
        foreach (var learners in RunCases.Sizes)
        {
            Cases[$"pilot-{learners}"] = folder => RunCases.Make(folder, learners);
            Cases[$"whole-{learners}"] = folder => RunCases.WholeRun(folder, learners);
        }
    }

    public static Task<int> RunAsync(string name, string folder)
    {
        if (!Cases.TryGetValue(name, out var measure))
        {
            Console.Error.WriteLine($"There is no case {name}.");
            return Task.FromResult(2);
        }

        Console.WriteLine(Measure.ToLine(measure(folder)));
        return Task.FromResult(0);
    }
}
