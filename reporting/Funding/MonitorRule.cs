using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Funding;

/// <summary>One course as a monitor sees it, on the as-of day.</summary>
/// <param name="CourseRow">The row of the course that the pattern is about.</param>
public sealed record MonitoredCourse(Course Course, CourseRow CourseRow)
{
    /// <summary>What the course has been funded so far, in pounds.</summary>
    public decimal FundedGbp => Course.Milestones.Sum(milestone => milestone.FundedGbp);
}

/// <summary>What a monitor counts at one provider.</summary>
/// <param name="Found">The courses that show the pattern.</param>
/// <param name="OutOf">Of how many courses, or of how many of what the monitor's words say.</param>
public sealed record PatternCount(IReadOnlyList<MonitoredCourse> Found, int OutOf)
{
    /// <summary>Percent, 0 to 100; null where there is nothing to count.</summary>
    public decimal? Percent => OutOf == 0 ? null : 100m * Found.Count / OutOf;
}

/// <summary>What monitors look at: one provider's courses, the thresholds in force and the day.</summary>
public sealed record MonitoredProvider(Ukprn Ukprn, IReadOnlyList<Course> Courses, PilotSettings Settings, DateOnly AsOf)
{
    public Scheme Thresholds => Settings.Scheme;
}

/// <summary>A pattern that an auditor would look for (funding.md section 8): a fact to ask about, never an accusation.</summary>
public sealed record MonitorRule
{
    /// <summary><c>MON_01</c></summary>
    public required string Id { get; init; }

    /// <summary>What it finds, with its thresholds, as a sentence.</summary>
    public required Func<Scheme, string> Words { get; init; }

    /// <summary>Of what it counts: completes "6 of 8 ...".</summary>
    public required string OutOf { get; init; }

    /// <summary>What to ask the provider.</summary>
    public required string Ask { get; init; }

    /// <summary>Where auditors look for it.</summary>
    public required string Source { get; init; }

    public required Func<MonitoredProvider, PatternCount> Count { get; init; }

    /// <summary>Whether what was counted names the provider.</summary>
    public required Func<PatternCount, Scheme, bool> NamesProvider { get; init; }
}
