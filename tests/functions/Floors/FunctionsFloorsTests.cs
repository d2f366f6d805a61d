using Pilot.Functions;
using Pilot.Tests.Support.Floors;

namespace Pilot.Tests.Floors;

/// <summary>Each slice of <c>functions</c> uses only those below it: from faults and stores up to what the host and the command line start.</summary>
public sealed class FunctionsFloorsTests
{
    private const string Root = "Pilot.Functions";

    private static readonly FloorRules Functions = new(
        Root,
        ["Faults"],
        ["Blobs"],
        ["Data"],
        [""],
        ["Outbox"],
        ["Quarters"],
        ["Returns"],
        ["Settings"],
        ["Retention"],
        ["Timers"],
        ["Startup"],
        ["Pages"],
        ["Demo"],
        ["Commands"],
        ["Hosting"]);

    private static string Assembly => typeof(PilotServices).Assembly.Location;

    /// <summary>The worker's SDK writes these, into the root namespace, to find and call the functions.</summary>
    private static readonly string[] Generated = ["DirectFunctionExecutor", "GeneratedFunctionMetadataProvider"];

    [Fact]
    public void Every_slice_of_functions_uses_only_those_below_it() => Assert.Equal(
        [], Functions.Violations(NamespaceUses.All(Assembly, Root).Where(IsOurs), NamespaceUses.Of(Assembly, Root, Generated).Where(use => IsOurs(use.From) && IsOurs(use.To))));

    [Theory]
    [InlineData("Faults", "Blobs")]
    [InlineData("Blobs", "Data")]
    [InlineData("Data", "Settings")]
    [InlineData("Outbox", "Quarters")]
    [InlineData("Quarters", "Returns")]
    [InlineData("Quarters", "Retention")]
    [InlineData("Returns", "Settings")]
    [InlineData("Retention", "Pages")]
    [InlineData("Demo", "Commands")]
    [InlineData("Commands", "Hosting")]
    public void A_slice_that_uses_one_above_it_is_named(string from, string to)
    {
        var use = new NamespaceUse($"{Root}.{from}", $"{Root}.{to}", "SomeType");
        var fault = Assert.Single(Functions.Violations(NamespaceUses.All(Assembly, Root).Where(IsOurs), [use]));
        Assert.Equal($"{Root}.{from} must not use {Root}.{to} (SomeType does)", fault);
    }

    /// <summary>Migrations are written by a tool and name the tables of their own day.</summary>
    private static bool IsOurs(string name) => !name.StartsWith($"{Root}.Data.Migrations", StringComparison.Ordinal);
}
