namespace Pilot.Reporting.Returns.Ilr;

/// <summary>What is taken of a Learner; a value that the file does not give is null. In memory until the next learner.</summary>
internal sealed class IlrLearner
{
    public string? Reference { get; set; }
    public string? Uln { get; set; }
    public string? DateOfBirth { get; set; }
    public string? Ethnicity { get; set; }
    public string? Sex { get; set; }
    public string? Lldd { get; set; }
    public string? PostcodePrior { get; set; }
    public List<(DateOnly From, string? Code)> PriorLevels { get; } = [];
    public List<(DateOnly From, string? Code)> Employment { get; } = [];

    /// <summary>Those of the pilot's aims.</summary>
    public List<IlrDelivery> Deliveries { get; } = [];

    public void Clear()
    {
        Reference = Uln = DateOfBirth = Ethnicity = Sex = Lldd = PostcodePrior = null;
        PriorLevels.Clear();
        Employment.Clear();
        Deliveries.Clear();
    }

    /// <summary>The newest entry on or before a day; of two of one day the later in the file.</summary>
    public static string? LatestOn(DateOnly day, List<(DateOnly From, string? Code)> entries)
    {
        (DateOnly From, string? Code)? found = null;
        foreach (var entry in entries)
        {
            if (entry.From <= day && (found is null || entry.From >= found.Value.From))
            {
                found = entry;
            }
        }

        return found?.Code;
    }
}

/// <summary>What is taken of a LearningDelivery.</summary>
internal sealed class IlrDelivery
{
    public string? AimRef { get; set; }
    public string? Start { get; set; }
    public string? PlannedEnd { get; set; }
    public string? OriginalStart { get; set; }
    public string? FundModel { get; set; }
    public string? DeliveryPostcode { get; set; }
    public string? CompStatus { get; set; }
    public string? ActualEnd { get; set; }
    public string? WithdrawReason { get; set; }
    public string? Outcome { get; set; }
    public string? AchievementDate { get; set; }
    public string? Grade { get; set; }

    /// <summary>MODESTUD of LearningDeliveryHE.</summary>
    public string? Mode { get; set; }

    /// <summary>LearningDeliveryFAM RES 1.</summary>
    public bool IsRestart { get; set; }

    /// <summary>LearningDeliveryFAM ADL: an Advanced Learner Loan.</summary>
    public bool HasLoan { get; set; }

    /// <summary>A LearningDeliveryFAM that the settings name as the pilot's own (ilr_fam_codes).</summary>
    public bool IsOfPilot { get; set; }
}
