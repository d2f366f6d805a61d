using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Support;
using static Pilot.Tests.Support.SettingsBuilder;

namespace Pilot.Tests.Cases;

/// <summary>A quarter sent, closed and approved, and the next one with a late starter and a withdrawal: what is run is compared.</summary>
internal static class TwoQuarters
{
    public static async Task<IReadOnlyList<string>> LinesAsync(CommandLineRunner pilot)
    {
        var lines = new List<string>();
        await pilot.SettingsAsync(Small());
        var (first, second) = (new Quarter(2026, 3), new Quarter(2026, 4));
        var (start, end) = (new DateOnly(2026, 9, 14), new DateOnly(2027, 6, 25));
        await pilot.IngestAsync(ReturnBuilder.Enrolment(8, College.ToString(), Hnc, first, new(2027, 1, 5), start, end), "2027-01-06");
        await pilot.IngestAsync(Nil(first, new(2027, 1, 5)), "2027-01-06");
        Add(lines, await pilot.RunAsync("2027-02-01", "run", first.Id, "--close"));
        Add(lines, await pilot.RunAsync("2027-02-01", "approve", first.Id, "--by", "Olive Officer"));

        await pilot.IngestAsync(ReturnBuilder.Enrolment(9, College.ToString(), Hnc, second, new(2027, 4, 5), start, end), "2027-04-06");
        var left = new ReturnBuilder(ReturnTemplate.Completion, College.ToString(), second, new(2027, 4, 5)).AddRow()
            .With(0, "learner_ref", ReturnBuilder.LearnerRef(2)).With(0, "aim_ref", Hnc).With(0, "start_date", start)
            .With(0, "comp_status", 3).With(0, "actual_end_date", new DateOnly(2026, 10, 1)).With(0, "withdraw_reason", 44).With(0, "outcome", 3);
        await pilot.IngestAsync(left, "2027-04-06");
        Add(lines, await pilot.RunAsync("2027-05-05", "run", second.Id, "--close"));
        return lines;
    }

    private static ReturnBuilder Nil(Quarter period, DateOnly preparedOn) =>
        new ReturnBuilder(ReturnTemplate.Completion, College.ToString(), period, preparedOn).Declare("submission_kind", "NIL");

    private static void Add(List<string> lines, System.Text.Json.JsonElement run) =>
        lines.AddRange(run.GetProperty("lines").EnumerateArray().Select(line => line.GetRawText()));
}
