using Pilot.Reporting.Funding;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Outcomes;

/// <summary>
/// Where one course stands on the day that counts, in the bands that people are counted in. Who the learner is comes from the course's
/// earliest row, where the course stands from its latest. Ends, results and destinations after that day are not seen.
/// </summary>
internal sealed record CourseCategories
{
    public required LearnerKey LearnerKey { get; init; }
    public required Ukprn Ukprn { get; init; }

    /// <summary>The quarter of the first start.</summary>
    public required Quarter StartedIn { get; init; }
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

    /// <summary>An end, a break among them, is held of it.</summary>
    public bool HasEnded { get; init; }
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
    public static CourseCategories Of(Course course, PilotSettings settings, DateOnly asOf)
    {
        var first = course.First.Newest;
        var provider = settings.FindProvider(course.Ukprn)
            ?? throw new InvalidOperationException("The settings hold no provider with the UKPRN of a course.");
        var standing = new CourseCategories
        {
            LearnerKey = course.LearnerKey,
            Ukprn = course.Ukprn,
            StartedIn = Quarter.Containing(course.StartDate),
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
        return WithResults(standing, new MeasuredCourse(course, settings, asOf), asOf);
    }

    private static CourseCategories WithResults(CourseCategories standing, MeasuredCourse course, DateOnly asOf)
    {
        var due = course.PlannedEnd < asOf;
        var achieved = due && course.Achieved;
        var closed = due && course.WindowClosed;
        return standing with
        {
            HasEnded = course.End is not null,
            Withdrawn = course.HasLeft,
            OnBreak = course.State == CourseState.OnBreak,
            WithdrawalReason = course.HasLeft ? Bands.OfWithdrawalReason(course.End!.WithdrawReason) : "",
            Due = due,
            Achieved = achieved,
            Partial = due && course.IsPartial,
            NotAchieved = due && course.End is { Outcome: OutcomeCode.NoAchievement, CompStatus: not CompStatusCode.BreakInLearning },
            Grade = achieved ? course.Grade : null,
            WindowClosed = closed,
            DestinationType = closed && course.DestinationKnown ? course.Destination!.Type : null,
            Positive = achieved && closed && course.HasPositiveDestination && IsProven(course),
            MedtechRole = closed && course.Destination is { Type: DestTypeCode.Employment or DestTypeCode.Education, MedtechRole: "Y" },
            Stale = course.Course.Rows.Any(row => row.Enrolment.Stale),
        };
    }

    /// <summary>As funding.md section 2 asks of an outcome: evidence, collected once it had happened, and begun within the window.</summary>
    private static bool IsProven(MeasuredCourse course) =>
        course.Destination is { Evidence: not ("" or DestEvidenceCode.None) } destination
        && destination.CollectedOn >= course.End!.ActualEndDate && destination.CollectedOn >= destination.StartDate
        && destination.StartDate <= course.WindowClosesOn;
}
