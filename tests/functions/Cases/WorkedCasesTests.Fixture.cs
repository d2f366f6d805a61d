using System.Text.Json;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Support;
using static Pilot.Tests.Cases.ReadBack;
using static Pilot.Tests.Support.SettingsBuilder;

namespace Pilot.Tests.Cases;

/// <summary>What the cases are made of.</summary>
public sealed partial class WorkedCasesTests
{
    /// <summary>18 starts, of whom some withdrew after that many days in learning.</summary>
    private static async Task<JsonElement> WithdrawnOnAsync(CommandLineRunner pilot, params (int Learner, int Day)[] withdrawn)
    {
        await pilot.SettingsAsync(With());
        var enrolments = await pilot.IngestAsync(Enrolments(18), JanuaryDay);
        Assert.Equal("ACCEPTED", enrolments.GetProperty("status").GetString());
        var completions = await pilot.IngestAsync(Completions(AfterQ3, withdrawn), JanuaryDay);
        Assert.Equal("ACCEPTED", completions.GetProperty("status").GetString());
        return CommandLineRunner.Line(await RunAndReadBackAsync(pilot), College);
    }

    private static PilotSettings With(decimal allocation = 60_000m, int places = 20)
    {
        var settings = Small().OnTheDaysOfTheWorkedCases();
        var starts = new[] { 0, 0, places, 0 };
        // Profile of the third quarter 27,000.00; what is left of the money stands in the fourth.
        var third = Math.Min(27_000m, allocation);
        var pounds = new[] { 0.00m, 0.00m, third, allocation - third };
        var line = Line(College, "HNC", FirstYear, 3_000m, places, allocation, 2) with { ProfileStarts = starts, ProfileGbp = pounds };
        return settings with
        {
            Allocations = [line, .. settings.Allocations.Where(otherAllocation => otherAllocation.Ukprn != College || otherAllocation.Qualification != "HNC" || otherAllocation.FundingYear != FirstYear)],
        };
    }

    private static ReturnBuilder Enrolments(int rows, DateOnly? preparedOn = null) =>
        ReturnBuilder.Enrolment(rows, College.ToString(), Hnc, Q3, preparedOn ?? AfterQ3, Start, PlannedEnd);

    private static ReturnBuilder Nil(Quarter? period = null, DateOnly? preparedOn = null) =>
        new ReturnBuilder(ReturnTemplate.Completion, College.ToString(), period ?? Q3, preparedOn ?? AfterQ3).Declare("submission_kind", "NIL");

    private static ReturnBuilder Completions(DateOnly preparedOn, params (int Learner, int Day)[] withdrawn)
    {
        var file = new ReturnBuilder(ReturnTemplate.Completion, College.ToString(), Q3, preparedOn);
        foreach (var (learner, day) in withdrawn)
        {
            file.AddRow();
            file.With(file.Count - 1, "learner_ref", ReturnBuilder.LearnerRef(learner))
                .With(file.Count - 1, "aim_ref", Hnc)
                .With(file.Count - 1, "start_date", Start)
                .With(file.Count - 1, "comp_status", 3)
                .With(file.Count - 1, "actual_end_date", Start.AddDays(day - 1))
                .With(file.Count - 1, "withdraw_reason", 97)
                .With(file.Count - 1, "outcome", 3);
        }

        return file;
    }

    private static async Task ExpectUnconfirmedAsync(CommandLineRunner pilot, int starts)
    {
        var explained = await pilot.RunAsync("2027-01-20", "explain", College.ToString());
        var open = explained.EnumerateArray()
            .Where(element => element.GetProperty("milestone").GetString() == "START")
            .ToList();
        Assert.Equal(starts, open.Count);
        Assert.All(open, element => Assert.Equal("NOT_YET", element.GetProperty("decision").GetString()));
        Assert.All(open, element => Assert.Contains("not confirmed", element.GetProperty("reason").GetString(), StringComparison.OrdinalIgnoreCase));
    }

    private static void Expect(JsonElement line, int qualifying, decimal earned, string status)
    {
        Assert.Equal(qualifying, line.GetProperty("qualifying_starts_ytd").GetInt32());
        Assert.Equal(earned, line.GetProperty("earned_ytd").GetDecimal());
        Assert.Equal(status, line.GetProperty("status").GetString());
    }
}
