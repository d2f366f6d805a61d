using Pilot.Tests.Support;
using Xunit.Sdk;

namespace Pilot.Tests.Threats;

/// <summary>The search that is made of everything that the tests make the program write: it finds what it looks for.</summary>
public sealed class NothingPersonalTests
{
    [Fact]
    public void A_ULN_a_date_of_birth_and_a_postcode_of_a_sample_learner_are_found()
    {
        var row = Faults.SmallPilot.Enrolments(1);
        var born = (DateOnly)row.Value(0, "date_of_birth")!;
        foreach (var text in new[] { $"learner {SampleUlns.Valid(5)} failed", $"\"{SampleUlns.Valid(7)}\"", $"born {born:yyyy-MM-dd}", $"at {row.Value(0, "home_postcode")}." })
        {
            Assert.ThrowsAny<XunitException>(() => NothingPersonal.In(text, "A log"));
        }

        NothingPersonal.In($"1234567890 {SampleUlns.Valid(5)[..9]} 2026-10-05 B15 a{SampleUlns.Valid(5)}f", "A log");
    }
}
