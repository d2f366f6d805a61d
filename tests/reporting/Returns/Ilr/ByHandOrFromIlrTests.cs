using System.Globalization;
using Pilot.Reporting.Returns;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Returns.Ilr;
using Pilot.Reporting.Returns.Template;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Support;
using Pilot.Tests.Support.Ilr;

namespace Pilot.Tests.Returns.Ilr;

/// <summary>
/// returns.md section 7: returns typed by hand, and returns made from an ILR and completed by a person, give the same facts and the same
/// pennies. Two quarters: the second is laid over what is held from the first.
/// </summary>
public sealed class ByHandOrFromIlrTests
{
    private static readonly (Quarter Period, DateOnly Day, string Year)[] Rounds =
    [
        (new(2026, 3), new(2027, 1, 5), "2026-27"), (new(2027, 2), new(2027, 10, 5), "2026-27"),
    ];

    /// <summary>PILOT_TEST_ILR_PILOTS=1000 tries so many.</summary>
    private static int Pilots => int.TryParse(Environment.GetEnvironmentVariable("PILOT_TEST_ILR_PILOTS"), out var count) ? count : 50;

    [Fact]
    public void Returns_7_by_hand_or_from_an_ILR_the_facts_and_the_pennies_are_the_same()
    {
        var completed = 0;
        for (var seed = 1; seed <= Pilots; seed++)
        {
            var learners = new IlrPilot(seed).Make();
            var (byHand, fromIlr) = (Pilot(), Pilot());
            foreach (var (period, day, year) in Rounds)
            {
                foreach (var kind in new[] { ReturnKind.Enrolment, ReturnKind.Completion })
                {
                    var rows = Known(learners, kind, period, day);
                    var typed = byHand.Send(ByHand(kind, period, day, rows), Name(kind, period, day), day);
                    Assert.True(typed.Status == SubmissionStatus.Accepted, $"seed {seed}, {period.Id}: {Say(typed)}");
                    var made = fromIlr.Send(FromIlr(fromIlr, learners, kind, (period, day, year), rows), Name(kind, period, day), day);
                    Assert.True(made.Status == SubmissionStatus.Accepted, $"seed {seed}, {period.Id}: {Say(made)}");
                }

                Assert.True(Told(byHand, period).SequenceEqual(Told(fromIlr, period)), $"seed {seed}, {period.Id}:\n{string.Join('\n', Told(byHand, period).Except(Told(fromIlr, period)))}\nfrom the ILR:\n{string.Join('\n', Told(fromIlr, period).Except(Told(byHand, period)))}");
            }

            completed += byHand.Facts().Completions.Count;
        }

        Assert.True(completed > 0, "No learner of any pilot ended.");
    }

    [IlrSchemaFact]
    public void The_files_of_generated_pilots_are_valid_by_the_schema_of_2025_26()
    {
        for (var seed = 1; seed <= Pilots; seed++)
        {
            Assert.Empty(IlrSchema.Faults(new IlrFile().Write(new IlrPilot(seed).Make().Select(learner => learner.OnThe(Rounds[1].Day)))));
        }
    }

    private static PilotSettings Settings { get; } = SettingsBuilder.Small() is var small ? small with { Scheme = small.Scheme with { IlrFamCodes = IlrPilot.FamCode } } : null!;

    private static InMemoryJudge Pilot() => new(Settings, SettingsBuilder.College);

    private static string Name(ReturnKind kind, Quarter period, DateOnly day) => string.Create(
        CultureInfo.InvariantCulture, $"{ReturnTemplate.Of(kind).Code}-{SettingsBuilder.College}-{period.Id}-{day:yyyyMMdd}-120000.xlsx");

    /// <summary>What a person knows on the day, by key.</summary>
    private static List<Dictionary<string, object>> Known(List<PilotLearner> learners, ReturnKind kind, Quarter period, DateOnly day)
    {
        var started = learners.Where(learner => learner.Start <= period.CensusDate);
        return kind == ReturnKind.Enrolment
            ? [.. started.Select(learner => learner.Enrolment)]
            : [.. started.Select(learner => learner.EndedBy(day)).OfType<Dictionary<string, object>>()];
    }

