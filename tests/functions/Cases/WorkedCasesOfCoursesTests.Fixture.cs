using System.Text.Json;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Support;
using static Pilot.Tests.Support.SettingsBuilder;

namespace Pilot.Tests.Cases;

/// <summary>What the cases are made of.</summary>
public sealed partial class WorkedCasesOfCoursesTests
{
    private static readonly string[] Destination =
    [
        "dest_type", "dest_code", "dest_start_date", "dest_collected_on", "medtech_role", "dest_soc2020", "job_in_wmca", "new_or_progressed", "dest_evidence", "dest_evidence_ref",
    ];

    private static PilotSettings WithRate(decimal rate, decimal? laterRate = null)
    {
        var settings = Small().OnTheDaysOfTheWorkedCases();
        return settings with
        {
            Allocations = [.. settings.Allocations.Select(line => line with { UnitRateGbp = line.FundingYear == FirstYear ? rate : laterRate ?? rate })],
        };
    }

    private static ReturnBuilder Enrolments(Ukprn ukprn, Quarter period, DateOnly preparedOn, params (int Learner, DateOnly Start, DateOnly PlannedEnd)[] rows)
    {
        var file = new ReturnBuilder(ReturnTemplate.Enrolment, ukprn.ToString(), period, preparedOn);
        foreach (var (learner, start, plannedEnd) in rows)
        {
            file.AddEnrolment(learner, Hnc, start, plannedEnd);
            // One person has one date of birth, whichever row it stands in.
            file.With(file.Count - 1, "date_of_birth", new DateOnly(2000, 1, 1).AddDays(learner));
        }

        return file;
    }

    private static ReturnBuilder Completions(Ukprn ukprn, Quarter period, DateOnly preparedOn) =>
        new(ReturnTemplate.Completion, ukprn.ToString(), period, preparedOn);

    private static ReturnBuilder Nil(Ukprn ukprn, Quarter period, DateOnly preparedOn) =>
        Completions(ukprn, period, preparedOn).Declare("submission_kind", "NIL");

    private static ReturnBuilder Ended(ReturnBuilder file, int learner, DateOnly start, int status, DateOnly end)
    {
        file.AddRow();
        var row = file.Count - 1;
        return file.With(row, "learner_ref", ReturnBuilder.LearnerRef(learner)).With(row, "aim_ref", Hnc).With(row, "start_date", start)
            .With(row, "comp_status", status).With(row, "actual_end_date", end).With(row, "withdraw_reason", status == 3 ? 97 : null).With(row, "outcome", 3);
    }

    private static async Task SendAsync(CommandLineRunner pilot, ReturnBuilder enrolments, ReturnBuilder completions, string now = JanuaryDay)
    {
        foreach (var file in new[] { enrolments, completions })
        {
            var receipt = await pilot.IngestAsync(file, now);
            Assert.True(receipt.GetProperty("status").GetString() == "ACCEPTED", receipt.GetRawText());
        }
    }

    private static Ledger Cleared(Ukprn ukprn, string aim, DateOnly start, HoldKind hold, decimal? rate) => new()
    {
        Clearances =
        [
            new Clearance("C-1", ukprn, ReturnBuilder.LearnerRef(0), aim, start, hold, true, rate, "Olive Officer", new DateOnly(2027, 1, 19), "Seen and agreed"),
        ],
    };

    private static async Task<JsonElement> ExplainAsync(CommandLineRunner pilot, Ukprn ukprn, string milestone) =>
        (await pilot.RunAsync("2027-01-20", "explain", ukprn.ToString())).EnumerateArray().Single(element => element.GetProperty("milestone").GetString() == milestone);

    private static (decimal Earned, decimal Held) EarnedAndHeld(JsonElement run, Ukprn ukprn)
    {
        var line = CommandLineRunner.Line(run, ukprn);
        return (line.GetProperty("earned_ytd").GetDecimal(), line.GetProperty("held_gbp").GetDecimal());
    }

    private static (int Qualifying, decimal Earned) QualifyingAndEarned(JsonElement run, string year)
    {
        var line = CommandLineRunner.Line(run, College, year: year);
        return (line.GetProperty("qualifying_starts_ytd").GetInt32(), line.GetProperty("earned_ytd").GetDecimal());
    }
}
