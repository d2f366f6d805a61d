using Pilot.Functions.Quarters;
using Pilot.Reporting.Funding;
using Pilot.Tests.Funding;

namespace Pilot.Tests.Quarters;

/// <summary>
/// A run is known by its hash again after an upgrade. Whoever changes the hash makes every run of every pilot a new one: that is
/// for a new <see cref="InputsHash.EngineVersion"/>, and then these values change with it.
/// </summary>
public sealed class InputsHashTests
{
    [Theory]
    [InlineData(RunKind.Provisional, "2d90d10f1ffc9171731ed73d214e897dd32e738603e0a7efea397fb436504aaa")]
    [InlineData(RunKind.Closing, "c957e2c772ba518be88ad4cf87d8e23eb4d13151023eedf565eeef4582e33fee")]
    [InlineData(RunKind.Revision, "30cac3b364599cc1f627e8bcb779471599ec4100f920520448d0d114e9a8d5f9")]
    public void The_same_inputs_have_the_hash_that_they_had_in_earlier_versions(RunKind kind, string hash)
    {
        var inputs = new FundingSample().WithPlenty().Enrol(3).Enrol("Zoë-1", row => row with { RegistrationNo = "<&'\">" })
            .Ends("L002", new DateOnly(2027, 2, 1)).Ends("L003", FundingSample.Jun25, FundingSample.Achieved(FundingSample.Jun25)).Inputs(FundingSample.Q4);

        Assert.Equal(hash, InputsHash.Of(inputs with { RunOn = kind == RunKind.Provisional ? FundingSample.Jun25 : null }, kind, kind == RunKind.Revision ? "A return was late" : null, "published"));
    }
}
