using Microsoft.Extensions.Logging;
using Pilot.Functions.Blobs;
using Pilot.Tests.Support;
using Xunit.Sdk;

namespace Pilot.Tests.Threats;

/// <summary>The search that is made of everything that the tests make the program write: it finds what it looks for.</summary>
public sealed class NothingPersonalTests
{
    [Fact]
    public void A_ULN_a_date_of_birth_and_a_postcode_of_a_sample_learner_are_found()
    {
        var row = Faults.SmallPilot.Enrolments(1);
        var born = (DateOnly)row.Value(0, "date_of_birth")!;
        foreach (var text in new[] { $"learner {SampleUlns.Valid(5)} failed", $"\"{SampleUlns.Valid(7)}\"", $"born {born:yyyy-MM-dd}", $"at {row.Value(0, "home_postcode")}." })
        {
            Assert.ThrowsAny<XunitException>(() => PersonalData.AssertNoneIn(text, "A log"));
        }

        PersonalData.AssertNoneIn($"1234567890 {SampleUlns.Valid(5)[..9]} 2026-10-05 B15 a{SampleUlns.Valid(5)}f", "A log");
    }

    [Fact]
    public async Task A_ULN_that_the_program_logs_or_writes_into_a_folder_fails_the_test_that_made_it_do_so()
    {
        var logging = await Faults.SmallPilot.PrepareAsync();
        logging.Open().Log.LogInformation("Learner {Uln} failed", SampleUlns.Valid(5));
        Assert.ThrowsAny<XunitException>(logging.Dispose);

        foreach (var file in new[] { "outbox/received-1-v1.json", "receipts/10000001/1/receipt.json", "reports/2026Q3/manifest-r1.json" })
        {
            var writing = await Faults.SmallPilot.PrepareAsync();
            var path = Path.Combine(writing.Folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.AppendAllTextAsync(path, $" {SampleUlns.Valid(5)} ");
            Assert.ThrowsAny<XunitException>(writing.Dispose);
            Assert.False(Directory.Exists(writing.Folder));
        }
    }

    [Fact]
    public async Task A_postcode_in_a_workbook_in_Azurite_fails_the_tests_that_share_it()
    {
        var azurite = new AzuriteFixture();
        await azurite.InitializeAsync();
        var blobs = AzureBlobStore.Connect(azurite.ConnectionString, makeContainers: true);
        using var content = Faults.SmallPilot.Enrolments(1).ToStream();
        await blobs.ReplaceAsync("returns", "10000001/own.xlsx", content, "", CancellationToken.None);
        await PersonalData.AssertNoneInBlobsAsync(azurite.ConnectionString);
        content.Position = 0;
        await blobs.ReplaceAsync("statements", "10000001/2026Q3-r1.xlsx", content, "", CancellationToken.None);
        await Assert.ThrowsAnyAsync<XunitException>(azurite.DisposeAsync);
    }
}
