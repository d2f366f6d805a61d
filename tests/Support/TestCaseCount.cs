namespace Pilot.Tests.Support;

/// <summary>
/// How many generated cases a test tries. The gate tries a twentieth, of the first seeds; with the environment variable
/// <c>PILOT_TEST_FULL=1</c> all of them are tried.
/// </summary>
internal static class TestCaseCount
{
    private const int GateShare = 20;

    public static int Of(int full) => Environment.GetEnvironmentVariable("PILOT_TEST_FULL") == "1" ? full : Math.Max(1, full / GateShare);
}
