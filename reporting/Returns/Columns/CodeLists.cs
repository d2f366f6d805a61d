namespace Pilot.Reporting.Returns.Columns;

/// <summary>
/// The code lists of both returns (returns.md sections 3.1 and 3.2). Codes without a crosswalk are the ILR's own. Sources: ILR
/// specification, code lists of the fields Sex, Ethnicity, LLDDHealthProb, EmpStat, CompStatus, Outcome, WithdrawReason, OutGrade,
/// OutType and OutCode; HESA coding manual, RSNENGEND.
/// </summary>
public static class CodeLists
{
    public const string Yes = "Y";
    public const string No = "N";

    private static readonly Dictionary<string, string> YesNoInWords = new(StringComparer.OrdinalIgnoreCase) { ["Yes"] = Yes, ["No"] = No };

    public static CodeList YesNo { get; } = new([new(Yes, "yes"), new(No, "no")], YesNoInWords);
    public static CodeList YesNoUnknown { get; } = new([new(Yes, "yes"), new(No, "no"), new("U", "not known")], YesNoInWords);

    public static CodeList Sex { get; } = new([
        new("F", "female", "HESA 10"), new("M", "male", "HESA 11"), new("N", "not provided", "HESA 12, 96, 98 or 99")]);

    public static CodeList Ethnicity { get; } = new([
        new("31", "English, Welsh, Scottish, Northern Irish or British"), new("32", "Irish"), new("33", "Gypsy or Irish Traveller"),
        new("34", "any other White background"), new("35", "White and Black Caribbean"), new("36", "White and Black African"),
        new("37", "White and Asian"), new("38", "any other mixed or multiple ethnic background"), new("39", "Indian"),
        new("40", "Pakistani"), new("41", "Bangladeshi"), new("42", "Chinese"), new("43", "any other Asian background"),
        new("44", "African"), new("45", "Caribbean"), new("46", "any other Black, African or Caribbean background"),
        new("47", "Arab"), new("98", "any other ethnic group"), new("99", "not provided")]);

    public static CodeList Lldd { get; } = new([
        new("1", "the learner has a learning difficulty, disability or health problem"), new("2", "the learner has none"),
        new("9", "no information given")]);

    public static CodeList PriorAttainment { get; } = new([
        new("NONE", "no qualification", "ILR PriorLevel 99"), new("BELOW_L3", "below level 3", "ILR PriorLevel 0, 1, 2 or 3"),
        new("L3", "level 3", "ILR PriorLevel 4 or 5"), new("L4", "level 4", "ILR PriorLevel 6"), new("L5", "level 5", "ILR PriorLevel 7"),
        new("L6PLUS", "level 6 or above", "ILR PriorLevel 8 or 9"), new("OTHER", "other qualification, level not known", "ILR PriorLevel 97"),
        new("NOT_KNOWN", "not known", "ILR PriorLevel 98")]);

    public static CodeList EmploymentStatus { get; } = new([
        new("10", "in paid employment"), new("11", "not in paid employment, looking for work and available to start"),
        new("12", "not in paid employment, not looking for work or not available"), new("98", "not known or not provided")]);

    public static CodeList Mode { get; } = new([
        new("FT", "full time", "HESA mode 1; ILR MODESTUD 1"), new("PT", "part time", "HESA mode 3; ILR MODESTUD 3")]);

    public static CodeList FundingRoute { get; } = new([
        new("HESF", "higher education student finance"), new(FundingRouteCode.LifelongLearning, "Lifelong Learning Entitlement"), new("ALL", "Advanced Learner Loan"),
        new(FundingRouteCode.Employer, "the employer pays"), new("SELF", "the learner pays"), new(FundingRouteCode.PaidInFull, "the pilot pays in full"),
        new(FundingRouteCode.AdultSkillsFund, "Adult Skills Fund"), new(FundingRouteCode.Apprenticeship, "part of an apprenticeship"), new("OTH", "another route")]);

    public static CodeList CompStatus { get; } = new([
        new(CompStatusCode.Completed, "completed the learning", "HESA RSNENGEND 01 or 98"), new(CompStatusCode.Withdrawn, "withdrawn", "HESA RSNENGEND 03, 05, 11 or 12"),
        new(CompStatusCode.BreakInLearning, "break in learning agreed", "HESA: no equivalent")]);

