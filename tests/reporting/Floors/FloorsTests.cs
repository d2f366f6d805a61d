using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Support.Floors;

namespace Pilot.Tests.Floors;

/// <summary>Each slice of <c>reporting</c> uses only those below it, so that what is judged and paid can be read from the ground up.</summary>
public sealed class FloorsTests
{
    private const string Root = "Pilot.Reporting";

    private static readonly FloorRules Reporting = new(
        Root,
        ["Vocabulary"],
        ["Excel.Reading"],
        ["Excel.Packing"],
        ["Files.CheckedCopy"],
        ["Settings"],
        ["Returns.Columns"],
        ["Returns.Held"],
        ["Returns.Rules"],
        ["Returns"],
        ["Returns.Template"],
        ["Returns.Ilr"],
        ["Funding"],
        ["Outcomes"],
        ["Workbooks.Drawing"],
        ["Workbooks.Casework", "Workbooks.SkillsEngland"],
        ["Workbooks.Wmca"],
        ["Workbooks.Statements"],
        ["Workbooks"]);

    private static string Assembly => typeof(Quarter).Assembly.Location;

    [Fact]
    public void Every_slice_of_reporting_uses_only_those_below_it() =>
        Assert.Equal([], Reporting.Violations(NamespaceUses.All(Assembly, Root), NamespaceUses.Of(Assembly, Root)));

    [Theory]
    [InlineData("Vocabulary", "Returns.Rules")]
    [InlineData("Excel.Reading", "Files.CheckedCopy")]
    [InlineData("Excel.Reading", "Excel.Packing")]
    [InlineData("Settings", "Returns")]
    [InlineData("Settings", "Funding")]
    [InlineData("Returns.Columns", "Returns.Held")]
    [InlineData("Returns.Rules", "Returns")]
    [InlineData("Funding", "Outcomes")]
    [InlineData("Outcomes", "Workbooks.Drawing")]
    [InlineData("Workbooks.Drawing", "Workbooks.Wmca")]
    public void A_slice_that_uses_one_above_or_beside_it_is_named(string from, string to)
    {
        var use = new NamespaceUse($"{Root}.{from}", $"{Root}.{to}", "SomeType");
        var fault = Assert.Single(Reporting.Violations(NamespaceUses.All(Assembly, Root), [use]));
        Assert.Equal($"{Root}.{from} must not use {Root}.{to} (SomeType does)", fault);
    }

    [Fact]
    public void What_only_a_method_body_uses_is_seen()
    {
        var uses = NamespaceUses.Of(typeof(BodyOnly).Assembly.Location, "Pilot.Tests");
        Assert.Contains(uses, use => use.From == "Pilot.Tests.Floors" && use.To == "Pilot.Tests.Support" && use.Example == nameof(BodyOnly));
    }
}

/// <summary>Names another namespace nowhere but in a method's body.</summary>
internal static class BodyOnly
{
    public static string Run() => Support.Repository.Root.Trim();
}
