using System.Text;
using Pilot.Functions.Blobs;

namespace Pilot.Tests.Blobs;

/// <summary>What every store does, whatever lies behind it. Each store's own class inherits these tests.</summary>
public abstract partial class BlobStoreContract
{
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Fresh for every test: stores may share a server.</summary>
    protected string Container { get; } = $"t{Guid.NewGuid():N}";

    protected abstract IBlobStore Store { get; }

    protected static Stream Content(string text) => new MemoryStream(Encoding.UTF8.GetBytes(text));

    protected Task<bool> CreateAsync(string name, string text = "content") =>
        Store.CreateAsync(Container, name, Content(text), Xlsx, CancellationToken.None);

    protected Task ReplaceAsync(string name, string text) =>
        Store.ReplaceAsync(Container, name, Content(text), Xlsx, CancellationToken.None);

    protected Task<BlobEntry?> FindAsync(string name) => Store.FindAsync(Container, name, CancellationToken.None);

    protected async Task<string> ReadAsync(string name)
    {
        await using var stream = await Store.OpenReadAsync(Container, name, CancellationToken.None);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }

    protected async Task<List<BlobEntry>> ListAsync(string prefix = "")
    {
        var entries = new List<BlobEntry>();
        await foreach (var entry in Store.ListAsync(Container, prefix, CancellationToken.None))
        {
            entries.Add(entry);
        }

        return entries;
    }

    [Fact]
    public async Task What_was_created_is_listed_found_and_read_back()
    {
        var before = TimeProvider.System.GetUtcNow().AddSeconds(-2);
        Assert.True(await CreateAsync("10000001/return.xlsx", "first"));

        var listed = Assert.Single(await ListAsync());
        Assert.Equal("10000001/return.xlsx", listed.Name);
        Assert.Equal(Container, listed.Container);
        Assert.Equal(5, listed.Length);
        Assert.NotEmpty(listed.ETag);
        Assert.DoesNotContain('"', listed.ETag);
        Assert.Equal(TimeSpan.Zero, listed.ReceivedAt.Offset);
        Assert.InRange(listed.ReceivedAt, before, TimeProvider.System.GetUtcNow().AddSeconds(2));
        Assert.Equal(listed, await FindAsync("10000001/return.xlsx"));
        Assert.Equal("first", await ReadAsync("10000001/return.xlsx"));
    }

    [Fact]
    public async Task A_second_create_leaves_the_first_as_it_is()
    {
        await CreateAsync("a/b.json", "first");
        var first = await FindAsync("a/b.json");

        Assert.False(await CreateAsync("a/b.json", "second"));
        Assert.Equal("first", await ReadAsync("a/b.json"));
        Assert.Equal(first, await FindAsync("a/b.json"));
    }

    [Fact]
    public async Task Of_many_creates_at_once_exactly_one_succeeds_and_its_content_stands()
    {
        var texts = Enumerable.Range(0, 12).Select(i => $"writer {i}").ToList();
        await CreateAsync("other.json");
        for (var round = 0; round < 20; round++)
        {
            var name = $"a/{round}.json";
            var created = await Task.WhenAll(texts.Select(text => Task.Run(() => CreateAsync(name, text))));

            var winner = Assert.Single(Enumerable.Range(0, texts.Count), i => created[i]);
            Assert.Equal(texts[winner], await ReadAsync(name));
        }
    }

