using Pilot.Functions.Blobs;
using Pilot.Functions.Returns;
using Pilot.Functions.Timers;
using Pilot.Tests.Support;
using static Pilot.Tests.Support.SettingsBuilder;

namespace Pilot.Tests.Faults;

/// <summary>Files where none belong, under names that no file should have, or that cannot be opened: nobody else waits for them.</summary>
public sealed class BlockedFilesTests(PreparedPilot prepared) : IClassFixture<PreparedPilot>
{
    /// <summary>Places that a provider or an officer can write to, in Azure at least.</summary>
    public static TheoryData<string, string> Odd() => new()
    {
        { "returns", "10000001/back\\slash.xlsx" }, { "returns", "10000001/bell\a.xlsx" }, { "returns", "in no folder.xlsx" },
        { "returns", "10000001/2026Q3/buried.xlsx" }, { "settings", "rates\\2027.xlsx" }, { "settings", "2027/rates.xlsx" },
    };

    [Theory]
    [MemberData(nameof(Odd))]
    public async Task Functions_2_a_file_of_an_odd_place_or_name_keeps_nobody_waiting_and_the_office_is_told_once(string container, string name)
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

        await new GiveUpUploads(pilot.Open()).RunAsync(container, [name], CancellationToken.None);

        Assert.Contains(await pilot.FactsAsync(), line => line.StartsWith(SmallPilot.Upload + "|PartlyAccepted|1", StringComparison.Ordinal));
        var told = Directory.EnumerateFiles(Path.Combine(pilot.Folder, "outbox"), "failed-office-*.json").Select(File.ReadAllText).ToList();
        Assert.Contains(container, Assert.Single(told), StringComparison.Ordinal);
        Assert.DoesNotContain(Path.GetFileNameWithoutExtension(name), told[0], StringComparison.Ordinal);
        Assert.Single(await pilot.SnapshotAsync(), line => line.StartsWith("Audit|", StringComparison.Ordinal) && line.Contains("has no place there", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("l0000001")]
    [InlineData("10000001 ")]
    [InlineData("\uFF110000001")]
    [InlineData("10000001\u200B")]
    [InlineData("college")]
    public async Task DECL_03_a_folder_that_is_no_providers_UKPRN_exactly_is_answered_and_nothing_in_it_is_accepted(string folder)
    {
        using var pilot = prepared.Copy();
        using var content = SmallPilot.Enrolments(3).ToStream();
        await SmallPilot.WriteAsync(pilot.Open(), "returns", folder + "/return.xlsx", content.ToArray());

        await new SweepUploads(pilot.Open()).RunAsync(CancellationToken.None);

        await pilot.EachUploadHasOneFinalReceiptAsync();
        Assert.DoesNotContain(await pilot.FactsAsync(), line => line.StartsWith(folder, StringComparison.Ordinal) && (line.Contains("ENR ", StringComparison.Ordinal) || line.Contains("ccepted", StringComparison.Ordinal)));
        var receipt = await File.ReadAllTextAsync(Directory.EnumerateFiles(Path.Combine(pilot.Folder, "receipts", folder), "receipt.json", SearchOption.AllDirectories).Single());
        Assert.Contains("DECL_03", receipt, StringComparison.Ordinal);
        Assert.Contains("8 digits and nothing else", receipt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_of_folders_that_are_nobodys_are_judged_at_once_and_share_no_number()
    {
        using var pilot = prepared.Copy();
        using var content = SmallPilot.Enrolments(1).ToStream();
        var folders = Enumerable.Range(1, 6).Select(number => FormattableString.Invariant($"nobody{number}")).ToList();
        foreach (var folder in folders)
        {
            await SmallPilot.WriteAsync(pilot.Open(), "returns", folder + "/return.xlsx", content.ToArray());
        }

        await Task.WhenAll(folders.Select(folder => Task.Run(() => new ReceiveReturn(pilot.Open()).RunAsync(folder + "/return.xlsx", null, CancellationToken.None))));

        await new SweepUploads(pilot.Open()).RunAsync(CancellationToken.None);
        await pilot.EachUploadHasOneFinalReceiptAsync();
    }

    [Fact]
    public async Task A_file_whose_bytes_change_under_an_unchanged_time_and_length_is_judged_again_and_one_that_was_only_touched_is_not()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var pilot = prepared.Copy();
        await new SweepUploads(pilot.Open()).RunAsync(CancellationToken.None);
        var path = Path.Combine(pilot.Folder, "returns", SmallPilot.Upload);
        var (time, bytes) = (File.GetLastWriteTimeUtc(path), await File.ReadAllBytesAsync(path));
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        await new SweepUploads(pilot.Open()).RunAsync(CancellationToken.None);
        Assert.Single(await pilot.FactsAsync(), line => line.StartsWith(SmallPilot.Upload + "|", StringComparison.Ordinal) && !line.Contains("ENR ", StringComparison.Ordinal));

        bytes[bytes.Length / 2] ^= 0xFF;
        await File.WriteAllBytesAsync(path, bytes);
        File.SetLastWriteTimeUtc(path, time);
        await new SweepUploads(pilot.Open()).RunAsync(CancellationToken.None);

        Assert.Equal(2, (await pilot.FactsAsync()).Count(line => line.StartsWith(SmallPilot.Upload + "|", StringComparison.Ordinal) && !line.Contains("ENR ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_link_in_a_providers_folder_is_named_to_the_office_once_and_in_no_log()
    {
        using var pilot = prepared.Copy();
        File.CreateSymbolicLink(Path.Combine(pilot.Folder, "returns", College.ToString(), "borrowed\u202Exslx.xlsx"), "/etc/passwd");
        var log = new RecordingLogger();
        for (var i = 0; i < 3; i++)
        {
            await new SweepUploads(pilot.Open(null, null, log)).RunAsync(CancellationToken.None);
        }

        var told = Assert.Single(await pilot.SnapshotAsync(), line => line.Contains("is a link to another place", StringComparison.Ordinal) && line.StartsWith("Audit|", StringComparison.Ordinal));
        Assert.Contains($"{College}/borrowedxslx.xlsx", told, StringComparison.Ordinal);
        Assert.DoesNotContain("borrowed", log.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_of_an_empty_blob_that_is_still_to_be_filled_draws_no_answer()
    {
        using var pilot = prepared.Copy();
        var growing = pilot.Open(null, store => new Growing(store));

        Assert.Null(await new ReceiveReturn(growing).RunAsync(SmallPilot.Upload, null, CancellationToken.None));
        await new SweepUploads(growing).RunAsync(CancellationToken.None);

        Assert.DoesNotContain(await pilot.FactsAsync(), line => line.StartsWith(SmallPilot.Upload, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("x", 245)]
    [InlineData("é", 122)]
    public async Task Functions_2_a_name_as_long_as_a_disk_takes_is_answered_as_any_other(string letter, int times)
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
    public async Task Functions_2_an_upload_that_the_program_may_not_read_keeps_nobody_waiting_and_the_office_is_told_once()
    {
        using var pilot = prepared.Copy();
        await SmallPilot.UploadAsync(pilot.Open(), "out-of-reach.xlsx", SmallPilot.Enrolments(2), Private);
        var log = new RecordingLogger();
        var sweep = new SweepUploads(pilot.Open(null, store => new Locked(store), log));
        for (var i = 0; i < 7; i++)
        {
            await sweep.RunAsync(CancellationToken.None);
        }

        Assert.Contains(await pilot.FactsAsync(), line => line.StartsWith(SmallPilot.Upload + "|PartlyAccepted|1", StringComparison.Ordinal));
        Assert.Contains("cannot be read by the service", Assert.Single(
            Directory.EnumerateFiles(Path.Combine(pilot.Folder, "outbox"), "failed-office-*.json").Select(File.ReadAllText)), StringComparison.Ordinal);
        Assert.Contains("UnauthorizedAccessException", log.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("out-of-reach", log.Said, StringComparison.Ordinal);

        // Once it may, it is answered as if nothing had been.
        await new SweepUploads(pilot.Open()).RunAsync(CancellationToken.None);
        await pilot.EachUploadHasOneFinalReceiptAsync();
    }

    /// <summary>The second upload was made and is not filled yet.</summary>
    private sealed class Growing(IBlobStore real) : IBlobStore
    {
        public async IAsyncEnumerable<BlobEntry> ListAsync(
            string container, string prefix, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await foreach (var entry in real.ListAsync(container, prefix, cancellationToken))
            {
                yield return Made(entry);
            }
        }

        public async Task<BlobEntry?> FindAsync(string container, string name, CancellationToken cancellationToken) =>
            await real.FindAsync(container, name, cancellationToken) is { } entry ? Made(entry) : null;

        public Task<Stream> OpenReadAsync(string container, string name, CancellationToken cancellationToken) => real.OpenReadAsync(container, name, cancellationToken);

        public Task<bool> CreateAsync(string container, string name, Stream content, string contentType, CancellationToken cancellationToken) =>
            real.CreateAsync(container, name, content, contentType, cancellationToken);

        public Task ReplaceAsync(string container, string name, Stream content, string contentType, CancellationToken cancellationToken) =>
            real.ReplaceAsync(container, name, content, contentType, cancellationToken);

        public Task<bool> DeleteAsync(string container, string name, string eTag, CancellationToken cancellationToken) => real.DeleteAsync(container, name, eTag, cancellationToken);

        private static BlobEntry Made(BlobEntry entry) => entry.Name == SmallPilot.Upload ? entry with { MayStillGrow = true } : entry;
    }

    private sealed class Locked(IBlobStore real) : IBlobStore
    {
        public IAsyncEnumerable<BlobEntry> ListAsync(string container, string prefix, CancellationToken cancellationToken) => real.ListAsync(container, prefix, cancellationToken);

        public Task<BlobEntry?> FindAsync(string container, string name, CancellationToken cancellationToken) => real.FindAsync(container, name, cancellationToken);

        public Task<Stream> OpenReadAsync(string container, string name, CancellationToken cancellationToken) => name.EndsWith("/out-of-reach.xlsx", StringComparison.Ordinal)
            ? throw new UnauthorizedAccessException("Access to '/data/returns/out-of-reach.xlsx' is denied.")
            : real.OpenReadAsync(container, name, cancellationToken);

        public Task<bool> CreateAsync(string container, string name, Stream content, string contentType, CancellationToken cancellationToken) =>
            real.CreateAsync(container, name, content, contentType, cancellationToken);

        public Task ReplaceAsync(string container, string name, Stream content, string contentType, CancellationToken cancellationToken) =>
            real.ReplaceAsync(container, name, content, contentType, cancellationToken);

        public Task<bool> DeleteAsync(string container, string name, string eTag, CancellationToken cancellationToken) => real.DeleteAsync(container, name, eTag, cancellationToken);
    }
}
