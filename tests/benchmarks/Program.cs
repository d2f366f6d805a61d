using Pilot.Benchmarks;

// Without arguments: everything, one table. `--only WORD` measures the cases whose name has the word and writes no file.
// `child CASE FOLDER` is how one measurement runs in a process of its own.
return args switch
{
    ["child", var name, var folder] => await Child.RunAsync(name, folder),
    ["bare", var file] => BareReader.Run(file),
    ["--only", var word] => await Report.RunAsync(word),
    [] => await Report.RunAsync(null),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("dotnet run -c Release --project tests/benchmarks [-- --only WORD]");
    return 2;
}
