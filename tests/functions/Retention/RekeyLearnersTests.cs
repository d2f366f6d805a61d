using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;
using Pilot.Tests.Support;
using static Pilot.Tests.Support.SettingsBuilder;
using static Pilot.Tests.Support.SmallReturns;

namespace Pilot.Tests.Retention;

/// <summary>The command rekey: every learner key anew under another secret.</summary>
public sealed class RekeyLearnersTests
{
    [Fact]
    public async Task Every_key_is_made_anew_and_a_later_return_finds_its_learners_again()
    {
        using var pilot = await FilledAsync();
        var secret = await File.ReadAllTextAsync(Secret(pilot));
        var keys = await KeysAsync(pilot);
        var report = await pilot.RunAsync("2027-01-10", "rekey");

        Assert.Equal(keys.Distinct().Count(), report.GetProperty("learners").GetInt32());
        Assert.Equal(keys.Count, report.GetProperty("rows").GetInt32());
        Assert.Equal(0, report.GetProperty("unmatched").GetInt32());
        Assert.NotEqual(secret, await File.ReadAllTextAsync(Secret(pilot)));
        var after = await KeysAsync(pilot);
        Assert.Empty(keys.Intersect(after));
        Assert.Equal(keys.Distinct().Count(), after.Distinct().Count());

        // The same learners again: were they keyed otherwise, they would be new people.
        await pilot.IngestAsync(Enrolments(4, preparedOn: new DateOnly(2027, 1, 11)), "2027-01-11");
        Assert.Equal(after.Distinct().Count(), (await KeysAsync(pilot)).Distinct().Count());
    }

    [Fact]
    public async Task Learners_whose_files_were_removed_stop_it_and_nothing_is_changed_unless_that_is_asked_for()
    {
        using var pilot = await FilledAsync();
        // The files of the first return are gone, and one learner stood in it alone.
        await RemoveFilesAsync(pilot, 1);
        var keys = await KeysAsync(pilot);
        var secret = await File.ReadAllTextAsync(Secret(pilot));

        var (code, _, said) = await pilot.TryAsync("2027-01-10", "rekey");
        Assert.Equal(3, code);
        Assert.Contains("1 learner of 5 cannot be keyed anew", said, StringComparison.Ordinal);
        Assert.Equal(keys, await KeysAsync(pilot));
        Assert.Equal(secret, await File.ReadAllTextAsync(Secret(pilot)));

        var report = await pilot.RunAsync("2027-01-10", "rekey", "--keep-unmatched");
        Assert.Equal(1, report.GetProperty("unmatched").GetInt32());
        Assert.Equal(keys.Distinct().Count(), (await KeysAsync(pilot)).Distinct().Count());
    }

    [Fact]
    public async Task A_program_that_still_has_the_earlier_secret_stores_nothing_more()
    {
        using var pilot = await FilledAsync();
        var earlier = await pilot.OpenAsync("2027-01-10");
        await pilot.RunAsync("2027-01-10", "rekey");
        using var file = Enrolments(4, preparedOn: new DateOnly(2027, 1, 11)).ToStream();
        using var content = new MemoryStream();
        await file.CopyToAsync(content);
        var before = await KeysAsync(pilot);

        await Assert.ThrowsAsync<LearnerKeySecretException>(() =>
            new Functions.Returns.SubmitFile(earlier).RunAsync("late.xlsx", content, College, null, CancellationToken.None));
        Assert.Equal(before, await KeysAsync(pilot));
    }

    [Fact]
    public async Task A_crash_after_the_database_was_filled_is_made_good_at_the_next_start()
    {
        using var pilot = await FilledAsync();
        var secret = await File.ReadAllTextAsync(Secret(pilot));
        await pilot.RunAsync("2027-01-10", "rekey");
        // As it would have been left: the new secret beside the old one.
        File.Move(Secret(pilot), Secret(pilot) + ".next");
        await File.WriteAllTextAsync(Secret(pilot), secret);

        await pilot.IngestAsync(Enrolments(4, preparedOn: new DateOnly(2027, 1, 11)), "2027-01-11");
        Assert.NotEqual(secret, await File.ReadAllTextAsync(Secret(pilot)));
        Assert.False(File.Exists(Secret(pilot) + ".next"));
    }

    /// <summary>Five learners, of whom the first return alone names one; and the second return names the other four.</summary>
    private static async Task<CommandLineRunner> FilledAsync()
    {
        var pilot = new CommandLineRunner();
        await pilot.SettingsAsync(Small());
        await pilot.IngestAsync(Enrolments(5, preparedOn: new DateOnly(2027, 1, 4)), "2027-01-05");
        await pilot.IngestAsync(Enrolments(4, preparedOn: new DateOnly(2027, 1, 5)), "2027-01-06");
        return pilot;
    }

    private static string Secret(CommandLineRunner pilot) => Path.Combine(pilot.Data, "learner-key.secret");

    private static async Task RemoveFilesAsync(CommandLineRunner pilot, int number)
    {
        var services = await pilot.OpenAsync("2027-01-09");
        await using var context = services.Database.Open();
        await context.Submissions.Where(submission => submission.Number == number).ExecuteUpdateAsync(set => set.SetProperty(row => row.PurgedAt, services.UtcNow));
        File.Delete(Path.Combine(pilot.Data, "submissions", College.ToString(), $"{number}.xlsx"));
    }

    private static async Task<List<string>> KeysAsync(CommandLineRunner pilot)
    {
        await using var context = pilot.Database.Open();
        var keys = await context.Enrolments.AsNoTracking().OrderBy(row => EF.Property<long>(row, "Id")).Select(row => EF.Property<byte[]>(row, "LearnerKey")).ToListAsync();
        return keys.ConvertAll(key => Convert.ToHexString(key!));
    }
}
