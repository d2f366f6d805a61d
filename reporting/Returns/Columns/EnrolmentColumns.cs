namespace Pilot.Reporting.Returns.Columns;

/// <summary>The enrolment return (returns.md section 3.1): one row per learner, aim and start; cumulative.</summary>
public static class EnrolmentColumns
{
    internal const int LearnerRef = 0;
    internal const int LearnerNumber = 1;
    internal const int DateOfBirth = 2;
    internal const int Sex = 3;
    internal const int Ethnicity = 4;
    internal const int Lldd = 5;
    internal const int PriorAttainment = 6;
    internal const int EmploymentStatus = 7;
    internal const int HomePostcode = 8;
    internal const int AimRef = 9;
    internal const int CreditsPlanned = 10;
    internal const int Mode = 11;
    internal const int DeliveryPostcode = 12;
    internal const int StartDate = 13;
    internal const int PlannedEndDate = 14;
    internal const int Restart = 15;
    internal const int OriginalStartDate = 16;
    internal const int FundingRoute = 17;
    internal const int IzFunded = 18;
    internal const int OtherPublicFunding = 19;
    internal const int EmployerSponsored = 20;
    internal const int StartEvidenceRef = 21;
    internal const int ClaimStart = 22;
    internal const int RegistrationNo = 23;
    internal const int ReportedInError = 24;

    public static IReadOnlyList<ReturnColumn> All { get; } =
    [
        SharedColumns.LearnerRef,
        SharedColumns.Uln(Requirement.Required),
        SharedColumns.Date("date_of_birth", "Date of birth",
            "Used to work out the age at the start, then forgotten.", "ILR DateOfBirth; HESA BIRTHDTE") with { Sensitive = true, Essential = true },
        SharedColumns.Coded("sex", "Sex", CodeLists.Sex, "Enter N where the learner did not say.", "ILR Sex; HESA SEXID"),
        SharedColumns.Coded("ethnicity", "Ethnicity", CodeLists.Ethnicity, "As the learner describes themselves; 99 where not provided.", "ILR Ethnicity; HESA ETHNIC"),
        SharedColumns.Coded("lldd", "Learning difficulty or disability", CodeLists.Lldd,
            "Only whether there is one. Do not say which.", "ILR LLDDHealthProb; HESA DISABLE (95 is 2; any other disability is 1)"),
        SharedColumns.Coded("prior_attainment", "Prior attainment", CodeLists.PriorAttainment,
            "The highest level held before the start. The pilot has its own codes, because the number 3 means level 3 in older ILR lists and level 2 in newer ones.",
            "ILR PriorLevel; HESA HIGHESTQOE"),
        SharedColumns.Coded("employment_status", "Employment status before start", CodeLists.EmploymentStatus,
            "On the day before the start date. It decides whether a job afterwards counts as new.", "ILR EmpStat; HESA: from your own records"),
        Postcode("home_postcode", "Home postcode at enrolment", "Enter ZZ99 9ZZ where it is not known. Only the first part is kept.",
            "ILR PostcodePrior; HESA TTPCODE") with { Sensitive = true },
        SharedColumns.AimRef,
        new()
        {
            Name = "credits_planned", Label = "Credits planned with you", Requirement = Requirement.Optional, Type = ReturnColumnType.Whole, Min = 1, Max = 240,
            Accepts = "a whole number from 1 to 240, or leave it blank for the full qualification",
            Guidance = "Only where the learner takes part of the qualification with you, for example a top-up from HNC to HND (120).",
        },
        SharedColumns.Coded("mode", "Mode of study", CodeLists.Mode, "As planned at the start.", "ILR MODESTUD; HESA MODE"),
        Postcode("delivery_postcode", "Delivery postcode", "Where most of the teaching takes place. Enter ZZ99 9ZZ for mostly remote delivery.", "ILR DelLocPostCode; HESA: the campus postcode"),
        SharedColumns.StartDate,
        SharedColumns.Date("planned_end_date", "Planned end date",
            "As planned at the start. Do not move it when a learner overruns.", "ILR LearnPlanEndDate; HESA: expected end of the course session") with { Essential = true },
        SharedColumns.Coded("restart", "Restart after a break", CodeLists.YesNo, "Y where the learner comes back from an agreed break to the same course.", "ILR LDFAM RES"),
        SharedColumns.Date("original_start_date", "Original start date",
            "When the learner first started this course, before the break.", "ILR OrigLearnStartDate") with
        {
            Requirement = Requirement.Conditional,
            When = new ColumnCondition(Restart, [CodeLists.Yes], IsRequired: true, IsForbiddenOtherwise: true, "is Y"),
        },
        SharedColumns.Coded("student_funding_route", "Student funding route", CodeLists.FundingRoute,
            "How the learner's fee is met. Routes ASF and APP cannot be claimed from the pilot."),
        SharedColumns.Coded("iz_funded", "Claimed from the pilot", CodeLists.YesNo, "Y where you claim this learner from the pilot's money."),
        SharedColumns.Coded("other_public_funding", "Another grant pays the same costs", CodeLists.YesNo,
            "Student loans, Advanced Learner Loans and recurrent grant of the Office for Students do not count as another grant."),
        SharedColumns.Coded("employer_sponsored", "Employer sponsored", CodeLists.YesNo, "Y where the employer pays the fee or gives paid time."),
        SharedColumns.Reference("start_evidence_ref", "Start evidence reference",
            "Where your evidence of the start is kept. Send the reference, never the document.",
            new ColumnCondition(IzFunded, [CodeLists.Yes], IsRequired: true, IsForbiddenOtherwise: false, "is Y")),
        SharedColumns.Claim("claim_start_gbp", "Claim for the start (GBP)"),
        new()
        {
            Name = "registration_no", Label = "Awarding body registration number", Requirement = Requirement.Optional, Type = ReturnColumnType.Text, MaxLength = 20,
            Accepts = "up to 20 characters, or leave it blank",
            Guidance = "The number under which the awarding body registered the learner. It confirms the start without the learner's unique number.",
        },
        SharedColumns.ReportedInError,
    ];

    private static ReturnColumn Postcode(string name, string label, string guidance, string crosswalk) => new()
    {
        Name = name,
        Label = label,
        Requirement = Requirement.Required,
        Type = ReturnColumnType.Postcode,
        Accepts = "a full postcode, like B1 1AA",
        Guidance = guidance,
        Crosswalk = crosswalk,
    };
}
