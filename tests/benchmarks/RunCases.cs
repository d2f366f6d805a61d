using ClosedXML.Excel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Pilot.Functions;
using Pilot.Functions.Data;
using Pilot.Functions.Startup;
using Pilot.Functions.Quarters;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Workbooks;

namespace Pilot.Benchmarks;

/// <summary>A quarter's run over everything held, and what is drawn from it.</summary>
internal static class RunCases
{
    /// <summary>Numbers of learners that the command is measured at, to see how it grows.</summary>
    public static IReadOnlyList<int> Sizes { get; } = [1_000, 2_500, 5_000, 15_000, 50_000, 150_000];

    /// <summary>Fills a data folder and closes the quarter before the newest: a run holds what it says against what was closed last.</summary>
    public static Measurement Make(string folder, int learners) => Measure.Once(() =>
    {
        var services = Open(folder, learners);
        using (var context = services.Database.Open())
        {
            context.Settings.Add(new SettingsRow { Version = 1, Json = SettingsJson.Write(PilotSample.Settings()), AcceptedAt = new DateTime(2026, 4, 1, 0, 0, 0, DateTimeKind.Utc) });
            context.SaveChanges();
        }

        var rows = new PilotSample(learners).Store(services.Database);
        var before = PilotSample.Settings().FindPeriod(PilotSample.LastPeriod.Previous)!;
        new RunQuarter(services).CloseAsync(before, default).GetAwaiter().GetResult();
        return rows;
    });

    /// <summary>Every provider's facts from the database, folded; earned, capped and reconciled.</summary>
    public static Measurement LoadAndRun(string folder, int learners) => Measure.Once(() => Compute(Open(folder, learners)).Run.Courses.Count);

    /// <summary>All workbooks, statements and tables of that run; loading and reconciling are not counted in the CPU.</summary>
    public static Measurement Draw(string folder, int learners)
    {
        var figures = Figures(folder, learners);
        return Measure.Once(() => QuarterlyWorkbooks.Draw(figures).Sum(Read) > 0 ? figures.Funding.Courses.Count : 0);
    }

    /// <summary>One table of the same run, every milestone with its explanation, as people usually write it: cell by cell with ClosedXML.</summary>
    public static Measurement DrawUsualWay(string folder, int learners)
    {
        var figures = Figures(folder, learners);
        return Measure.Once(() =>
        {
            using var workbook = new XLWorkbook();
            var sheet = workbook.AddWorksheet("X03");
            var row = 1;
            foreach (var earning in figures.Funding.Earnings)
            {
                row++;
                object?[] values =
                [
                    "Sample provider", earning.Ukprn.ToString(), earning.LearnerRef, earning.AimRef, earning.Qualification, earning.StartDate.ToDateTime(default),
                    earning.Milestone.ToString(), earning.Date?.ToDateTime(default), earning.AmountGbp, earning.FundedGbp, earning.Decision.ToString(), earning.Reason,
                    earning.WhatChangesIt, earning.SubmissionNumber, earning.ExcelRow,
                ];
                for (var i = 0; i < values.Length; i++)
                {
                    sheet.Cell(row, i + 1).Value = values[i];
                }
            }

            using var saved = new MemoryStream();
            workbook.SaveAs(saved);
            return figures.Funding.Courses.Count;
        });
    }

    /// <summary>What <c>run PERIOD</c> does from its beginning to its end: loaded, hashed, computed, stored, drawn, written.</summary>
    public static Measurement WholeRun(string folder, int learners) => Measure.Once(() =>
        new RunQuarter(Open(folder, learners)).ProvisionalAsync(PilotSample.LastPeriod, default).GetAwaiter().GetResult().Lines.Count > 0 ? learners : 0);

    /// <summary>The same asked for again, as a night with nothing new does, in the process that has just run it: its memory is that of both.</summary>
    public static Measurement AskedAgain(string folder, int learners)
    {
        WholeRun(folder, learners);
        return Measure.Once(() => new RunQuarter(Open(folder, learners)).ProvisionalAsync(PilotSample.LastPeriod, default).GetAwaiter().GetResult().IsNew ? 0 : learners);
    }

    /// <summary>The provisional statement that goes with one provider's receipt, as though one of its returns had just been judged.</summary>
    public static Measurement OneStatement(string folder, int learners)
    {
        var (services, ukprn) = (Open(folder, learners), PilotSample.Settings().Providers[0].Ukprn);
        using (var context = services.Database.Open())
        {
            OwedStatements.AddAsync(context, ukprn.Value, PilotSample.LastPeriod.Id, 0, default).GetAwaiter().GetResult();
            context.SaveChanges();
        }

        return Measure.Once(() =>
        {
            new RefreshStatements(services).RunAsync(ukprn, default).GetAwaiter().GetResult();
            return learners;
        });
    }

    private static long Read(DrawnFile file)
    {
        using var content = file.Open();
        var buffer = new byte[1 << 16];
        var length = 0L;
        for (int read; (read = content.Read(buffer)) > 0; length += read)
        {
        }

        return length;
    }

    public static PilotServices Open(string folder, int learners) => OpenPilotServices.RunAsync(
        new ConfigurationBuilder().Build(), Path.Combine(folder, $"pilot-{learners}"), PilotSample.Now, NullLogger.Instance, default).GetAwaiter().GetResult();

    private static (FundingInputs Inputs, FundingRun Run) Compute(PilotServices services)
    {
        var settings = new SettingsStore(services.Database).InForceAsync(DateTime.MaxValue, default).GetAwaiter().GetResult();
        var inputs = new LoadInputs(services).RunAsync(PilotSample.LastPeriod, settings, DateTime.MaxValue, default).GetAwaiter().GetResult();
        return (inputs, EarnAndReconcile.Run(inputs));
    }

    private static QuarterFigures Figures(string folder, int learners)
    {
        var (inputs, run) = Compute(Open(folder, learners));
        return new QuarterFigures
        {
            Run = new RunRecord(
                1, PilotSample.LastPeriod, RunKind.Provisional, 0, RunState.Provisional, 1, new string('0', 64), PilotSample.Now, InputsHash.EngineVersion),
            Settings = inputs.Settings,
            RoundingSecret = new RoundingSecret("example"u8),
            Ledger = inputs.Ledger,
            Funding = run,
            Providers = inputs.Providers,
        };
    }
}
