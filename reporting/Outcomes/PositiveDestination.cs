using Pilot.Reporting.Returns;
using Pilot.Reporting.Settings;

namespace Pilot.Reporting.Outcomes;

/// <summary>Whether a destination is positive: by the settings sheet <c>Destinations</c>, else by the default of funding.md section 2.</summary>
internal static class PositiveDestination
{
    private static readonly DestinationRule[] Default =
    [
        new("EMP", "1", Positive.IfNew), new("EMP", "2", Positive.IfNew), new("EMP", "4", Positive.IfNew), new("EMP", "5", Positive.IfNew),
        new("EDU", "2", Positive.Always), new("EDU", "4", Positive.Always), new("EDU", "5", Positive.Always), new("EDU", "6", Positive.Always),
    ];

    /// <param name="employmentAtStart">Of the course's earliest row.</param>
    /// <param name="ended">When the course ended: the destination counts when it was collected on or after that day.</param>
    /// <param name="windowEnds">The last day on which a destination may begin to count.</param>
    public static bool Is(Destination? destination, string employmentAtStart, DateOnly ended, DateOnly windowEnds, PilotSettings settings)
    {
        if (destination is null || destination.Evidence == "NONE" || destination.StartDate > windowEnds
            || destination.CollectedOn < ended || destination.CollectedOn < destination.StartDate)
        {
            return false;
        }

        IReadOnlyList<DestinationRule> rules = settings.Destinations.Count > 0 ? settings.Destinations : Default;
        var rule = rules.FirstOrDefault(one => one.DestType == destination.Type && one.DestCode == destination.Code);
        return rule?.Positive switch
        {
            Positive.Always => true,
            Positive.IfNew => employmentAtStart is "11" or "12" || destination.NewOrProgressed is "NEW_JOB" or "PROMOTED" or "RESPONSIBILITIES",
            _ => false,
        };
    }
}
