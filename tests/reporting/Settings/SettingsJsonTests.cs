using System.Text.Json;
using Pilot.Reporting.Settings;
using Pilot.Tests.Support;

namespace Pilot.Tests.Settings;

public sealed class SettingsJsonTests
{
    [Fact]
    public void Settings_stored_and_read_back_are_the_same()
    {
        var settings = SettingsReaderTests.Everything() with { Version = 12 };
        var read = SettingsJson.Read(SettingsJson.Write(settings));
        Assert.Equal(SettingsJson.Write(settings), SettingsJson.Write(read));
        Assert.Equal(settings.Providers, read.Providers);
        Assert.Equal(settings.Calendar, read.Calendar);
        Assert.Equal(settings.Scheme, read.Scheme);
        Assert.Equal(settings.SchemesByStartYear.ToArray(), read.SchemesByStartYear.ToArray());
        Assert.Equal(settings.RuleOverrides, read.RuleOverrides);
        Assert.Equal(12, read.Version);
        Assert.Empty(SettingsChanges.Between(settings, read));
    }

    [Fact]
    public void Lines_stored_and_read_back_are_the_same()
    {
        var lines = SampleLedger.Lines();
        var read = LedgerJson.Read(LedgerJson.Write(lines));
        Assert.Equal(lines.Payments, read.Payments);
        Assert.Equal(lines.Adjustments, read.Adjustments);
        Assert.Equal(lines.Clearances, read.Clearances);
        Assert.Equal(lines.Holds, read.Holds);
        Assert.Equal(lines.EvidenceChecks, read.EvidenceChecks);
    }

    [Fact]
    public void Values_are_stored_as_people_write_them()
    {
        var json = SettingsJson.Write(SettingsReaderTests.Everything());
        Assert.StartsWith("{\"format\":1,", json, StringComparison.Ordinal);
        Assert.Contains("\"ukprn\":\"10000001\"", json, StringComparison.Ordinal);
        Assert.Contains("\"funding_year\":\"2026-27\"", json, StringComparison.Ordinal);
        Assert.Contains("\"2027-28\":{", json, StringComparison.Ordinal);
        Assert.Contains("\"positive\":\"IF_NEW\"", json, StringComparison.Ordinal);
        Assert.Contains("\"unit_rate_gbp\":3333.33", json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"format\":1", "\"format\":2")]
    [InlineData("\"positive\":\"IF_NEW\"", "\"positive\":\"SOMETIMES\"")]
    [InlineData("\"unit_rate_gbp\":3333.33", "\"unit_rate\":3333.33")]
    [InlineData("\"unit_rate_gbp\":3333.33,", "")]
    [InlineData("\"auto_publish\":false,", "")]
    [InlineData("\"2026-27\"", "\"2026-28\"")]
    [InlineData("\"name\":\"Alder College\"", "\"name\":null")]
    public void A_text_that_does_not_fit_is_refused(string was, string isNow)
    {
        var json = SettingsJson.Write(SettingsReaderTests.Everything());
        Assert.Contains(was, json, StringComparison.Ordinal);
        Assert.Throws<JsonException>(() => SettingsJson.Read(json.Replace(was, isNow, StringComparison.Ordinal)));
    }
}
