namespace Pilot.Reporting.Vocabulary;

/// <summary>Where a postcode lies, by the settings sheet <c>Areas</c>. Not listed, or unknown, is outside both.</summary>
/// <param name="Outward">The outward code: all of a postcode that is stored.</param>
/// <param name="Council">The council's name, or empty where the postcode is not listed.</param>
public sealed record PostcodeArea(string Outward, string Council, bool InWmca, bool InZone)
{
    public static PostcodeArea None { get; } = new("", "", false, false);
}
