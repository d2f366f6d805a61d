using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Support;
using static Pilot.Tests.Cases.ReadBack;
using static Pilot.Tests.Support.SettingsBuilder;

namespace Pilot.Tests.Cases;

/// <summary>The worked cases of funding.md section 6 through the whole path: settings and return files in, T03 read back.</summary>
public sealed partial class WorkedCasesTests
{
    private static readonly Quarter Q3 = new(2026, 3);
    private static readonly Quarter Q4 = new(2026, 4);
    private static readonly DateOnly Start = new(2026, 9, 14);
    private static readonly DateOnly PlannedEnd = new(2027, 6, 25);
    private static readonly DateOnly AfterQ3 = new(2027, 1, 5);
    private const string JanuaryDay = "2027-01-06";
    private const string AfterClosingQ3 = "2027-01-20";

    [Fact]
    public async Task Case_A_boundary_is_within()
    {
        using var pilot = new CommandLineRunner();
        var line = await WithdrawnOnAsync(pilot, (0, 30));

        Expect(line, qualifying: 17, earned: 22_950.00m, status: "WITHIN");
        Assert.Equal(0.85m, line.GetProperty("performance").GetDecimal());
    }

    [Fact]
    public async Task Case_B_below_is_under()
    {
        using var pilot = new CommandLineRunner();
        var line = await WithdrawnOnAsync(pilot, (0, 30), (1, 41));

        Expect(line, qualifying: 16, earned: 21_600.00m, status: "UNDER");
        Assert.Equal(0.8m, line.GetProperty("performance").GetDecimal());
    }

    [Fact]
    public async Task Case_C_day_42_qualifies()
    {
        using var pilot = new CommandLineRunner();
        var line = await WithdrawnOnAsync(pilot, (0, 42));

        Expect(line, qualifying: 18, earned: 24_300.00m, status: "WITHIN");
    }

    [Fact]
    public async Task Case_D_the_cap_pays_the_crossing_start_in_part()
    {
        using var pilot = new CommandLineRunner();
        await pilot.SettingsAsync(With(allocation: 10_000m, places: 8));
        await pilot.IngestAsync(Enrolments(8), JanuaryDay);
        await pilot.IngestAsync(Nil(), JanuaryDay);
        var run = await RunAndReadBackAsync(pilot);

        var line = CommandLineRunner.Line(run, College);
        Expect(line, qualifying: 8, earned: 10_800.00m, status: "OVER_UNFUNDED");
        Assert.Equal(10_000.00m, line.GetProperty("funded_ytd").GetDecimal());
        Assert.Equal(800.00m, line.GetProperty("unfunded_ytd").GetDecimal());
        var explained = await pilot.RunAsync(JanuaryDay, "explain", College.ToString());
        var part = explained.EnumerateArray().Single(element => element.GetProperty("decision").GetString() == "PART_FUNDED");
        Assert.Equal(550.00m, part.GetProperty("funded_gbp").GetDecimal());
        Assert.Equal(ReturnBuilder.LearnerRef(7), part.GetProperty("learner_ref").GetString());
    }

    [Theory]
    [InlineData(18, 1)]
    [InlineData(19, 0)]
    public async Task Case_J_a_short_course_qualifies_after_14_days(int december, int expected)
    {
        using var pilot = new CommandLineRunner();
        await pilot.SettingsAsync(With());
        var start = new DateOnly(2026, 12, december);
        await pilot.IngestAsync(ReturnBuilder.Enrolment(1, College.ToString(), Hnc, Q3, AfterQ3, start, start.AddDays(165)), JanuaryDay);
        await pilot.IngestAsync(Nil(), JanuaryDay);
        var run = await RunAndReadBackAsync(pilot);

        Assert.Equal(expected, CommandLineRunner.Line(run, College).GetProperty("qualifying_starts_quarter").GetInt32());
    }

    [Theory]
    [InlineData("2027-01-20", "NOT_RETURNED")]
    [InlineData("2027-01-14", "NOT_RETURNED")]
    [InlineData("2027-01-13", "NOT_DUE")]
    [InlineData("2027-01-10", "NOT_DUE")]
    public async Task Case_L_nothing_sent_is_not_due_and_then_not_returned(string day, string status)
    {
        using var pilot = new CommandLineRunner();
        await pilot.SettingsAsync(With());
        var run = await RunAndReadBackAsync(pilot, day);

        Expect(CommandLineRunner.Line(run, College), qualifying: 0, earned: 0m, status: status);
    }

    [Fact]
    public async Task Case_T_early_in_the_quarter_the_profile_is_that_of_the_days_gone()
    {
        using var pilot = new CommandLineRunner();
        await pilot.SettingsAsync(With());
        var early = new DateOnly(2026, 11, 14);
        await pilot.IngestAsync(Enrolments(18, early), "2026-11-14");
        await pilot.IngestAsync(Nil(Q3, early), "2026-11-14");
        var line = CommandLineRunner.Line(await RunAndReadBackAsync(pilot, "2026-11-15"), College);

        Expect(line, qualifying: 18, earned: 24_300.00m, status: "NOT_DUE");
        Assert.Equal(13_500.00m, line.GetProperty("profile_gbp_ytd").GetDecimal());
        Assert.Equal(27_000.00m, line.GetProperty("profile_gbp_quarter").GetDecimal());
        Assert.Equal(10.0m, line.GetProperty("profile_starts_ytd").GetDecimal());
    }

