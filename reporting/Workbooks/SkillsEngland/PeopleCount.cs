using Pilot.Reporting.Settings;

namespace Pilot.Reporting.Workbooks.SkillsEngland;

/// <summary>
/// A count of people as it may be shown outside WMCA: to the nearest base, small ones as [c], a true zero as 0 (workbooks.md section 5).
/// This is the first line only: secondary suppression is laid over the whole set of tables where they are gathered.
/// </summary>
internal static class PeopleCount
{
    public static Cell Shown(int count, Scheme scheme)
    {
        if (count == 0)
        {
            return Cell.Of(0);
        }

        return count < scheme.DisclosureThreshold
            ? Shorthand.Suppressed
            : Cell.Of((int)Math.Round((decimal)count / scheme.DisclosureBase, MidpointRounding.AwayFromZero) * scheme.DisclosureBase);
    }
}
