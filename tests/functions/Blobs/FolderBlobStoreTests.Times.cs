using Pilot.Functions.Blobs;

namespace Pilot.Tests.Blobs;

/// <summary>When a file was received, and links.</summary>
public sealed partial class FolderBlobStoreTests
{
    [Fact]
    public async Task A_file_that_kept_its_old_time_was_received_when_it_was_copied_in()
    {
        var before = TimeProvider.System.GetUtcNow().AddSeconds(-1);
        CopyIn("10000001/late.xlsx", LongAgo);

        Assert.InRange((await FindAsync("10000001/late.xlsx"))!.ReceivedAt, before, TimeProvider.System.GetUtcNow());
    }

    [Fact]
    public async Task A_file_that_was_moved_in_was_received_when_it_was_moved()
    {
        var elsewhere = CopyIn("elsewhere/late.xlsx", LongAgo);
        await Task.Delay(50);
        var before = TimeProvider.System.GetUtcNow().AddMilliseconds(-20);
        Directory.CreateDirectory(Path.Combine(data, Container, "10000001"));
        File.Move(elsewhere, Path.Combine(data, Container, "10000001", "late.xlsx"));

        if (OperatingSystem.IsLinux())
        {
            Assert.InRange((await FindAsync("10000001/late.xlsx"))!.ReceivedAt, before, TimeProvider.System.GetUtcNow());
        }
    }

    [Fact]
    public async Task No_file_is_received_later_than_now()
    {
        CopyIn("10000001/a.xlsx", TimeProvider.System.GetUtcNow().AddDays(400));

        Assert.InRange((await FindAsync("10000001/a.xlsx"))!.ReceivedAt, LongAgo, TimeProvider.System.GetUtcNow());
    }

    [Fact]
    public async Task On_a_clock_that_stands_still_a_written_blob_has_its_time_and_every_replacement_a_new_ETag()
    {
        var clock = new FixedStoreClock(new DateTimeOffset(2027, 4, 20, 8, 0, 0, TimeSpan.Zero));
        var store = new FolderBlobStore(data, clock);
        await store.CreateAsync(Container, "a.json", Content("same"), "application/json", CancellationToken.None);
        var first = await store.FindAsync(Container, "a.json", CancellationToken.None);
        await store.ReplaceAsync(Container, "a.json", Content("same"), "application/json", CancellationToken.None);
        var second = await store.FindAsync(Container, "a.json", CancellationToken.None);

        Assert.Equal(clock.GetUtcNow(), first!.ReceivedAt);
        Assert.Equal(clock.GetUtcNow(), second!.ReceivedAt);
        Assert.NotEqual(first.ETag, second.ETag);
    }

    [Fact]
    public async Task A_link_is_not_followed_out_of_the_store()
    {
        var outside = Directory.CreateTempSubdirectory("pilot-outside-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(outside.FullName, "secret.xlsx"), "secret");
            Directory.CreateDirectory(Path.Combine(data, Container, "10000001"));
            File.CreateSymbolicLink(Path.Combine(data, Container, "10000001", "a.xlsx"), Path.Combine(outside.FullName, "secret.xlsx"));
            Directory.CreateSymbolicLink(Path.Combine(data, Container, "10000002"), outside.FullName);

            Assert.Empty(await ListAsync());
            Assert.Empty(await ListAsync("10000002/"));
            Assert.Null(await FindAsync("10000001/a.xlsx"));
            Assert.Null(await FindAsync("10000002/secret.xlsx"));
            await Assert.ThrowsAsync<FileNotFoundException>(() => ReadAsync("10000002/secret.xlsx"));
            await Assert.ThrowsAsync<IOException>(() => CreateAsync("10000002/new.xlsx"));
            Assert.Single(outside.GetFiles());
        }
        finally
        {
            outside.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_data_folder_that_the_store_makes_is_its_owners_alone()
    {
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(data));
        }
    }

    private sealed class FixedStoreClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
