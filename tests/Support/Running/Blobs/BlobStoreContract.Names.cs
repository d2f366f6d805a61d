namespace Pilot.Tests.Blobs;

/// <summary>Which names there are, and which are refused.</summary>
public abstract partial class BlobStoreContract
{
    [Fact]
    public async Task Names_are_listed_in_ordinal_order()
    {
        string[] names = ["b.xlsx", "a/z.xlsx", "B.xlsx", "a.xlsx", "a-b.xlsx", "a/Z.xlsx", "10000001/x.xlsx", "é.xlsx"];
        foreach (var name in names)
        {
            await CreateAsync(name);
        }

        Assert.Equal(names.Order(StringComparer.Ordinal), (await ListAsync()).Select(entry => entry.Name));
    }

    [Theory]
    [InlineData("", 4)]
    [InlineData("10000001/", 2)]
    [InlineData("10000001/a", 1)]
    [InlineData("1000000", 3)]
    [InlineData("10000003/", 0)]
    [InlineData("10000001/deep/none/", 0)]
    public async Task A_prefix_is_the_beginning_of_the_name(string prefix, int expected)
    {
        foreach (var name in new[] { "10000001/a.xlsx", "10000001/b.xlsx", "10000002/a.xlsx", "x.xlsx" })
        {
            await CreateAsync(name);
        }

        var entries = await ListAsync(prefix);
        Assert.Equal(expected, entries.Count);
        Assert.All(entries, entry => Assert.StartsWith(prefix, entry.Name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_container_never_written_to_is_empty()
    {
        Assert.Empty(await ListAsync());
        Assert.Null(await FindAsync("a.xlsx"));
        await Assert.ThrowsAsync<FileNotFoundException>(() => ReadAsync("a.xlsx"));
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        await CreateAsync("a/b.xlsx");

        Assert.Null(await FindAsync("a/c.xlsx"));
        Assert.Null(await FindAsync("a"));
        await Assert.ThrowsAsync<FileNotFoundException>(() => ReadAsync("a/c.xlsx"));
        await Assert.ThrowsAsync<FileNotFoundException>(() => ReadAsync("c/b.xlsx"));
    }

    [Theory]
    [InlineData("10000001/Autumn return (final) & more.xlsx")]
    [InlineData("10000001/100%20percent.xlsx")]
    [InlineData("10000001/50% + 1.xlsx")]
    [InlineData("10000001/a#b;c=d@e,f'g!.xlsx")]
    [InlineData("10000001/Rhodri’s – résumé 学.xlsx")]
    [InlineData("10000001/dots..in..name.xlsx~")]
    public async Task A_name_comes_back_as_it_was_given(string name)
    {
        await CreateAsync(name, "odd");
        Assert.Equal(name, Assert.Single(await ListAsync("10000001/")).Name);
        Assert.NotNull(await FindAsync(name));
        Assert.Equal("odd", await ReadAsync(name));
    }

    [Theory]
    [InlineData("../a.xlsx")]
    [InlineData("a/../../b.xlsx")]
    [InlineData("a/..")]
    [InlineData("./a.xlsx")]
    [InlineData("/etc/passwd")]
    [InlineData("a//b.xlsx")]
    [InlineData("a/")]
    [InlineData("a\\b.xlsx")]
    [InlineData("..\\a.xlsx")]
    [InlineData("a\0.xlsx")]
    [InlineData("")]
    public async Task A_name_that_would_leave_the_container_is_refused_everywhere(string name)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => CreateAsync(name));
        await Assert.ThrowsAsync<ArgumentException>(() => ReplaceAsync(name, "x"));
        await Assert.ThrowsAsync<ArgumentException>(() => FindAsync(name));
        await Assert.ThrowsAsync<ArgumentException>(() => ReadAsync(name));
    }

    [Theory]
    [InlineData("../")]
    [InlineData("a/../")]
    [InlineData("/")]
    [InlineData("a\\")]
    public async Task A_prefix_that_would_leave_the_container_is_refused(string prefix) =>
        await Assert.ThrowsAsync<ArgumentException>(() => ListAsync(prefix));

    [Theory]
    [InlineData("../returns")]
    [InlineData("Returns")]
    [InlineData("")]
    [InlineData("re")]
    public async Task Only_a_container_name_names_a_container(string container)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Store.FindAsync(container, "a.xlsx", CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(
            () => Store.ReplaceAsync(container, "a.xlsx", Content("x"), Xlsx, CancellationToken.None));
    }

    [Theory]
    [InlineData("10000001/~$return.xlsx")]
    [InlineData("10000001/.return.xlsx")]
    [InlineData(".hidden/return.xlsx")]
    [InlineData("10000001/return.xlsx.part")]
    public async Task A_name_that_no_listing_shows_is_never_written(string name)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => CreateAsync(name));
        await Assert.ThrowsAsync<ArgumentException>(() => ReplaceAsync(name, "x"));
        Assert.Null(await FindAsync(name));
    }
}
