namespace Pilot.Reporting.Returns.Columns;

// The codes that the program asks for by name (returns.md sections 3.1 and 3.2); what each means to people is said in CodeLists.

/// <summary>Codes of comp_status.</summary>
public static class CompStatusCode
{
    public const string Completed = "2";
    public const string Withdrawn = "3";
    public const string BreakInLearning = "6";
}

/// <summary>Codes of outcome.</summary>
public static class OutcomeCode
{
    public const string Achieved = "1";
    public const string Partial = "2";
    public const string NoAchievement = "3";
    public const string NotYetKnown = "8";
}

/// <summary>Codes of withdraw_reason.</summary>
public static class WithdrawReasonCode
{
    /// <summary>Moved to a new aim with the same provider.</summary>
    public const string Moved = "40";
}

/// <summary>Codes of dest_type.</summary>
public static class DestTypeCode
{
    public const string Employment = "EMP";
    public const string Education = "EDU";
    public const string Other = "OTH";
}

/// <summary>Codes of dest_evidence.</summary>
public static class DestEvidenceCode
{
    public const string None = "NONE";
}

/// <summary>Codes of student_funding_route.</summary>
public static class FundingRouteCode
{
    public const string AdultSkillsFund = "ASF";
    public const string Apprenticeship = "APP";
    public const string Employer = "EMP";
    public const string LifelongLearning = "LLE";
    public const string PaidInFull = "IZ_FULL";
}