    public static CodeList WithdrawReason { get; } = new([
        new("2", "moved to another provider", "HESA RSNENGEND 03 or 12"), new("3", "injury or illness"), new("7", "moved between providers by intervention"),
        new("29", "made redundant"), new(WithdrawReasonCode.Moved, "moved to a new aim with the same provider"), new("41", "moved under a government strategy"),
        new("42", "academic failure"), new("43", "financial reasons"), new("44", "other personal reasons", "HESA RSNENGEND 05"),
        new("45", "written off after lapse of time"), new("46", "exclusion"), new("47", "provider merger"), new("97", "other"),
        new("98", "not known", "HESA RSNENGEND 11")]);

    public static CodeList Outcome { get; } = new([
        new(OutcomeCode.Achieved, "achieved", "HESA RSNENGEND 01"), new(OutcomeCode.Partial, "partial: left the HND with an HNC", "HESA RSNENGEND 01 with a lower award"),
        new(OutcomeCode.NoAchievement, "no achievement", "HESA RSNENGEND 03, 05, 11 or 12"), new(OutcomeCode.NotYetKnown, "not yet known", "HESA RSNENGEND 98")]);

    public static CodeList Grade { get; } = new(
        [new("PA", "Pass"), new("ME", "Merit"), new("DS", "Distinction")],
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["Pass"] = "PA",
            ["P"] = "PA",
            ["Merit"] = "ME",
            ["M"] = "ME",
            ["Distinction"] = "DS",
            ["D"] = "DS",
        });

    public static CodeList ExitAward { get; } = new([new("HNC", "Higher National Certificate")]);

    public static CodeList DestType { get; } = new([
        new(DestTypeCode.Education, "education or training"), new(DestTypeCode.Employment, "employment"), new("GAP", "gap year"), new("NPE", "not in paid employment"),
        new("VOL", "voluntary work"), new(DestTypeCode.Other, "other")]);

    /// <summary>Which destination codes belong to a destination type; the ILR's, without those that have ended.</summary>
    private static readonly Destination[] Destinations =
    [
        new(DestTypeCode.Employment, new("1", "paid work, 16 hours or more a week")), new(DestTypeCode.Employment, new("2", "paid work, under 16 hours a week")),
        new(DestTypeCode.Employment, new("4", "self-employed, 16 hours or more a week")), new(DestTypeCode.Employment, new("5", "self-employed, under 16 hours a week")),
        new(DestTypeCode.Education, new("1", "traineeship")), new(DestTypeCode.Education, new("2", "apprenticeship")), new(DestTypeCode.Education, new("3", "supported internship")),
        new(DestTypeCode.Education, new("4", "other further education, full time")), new(DestTypeCode.Education, new("5", "other further education, part time")), new(DestTypeCode.Education, new("6", "higher education")),
        new("GAP", new("1", "gap year")), new("NPE", new("1", "looking for work")), new("NPE", new("2", "not looking for work")), new("VOL", new("1", "voluntary work")),
        new(DestTypeCode.Other, new("1", "other")), new(DestTypeCode.Other, new("3", "unable to contact the learner")), new(DestTypeCode.Other, new("4", "not known")),
    ];

    public static CodeList DestCode { get; } = new(DestCodes());

    public static CodeList NewOrProgressed { get; } = new([
        new("NEW_JOB", "a new job"), new("PROMOTED", "promoted in the same organisation"),
        new("RESPONSIBILITIES", "more responsibility in the same job"), new("SAME_JOB", "the same job as before"), new("U", "not known")]);

    public static CodeList DestEvidence { get; } = new([
        new("EMPLOYER", "the employer confirmed it"), new("PAYSLIP", "payslip or contract seen"), new("LEARNER", "the learner's own statement"),
        new("ADMISSION", "admission or enrolment confirmed"), new(DestEvidenceCode.None, "no evidence")]);

    private static List<CodeMeaning> DestCodes()
    {
        var meanings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (type, (code, meaning, _)) in Destinations)
        {
            meanings[code] = meanings.TryGetValue(code, out var before) ? before + "; " + type + ": " + meaning : type + ": " + meaning;
        }

        var codes = new List<CodeMeaning>();
        foreach (var (code, meaning) in meanings)
        {
            codes.Add(new CodeMeaning(code, meaning));
        }

        codes.Sort((first, second) => string.CompareOrdinal(first.Code, second.Code));
        return codes;
    }

    public static bool IsDestination(string type, string code)
    {
        foreach (var destination in Destinations)
        {
            if (destination.Type == type && destination.Code.Code == code)
            {
                return true;
            }
        }

        return false;
    }

    private sealed record Destination(string Type, CodeMeaning Code);

    /// <summary>"1 (looking for work) or 2 (not looking for work)" for NPE.</summary>
    public static string DestinationCodesOf(string type) => CodeList.AnyOf(Destinations.Where(destination => destination.Type == type).Select(destination => destination.Code));
}
