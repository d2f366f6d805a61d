using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pilot.Functions.Quarters;
using Pilot.Reporting.Funding;
using Pilot.Tests.Support;

namespace Pilot.Tests.Quarters;

/// <summary>What runs of earlier versions of the program stored opens in this one (tests/Examples/stored).</summary>
public sealed class StoredRunsTests
{
    private static string V1(string name) => File.ReadAllText(Path.Combine(Repository.Root, "tests", "Examples", "stored", "v1", name));

    [Fact]
    public void Lines_of_the_first_format_open_with_their_figures()
    {
        var lines = RunJson.ReadLines(V1("lines.json"));
        var stored = JsonNode.Parse(V1("lines.json"))!.AsArray();
        Assert.Equal(stored.Count, lines.Count);
        Assert.Equal(stored.Sum(line => (decimal)line!["funded_ytd"]!), lines.Sum(line => line.FundedYtd));
        Assert.Equal(stored.Sum(line => (decimal)line!["to_pay"]!), lines.Sum(line => line.ToPay));
    }

    [Fact]
    public async Task Earnings_of_the_first_format_open_with_their_reasons()
    {
        var earnings = await ReadEarningsAsync(V1("earnings.json"));
        Assert.Equal(JsonNode.Parse(V1("earnings.json"))!.AsArray().Count, earnings.Count);
        Assert.All(earnings, earning => Assert.True(earning.Reason.Length > 0 && earning.Decision != default || earning.FundedGbp > 0));
    }

    [Fact]
    public void Published_cells_of_the_first_format_open() => Assert.Equal(40, PublishedFigures.Read(V1("published-cells.json")).Count);

    /// <summary>A member that a later version adds is missing in what is stored today: so must each of today's be able to be.</summary>
    [Fact]
    public async Task A_member_that_was_not_stored_yet_is_nothing_and_never_null_where_something_is_promised()
    {
        foreach (var member in Members("lines.json").Except(["ukprn", "qualification"]))
        {
            Assert.All(RunJson.ReadLines(Without("lines.json", member)), line => Assert.NotNull(JsonSerializer.Serialize(line, RunJson.Options)));
        }

        foreach (var member in Members("earnings.json").Except(["ukprn"]))
        {
            Assert.All(await ReadEarningsAsync(Without("earnings.json", member)), earning => Assert.True(earning is { Reason: not null, WhatChangesIt: not null, Holds: not null }));
        }

        foreach (var member in Members("published-cells.json"))
        {
            Assert.Equal(40, PublishedFigures.Read(Without("published-cells.json", member)).Count);
        }
    }

    [Fact]
    public async Task What_a_stored_run_held_is_read_alone_as_it_is_with_all_the_rest()
    {
        // Every other milestone, so that some are held.
        var stored = JsonNode.Parse(V1("earnings.json"))!.AsArray();
        for (var i = 0; i < stored.Count; i += 2)
        {
            stored[i]!["decision"] = "HELD";
        }

        var all = await ReadEarningsAsync(stored.ToJsonString());
        var held = await RunJson.ReadHeldAsync(await PackAsync(stored.ToJsonString()), CancellationToken.None);
        Assert.NotEmpty(held);
        Assert.Equal(all.Where(earning => earning.Decision == Decision.Held).Select(earning => earning.Key).ToHashSet(), held);
    }

    [Fact]
    public async Task Milestones_that_went_with_the_learners_rows_are_none() =>
        Assert.Empty(await RunJson.ReadHeldAsync(new MemoryStream(), CancellationToken.None));

    private static IEnumerable<string> Members(string name) => JsonNode.Parse(V1(name))!.AsArray()[0]!.AsObject().Select(member => member.Key);

    private static string Without(string name, string member)
    {
        var stored = JsonNode.Parse(V1(name))!.AsArray();
        foreach (var entry in stored)
        {
            entry!.AsObject().Remove(member);
        }

        return stored.ToJsonString();
    }

    private static async Task<List<Earning>> ReadEarningsAsync(string json) =>
        await RunJson.ReadEarningsAsync(await PackAsync(json), CancellationToken.None).ToListAsync();

    private static async Task<MemoryStream> PackAsync(string json)
    {
        var packed = new MemoryStream();
        await using (var pack = new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await pack.WriteAsync(Encoding.UTF8.GetBytes(json));
        }

        packed.Position = 0;
        return packed;
    }
}
