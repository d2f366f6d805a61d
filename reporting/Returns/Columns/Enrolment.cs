using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns.Columns;

/// <summary>
/// An accepted row of an enrolment return, as it is stored: without ULN, date of birth or full postcode. Codes are those of returns.md
/// section 3.1, upper case. A row reported in error carries its key and nothing else.
/// </summary>
public sealed record Enrolment
{
    /// <summary>The normalised key, also of a row that an earlier version stored as it was typed.</summary>
    public required string LearnerRef { get; init => field = LearnerReference.KeyOf(value); }

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
    public PostcodeArea Residence { get; init; } = PostcodeArea.None;
    public PostcodeArea Delivery { get; init; } = PostcodeArea.None;

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

    /// <summary>The same as the provider sent it: where a postcode lies is what the settings of the day say.</summary>
    public bool SaysSameAs(Enrolment other) => this == other || (LiesElsewhere(other) && this == (other with { Residence = Residence, Delivery = Delivery }));

    private bool LiesElsewhere(Enrolment other) => (Residence != other.Residence || Delivery != other.Delivery)
        && Residence.Outward == other.Residence.Outward && Delivery.Outward == other.Delivery.Outward;
}

public sealed record NumberedEnrolment(int ExcelRow, Enrolment Enrolment);
