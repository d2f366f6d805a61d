using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Commands;
using Pilot.Functions.Demo;
using Pilot.Reporting.Returns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Support;

namespace Pilot.Tests.Commands;

/// <summary>functions.md section 5: the demo, made once for all of these tests.</summary>
[Collection(DemoCollection.Name)]
public sealed partial class DemoTests(PreparedDemo made)
{
    [Fact]
    public void Functions_5_the_demo_is_made_and_says_where_everything_is()
    {
        Assert.Equal((ExitCode.Success, ""), (made.Code, made.Code == ExitCode.Success ? "" : made.Progress));
        Assert.Contains("The demo is ready. 35 return files came in.", made.Answer, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(made.Folder, "receipts"), made.Answer, StringComparison.Ordinal);
        Assert.Contains($"dotnet run --project functions -- --data {made.Folder}", made.Answer, StringComparison.Ordinal);
        Assert.Contains("26 October 2026: University of Ardenmere sends", made.Progress, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Functions_5_at_least_twelve_return_files_came_in_some_late_some_wrong_one_nil_one_mended_one_twice()
    {
        await using var context = made.Database().Open();
        var submissions = await context.Submissions.AsNoTracking().ToListAsync();
        var judged = await context.Judgements.AsNoTracking().ToListAsync();

        Assert.True(submissions.Count >= 12);
        Assert.All(submissions, submission => Assert.NotNull(submission.AnsweredAt));
        Assert.Equal(
            ["Accepted", "Duplicate", "PartlyAccepted", "Rejected"],
            submissions.Select(submission => submission.Status.ToString()).Distinct().Order(StringComparer.Ordinal));
        var rules = await context.RuleCounts.AsNoTracking().Select(ruleCount => ruleCount.RuleId).Distinct().ToListAsync();
        Assert.All(["FILE_01", "FILE_09", "DECL_06", "DECL_09", "DECL_10", "DECL_12", "DUP_01", "DUP_03", "HIST_02", "HIST_03"], rule => Assert.Contains(rule, rules));
        Assert.True(rules.Count(rule => rule.EndsWith("_M", StringComparison.Ordinal) || rule.EndsWith("_C", StringComparison.Ordinal)
            || rule.EndsWith("_D", StringComparison.Ordinal) || rule.EndsWith("_X", StringComparison.Ordinal)) >= 10);
        Assert.Contains(judged, row => row.Nil);
        var bad = submissions.Single(submission => submission.Status == SubmissionStatus.PartlyAccepted);
        Assert.Contains(submissions, row => row.Number > bad.Number && row.Ukprn == bad.Ukprn && row.Status == SubmissionStatus.Accepted);
    }

    /// <summary>returns.md section 2: every thing that is shown is something to fix, and nothing is shown twice.</summary>
    [Fact]
    public async Task Of_the_bad_return_no_more_things_are_shown_than_there_are_to_fix()
    {
        string[] toFix =
        [
            "SEX_M", "ULN_D", "ETHNICITY_C", "AGE_01", "HOME_POSTCODE_D", "AIM_01", "DATE_03", "START_DATE_D", "ORIGINAL_START_DATE_M", "START_EVIDENCE_REF_M", "FUND_02",
            "CLAIM_START_GBP_D", "ORIGINAL_START_DATE_X", "LEARNER_REF_D", "DUP_03", "LEARNER_REF_M", "PRIOR_ATTAINMENT_C", "CREDITS_PLANNED_D", "DATE_02", "FUND_03", "POST_01",
            "SEX_01", "FUND_05", "CRED_02", "DUP_01",
        ];
        string[] toKnow = ["DATE_01", "DATE_06"]; // eight learners start after the quarter's end, and after the day from which the provider's new starts are not paid
        await using var context = made.Database().Open();
        var bad = await context.Submissions.AsNoTracking().SingleAsync(submission => submission.Status == SubmissionStatus.PartlyAccepted);
        var receipt = Receipt.FromJson(await File.ReadAllBytesAsync(Path.Combine(made.Folder, "receipts", $"{bad.Ukprn}", $"{bad.Number}", "receipt.json")));

        var things = RequiredActions.Of(receipt);

        Assert.Equal(toFix.Concat(toKnow).Order(StringComparer.Ordinal), things.Select(thing => thing.Rule).Order(StringComparer.Ordinal));
        Assert.Contains(things, thing => thing is { Rule: "SEX_M", EarlierVersionIsUsed: true });
        // Two rows cannot be known again without their reference; the others that are refused are not gone.
        Assert.Equal((8, 2, 6), (receipt.Changes!.New, receipt.Changes.Gone, receipt.Changes.Changed));
        Assert.Contains(things, thing => thing is { Rule: "LEARNER_REF_M", EarlierVersionIsUsed: true });
    }

    [Fact]
    public void Functions_5_three_quarters_have_their_workbooks_the_first_two_published_and_the_last_awaiting_approval()
    {
        foreach (var (period, state) in new[] { ("2026Q2", "PUBLISHED"), ("2026Q3", "PUBLISHED"), ("2026Q4", "AWAITING_APPROVAL") })
        {
            var folder = Path.Combine(made.Folder, "reports", period);
            var name = $"medtech-htq-pilot-{Quarter.Parse(period).FileName}";
            Assert.True(File.Exists(Path.Combine(folder, $"{name}-wmca-r1.xlsx")), period);
            Assert.True(File.Exists(Path.Combine(folder, $"{name}-skills-england-r1.xlsx")), period);
            Assert.Contains(state, made.States[period], StringComparison.OrdinalIgnoreCase);
        }
    }

    [Theory]
    [InlineData("2026Q2")]
    [InlineData("2026Q3")]
    [InlineData("2026Q4")]
    public async Task Functions_5_every_closed_quarter_of_the_demo_verifies(string period)
    {
        var (code, answer, _) = await PreparedDemo.RunAsync("verify", period, "--data", made.Folder);

        Assert.True(code == ExitCode.Success, answer);
        Assert.Contains("files are as published.", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void Functions_5_every_judged_submission_that_is_a_workbook_has_a_receipt_and_a_checked_copy()
    {
        var folders = Directory.GetDirectories(Path.Combine(made.Folder, "receipts")).Where(directory => Path.GetFileName(directory) != "settings")
            .SelectMany(Directory.GetDirectories).ToList();

        Assert.Equal(35, folders.Count);
        foreach (var folder in folders)
        {
            using var receipt = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "receipt.json")));
            var isOpened = receipt.RootElement.GetProperty("status").GetString() != "DUPLICATE"
                && receipt.RootElement.GetProperty("violations").EnumerateArray().All(element => element.GetProperty("rule").GetString() != "FILE_01");
            Assert.Equal(isOpened ? 1 : 0, Directory.GetFiles(folder, "*-checked.xlsx").Length);
        }
    }

    [Fact]
    public void DECL_10_a_return_that_is_judged_again_after_its_quarter_has_closed_is_not_told_that_it_came_too_late()
    {
        var told = made.Files().Where(file => file.EndsWith("receipt.json", StringComparison.Ordinal) && File.ReadAllText(file).Contains("\"DECL_10\"", StringComparison.Ordinal));

        // The one that really came after its quarter had closed: on 5 February 2027, for October to December 2026.
        using var receipt = JsonDocument.Parse(File.ReadAllBytes(Assert.Single(told)));
        Assert.Equal("MTHTQ-CMP-90000105-2026Q3-20270205-160800.xlsx", receipt.RootElement.GetProperty("file_name").GetString());
    }

    [Theory]
    [InlineData("90000102", "CW/0010", "DOUBLE_FUNDING", "HELD")]
    [InlineData("90000102", "CW/0020", "OTHER_FUNDING", "HELD")]
    [InlineData("90000101", "KB0030", "NO_ULN", "HELD")]
    [InlineData("90000101", "KB0131", "TRANSFER", "HELD")]
    [InlineData("90000105", "U0021", "PART_PROGRAMME", "HELD")]
    [InlineData("90000103", "LT-0015", "OFFICER", "HELD")]
    [InlineData("90000105", "U0020", "", "FUNDED")]
    [InlineData("90000104", "TS0002", "", "NOT_CLAIMABLE")]
    [InlineData("90000104", "TS0053", "", "NOT_CLAIMABLE")]
    [InlineData("90000103", "LT-0040", "", "FUNDED")]
    [InlineData("90000101", "KB0040", "", "FUNDED")]
    public async Task Functions_5_explain_has_something_to_say_of_every_kind_of_trouble(string ukprn, string learner, string hold, string decision)
    {
        var (code, answer, _) = await PreparedDemo.RunAsync("explain", ukprn, learner, "--json", "--data", made.Folder);

        Assert.Equal(ExitCode.Success, code);
        using var earnings = JsonDocument.Parse(answer);
        var starts = earnings.RootElement.EnumerateArray().Where(element => element.GetProperty("milestone").GetString() == "START").ToList();
        Assert.Contains(starts, element => element.GetProperty("decision").GetString() == decision);
        Assert.All(starts, start => Assert.NotEqual("", start.GetProperty("reason").GetString()));
        Assert.Equal(hold, hold.Length == 0 ? "" : hold == string.Join(' ', starts.SelectMany(start => start.GetProperty("holds").EnumerateArray()).Select(element => element.GetString())) ? hold : answer);
    }

    [Fact]
    public async Task Functions_5_money_is_capped_where_the_allocation_is_too_small()
    {
        var (_, answer, _) = await PreparedDemo.RunAsync("run", "2026Q4", "--json", "--data", made.Folder);

        using var run = JsonDocument.Parse(answer);
        var line = run.RootElement.GetProperty("lines").EnumerateArray().Single(element => element.GetProperty("ukprn").GetString() == DemoSettings.Tessalow.ToString());
        Assert.Equal("OVER_UNFUNDED", line.GetProperty("status").GetString());
        Assert.Equal(line.GetProperty("allocation_gbp").GetDecimal(), line.GetProperty("funded_ytd").GetDecimal());
        Assert.Equal(line.GetProperty("earned_ytd").GetDecimal() - line.GetProperty("funded_ytd").GetDecimal(), line.GetProperty("unfunded_ytd").GetDecimal());
    }

    [Fact]
    public async Task Functions_5_a_second_run_changes_nothing_and_says_so()
    {
        var before = await made.StateAsync();

        var (code, answer, _) = await PreparedDemo.RunAsync("demo", "--data", made.Folder);

        Assert.Equal(ExitCode.Success, code);
        Assert.Contains("nothing was changed", answer, StringComparison.Ordinal);
        Assert.Equal(before, await made.StateAsync());
    }

    [Fact]
    public async Task Functions_5_a_folder_that_holds_something_else_is_left_alone()
    {
        var folder = Directory.CreateTempSubdirectory("pilot-other").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "mine.txt"), "mine");

            var (code, _, progress) = await PreparedDemo.RunAsync("demo", "--data", folder);

            Assert.Equal(ExitCode.CouldNotBeDone, code);
            Assert.Contains("holds something other than the demo", progress, StringComparison.Ordinal);
            Assert.Equal(["mine.txt"], Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
