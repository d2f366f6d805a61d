namespace Pilot.Reporting.Outcomes;

/// <summary>
/// The wide bands in which people are counted (workbooks.md section 5: few and fixed, declared beforehand). A code that none of them
/// names falls into the last band, so that every breakdown adds up to its total.
/// </summary>
internal static class Bands
{
    public const string Under25 = "Under 25";
    public const string Yes = "Yes";
    public const string No = "No";
    public const string NotKnown = "Not known";

    public static IReadOnlyList<string> Age { get; } = [Under25, "25 to 39", "40 and over"];
    public static IReadOnlyList<string> Sex { get; } = ["Female", "Male", "Not provided"];
    public static IReadOnlyList<string> Ethnicity { get; } = ["Asian", "Black", "Mixed", "White", "Other", NotKnown];
    public static IReadOnlyList<string> Lldd { get; } = [Yes, No, NotKnown];
    public static IReadOnlyList<string> PriorAttainment { get; } = ["None or below level 3", "Level 3", "Level 4 or above", "Other or not known"];
    public static IReadOnlyList<string> Employment { get; } = ["In paid employment", "Not in paid employment", NotKnown];
    public static IReadOnlyList<string> Mode { get; } = ["Full time", "Part time"];
    public static IReadOnlyList<string> Sponsorship { get; } = [Yes, No];

    public static IReadOnlyList<string> Route { get; } =
        ["Student finance or Lifelong Learning Entitlement", "Advanced Learner Loan", "Employer or learner", "Investment Zone in full", "Other"];

    public static IReadOnlyList<string> WithdrawalReason { get; } =
        ["Moved to another course or provider", "Health, money, work or personal", "Academic reasons or exclusion", "Other or not known"];

    public static string OfAge(int years) => years < 25 ? Age[0] : years < 40 ? Age[1] : Age[2];

    public static string OfSex(string code) => code switch { "F" => Sex[0], "M" => Sex[1], _ => Sex[2] };

    /// <summary>Broad groups of the individualised learner record's codes 31 to 47, 98 and 99.</summary>
    public static string OfEthnicity(string code) => code switch
    {
        "31" or "32" or "33" or "34" => "White",
        "35" or "36" or "37" or "38" => "Mixed",
        "39" or "40" or "41" or "42" or "43" => "Asian",
        "44" or "45" or "46" => "Black",
        "47" or "98" => "Other",
        _ => NotKnown,
    };

    public static string OfLldd(string code) => code switch { "1" => Yes, "2" => No, _ => NotKnown };

    public static string OfPriorAttainment(string code) => code switch
    {
        "NONE" or "BELOW_L3" => PriorAttainment[0],
        "L3" => PriorAttainment[1],
        "L4" or "L5" or "L6PLUS" => PriorAttainment[2],
        _ => PriorAttainment[3],
    };

    public static string OfEmployment(string code) => code switch
    {
        "10" => Employment[0],
        "11" or "12" => Employment[1],
        _ => NotKnown,
    };

    public static string OfMode(string code) => code == "FT" ? Mode[0] : Mode[1];

    public static string OfRoute(string code) => code switch
    {
        "HESF" or "LLE" => Route[0],
        "ALL" => Route[1],
        "EMP" or "SELF" => Route[2],
        "IZ_FULL" => Route[3],
        _ => Route[4],
    };

    public static string OfWithdrawalReason(string? code) => code switch
    {
        "2" or "7" or "40" or "41" or "47" => WithdrawalReason[0],
        "3" or "29" or "43" or "44" => WithdrawalReason[1],
        "42" or "45" or "46" => WithdrawalReason[2],
        _ => WithdrawalReason[3],
    };
}
