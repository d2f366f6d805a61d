using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Demo;

/// <summary>What goes wrong in one return: the mistakes that data officers really make, each in a row of its own.</summary>
internal static class DemoMistakes
{
    public static List<Dictionary<string, object>> Spoil(List<Dictionary<string, object>> rows)
    {
        rows[0].Remove("sex");
        rows[1]["uln"] = WithWrongLastDigit((string)rows[1]["uln"]);
        rows[2]["ethnicity"] = 77;
        rows[3]["date_of_birth"] = ((DateOnly)rows[3]["date_of_birth"]).AddYears(12);
        rows[4]["home_postcode"] = "DUDLEY";
        rows[5]["aim_ref"] = "60999999";
        rows[6]["planned_end_date"] = ((DateOnly)rows[6]["start_date"]).AddDays(-1);
        rows[7]["start_date"] = "31/09/2026";
        rows[8]["restart"] = "Y";
        rows[9].Remove("start_evidence_ref");
        rows[10]["student_funding_route"] = "LLE";
        rows[11]["claim_start_gbp"] = "1350.005";
        rows[12]["original_start_date"] = rows[12]["start_date"];
        rows[13]["learner_ref"] = "Smith; see file";
        rows[14]["uln"] = rows[15]["uln"];
        rows[16].Remove("learner_ref");
        rows[17]["prior_attainment"] = 3;
        rows[18]["credits_planned"] = 300;
        rows[19]["employer_sponsored"] = "yes";
        rows[20]["start_date"] = new DateOnly(2025, 9, 15);
        rows[21]["other_public_funding"] = "Y";
        rows[22]["home_postcode"] = "ZZ99 9ZZ";
        rows[23]["sex"] = "N";
        rows[24]["iz_funded"] = "N";
        rows[24]["student_funding_route"] = "IZ_FULL";
        rows[25]["credits_planned"] = 60;
        rows.Add(new Dictionary<string, object>(rows[26], StringComparer.Ordinal));
        return rows;
    }

    private static string WithWrongLastDigit(string uln) => uln == Uln.Temporary ? uln : uln[..9] + (char)('0' + ((uln[9] - '0' + 1) % 10));
}
