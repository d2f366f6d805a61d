using Microsoft.Extensions.Logging;
using Pilot.Functions.Blobs;
using Pilot.Functions.Returns;
using Pilot.Tests.Support;
using static Pilot.Tests.Support.SettingsBuilder;

namespace Pilot.Tests.Faults;

/// <summary>Files where none belong, under names that no file should have, or that cannot be opened: nobody else waits for them.</summary>
public sealed class OddPlacesTests(PreparedPilot prepared) : IClassFixture<PreparedPilot>
{
    /// <summary>Places that a provider or an officer can write to, in Azure at least.</summary>
    public static TheoryData<string, string> Odd() => new()
    {
        { "returns", "10000001/back\\slash.xlsx" }, { "returns", "10000001/bell\a.xlsx" }, { "returns", "in no folder.xlsx" },
        { "returns", "10000001/2026Q3/buried.xlsx" }, { "settings", "rates\\2027.xlsx" }, { "settings", "2027/rates.xlsx" },
    };

    [Theory]
    [MemberData(nameof(Odd))]
    public async Task S2_a_file_of_an_odd_place_or_name_keeps_nobody_waiting_and_the_office_is_told_once(string container, string name)
    {
        using var pilot = prepared.Copy();
        var path = Path.Combine(pilot.Folder, container, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path, [1, 2, 3]);
        File.SetLastWriteTimeUtc(path, TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-20));

        for (var i = 0; i < 7; i++)
        {
            await new SweepUploads(pilot.Open()).RunAsync(CancellationToken.None);
        }

        await new RecordFailure(pilot.Open()).RunAsync(container, [name], CancellationToken.None);

        Assert.Contains(await pilot.FactsAsync(), line => line.StartsWith(SmallPilot.Upload + "|PartlyAccepted|1", StringComparison.Ordinal));
        var told = Directory.EnumerateFiles(Path.Combine(pilot.Folder, "outbox"), "failed-office-*.json").Select(File.ReadAllText).ToList();
        Assert.Contains(container, Assert.Single(told), StringComparison.Ordinal);
        Assert.DoesNotContain(Path.GetFileNameWithoutExtension(name), told[0], StringComparison.Ordinal);
        Assert.Single(await pilot.HoldingsAsync(), line => line.StartsWith("Audit|", StringComparison.Ordinal) && line.Contains("has no place there", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("x", 245)]
    [InlineData("é", 122)]
    public async Task S2_a_name_as_long_as_a_disk_takes_is_answered_as_any_other(string letter, int times)
    {
        using var pilot = prepared.Copy();
        var name = string.Concat(Enumerable.Repeat(letter, times)) + ".xlsx";
        await SmallPilot.UploadAsync(pilot.Open(), name, SmallPilot.Enrolments(3, Private), Private);

        await new SweepUploads(pilot.Open()).RunAsync(CancellationToken.None);

        await pilot.EachUploadHasOneFinalReceiptAsync();
        Assert.Single(Directory.EnumerateFiles(Path.Combine(pilot.Folder, "receipts", Private.ToString()), "*-checked.xlsx", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_long_name_that_somebody_typed_is_cut_between_letters_to_what_a_disk_takes()
    {
        var name = SubmitFile.SafeName(string.Concat(Enumerable.Repeat("\U0001F600", 150)) + ".xlsx");
        Assert.EndsWith("\U0001F600.xlsx", name, StringComparison.Ordinal);
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(name), 190, 220);
    }

    [Fact]
    public async Task S2_an_upload_that_the_program_may_not_read_keeps_nobody_waiting_and_the_office_is_told_once()
    {
        using var pilot = prepared.Copy();
        await SmallPilot.UploadAsync(pilot.Open(), "locked.xlsx", SmallPilot.Enrolments(2), Private);
        var log = new KeptLog();
        var sweep = new SweepUploads(pilot.Open(null, store => new Locked(store), log));
        for (var i = 0; i < 7; i++)
        {
            await sweep.RunAsync(CancellationToken.None);
        }

        Assert.Contains(await pilot.FactsAsync(), line => line.StartsWith(SmallPilot.Upload + "|PartlyAccepted|1", StringComparison.Ordinal));
        Assert.Contains("cannot be read by the service", Assert.Single(
            Directory.EnumerateFiles(Path.Combine(pilot.Folder, "outbox"), "failed-office-*.json").Select(File.ReadAllText)), StringComparison.Ordinal);
        Assert.Contains("UnauthorizedAccessException", log.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("locked", log.Said, StringComparison.Ordinal);

        // Once it may, it is answered as if nothing had been.
        await new SweepUploads(pilot.Open()).RunAsync(CancellationToken.None);
        await pilot.EachUploadHasOneFinalReceiptAsync();
    }

    private sealed class Locked(IBlobStore real) : IBlobStore
    {
        public IAsyncEnumerable<BlobEntry> ListAsync(string container, string prefix, CancellationToken cancel) => real.ListAsync(container, prefix, cancel);

        public Task<BlobEntry?> FindAsync(string container, string name, CancellationToken cancel) => real.FindAsync(container, name, cancel);

        public Task<Stream> OpenReadAsync(string container, string name, CancellationToken cancel) => name.EndsWith("/locked.xlsx", StringComparison.Ordinal)
            ? throw new UnauthorizedAccessException("Access to '/data/returns/locked.xlsx' is denied.")
            : real.OpenReadAsync(container, name, cancel);

        public Task<bool> CreateAsync(string container, string name, Stream content, string contentType, CancellationToken cancel) =>
            real.CreateAsync(container, name, content, contentType, cancel);

        public Task ReplaceAsync(string container, string name, Stream content, string contentType, CancellationToken cancel) =>
            real.ReplaceAsync(container, name, content, contentType, cancel);

        public Task<bool> DeleteAsync(string container, string name, string eTag, CancellationToken cancel) => real.DeleteAsync(container, name, eTag, cancel);
    }
}
