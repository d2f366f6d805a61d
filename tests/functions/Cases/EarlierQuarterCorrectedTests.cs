using System.Text.Json;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Support;
using static Pilot.Tests.Support.SettingsBuilder;

namespace Pilot.Tests.Cases;

/// <summary>
/// A correction for an earlier quarter that comes after a later quarter's return: rows that the later return holds are not used, and nobody is told
/// that they count (returns.md sections 4 and 5, DECL_14 and HIST_05).
/// </summary>
public sealed class EarlierQuarterCorrectedTests
{
    private const decimal Start = 1_350.00m;
    private static readonly DateOnly Began = new(2026, 9, 14);
    private static readonly DateOnly Ends = new(2027, 6, 25);

    [Fact]
    public async Task What_a_later_quarter_prevails_over_is_told_so_in_receipt_message_explanation_and_table()
    {
        using var pilot = new CommandLineRunner();
        await pilot.SettingsAsync(Small().OnTheDaysOfTheWorkedCases());
        await QuarterAsync(pilot, new Quarter(2026, 3), new DateOnly(2027, 1, 5), "2027-01-06", "2027-01-20");
        await QuarterAsync(pilot, new Quarter(2026, 4), new DateOnly(2027, 4, 5), "2027-04-06", "2027-04-20");

        var receipt = Single(await pilot.IngestAsync(Corrected(new Quarter(2026, 3), new DateOnly(2027, 4, 22)), "2027-04-23"));

        Assert.Equal("ACCEPTED", receipt.GetProperty("status").GetString());
        Assert.Equal(["DECL_10", "DECL_14", "HIST_05", "HIST_05", "HIST_05"], Rules(receipt));
        Assert.Equal((3 * Start, Start), (Amount(receipt, "accepted_gbp"), Amount(receipt, "counts_gbp")));
        var words = receipt.GetProperty("status_words").GetString()!;
        Assert.Contains("only 1 row of 5 counts, with claims of £1,350.00", words, StringComparison.Ordinal);
        var closed = receipt.GetProperty("violations").EnumerateArray().First(violation => violation.GetProperty("rule").GetString() == "DECL_10");
        Assert.Contains("1 row of 5 counts, with claims of £1,350.00", closed.GetProperty("message").GetString()!, StringComparison.Ordinal);
        Assert.Contains(Directory.GetFiles(Path.Combine(pilot.Data, "outbox"), "*.json").Select(File.ReadAllText), message => message.Contains("only 1 row of 5 counts", StringComparison.Ordinal));

        // What comes after a quarter closed counts in the open one, as an adjustment.
        var run = await pilot.RunAsync("2027-04-23", "run", "2027Q1");
        var line = CommandLineRunner.Line(run, College);
        Assert.Equal((5 * Start, Start), (line.GetProperty("earned_ytd").GetDecimal(), line.GetProperty("adjustment").GetDecimal()));
        var explained = await pilot.RunAsync("2027-04-23", "explain", College.ToString());
        foreach (var learner in new[] { 0, 1, 2, 3, 4 })
        {
            Assert.Equal("FUNDED", StartOf(explained, learner).GetProperty("decision").GetString());
        }
    }

    [Fact]
    public async Task Sent_as_the_next_return_it_all_counts()
    {
        using var pilot = new CommandLineRunner();
        await pilot.SettingsAsync(Small().OnTheDaysOfTheWorkedCases());
        await QuarterAsync(pilot, new Quarter(2026, 3), new DateOnly(2027, 1, 5), "2027-01-06", "2027-01-20");
        await QuarterAsync(pilot, new Quarter(2026, 4), new DateOnly(2027, 4, 5), "2027-04-06", "2027-04-20");

        var receipt = Single(await pilot.IngestAsync(Corrected(new Quarter(2027, 1), new DateOnly(2027, 7, 2)), "2027-07-03"));

        Assert.DoesNotContain(Rules(receipt), rule => rule is "DECL_14" or "HIST_05");
        Assert.Equal((3 * Start, 3 * Start), (Amount(receipt, "accepted_gbp"), Amount(receipt, "counts_gbp")));
        var changes = receipt.GetProperty("changes");
        Assert.Equal((1, 0, 3), (changes.GetProperty("new").GetInt32(), changes.GetProperty("gone").GetInt32(), changes.GetProperty("changed").GetInt32()));
        var explained = await pilot.RunAsync("2027-07-03", "explain", College.ToString(), "--period", "2027Q1");
        Assert.Equal("NOT_CLAIMABLE", StartOf(explained, 1).GetProperty("decision").GetString());
    }

