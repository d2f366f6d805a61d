using Pilot.Reporting.Returns;
using Pilot.Reporting.Returns.Rules;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Tests.Returns;

/// <summary>Rows that are compared in step say what a table of all of them says, whatever order they come in.</summary>
public sealed class RepeatedRowsTests
{
    private sealed record Row(RowKey Key, int Value);

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void New_changed_and_left_rows_are_those_of_a_table(int seed)
    {
        var random = new Random(seed);
        var before = Rows(random, seed % 3 == 0);
        var now = Rows(random, seed % 2 == 0);
        var repeated = new RepeatedRows<Row>(before, row => row.Key);
        var taken = repeated.Take(now, (row, old) => row == old ? old : null, (row, old) => row.Value / 2 == old.Value / 2);

        var table = before.ToDictionary(row => row.Key);
        Assert.Equal(now, taken);
        Assert.All(taken.Where(row => table.TryGetValue(row.Key, out var old) && old == row), row => Assert.Same(table[row.Key], row));
        Assert.Equal(now.Count(row => !table.ContainsKey(row.Key)), repeated.New);
        Assert.Equal(now.Count(row => table.TryGetValue(row.Key, out var old) && old != row && old.Value / 2 != row.Value / 2), repeated.Changed);
        Assert.Equal(before.Select(row => row.Key).Except(now.Select(row => row.Key)).Order(), repeated.Left.Order());
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Rows_in_the_order_of_their_keys_are_found_in_whatever_order_they_are_asked_for(int seed)
    {
        var random = new Random(seed);
        Row[] held = [.. Rows(random, shuffled: false).OrderBy(row => row.Key)];
        var table = held.ToDictionary(row => row.Key);
        var found = new RowsInOrder<Row>(held, row => row.Key);
        foreach (var row in Rows(random, seed % 2 == 0).Concat(held))
        {
            Assert.Same(table.GetValueOrDefault(row.Key), found.Find(row.Key));
        }
    }

    private static List<Row> Rows(Random random, bool shuffled)
    {
        var rows = Enumerable.Range(0, 30).Where(_ => random.Next(4) > 0)
            .Select(i => new Row(new RowKey($"L{i:D3}", "60300001", new DateOnly(2026, 9, 1).AddDays(i % 3)), random.Next(4))).ToArray();
        if (shuffled)
        {
            random.Shuffle(rows);
        }

        return [.. rows];
    }
}