    private static byte[] ByHand(ReturnKind kind, Quarter period, DateOnly day, List<Dictionary<string, object>> rows)
    {
        var file = new ReturnBuilder(ReturnTemplate.Of(kind), SettingsBuilder.College.ToString(), period, day);
        foreach (var row in rows)
        {
            file.AddRow();
            foreach (var (column, value) in row)
            {
                file.With(file.Count - 1, column, value);
            }
        }

        if (rows.Count == 0)
        {
            file.Declare("submission_kind", "NIL");
        }

        return file.ToStream().ToArray();
    }

    private static byte[] FromIlr(
        InMemoryJudge pilot, List<PilotLearner> learners, ReturnKind kind, (Quarter Period, DateOnly Day, string Year) round, List<Dictionary<string, object>> known)
    {
        // Some of those of whom there is nothing new are not in the second file: they are held.
        var listed = learners.Where(learner => learner.Start <= round.Period.CensusDate && !(round.Period != Rounds[0].Period && learner.Completion is null && learner.Start <= Rounds[0].Period.CensusDate && learner.Start.Day % 3 == 0));
        using var ilr = new MemoryStream(new IlrFile { Year = round.Year }.Write(listed.Select(learner => learner.OnThe(round.Day))));
        var reading = ReadIlr.Run(ilr, SettingsBuilder.College, Settings);
        var content = pilot.StartFromLast(kind, round.Period, round.Day);
        var start = MergeIlr.Run(content.Prefill!, kind == ReturnKind.Enrolment ? reading.Enrolments : reading.Completions, reading.Year);
        var rows = start.Rows.ToList();
        foreach (var row in rows)
        {
            Complete(row, known.SingleOrDefault(known => Canonical(known["learner_ref"]) == row[row.Template.LearnerRef] && Canonical(known["start_date"]) == row[row.Template.StartDate]));
        }

        return FilledDeclaration.Of(content with { Prefill = start with { Rows = rows } }, round.Day);
    }

    /// <summary>A person fills in what is blank; what stands there is what they would have typed.</summary>
    private static void Complete(FilledRow row, Dictionary<string, object>? known)
    {
        for (var column = 0; known is not null && column < row.Template.Columns.Count; column++)
        {
            var typed = known.TryGetValue(row.Template.Columns[column].Name, out var value) ? Canonical(value) : null;
            Assert.True(row[column] is null || row[column] == typed, $"{row.Template.Columns[column].Name}: '{row[column]}' stands where a person would type '{typed}'.");
            row[column] = typed;
        }
    }

    private static string Canonical(object value) => value switch
    {
        DateOnly day => Display.Iso(day),
        decimal pounds => pounds.ToString("0.00", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => (string)value,
    };

    private static string Say(Judgement judgement) => string.Join("; ", judgement.Findings.Where(finding => finding.Severity != Severity.W).Select(finding => $"{finding.RuleId} {finding.Cell} {finding.Message}"));

    private static List<string> Told(InMemoryJudge pilot, Quarter period)
    {
        var facts = pilot.Facts();
        var run = pilot.Money(period);
        return
        [
            .. facts.Enrolments.Select(held => $"{held.Newest} planned {held.FirstPlannedEndDate:O} stood {held.LastReportedOn:O} stale {held.Stale} temporary {held.TemporaryUlnPeriods} duplicate {held.PossibleDuplicate}"),
            .. facts.Completions.Select(held => $"{held.Newest} stale {held.Stale}"),
            .. run.Lines.Select(line => line.ToString()),
            // A template has labels above its rows and holds them in its own order: not the number of the row is the same, but what stands there.
            .. run.Earnings.Select(earning => $"{earning with { Holds = [], ExcelRow = 0 }} holds {string.Join(' ', earning.Holds)} rests on {pilot.RowAt(earning.SubmissionNumber, earning.ExcelRow)}"),
        ];
    }
}
