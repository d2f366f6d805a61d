namespace Pilot.Reporting.Vocabulary;

/// <summary>Who publishes: the accountable body of the pilot.</summary>
public static class Organisation
{
    public const string Name = "West Midlands Combined Authority";
}
