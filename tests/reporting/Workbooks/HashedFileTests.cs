using System.Text;
using Pilot.Reporting.Workbooks;

namespace Pilot.Tests.Workbooks;

/// <summary>A file of a run is hashed by whoever reads it, and made in its turn whatever is made beside it.</summary>
public sealed class HashedFileTests
{
    [Fact]
    public void A_file_that_was_read_to_its_end_is_not_made_again_to_be_marked()
    {
        var (file, times) = Counted();
        var once = new HashedFile(file);
        Assert.Equal("a,b\r\n", Encoding.UTF8.GetString(once.HashedOnRead.Bytes));
        Assert.Equal(new FileHash("reports/t.csv", 5, Sha256("a,b\r\n")), once.Hash);
        Assert.Equal(1, times());
    }

    [Fact]
    public void A_file_that_nobody_read_or_only_half_is_made_for_its_mark()
    {
        var (file, times) = Counted();
        var once = new HashedFile(file);
        using (var half = once.HashedOnRead.Open())
        {
            Assert.Equal('a', half.ReadByte());
        }

        Assert.Equal(Sha256("a,b\r\n"), once.Hash.Sha256);
        Assert.Equal(2, times());
    }

    [Fact]
    public void The_manifest_is_the_same_whether_the_files_were_read_or_not()
    {
        var unread = QuarterlyWorkbooks.Draw(SampleFigures.Closed).Where(file => file.ContentType == Manifest.ContentType).Select(file => Sha256(file.Bytes));
        var read = QuarterlyWorkbooks.Draw(SampleFigures.Closed).Select(file => (file.ContentType, Hash: Sha256(file.Bytes)))
            .Where(file => file.ContentType == Manifest.ContentType).Select(file => file.Hash);
        Assert.Equal(unread, read);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void What_is_made_side_by_side_comes_in_its_order_and_not_far_ahead(int atOnce)
    {
        var (made, taken, farthest) = (0, 0, 0);
        foreach (var number in OrderedParallel.Select(Enumerable.Range(0, 100), number => (number, At: Interlocked.Increment(ref made)), atOnce))
        {
            Assert.Equal(taken, number.number);
            taken++;
            farthest = Math.Max(farthest, Volatile.Read(ref made) - taken);
        }

        Assert.Equal(100, taken);
        Assert.InRange(farthest, 0, 2 * atOnce);
    }

    [Fact]
    public void What_fails_fails_where_its_turn_comes()
    {
        var taken = new List<int>();
        Assert.Throws<InvalidOperationException>(() =>
            taken.AddRange(OrderedParallel.Select(Enumerable.Range(0, 9), number => number == 5 ? throw new InvalidOperationException() : number, 2).Select(number => number)));
        Assert.DoesNotContain(5, taken);
    }

    private static (DrawnFile File, Func<int> Times) Counted()
    {
        var times = 0;
        var file = new DrawnFile("reports", "t.csv", "text/csv", () =>
        {
            times++;
            return new Unseekable("a,b\r\n"u8.ToArray());
        });
        return (file, () => times);
    }

    private static string Sha256(string text) => Sha256(Encoding.UTF8.GetBytes(text));

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));

    private sealed class Unseekable(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
