using Pilot.Functions.Blobs;

namespace Pilot.Tests.Blobs;

public sealed partial class FolderBlobStoreTests : BlobStoreContract, IDisposable
{
    private readonly string data = Path.Combine(Path.GetTempPath(), $"pilot-blobs-{Guid.NewGuid():N}");

    public FolderBlobStoreTests() => Store = new FolderBlobStore(data, TimeProvider.System);

    protected override IBlobStore Store { get; }

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public async Task A_container_is_a_folder_of_the_data_folder_and_nothing_else_is_left_in_it()
    {
        await ReplaceAsync("10000001/a.xlsx", "one");
        await ReplaceAsync("10000001/a.xlsx", "two");
        await CreateAsync("10000001/a.xlsx", "three");

        var file = Assert.Single(Directory.GetFiles(data, "*", SearchOption.AllDirectories));
        Assert.Equal(Path.Combine(data, Container, "10000001", "a.xlsx"), file);
        Assert.Equal("two", await File.ReadAllTextAsync(file));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(999, false)]
    [InlineData(1000, true)]
    [InlineData(-500, false)]
    public async Task A_file_that_was_copied_in_is_left_out_until_it_has_rested_for_a_second(int millisecondsAgo, bool listed)
    {
        var clock = new FixedStoreClock(new DateTimeOffset(2026, 10, 5, 9, 0, 0, TimeSpan.Zero));
        var store = new FolderBlobStore(data, clock, clock);
        CopyIn("10000001/a.xlsx", clock.GetUtcNow().AddMilliseconds(-millisecondsAgo));

        var found = await store.FindAsync(Container, "10000001/a.xlsx", CancellationToken.None);
        Assert.Equal(listed, found is not null);
        Assert.Equal(listed ? 1 : 0, await CountAsync(store));
    }

    [Theory]
    [InlineData("", 599, false)]
    [InlineData("", 600, true)]
    [InlineData("half a workbook", 599, false)]
    [InlineData("half a workbook", 600, true)]
    [InlineData("room for a workbook", 599, false)]
    [InlineData("a workbook", 1, true)]
    [InlineData("a word", 1, true)]
    public async Task An_empty_file_and_half_a_workbook_are_left_out_until_they_have_stood_still_for_ten_minutes(string what, int secondsAgo, bool listed)
    {
        var clock = new FixedStoreClock(new DateTimeOffset(2026, 10, 5, 9, 0, 0, TimeSpan.Zero));
        var store = new FolderBlobStore(data, clock, clock);
        using var workbook = Support.SmallReturns.Enrolments(1).ToStream();
        using var bytes = new MemoryStream();
        await workbook.CopyToAsync(bytes);
        var whole = bytes.ToArray();
        var path = CopyIn("10000001/a.xlsx", clock.GetUtcNow());
        await File.WriteAllBytesAsync(path, what switch
        {
            "" => [],
            "half a workbook" => whole[..(whole.Length / 2)],
            "room for a workbook" => new byte[whole.Length],
            "a workbook" => whole,
            _ => "a word"u8.ToArray(),
        });
        File.SetLastWriteTimeUtc(path, clock.GetUtcNow().AddSeconds(-secondsAgo).UtcDateTime);

        Assert.Equal(listed, await store.FindAsync(Container, "10000001/a.xlsx", CancellationToken.None) is not null);
        Assert.Equal(listed ? 1 : 0, await CountAsync(store));
    }

    [Fact]
    public async Task A_pipe_is_never_opened_and_a_link_a_pipe_and_a_hidden_file_are_named()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        CopyIn("10000001/.hidden.xlsx", LongAgo);
        CopyIn("10000001/.just-now.xlsx", TimeProvider.System.GetUtcNow());
        CopyIn("10000001/plain.xlsx", LongAgo);
        File.CreateSymbolicLink(Path.Combine(data, Container, "10000001", "link.xlsx"), "/dev/zero");
        using (var made = System.Diagnostics.Process.Start("mkfifo", Path.Combine(data, Container, "10000001", "pipe.xlsx")))
        {
            await made.WaitForExitAsync();
        }