    [Fact]
    public async Task Every_replacement_changes_the_ETag_even_with_the_same_content()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 20; i++)
        {
            await ReplaceAsync("a.json", "same");
            Assert.True(seen.Add((await FindAsync("a.json"))!.ETag));
        }
    }

    [Fact]
    public async Task A_replacement_stands_alone_and_whole()
    {
        await ReplaceAsync("a.json", "a long first text");
        await ReplaceAsync("a.json", "short");

        Assert.Equal("short", await ReadAsync("a.json"));
        Assert.Single(await ListAsync());
    }

    [Fact]
    public async Task A_stream_read_back_can_be_read_from_its_end()
    {
        await CreateAsync("a.xlsx", "0123456789");
        await using var stream = await Store.OpenReadAsync(Container, "a.xlsx", CancellationToken.None);

        Assert.True(stream.CanSeek);
        Assert.Equal(10, stream.Length);
        stream.Seek(-3, SeekOrigin.End);
        Assert.Equal('7', stream.ReadByte());
        stream.Position = 0;
        Assert.Equal('0', stream.ReadByte());
    }

    [Fact]
    public async Task An_empty_blob_is_a_blob()
    {
        Assert.True(await CreateAsync("a.xlsx", ""));
        Assert.Equal(0, (await FindAsync("a.xlsx"))!.Length);
        Assert.Equal("", await ReadAsync("a.xlsx"));
    }

    [Fact]
    public async Task Content_that_cannot_be_rewound_is_stored_whole()
    {
        await using var once = new NonRewindableStream(Encoding.UTF8.GetBytes(new string('x', 300_000)), failAt: null);
        Assert.True(await Store.CreateAsync(Container, "a.xlsx", once, Xlsx, CancellationToken.None));
        Assert.Equal(300_000, (await FindAsync("a.xlsx"))!.Length);
    }

    [Fact]
    public async Task Content_that_breaks_off_leaves_nothing_behind()
    {
        await using var broken = new NonRewindableStream(new byte[300_000], failAt: 200_000);
        await Assert.ThrowsAnyAsync<Exception>(() => Store.CreateAsync(Container, "a.xlsx", broken, Xlsx, CancellationToken.None));

        Assert.Null(await FindAsync("a.xlsx"));
        Assert.Empty(await ListAsync());
        Assert.True(await CreateAsync("a.xlsx"));
    }

    [Fact]
    public async Task A_replacement_that_breaks_off_leaves_the_old_content()
    {
        await CreateAsync("a.xlsx", "old");
        var old = await FindAsync("a.xlsx");
        await using var broken = new NonRewindableStream(new byte[300_000], failAt: 200_000);
        await Assert.ThrowsAnyAsync<Exception>(() => Store.ReplaceAsync(Container, "a.xlsx", broken, Xlsx, CancellationToken.None));

        Assert.Equal(old, await FindAsync("a.xlsx"));
        Assert.Equal("old", await ReadAsync("a.xlsx"));
    }

    [Fact]
    public async Task A_reader_keeps_the_content_that_it_opened()
    {
        await CreateAsync("a.xlsx", "old content");
        await using var stream = await Store.OpenReadAsync(Container, "a.xlsx", CancellationToken.None);
        await ReplaceAsync("a.xlsx", "new content");

        using var reader = new StreamReader(stream);
        Assert.Equal("old content", await reader.ReadToEndAsync());
    }

    [Fact]
    public async Task A_cancelled_write_writes_nothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Store.CreateAsync(Container, "a.xlsx", Content("x"), Xlsx, cancelled.Token));

        Assert.Null(await FindAsync("a.xlsx"));
    }

    [Fact]
    public async Task A_blob_is_removed_only_as_the_writing_that_was_meant()
    {
        await CreateAsync("a.xlsx", "old");
        var old = (await FindAsync("a.xlsx"))!;
        await ReplaceAsync("a.xlsx", "new");
        Assert.True(await Store.DeleteAsync(Container, "a.xlsx", old.ETag, CancellationToken.None));
        Assert.Equal("new", await ReadAsync("a.xlsx"));

        Assert.True(await Store.DeleteAsync(Container, "a.xlsx", (await FindAsync("a.xlsx"))!.ETag, CancellationToken.None));
        Assert.Null(await FindAsync("a.xlsx"));
        Assert.Empty(await ListAsync());
        Assert.True(await Store.DeleteAsync(Container, "a.xlsx", old.ETag, CancellationToken.None));
        Assert.True(await CreateAsync("a.xlsx", "again"));
    }
}
