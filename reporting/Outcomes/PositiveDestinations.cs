using Pilot.Reporting.Returns;
using Pilot.Reporting.Settings;

namespace Pilot.Reporting.Outcomes;

/// <summary>Which destinations count as positive (funding.md section 2), whatever is paid for them.</summary>
public static class PositiveDestinations
{
    private static readonly DestinationRule[] Default =
    [
        new("EMP", "1", Positive.IfNew), new("EMP", "2", Positive.IfNew), new("EMP", "4", Positive.IfNew), new("EMP", "5", Positive.IfNew),
        new("EDU", "2", Positive.Always), new("EDU", "4", Positive.Always), new("EDU", "5", Positive.Always), new("EDU", "6", Positive.Always),
    ];

    /// <param name="first">The course's earliest row: the employment status before the start is its.</param>
    public static bool IsPositive(PilotSettings settings, Enrolment first, Destination destination)
    {
        var rules = settings.Destinations.Count > 0 ? settings.Destinations : Default;
        var rule = rules.FirstOrDefault(one => one.DestType == destination.Type && one.DestCode == destination.Code);
        return rule?.Positive switch
        {
            Positive.Always => true,
            Positive.IfNew => destination.NewOrProgressed is "NEW_JOB" or "PROMOTED" or "RESPONSIBILITIES"
                || first.EmploymentStatus is "11" or "12",
            _ => false,
        };
    }

    /// <summary>Somebody knows where the learner went: there is a destination, and it is neither "unable to contact" nor "not known".</summary>
    public static bool IsKnown(Destination? destination) =>
        destination is not null && !(destination.Type == "OTH" && destination.Code is "3" or "4");
}
