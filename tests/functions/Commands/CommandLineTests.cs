using Pilot.Functions.Commands;
using Pilot.Functions.Startup;
using Pilot.Tests.Support;
using static Pilot.Tests.Support.SettingsBuilder;

namespace Pilot.Tests.Commands;

/// <summary>functions.md section 5, as a stranger types it.</summary>
public sealed class CommandLineTests
{
    [Theory]
    [InlineData("check")]
    [InlineData("ingest")]
    [InlineData("settings")]
    public async Task Functions_5_a_file_that_is_not_there_or_is_a_folder_is_wrong_usage_and_is_named(string command)
    {
        using var pilot = new CommandLineRunner();
        var missing = Path.Combine(pilot.Folder, "no such.xlsx");

        Assert.Equal((ExitCode.WrongUsage, ""), await OutcomeAsync(pilot, $"There is no file {missing}.", command, missing));
        Assert.Equal((ExitCode.WrongUsage, ""), await OutcomeAsync(pilot, $"{pilot.Folder} is a folder, not a file.", command, pilot.Folder));
        Assert.False(Directory.Exists(pilot.Data));
    }

    [Fact]
    public async Task Functions_5_every_command_that_help_names_is_the_one_that_answers_to_its_name()
    {
        var names = (await HelpAsync()).Split("Commands:")[1].Split('\n').Select(line => line.Trim().Split(' ')[0]).Where(name => name.Length > 0).ToList();

        Assert.Equal(15, names.Count);
        foreach (var name in names)
        {
            Assert.Contains($" {name} ", await HelpAsync(name), StringComparison.Ordinal);
        }
    }

    private static async Task<string> HelpAsync(params string[] command)
    {
        using var answer = new StringWriter();
        Assert.Equal(ExitCode.Success, await PilotCommands.RunAsync([.. command, "--help"], answer, TextWriter.Null));
        return answer.ToString();
    }

    [Fact]
    public async Task Functions_5_with_json_an_export_says_where_it_is_and_of_which_version()
    {
        using var pilot = new CommandLineRunner();
        await pilot.SettingsAsync(Small());
        var target = Path.Combine(pilot.Folder, "in force.xlsx");

        var said = await pilot.RunAsync("2026-07-01", "settings", "--export", target);

        Assert.Equal((target, 1), (said.GetProperty("exported").GetString(), said.GetProperty("settings_version").GetInt32()));
        Assert.True(File.Exists(target));
    }

    [Fact]
    public async Task Functions_5_explain_says_what_is_missing_the_provider_the_learner_or_any_enrolment()
    {
        using var pilot = new CommandLineRunner();
        Assert.Equal((ExitCode.CouldNotBeDone, ""), await OutcomeAsync(pilot, "No settings have been accepted yet.", "explain", College.ToString()));
        Assert.Equal((ExitCode.CouldNotBeDone, ""), await OutcomeAsync(pilot, "No settings have been accepted yet.", "run", "2026Q3"));
        await pilot.SettingsAsync(Small());

        Assert.Equal((ExitCode.CouldNotBeDone, ""), await OutcomeAsync(pilot, "99999999 is not a provider of the pilot.", "explain", "99999999"));
        Assert.Equal(
            (ExitCode.CouldNotBeDone, ""), await OutcomeAsync(pilot, "No enrolment of Alder College is accepted yet.", "explain", College.ToString()));
        Assert.Equal(
            (ExitCode.CouldNotBeDone, ""),
            await OutcomeAsync(pilot, "Alder College has no accepted enrolment with the learner reference L7.", "explain", College.ToString(), "L7"));
    }

    [Theory]
    [InlineData("2027-01-15", "2027-01-15T12:00:00+00:00")]
    [InlineData("2027-07-15", "2027-07-15T12:00:00+01:00")]
    [InlineData("2027-07-15T16:55", "2027-07-15T16:55:00+01:00")]
    [InlineData("2027-07-15 16:55:59", "2027-07-15T16:55:59+01:00")]
    [InlineData("2027-07-15T16:55Z", "2027-07-15T16:55:00+00:00")]
    [InlineData("2027-07-15T16:55:00Z", "2027-07-15T16:55:00+00:00")]
    [InlineData("2027-07-15T16:55:00.5+01:00", "2027-07-15T16:55:00.5+01:00")]
    public void Functions_5_now_is_a_date_or_a_time_in_London_or_one_with_its_offset(string text, string moment)
    {
        Assert.True(OpenPilotServices.TryParseNow(text, out var read));
        Assert.Equal(DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture), read);
    }

    [Theory]
    [InlineData("15/01/2027")]
    [InlineData("2027-02-30")]
    [InlineData("tomorrow")]
    [InlineData("")]
    public void Functions_5_another_form_of_now_is_refused(string text) => Assert.False(OpenPilotServices.TryParseNow(text, out _));

    /// <summary>The exit code and what stands on standard output, once the sentence was found on standard error.</summary>
    [Fact]
    public async Task Functions_5_explain_says_why_a_learner_who_was_sent_is_not_held()
    {
        using var pilot = new CommandLineRunner();
        await pilot.SettingsAsync(Small());
        var sent = SmallReturns.Enrolments(3);
        var (first, second) = ((string)sent.Value(0, "learner_ref")!, (string)sent.Value(1, "learner_ref")!);
        await pilot.IngestAsync(sent.With(1, "sex", "X"), "2027-01-06");
        await pilot.IngestAsync(SmallReturns.Enrolments(3, preparedOn: new(2027, 1, 7)).With(1, "sex", "X").With(0, "reported_in_error", "Y"), "2027-01-08");

        var (_, _, said) = await pilot.TryAsync("2027-01-09", "explain", College.ToString(), first);
        Assert.Equal(
            $"Alder College has no accepted enrolment with the learner reference {first}. The enrolment was accepted before and is now reported in error, so nothing is earned by it. "
            + "What would change it: an enrolment return in which Reported in error of that row is blank or N.", said.Trim());

        (_, _, said) = await pilot.TryAsync("2027-01-09", "explain", College.ToString(), second);
        Assert.Equal(
            $"Alder College has no accepted enrolment with the learner reference {second}. A row of the learner was rejected in submission 2: "
            + "Sex is 'X', which is not one of the accepted codes: F (female), M (male) or N (not provided). What would change it: Enter F (female), M (male) or N (not provided).", said.Trim());
    }

    private static async Task<(int ExitCode, string Answer)> OutcomeAsync(CommandLineRunner pilot, string sentence, params string[] args)
    {
        var (code, answer, said) = await pilot.TryAsync("2026-11-01", args);
        Assert.Contains(sentence, said, StringComparison.Ordinal);
        return (code, answer);
    }
}
