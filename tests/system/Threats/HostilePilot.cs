using System.Globalization;
using System.IO.Compression;
using System.Text;
using Pilot.Functions.Startup;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Faults;
using Pilot.Tests.Support;
using static Pilot.Tests.Support.SettingsBuilder;

namespace Pilot.Tests.Threats;

/// <summary>One text that the program wrote: a log, a part of a workbook, a table, the database file.</summary>
/// <param name="Path">Below the data folder, with the part of the workbook behind a colon; <c>log</c> for what the process said.</param>
public sealed record Written(string Path, string Text);

/// <summary>
/// A small pilot from its settings to its closing, run by the real program as a process from files that providers copied into their
/// folders: good ones, careless ones and hostile ones. Tests read everything that it wrote.
/// </summary>
public sealed class HostilePilot : IAsyncLifetime
{
    /// <summary>Learners of the sample; their postcodes hold letters that no hexadecimal number has.</summary>
    private static readonly int[] Learners = [46, 47, 48, 49, 50, 51, 52, 53];

    /// <summary>What a provider may write that comes into the workbooks and that a spreadsheet would work out.</summary>
    public const string Sum = "-1-2";

    private const string Formula = "=HYPERLINK(\"http://example.org/\",\"open\")";
    private readonly string _data = Directory.CreateTempSubdirectory("pilot-threat-").FullName;

    /// <summary>Everything but the providers' own files: uploads, the kept copies of them, and the checked copies that go back to them.</summary>
    public IReadOnlyList<Written> Outputs { get; private set; } = [];

    /// <summary>The checked copies, part by part.</summary>
    public IReadOnlyList<Written> CheckedCopies { get; private set; } = [];

    /// <summary>What providers sent, part by part: what a search must be able to find.</summary>
    public IReadOnlyList<Written> Uploads { get; private set; } = [];

    /// <summary>ULNs, dates of birth and full postcodes of the sample's learners, in every form in which they are written.</summary>
    public IReadOnlyList<string> Secrets { get; } = [.. Learners.SelectMany(Forms)];

    public string Data => _data;

    public async Task InitializeAsync()
    {
        OpenPilotServices.Remember(_data, SmallPilot.Noon);
        await PutAsync("settings", "settings.xlsx", SettingsWorkbooks.Bytes(Small()));
        var log = new StringBuilder();
        await ServeAsync(log, () => Count("receipts/settings", "receipt.json") == 1);
        var sent = await SendAsync();
        await ServeAsync(log, () => Count("receipts", "receipt.json") == sent + 1);
        OpenPilotServices.Remember(_data, new DateTimeOffset(2027, 2, 2, 12, 0, 0, TimeSpan.Zero));
        await ServeAsync(log, () => Count($"reports/{SmallPilot.Period.Id}", "*-r1.xlsx") >= 3 && Count($"reports/{SmallPilot.Period.Id}", "manifest*.json") > 0);
        Read(log.ToString());
    }

