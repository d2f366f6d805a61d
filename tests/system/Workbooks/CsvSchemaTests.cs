using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Workbooks;
using Pilot.Reporting.Workbooks.Drawing;
using Pilot.Tests.Infra;
using Pilot.Tests.Support;

namespace Pilot.Tests.Workbooks;

/// <summary>workbooks.md, CSV: every table and its schema as another program, Frictionless Data's own validator, reads them.</summary>
public sealed class CsvSchemaTests
{
    private static string Validator => Path.Combine(Repository.Root, "tests", "csv-schema");

    [Fact]
    public async Task Every_table_validates_against_its_schema_and_a_changed_cell_does_not()
    {
        await InfraFiles.InstallNpmAsync(Validator);
        using var folder = new TemporaryFolder();
        var packages = new List<string>();
        var tables = 0;
        foreach (var figures in new[] { SampleFigures.Provisional, SampleFigures.Closed, SampleFigures.Mature })
        {
            tables += await WriteAsync(figures, folder.Path, packages);
        }

        var (code, said) = await ValidateAsync(packages);
        Assert.True(code == 0, said);
        Assert.Contains($"{packages.Count} packages, {tables} tables, ", said, StringComparison.Ordinal);
        Assert.True(packages.Count == 6 && tables > 100, said);

        var starts = Directory.EnumerateFiles(folder.Path, "t06-starts.csv", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();
        var lines = await File.ReadAllLinesAsync(starts);
        lines[1] = lines[1][..lines[1].LastIndexOf(',')] + ",\"twelve\"";
        await File.WriteAllLinesAsync(starts, lines);
        (code, said) = await ValidateAsync(packages);
        Assert.Equal(1, code);
        Assert.Contains("t06-starts.csv, row 2, ", said, StringComparison.Ordinal);
    }

    private static async Task<int> WriteAsync(QuarterFigures figures, string folder, List<string> packages)
    {
        var tables = 0;
        foreach (var file in QuarterlyWorkbooks.Draw(figures).Where(file => file.Name.EndsWith(".csv", StringComparison.Ordinal) || file.Name.EndsWith(CsvSchema.FileName, StringComparison.Ordinal)))
        {
            var path = Path.Combine(folder, figures.Run.Kind.ToString() + figures.Run.Period.Id, file.Name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await using var from = file.Open();
            await using var to = File.Create(path);
            await from.CopyToAsync(to);
            if (path.EndsWith(CsvSchema.FileName, StringComparison.Ordinal))
            {
                packages.Add(path);
            }
            else
            {
                tables++;
            }
        }

        return tables;
    }

    private static Task<(int Code, string Said)> ValidateAsync(IEnumerable<string> packages) =>
        InfraFiles.RunAsync("node", Validator, TimeSpan.FromMinutes(5), ["validate.cjs", .. packages]);
}
