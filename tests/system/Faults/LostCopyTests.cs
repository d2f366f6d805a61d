using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Faults;
using Pilot.Functions.Returns;
using Pilot.Functions.Timers;
using Pilot.Reporting.Returns;
using static Pilot.Tests.Support.SettingsBuilder;

namespace Pilot.Tests.Faults;

/// <summary>The kept copy of an old return is deleted, or one bit of it flips: nobody who sends something new waits for it.</summary>
public sealed class LostCopyTests(PreparedPilot prepared) : IClassFixture<PreparedPilot>
{
    /// <summary>The completion return of the prepared pilot: it is judged again when the second enrolment return comes.</summary>
    private const int Old = 2;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_lost_or_damaged_copy_keeps_its_judgement_the_new_return_is_answered_the_office_told_and_the_quarter_closes(bool isDeleted)
    {
        using var pilot = prepared.Copy();
        var before = (await pilot.FactsAsync()).Where(line => line.Contains("completions.xlsx", StringComparison.Ordinal)).ToList();
        Spoil(pilot, isDeleted);
        File.Delete(Path.Combine(pilot.Folder, "returns", College.ToString(), "completions.xlsx"));

        for (var i = 0; i < 3; i++)
        {
            await new SweepUploads(pilot.Open()).RunAsync(CancellationToken.None);
        }

        var facts = await pilot.FactsAsync();
        Assert.Contains(facts, line => line.StartsWith(SmallPilot.Upload + "|PartlyAccepted|1", StringComparison.Ordinal));
        Assert.Equal(before, facts.Where(line => line.Contains("completions.xlsx", StringComparison.Ordinal)));
        Assert.Single(await pilot.SnapshotAsync(), line => line.StartsWith("Audit|", StringComparison.Ordinal) && line.Contains($"the kept copy of submission {Old} is lost or damaged", StringComparison.Ordinal));
        Assert.Single(Directory.EnumerateFiles(Path.Combine(pilot.Folder, "outbox"), "failed-office-*.json").Select(File.ReadAllText), text => text.Contains("kept copy", StringComparison.Ordinal));

        var refused = await Assert.ThrowsAsync<CannotBeDoneException>(() => new RejudgeSubmission(pilot.Open()).RunAsync(Old, CancellationToken.None));
        Assert.Contains("last judgement stands", refused.Message, StringComparison.Ordinal);

        var later = pilot.Open(new Functions.FixedClock(new(2027, 2, 2, 12, 0, 0, TimeSpan.Zero)));
        await new CloseAndRefreshQuarters(later).RunAsync(CancellationToken.None);
        await using var context = later.Database.Open();
        Assert.True(await context.Runs.AnyAsync(run => run.Kind == Reporting.Funding.RunKind.Closing && run.Period == SmallPilot.Period.Id));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_the_upload_is_still_there_a_lost_copy_changes_nothing(bool isDeleted)
    {
        using var undisturbed = prepared.Copy();
        await undisturbed.ResumeAsync();
        using var pilot = prepared.Copy();
        Spoil(pilot, isDeleted);

        await pilot.ResumeAsync();

        Assert.Equal(await undisturbed.FactsAsync(), await pilot.FactsAsync());
        Assert.DoesNotContain(await pilot.SnapshotAsync(), line => line.Contains("lost or damaged", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_lost_or_damaged_receipt_is_shown_from_the_database(bool isDeleted)
    {
        using var pilot = prepared.Copy();
        var receipt = Path.Combine(pilot.Folder, "receipts", College.ToString(), "1", "receipt.json");
        var sent = Receipt.FromJson(await File.ReadAllBytesAsync(receipt));
        if (isDeleted)
        {
            File.Delete(receipt);
        }
        else
        {
            await File.WriteAllTextAsync(receipt, "{\"status\": \u0001");
        }

        var (_, shown) = await new SubmitFile(pilot.Open()).ReadAnswerAsync(1, CancellationToken.None);

        Assert.Equal(sent.ToJson(), shown.ToJson());
    }

    private static void Spoil(SmallPilot pilot, bool isDeleted)
    {
        var copy = Path.Combine(pilot.Folder, "submissions", College.ToString(), $"{Old}.xlsx");
        if (isDeleted)
        {
            File.Delete(copy);
            return;
        }

        var bytes = File.ReadAllBytes(copy);
        bytes[bytes.Length / 2] ^= 0x10;
        File.WriteAllBytes(copy, bytes);
    }
}
