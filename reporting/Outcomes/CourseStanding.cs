using Pilot.Reporting.Funding;
using Pilot.Reporting.Returns;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Outcomes;

/// <summary>
/// Where one course stands on a census date, in the bands that people are counted in. Who the learner is comes from the course's
/// earliest row, where the course stands from its latest. Ends, results and destinations after the census date are not seen.
/// </summary>
internal sealed record CourseStanding
{
    public required LearnerKey LearnerKey { get; init; }
    public required ProviderKind ProviderKind { get; init; }

    /// <summary><c>HNC (level 4)</c></summary>
    public required string Qualification { get; init; }
    public required string Mode { get; init; }
    public required string Age { get; init; }
    public required string Sex { get; init; }
    public required string Ethnicity { get; init; }
    public required string Lldd { get; init; }
    public required string PriorAttainment { get; init; }
    public required string Employment { get; init; }
    public required string Route { get; init; }
    public required string Sponsorship { get; init; }

    public bool Withdrawn { get; init; }
    public bool OnBreak { get; init; }
    public string WithdrawalReason { get; init; } = "";

    /// <summary>The planned end date, as first accepted, has passed: from here on results are counted.</summary>
    public bool Due { get; init; }

    /// <summary>The rest speaks of courses that are due.</summary>
    public bool Achieved { get; init; }
    public bool Partial { get; init; }
    public bool NotAchieved { get; init; }

    /// <summary>PA, ME or DS; null where not achieved.</summary>
    public string? Grade { get; init; }

    /// <summary>Completed, and the months in which a destination counts are over.</summary>
    public bool WindowClosed { get; init; }

    /// <summary>EMP, EDU, another destination type, or null where none is known.</summary>
    public string? DestinationType { get; init; }

    /// <summary>Achieved, window closed, and a positive destination.</summary>
    public bool Positive { get; init; }
    public bool MedtechRole { get; init; }

    /// <summary>Carried forward from an earlier return.</summary>
    public bool Stale { get; init; }

    public static string QualificationWords(string code, int? level) =>
        level is { } known ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{code} (level {known})") : code;

    /// <exception cref="InvalidOperationException">The settings do not hold the course's provider.</exception>
    public static CourseStanding Of(Course course, PilotSettings settings, DateOnly census)
    {
        var first = course.First.Row;
        var provider = settings.FindProvider(course.Ukprn)
            ?? throw new InvalidOperationException("The settings hold no provider with the UKPRN of a course.");
        var standing = new CourseStanding
        {
            LearnerKey = course.LearnerKey,
            ProviderKind = provider.Kind,
            Qualification = QualificationWords(course.Qualification, settings.FindQualification(course.AimRef)?.Level),
            Mode = Bands.OfMode(first.Mode),
            Age = Bands.OfAge(first.AgeAtStart),
            Sex = Bands.OfSex(first.Sex),
            Ethnicity = Bands.OfEthnicity(first.Ethnicity),
            Lldd = Bands.OfLldd(first.Lldd),
            PriorAttainment = Bands.OfPriorAttainment(first.PriorAttainment),
            Employment = Bands.OfEmployment(first.EmploymentStatus),
            Route = Bands.OfRoute(first.FundingRoute),
            Sponsorship = first.EmployerSponsored ? Bands.Yes : Bands.No,
        };
        var rows = course.Rows.Where(row => row.Enrolment.Row.StartDate <= census).ToList();
        return WithDestination(WithResult(WithStatus(standing, rows, census), rows, census), course, rows, settings, census);
    }

    private static Completion? EndOf(CourseRow row, DateOnly census) =>
        row.Completion?.Row is { } end && end.ActualEndDate <= census ? end : null;

    private static CourseStanding WithStatus(CourseStanding standing, List<CourseRow> rows, DateOnly census)
    {
        var end = EndOf(rows[^1], census);
        return standing with
        {
            Withdrawn = end?.CompStatus == "3",
            OnBreak = end?.CompStatus == "6",
            WithdrawalReason = end?.CompStatus == "3" ? Bands.OfWithdrawalReason(end.WithdrawReason) : "",
            Stale = rows.Any(row => row.Enrolment.Stale),
        };
    }

    private static CourseStanding WithResult(CourseStanding standing, List<CourseRow> rows, DateOnly census)
    {
        if (rows[^1].Enrolment.FirstPlannedEndDate > census)
        {
            return standing;
        }

        var ends = rows.Select(row => EndOf(row, census)).OfType<Completion>().ToList();
        var achieved = ends.LastOrDefault(end => end.Outcome == "1" && end.AchievementDate <= census);
        var partial = achieved is null && ends.Exists(end => end.Outcome == "2" && end.AchievementDate <= census);
        var last = EndOf(rows[^1], census);
        return standing with
        {
            Due = true,
            Achieved = achieved is not null,
            Grade = achieved is null ? null : achieved.Grade ?? "PA",
            Partial = partial,
            NotAchieved = achieved is null && !partial && last is { Outcome: "3", CompStatus: not "6" },
        };
    }

    private static CourseStanding WithDestination(
        CourseStanding standing, Course course, List<CourseRow> rows, PilotSettings settings, DateOnly census)
    {
        var end = rows.Select(row => EndOf(row, census)).OfType<Completion>().LastOrDefault(one => one.CompStatus == "2");
        if (!standing.Due || end is null)
        {
            return standing;
        }

        var months = settings.SchemeOf(FundingYear.Containing(course.StartDate)).OutcomeWindowMonths;
        var windowEnds = end.ActualEndDate.AddMonths(months);
        if (windowEnds > census)
        {
            return standing;
        }

        var destination = end.Destination;
        var unknown = destination is null or { Type: "OTH", Code: "3" or "4" };
        return standing with
        {
            WindowClosed = true,
            DestinationType = unknown ? null : destination!.Type,
            Positive = standing.Achieved
                && PositiveDestination.Is(destination, course.First.Row.EmploymentStatus, end.ActualEndDate, windowEnds, settings),
            MedtechRole = destination is { Type: "EMP" or "EDU", MedtechRole: "Y" },
        };
    }
}