    public Task DisposeAsync()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_data, recursive: true);
        return Task.CompletedTask;
    }

    /// <returns>How many uploads.</returns>
    private async Task<int> SendAsync()
    {
        // A reference may be any letters, digits and a few marks: this one is a sum to a spreadsheet.
        var good = Return(College).With(7, "learner_ref", Sum);
        await PutAsync("returns", $"{College}/good.xlsx", good);
        var left = SmallPilot.Completions(College, Learners[0], Learners[1]).With(1, "dest_evidence_ref", Formula);
        await PutAsync("returns", $"{College}/completions.xlsx", left);
        // The same learners at another provider, claimed there as well: held, and neither is told of the other.
        await PutAsync("returns", $"{Private}/again.xlsx", Return(Private).Declare("provider_name", "=1+1"));
        await PutAsync("returns", $"{Private}/nil.xlsx", new ReturnBuilder(Pilot.Reporting.Returns.Columns.ReturnTemplate.Completion, Private.ToString(), SmallPilot.Period, SmallPilot.PreparedOn)
            .Declare("submission_kind", "NIL"));
        await PutAsync("returns", $"{University}/slipped.xlsx", Slipped());
        var careless = Return(University).With(0, "sex", Formula).With(1, "ethnicity", "+cmd|' /C calc'!A0").With(2, "uln", SampleUlns.WithWrongCheckDigit(Learners[2]))
            .With(3, "mode", "@SUM(1)").With(4, "learner_ref", "-2+3");
        careless.AddColumn(SampleUlns.Valid(Learners[3]), null);
        careless.AddSheet("Learner " + SampleUlns.Valid(Learners[4]), ["notes"]);
        await PutAsync("returns", $"{University}/careless.xlsx", careless);
        await PutAsync("returns", $"{University}/list.xlsx", Encoding.UTF8.GetBytes(string.Join('\n', Secrets)));
        return 7;
    }

    private static ReturnBuilder Return(Ukprn provider)
    {
        var file = SmallPilot.Enrolments(0, provider);
        foreach (var learner in Learners)
        {
            file.AddEnrolment(learner, Hnc, new(2026, 9, 14), new(2027, 6, 25));
        }

        return file;
    }

    /// <summary>Every column holds what belongs into the one before it: somebody inserted a cell.</summary>
    private static ReturnBuilder Slipped()
    {
        var file = Return(University);
        for (var row = 0; row < file.Count; row++)
        {
            for (var column = file.Template.Columns.Count - 1; column > 0; column--)
            {
                file.With(row, file.Template.Columns[column].Name, file.Value(row, file.Template.Columns[column - 1].Name));
            }
        }

        return file.Declare("claimed_total_gbp", 0);
    }

    private static IEnumerable<string> Forms(int learner)
    {
        var row = SmallPilot.Enrolments(0).AddEnrolment(learner, Hnc, new(2026, 9, 14), new(2027, 6, 25));
        yield return SampleUlns.Valid(learner);
        var born = (DateOnly)row.Value(0, "date_of_birth")!;
        foreach (var form in new[] { "yyyy-MM-dd", "dd/MM/yyyy", "d MMMM yyyy", "yyyyMMdd" })
        {
            yield return born.ToString(form, CultureInfo.InvariantCulture);
        }

        var postcode = (string)row.Value(0, "home_postcode")!;
        yield return postcode;
        yield return postcode.Replace(" ", "", StringComparison.Ordinal);
    }

    private Task PutAsync(string container, string name, ReturnBuilder file)
    {
        using var content = file.ToStream();
        return PutAsync(container, name, content.ToArray());
    }

    private async Task PutAsync(string container, string name, byte[] bytes)
    {
        var path = Path.Combine(_data, container, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path, bytes);
    }

    private async Task ServeAsync(StringBuilder log, Func<bool> done)
    {
        using var program = PilotProcess.Start(["--data", _data, "--port", "0"]);
        for (var i = 0; i < 600 && !done() && !program.HasEnded; i++)
        {
            await Task.Delay(200);
        }

        var said = program.Said;
        program.Kill();
        log.Append(said);
        Assert.True(done(), $"Not done. The program said: {said}");
    }

    private int Count(string folder, string pattern)
    {
        var path = Path.Combine(_data, folder);
        return Directory.Exists(path) ? Directory.EnumerateFiles(path, pattern, SearchOption.AllDirectories).Count() : 0;
    }

    private void Read(string log)
    {
        var outputs = new List<Written> { new("log", log) };
        var own = new List<Written>();
        var uploads = new List<Written>();
        foreach (var file in Directory.EnumerateFiles(_data, "*", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(_data, file).Replace(Path.DirectorySeparatorChar, '/');
            var to = path.StartsWith("returns/", StringComparison.Ordinal) || path.StartsWith("submissions/", StringComparison.Ordinal) ? uploads
                : path.StartsWith("receipts/", StringComparison.Ordinal) && path.EndsWith("-checked.xlsx", StringComparison.Ordinal) ? own
                : outputs;
            to.AddRange(Parts(path, File.ReadAllBytes(file)));
        }

        (Outputs, CheckedCopies, Uploads) = (outputs, own, uploads);
    }

    /// <summary>A workbook's parts unpacked; everything else as it is, letter for byte.</summary>
    private static List<Written> Parts(string path, byte[] bytes)
    {
        if (!path.EndsWith(".xlsx", StringComparison.Ordinal) || !bytes.AsSpan().StartsWith("PK"u8))
        {
            return [new Written(path, Encoding.Latin1.GetString(bytes))];
        }

        using var zip = new ZipArchive(new MemoryStream(bytes));
        return zip.Entries.Select(entry =>
        {
            using var part = new StreamReader(entry.Open(), Encoding.UTF8);
            return new Written($"{path}:{entry.FullName}", part.ReadToEnd());
        }).ToList();
    }
}
