using Pilot.Benchmarks;

// Without arguments: everything, one table. `--only WORD` measures the cases whose name has the word and writes no file.
// `child CASE FOLDER` is how one measurement runs in a process of its own.
return args switch
{
    ["child", var name, var folder] => await Child.RunAsync(name, folder),
    ["samples", var folder] => MakeSamples(folder),
    ["--only", var word] => await Report.RunAsync(word),
    [] => await Report.RunAsync(null),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("dotnet run -c Release --project tests/benchmarks [-- --only WORD]");
    return 2;
}

static int MakeSamples(string folder)
{
    Samples.Make(folder, 1_000);
    Samples.Make(folder, 20_000);
    Samples.Make(folder, 200_000);
    Samples.MakeShared(folder, 20_000);
    Samples.MakeWrong(folder, 20_000, 2_000);
    using var settings = File.Create(Path.Combine(folder, "settings.xlsx"));
    Pilot.Reporting.Settings.SettingsWorkbook.Write(Samples.Settings(), "Olive Officer", new DateOnly(2026, 7, 1), settings);
    return 0;
}
