using System.Text.Json.Nodes;
using Pilot.Reporting.Settings;
using Pilot.Tests.Support;

namespace Pilot.Tests.Settings;

/// <summary>What earlier versions of the program stored opens in this one (tests/Examples/stored).</summary>
public sealed class StoredFormatsTests
{
    private static string V1(string name) => File.ReadAllText(Path.Combine(Repository.Root, "tests", "Examples", "stored", "v1", name));

    [Fact]
    public void Settings_of_the_first_format_open_and_what_came_later_has_its_default()
    {
        var settings = SettingsJson.Read(V1("settings.json"));
        Assert.Equal(5, settings.Providers.Count);
        Assert.Equal(730, settings.Scheme.KeepRawDays);
        Assert.Equal(45m, settings.Scheme.StartPct);
        Assert.Equal(new Scheme { PilotFrom = default, PilotTo = default }.RegistrationGraceDays, settings.Scheme.RegistrationGraceDays);
        Assert.All(settings.Providers, provider => Assert.True(provider.PearsonRegisters));
    }

    [Fact]
    public void Ledger_lines_of_the_first_format_open()
    {
        var read = V1("ledger.jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(LedgerJson.Read).ToList();
        Assert.Equal(76_950.00m, Assert.Single(read.SelectMany(line => line.Payments)).AmountGbp);
        Assert.Single(read.SelectMany(line => line.Adjustments));
        Assert.Single(read.SelectMany(line => line.Clearances));
        Assert.Single(read.SelectMany(line => line.Holds));
        Assert.Single(read.SelectMany(line => line.EvidenceChecks));
    }

    [Fact]
    public void A_key_of_the_scheme_that_is_not_stored_yet_or_no_longer_known_stops_nothing()
    {
        foreach (var key in SchemeKeys.All.Where(key => !key.Required))
        {
            var stored = JsonNode.Parse(V1("settings.json"))!;
            var scheme = stored["content"]!["scheme"]!.AsObject();
            scheme.Remove(key.Name);
            scheme["a_key_of_another_version"] = 7;
            var byDefault = new Scheme { PilotFrom = default, PilotTo = default };
            Assert.Equal(key.Get(byDefault), key.Get(SettingsJson.Read(stored.ToJsonString()).Scheme));
        }
    }

    [Fact]
    public void Every_member_of_the_scheme_has_a_key_of_its_own_name()
    {
        var stored = JsonNode.Parse(SettingsJson.Write(new PilotSettings()))!["content"]!["scheme"]!.AsObject();
        Assert.Equal(stored.Select(member => member.Key).Order(StringComparer.Ordinal), SchemeKeys.All.Select(key => key.Name).Order(StringComparer.Ordinal));
    }
}
