using Pilot.Functions.Blobs;

namespace Pilot.Tests.Blobs;

public class WholeFileTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(200_000)]
    public async Task Read_HoldsTheFile_AndClosesTheStream(int length)
    {
        var bytes = new byte[length];
        new Random(1).NextBytes(bytes);
        var content = new MemoryStream(bytes);

        await using var whole = await WholeFile.ReadAsync(content, default);
        using var copy = new MemoryStream();
        await whole.CopyToAsync(copy);

        Assert.Equal(bytes, copy.ToArray());
        Assert.Equal(length, whole.Length);
        Assert.False(content.CanRead);
        whole.Position = length / 2;
        Assert.Equal(length == 0 ? -1 : bytes[length / 2], whole.ReadByte());
    }

    [Fact]
    public async Task Read_EndsWhereTheStreamDoes_IfItIsShorterThanItSays()
    {
        await using var whole = await WholeFile.ReadAsync(new OddStream([1, 2, 3], says: 10), default);

        Assert.Equal(3, whole.Length);
    }

    [Fact]
    public async Task Read_Refuses_MoreThanTheStreamSays() =>
        await Assert.ThrowsAsync<IOException>(() => WholeFile.ReadAsync(new OddStream([1, 2, 3], says: 2), default));

    [Fact]
    public async Task Closed_GivesNothingMore()
    {
        var whole = await WholeFile.ReadAsync(new MemoryStream([1, 2, 3]), default);
        await whole.DisposeAsync();

        Assert.Throws<ObjectDisposedException>(() => whole.ReadByte());
    }

    private sealed class OddStream(byte[] bytes, long says) : MemoryStream(bytes)
    {
        public override long Length => says;
    }
}
