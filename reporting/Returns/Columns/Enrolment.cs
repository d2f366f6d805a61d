using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns.Columns;

/// <summary>What identifies a row within a provider: learner x aim x start (returns.md section 3.1). Compared ordinally.</summary>
public readonly record struct RowKey(string LearnerRef, string AimRef, DateOnly StartDate) : IComparable<RowKey>
{
    public int CompareTo(RowKey other)
    {
        var byLearner = string.CompareOrdinal(LearnerRef, other.LearnerRef);
        if (byLearner != 0)
        {
            return byLearner;
        }

        var byAim = string.CompareOrdinal(AimRef, other.AimRef);
        return byAim != 0 ? byAim : StartDate.CompareTo(other.StartDate);
    }

    public static bool operator <(RowKey left, RowKey right) => left.CompareTo(right) < 0;
    public static bool operator >(RowKey left, RowKey right) => left.CompareTo(right) > 0;
    public static bool operator <=(RowKey left, RowKey right) => left.CompareTo(right) <= 0;
    public static bool operator >=(RowKey left, RowKey right) => left.CompareTo(right) >= 0;
}

/// <summary>Where a postcode lies, by the settings sheet <c>Areas</c>. Not listed, or unknown, is outside both.</summary>
/// <param name="Outward">The outward code: all of a postcode that is stored.</param>
/// <param name="Council">The council's name, or empty where the postcode is not listed.</param>
public sealed record Place(string Outward, string Council, bool InWmca, bool InZone)
{
    public static Place None { get; } = new("", "", false, false);
}

/// <summary>
/// An accepted row of an enrolment return, as it is stored: without ULN, date of birth or full postcode. Codes are those of returns.md
/// section 3.1, upper case. A row reported in error carries its key and nothing else.
/// </summary>
public sealed record Enrolment
{
    public required string LearnerRef { get; init; }
    public required string AimRef { get; init; }
    public required DateOnly StartDate { get; init; }
    public LearnerKey LearnerKey { get; init; }
    public bool TemporaryUln { get; init; }

    /// <summary>Whole years on the start date.</summary>
    public int AgeAtStart { get; init; }
    public string Sex { get; init; } = "";
    public string Ethnicity { get; init; } = "";
    public string Lldd { get; init; } = "";
    public string PriorAttainment { get; init; } = "";
    public string EmploymentStatus { get; init; } = "";
    public Place Residence { get; init; } = Place.None;
    public Place Delivery { get; init; } = Place.None;

    /// <summary>1 to 240; null = the qualification's full credits.</summary>
    public int? CreditsPlanned { get; init; }

    /// <summary>FT or PT.</summary>
    public string Mode { get; init; } = "";
    public DateOnly PlannedEndDate { get; init; }
    public bool Restart { get; init; }
    public DateOnly? OriginalStartDate { get; init; }
    public string FundingRoute { get; init; } = "";
    public bool IzFunded { get; init; }
    public bool OtherPublicFunding { get; init; }
    public bool EmployerSponsored { get; init; }
    public string? StartEvidenceRef { get; init; }

    /// <summary>Pounds; null = as calculated.</summary>
    public decimal? ClaimStartGbp { get; init; }

    /// <summary>The awarding body's number of the learner's registration, up to 20 characters, upper case.</summary>
    public string? RegistrationNo { get; init; }
    public bool ReportedInError { get; init; }

    public RowKey Key => new(LearnerRef, AimRef, StartDate);
}
