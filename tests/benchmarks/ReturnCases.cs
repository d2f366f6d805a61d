using ClosedXML.Excel;
using Pilot.Functions.Data;
using Pilot.Functions.Returns;
using Pilot.Reporting.Files.CheckedCopy;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Support;

namespace Pilot.Benchmarks;

/// <summary>One return from its kept copy to the rows in the database.</summary>
internal static class ReturnCases
{
    /// <summary>Read, judged and stored, against the floor of reading.</summary>
    public static Measurement ReadJudgeStore(string file)
    {
        using var world = new SampleServices();
        using var content = File.OpenRead(file);
        SubmissionRow? submission = null;
        return Measure.Pairs(
            () => First(world, submission!),
            () => BareReader.Nodes(content),
            () =>
            {
                world.Forget();
                submission = world.Receive(file);
            });
    }

    /// <summary>Read and judged: what a check does once it is warm.</summary>
    public static Measurement ReadJudge(string file)
    {
        using var world = new SampleServices();
        using var content = File.OpenRead(file);
        using var again = File.OpenRead(file);
        var submission = world.Receive(file);
        var judge = new JudgeSubmission(world.World, world.Settings);
        return Measure.Pairs(() => judge.JudgeOnly(submission, content), () => BareReader.Nodes(again));
    }

    /// <summary>The same rows sent again next time, with those of the first time held: history is loaded and compared.</summary>
    public static Measurement NextQuarter(string file)
    {
        using var world = new SampleServices();
        using var content = File.OpenRead(file);
        var first = world.Receive(file);
        First(world, first);
        SubmissionRow? submission = null;
        return Measure.Pairs(
            () => First(world, submission!),
            () => BareReader.Nodes(content),
            () =>
            {
                world.Forget(exceptUpTo: first.Number);
                submission = world.Receive(file);
            });
    }

    /// <summary>The sender's workbook given back with what was found, against the floor of reading.</summary>
    public static Measurement CheckedCopy(string file)
    {
        using var world = new SampleServices();
        var submission = world.Receive(file);
        First(world, submission);
        using var context = world.World.Database.Open();
        var result = ReceiptMapping.CheckResultOf(StoredReceipts.ReadAsync(context, context.Judgements.Single().Id, CancellationToken.None).GetAwaiter().GetResult());
        using var content = File.OpenRead(file);
        using var floor = File.OpenRead(file);
        return Measure.Pairs(
            () =>
            {
                content.Position = 0;
                using var copy = new MemoryStream();
                CheckedWorkbook.Write(content, copy, result);
            },
            () => BareReader.Nodes(floor));
    }

    /// <summary>
    /// What people usually write: the whole workbook in memory with ClosedXML, an entity a row, SaveChanges; without any rule. Here the
    /// usual way is the floor's column and what the pilot does the work's.
    /// </summary>
    public static Measurement UsualWay(string file)
    {
        using var world = new SampleServices();
        SubmissionRow? submission = null;
        var id = 0L;
        return Measure.Pairs(
            () => First(world, submission!),
            () => ReadAndSave(world, file, id++),
            () =>
            {
                world.Forget();
                submission = world.Receive(file);
            },
            warmUp: 1, rounds: 3);
    }

    public static Measurement OnceUsualWay(string file) => Measure.Once(() =>
    {
        using var world = new SampleServices();
        return ReadAndSave(world, file, 0);
    });

    /// <summary>Numbered and kept, in a process of its own.</summary>
    public static Measurement Receive(string file) => Measure.Once(() =>
    {
        SampleServices.MakeReceived(file);
        return 1;
    });

    /// <summary>The return that lies there, read, judged and stored by a program that has just been started.</summary>
    public static Measurement Once(string file) => Measure.Once(() =>
    {
        using var world = SampleServices.Received(file);
        return First(world, world.TheOne()).AcceptedRows;
    });

    /// <summary>The whole answer: numbered, kept, judged, stored, receipt and checked copy written.</summary>
    public static Measurement OnceWithAnswer(string file) => Measure.Once(() =>
    {
        using var world = new SampleServices();
        using var content = File.OpenRead(file);
        var (_, receipt) = new SubmitFile(world.World).RunAsync("return.xlsx", content, SettingsBuilder.College, null, default).GetAwaiter().GetResult();
        return receipt.Counts.Rows;
    });

    private static JudgementRow First(SampleServices world, SubmissionRow submission) =>
        new JudgeSubmission(world.World, world.Settings).JudgeFirstAsync(submission, default).GetAwaiter().GetResult()
            ?? throw new InvalidOperationException("Nothing was stored.");

    private static long ReadAndSave(SampleServices world, string file, long round)
    {
        using var workbook = new XLWorkbook(file);
        var sheet = workbook.Worksheet("Data");
        var headings = sheet.FirstRowUsed().CellsUsed().ToDictionary(cell => cell.GetString(), cell => cell.Address.ColumnNumber, StringComparer.Ordinal);
        using var context = world.World.Database.Open();
        foreach (var row in sheet.RowsUsed().Skip(1))
        {
            context.Enrolments.Add(RowOf(world, row, headings, (1L << 62) + (round << 32) + row.RowNumber()));
        }

        return context.SaveChanges();
    }

    private static Dictionary<string, object?> RowOf(SampleServices world, IXLRow row, Dictionary<string, int> headings, long id)
    {
        string Text(string column) => row.Cell(headings[column]).GetString();
        DateOnly Date(string column) => DateOnly.FromDateTime(row.Cell(headings[column]).GetDateTime());
        return new Dictionary<string, object?>
        {
            ["Id"] = id,
            ["LearnerRef"] = Text("learner_ref"),
            ["AimRef"] = Text("aim_ref"),
            ["StartDate"] = Date("start_date"),
            ["LearnerKey"] = world.World.Keys.OfUln(Text("uln")).ToBytes(),
            ["AgeAtStart"] = Date("start_date").Year - Date("date_of_birth").Year,
            ["AgeBand"] = "19-24",
            ["Sex"] = Text("sex"),
            ["Ethnicity"] = Text("ethnicity"),
            ["Lldd"] = Text("lldd"),
            ["PriorAttainment"] = Text("prior_attainment"),
            ["EmploymentStatus"] = Text("employment_status"),
            ["HomeOutward"] = Postcode.Normalise(Text("home_postcode"))!.Split(' ')[0],
            ["DeliveryOutward"] = Postcode.Normalise(Text("delivery_postcode"))!.Split(' ')[0],
            ["Mode"] = Text("mode"),
            ["PlannedEndDate"] = Date("planned_end_date"),
            ["Restart"] = Text("restart") == "Y",
            ["FundingRoute"] = Text("student_funding_route"),
            ["IzFunded"] = Text("iz_funded") == "Y",
            ["OtherPublicFunding"] = Text("other_public_funding") == "Y",
            ["EmployerSponsored"] = Text("employer_sponsored") == "Y",
            ["StartEvidenceRef"] = Text("start_evidence_ref"),
            ["TemporaryUln"] = false,
            ["HomeCouncil"] = "",
            ["HomeInWmca"] = false,
            ["HomeInZone"] = false,
            ["DeliveryCouncil"] = "",
            ["DeliveryInWmca"] = false,
            ["DeliveryInZone"] = false,
            ["ReportedInError"] = false,
        };
    }
}