    [Fact]
    public async Task Case_M_silence_earns_nothing()
    {
        using var pilot = new CommandLineRunner();
        await pilot.SettingsAsync(With());
        await pilot.IngestAsync(Enrolments(18), JanuaryDay);
        var run = await RunAndReadBackAsync(pilot);

        Expect(CommandLineRunner.Line(run, College), qualifying: 0, earned: 0m, status: "NOT_RETURNED");
        await ExpectUnconfirmedAsync(pilot, 18);
    }

    [Fact]
    public async Task Case_N_what_was_earned_is_kept_when_nothing_comes()
    {
        using var pilot = new CommandLineRunner();
        await pilot.SettingsAsync(With());
        await pilot.IngestAsync(Enrolments(10), JanuaryDay);
        await pilot.IngestAsync(Nil(), JanuaryDay);
        var closed = await pilot.RunAsync(AfterClosingQ3, "run", "2026Q3", "--close");
        Assert.Equal("CLOSING", closed.GetProperty("kind").GetString());
        Assert.Equal(13_500.00m, CommandLineRunner.Line(closed, College).GetProperty("funded_ytd").GetDecimal());

        var next = await RunAndReadBackAsync(pilot, "2027-04-15", "2026Q4");

        var line = CommandLineRunner.Line(next, College);
        Assert.Equal("NOT_RETURNED", line.GetProperty("status").GetString());
        Assert.Equal(13_500.00m, line.GetProperty("funded_ytd").GetDecimal());
        Assert.Equal(0m, line.GetProperty("movement").GetDecimal());
        Assert.True(line.GetProperty("stale").GetBoolean());
    }

    [Fact]
    public async Task Case_O_an_interim_return_confirms_what_it_is_late_enough_for_and_nothing_more()
    {
        using var pilot = new CommandLineRunner();
        await pilot.SettingsAsync(With());
        var early = new DateOnly(2026, 10, 20);
        await pilot.IngestAsync(Enrolments(18, early), "2026-10-21");
        await pilot.IngestAsync(Completions(early, (0, 30)), "2026-10-21");
        var run = await RunAndReadBackAsync(pilot);

        Expect(CommandLineRunner.Line(run, College), qualifying: 0, earned: 0m, status: "NOT_RETURNED");
    }

    [Fact]
    public async Task Case_Q_two_temporary_numbers_of_one_provider_are_two_people()
    {
        using var pilot = new CommandLineRunner();
        await pilot.SettingsAsync(With());
        var file = Enrolments(2).With(0, "uln", "9999999999").With(1, "uln", "9999999999");
        await pilot.IngestAsync(file, JanuaryDay);
        await pilot.IngestAsync(Nil(), JanuaryDay);
        var run = await RunAndReadBackAsync(pilot);

        Expect(CommandLineRunner.Line(run, College), qualifying: 2, earned: 2_700.00m, status: "UNDER");
    }

    [Fact]
    public async Task Case_F_what_comes_late_is_an_adjustment_in_the_open_quarter()
    {
        using var pilot = new CommandLineRunner();
        await pilot.SettingsAsync(With());
        await pilot.IngestAsync(Enrolments(10), JanuaryDay);
        await pilot.IngestAsync(Nil(), JanuaryDay);
        await pilot.RunAsync(AfterClosingQ3, "run", "2026Q3", "--close");
        var prepared = new DateOnly(2027, 4, 2);
        var file = ReturnBuilder.Enrolment(11, College.ToString(), Hnc, Q4, prepared, Start, PlannedEnd);
        for (var learner = 11; learner < 14; learner++)
        {
            file.AddEnrolment(learner, Hnc, new DateOnly(2027, 1, 11), new DateOnly(2027, 12, 17));
        }

        await pilot.IngestAsync(file, "2027-04-03");
        await pilot.IngestAsync(Nil(Q4, prepared), "2027-04-03");
        var run = await RunAndReadBackAsync(pilot, "2027-04-20", "2026Q4");

        var line = CommandLineRunner.Line(run, College);
        Assert.Equal(4_050.00m, line.GetProperty("earned_quarter").GetDecimal());
        Assert.Equal(1_350.00m, line.GetProperty("adjustment").GetDecimal());
        Assert.Equal(5_400.00m, line.GetProperty("movement").GetDecimal());
    }

    [Fact]
    public async Task Case_G_a_row_reported_in_error_is_taken_back_in_the_open_quarter()
    {
        using var pilot = new CommandLineRunner();
        await pilot.SettingsAsync(With());
        await pilot.IngestAsync(Enrolments(10), JanuaryDay);
        await pilot.IngestAsync(Nil(), JanuaryDay);
        await pilot.RunAsync(AfterClosingQ3, "run", "2026Q3", "--close");
        var prepared = new DateOnly(2027, 4, 2);
        var file = ReturnBuilder.Enrolment(10, College.ToString(), Hnc, Q4, prepared, Start, PlannedEnd).With(3, "reported_in_error", "Y");
        await pilot.IngestAsync(file, "2027-04-03");
        await pilot.IngestAsync(Nil(Q4, prepared), "2027-04-03");
        var run = await RunAndReadBackAsync(pilot, "2027-04-20", "2026Q4");

        var line = CommandLineRunner.Line(run, College);
        Assert.Equal(-1_350.00m, line.GetProperty("adjustment").GetDecimal());
        Assert.Equal(-1_350.00m, line.GetProperty("movement").GetDecimal());
    }
}
