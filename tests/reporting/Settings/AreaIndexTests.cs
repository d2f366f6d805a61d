using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Support;

namespace Pilot.Tests.Settings;

public sealed class AreaIndexTests
{
    private static readonly AreaIndex Index = new(SettingsBuilder.Small().Areas);

    [Fact]
    public void The_longest_match_wins()
    {
        Assert.Equal(new PostcodeArea("B15", "Sandwell", true, false), Index.AreaOf("B15 2TT"));
        Assert.Equal(new PostcodeArea("B15", "Birmingham", true, true), Index.AreaOf("B15 2TA"));
        Assert.Equal(new PostcodeArea("B15", "Birmingham", true, false), Index.AreaOf("B15 3TT"));
    }

    [Fact]
    public void A_postcode_that_is_not_listed_is_outside_both() =>
        Assert.Equal(new PostcodeArea("B1", "", false, false), Index.AreaOf("B1 5TT"));

    [Fact]
    public void A_postcode_that_is_not_known_is_outside_both_even_where_its_area_is_listed()
    {
        var index = new AreaIndex([new AreaRule("ZZ99", "Nowhere", true, true)]);
        Assert.Equal(new PostcodeArea("ZZ99", "", false, false), index.AreaOf("ZZ99 9ZZ"));
    }

    [Theory]
    [InlineData("b15", "B15")]
    [InlineData("B15 2", "B15 2")]
    [InlineData("b15  2tt", "B15 2TT")]
    [InlineData("B152TT", "B15 2TT")]
    [InlineData("B152", "B15 2")]
    [InlineData("B12", "B12")]
    [InlineData("B1 2", "B1 2")]
    [InlineData("EC1A", "EC1A")]
    [InlineData("EC1A 1", "EC1A 1")]
    [InlineData("EC1A 1BB", "EC1A 1BB")]
    [InlineData("B", null)]
    [InlineData("B15 2T", null)]
    [InlineData("B15 2CT", null)]
    [InlineData("15", null)]
    [InlineData("", null)]
    public void An_area_is_an_outward_code_a_sector_or_a_full_postcode(string text, string? normalised) =>
        Assert.Equal(normalised, AreaIndex.Normalise(text));
}