    [Fact]
    public async Task Sent_again_as_it_was_for_the_earlier_quarter_it_says_that_none_of_it_counts()
    {
        using var pilot = new CommandLineRunner();
        await pilot.SettingsAsync(Small().OnTheDaysOfTheWorkedCases());
        await QuarterAsync(pilot, new Quarter(2026, 3), new DateOnly(2027, 1, 5), "2027-01-06", "2027-01-20");
        await QuarterAsync(pilot, new Quarter(2026, 4), new DateOnly(2027, 4, 5), "2027-04-06", "2027-04-20");

        var receipt = Single(await pilot.IngestAsync(Enrolments(new Quarter(2026, 3), new DateOnly(2027, 4, 22), 4), "2027-04-23"));

        Assert.StartsWith("The return was accepted, but none of its 4 rows counts: your return for January to March 2027", receipt.GetProperty("status_words").GetString()!, StringComparison.Ordinal);
        Assert.Contains(receipt.GetProperty("violations").EnumerateArray(), violation =>
            violation.GetProperty("message").GetString() == "October to December 2026 (2026-27 Q3) is closed. Nothing of this return counts.");
    }

    private static async Task QuarterAsync(CommandLineRunner pilot, Quarter period, DateOnly prepared, string sent, string closed)
    {
        await pilot.IngestAsync(Enrolments(period, prepared, 4), sent);
        await pilot.IngestAsync(new ReturnBuilder(Reporting.Returns.Columns.ReturnTemplate.Completion, College.ToString(), period, prepared).Declare("submission_kind", "NIL"), sent);
        await pilot.RunAsync(closed, "run", period.Id, "--close");
    }

    private static ReturnBuilder Enrolments(Quarter period, DateOnly prepared, int learners)
    {
        var file = ReturnBuilder.Enrolment(learners, College.ToString(), Hnc, period, prepared, Began, Ends);
        for (var row = 0; row < learners; row++)
        {
            file.With(row, "claim_start_gbp", Start);
        }

        return file;
    }

    /// <summary>One learner removed, one no longer claimed, one with another planned end, one as before and one new.</summary>
    private static ReturnBuilder Corrected(Quarter period, DateOnly prepared) => Enrolments(period, prepared, 5)
        .With(0, "reported_in_error", "Y").With(1, "iz_funded", "N").With(1, "claim_start_gbp", null).With(2, "planned_end_date", Ends.AddDays(30));

    private static JsonElement Single(JsonElement receipts) => receipts.ValueKind == JsonValueKind.Array ? receipts.EnumerateArray().Single() : receipts;

    private static IEnumerable<string> Rules(JsonElement receipt) => receipt.GetProperty("violations").EnumerateArray()
        .Select(violation => violation.GetProperty("rule").GetString()!).Where(rule => rule is not ("FILE_09" or "FUND_04")).Order(StringComparer.Ordinal);

    private static decimal Amount(JsonElement receipt, string name) => receipt.GetProperty("amounts").GetProperty(name).GetDecimal();

    private static JsonElement StartOf(JsonElement explained, int learner) => explained.EnumerateArray().Single(milestone =>
        milestone.GetProperty("learner_ref").GetString() == ReturnBuilder.LearnerRef(learner) && milestone.GetProperty("milestone").GetString() == "START");
}