        await Task.Run(async () =>
        {
            Assert.Equal(["10000001/plain.xlsx"], (await ListAsync()).Select(entry => entry.Name));
            Assert.Null(await FindAsync("10000001/pipe.xlsx"));
            await Assert.ThrowsAsync<FileNotFoundException>(() => ReadAsync("10000001/pipe.xlsx"));
            Assert.Null(OpenRegularFile.TryOpen(new FileInfo(Path.Combine(data, Container, "10000001", "link.xlsx"))));
        }).WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(
            ["10000001/.hidden.xlsx", "10000001/link.xlsx", "10000001/pipe.xlsx"],
            Store.ListIrregularFiles(Container).Select(file => file.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_file_changed_under_its_old_time_and_length_is_another_writing_of_the_same()
    {
        var path = CopyIn("10000001/a.xlsx", LongAgo);
        var before = (await FindAsync("10000001/a.xlsx"))!;
        await Task.Delay(30);
        await File.WriteAllTextAsync(path, "copied IN");
        File.SetLastWriteTimeUtc(path, LongAgo.UtcDateTime);
        var after = (await FindAsync("10000001/a.xlsx"))!;

        Assert.Equal(before.ContentVersion, after.ContentVersion);
        Assert.True(after.IsSameVersion(before.ETag) && after.IsSameVersion(before.ContentVersion));
        if (OperatingSystem.IsLinux())
        {
            Assert.NotEqual(before.ETag, after.ETag);
        }
    }

    [Fact]
    public async Task What_the_store_makes_is_its_owners_alone_and_what_it_left_half_written_goes_after_a_day()
    {
        await ReplaceAsync("10000001/a.xlsx", "one");
        var old = CopyIn($"10000001/.{Guid.NewGuid():N}.tmp", LongAgo);
        var fresh = CopyIn($"10000001/.{Guid.NewGuid():N}.tmp", TimeProvider.System.GetUtcNow().AddHours(-23));
        var others = CopyIn("10000001/.mine.tmp", LongAgo);

        Assert.Equal(1, Store.RemoveLeftoverFiles());

        Assert.Equal((false, true, true), (File.Exists(old), File.Exists(fresh), File.Exists(others)));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(data, Container, "10000001", "a.xlsx")));
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(data, Container, "10000001")));
        }
    }

    [Fact]
    public async Task A_file_that_its_writer_still_holds_open_is_left_out()
    {
        var file = CopyIn("10000001/a.xlsx", TimeProvider.System.GetUtcNow().AddSeconds(-30));
        await using (var writer = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.None))
        {
            Assert.Empty(await ListAsync());
        }

        Assert.Single(await ListAsync());
    }

    [Theory]
    [InlineData("10000001/~$return.xlsx")]
    [InlineData("10000001/.~lock.return.xlsx#")]
    [InlineData("10000001/.return.xlsx.Xa31f2")]
    [InlineData("10000001/return.xlsx.part")]
    [InlineData("10000001/Return.XLSX.CRDOWNLOAD")]
    [InlineData(".Trash-1000/return.xlsx")]
    public async Task Lock_files_and_unfinished_downloads_are_no_submissions(string name)
    {
        CopyIn(name, LongAgo);
        CopyIn("10000001/return.xlsx", LongAgo);

        Assert.Equal("10000001/return.xlsx", Assert.Single(await ListAsync()).Name);
        Assert.Null(await FindAsync(name));
    }

    private static DateTimeOffset LongAgo => new(2020, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private string CopyIn(string name, DateTimeOffset written)
    {
        var path = Path.Combine(data, Container, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "copied in");
        File.SetLastWriteTimeUtc(path, written.UtcDateTime);
        return path;
    }

    private async Task<int> CountAsync(FolderBlobStore store)
    {
        var count = 0;
        await foreach (var _ in store.ListAsync(Container, "", CancellationToken.None))
        {
            count++;
        }

        return count;
    }
}
