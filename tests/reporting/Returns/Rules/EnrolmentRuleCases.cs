using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Support;

namespace Pilot.Tests.Returns.Rules;

/// <summary>One case for each rule of an enrolment row, alone, among others and against what is held; and one at its boundary.</summary>
public static partial class EnrolmentRuleCases
{
    private static readonly DateOnly TwoYearsOn = new(2028, 6, 23);
    private static readonly DateOnly Census = new(2026, 12, 31);

    public static IEnumerable<RuleCase> All()
    {
        var list = new RuleCaseList(ReturnUnderTest.Enrolment);
        People(list);
        Dates(list);
        Funding(list);
        Duplicates(list);
        History(list);
        return list.Cases;
    }

    private static void People(RuleCaseList list)
    {
        list.Fires("REF_01", "the ULN of its row", s => s.Set("learner_ref", SampleUlns.Valid(0)));
        list.Fires("REF_01", "the ULN of another row, with spaces", s => s.Set("learner_ref", SampleUlns.Valid(1).Insert(3, " ").Insert(7, " ")));
        list.Not("REF_01", "a ULN of nobody in the file", s => s.Set("learner_ref", SampleUlns.Valid(77)), "REF_02");
        list.Fires("REF_02", "10 digits that read like a ULN", s => s.Set("learner_ref", SampleUlns.Valid(77)));
        list.Not("REF_02", "10 digits that do not", s => s.Set("learner_ref", "1234567890"));
        list.Fires("DATE_07", "true dates up to the 12th, texts beyond it", s => s.File.With(0, "start_date", new DateOnly(2026, 9, 7)).With(1, "start_date", "25/09/2026").With(2, "start_date", "28/09/2026"));
        list.Not("DATE_07", "a true date after the 12th", s => s.File.With(0, "start_date", new DateOnly(2026, 9, 14)).With(1, "start_date", "25/09/2026"));
        list.Not("DATE_07", "ISO texts count on neither side", s => s.File.With(0, "start_date", new DateOnly(2026, 9, 7)).With(1, "start_date", "2026-09-25").With(2, "start_date", "2026-09-28"));
        list.Fires("DATE_08", "23:00 in British Summer Time", s => s.Set("start_date", new DateTime(2026, 9, 13, 23, 0, 0)));
        list.Not("DATE_08", "23:00 in winter", s => s.Set("start_date", new DateTime(2026, 11, 2, 23, 0, 0)));
        list.Fires("ULN_01", "temporary", s => s.Set("uln", Uln.Temporary));
        list.Not("ULN_01", "real", s => s.Set("uln", SampleUlns.Valid(0)));
        list.Fires("AGE_01", "16 tomorrow", s => s.Set("date_of_birth", ReturnUnderTest.Start.AddYears(-16).AddDays(1)));
        list.Not("AGE_01", "16 today", s => s.Set("date_of_birth", ReturnUnderTest.Start.AddYears(-16)), "AGE_02");
        list.Fires("AGE_01", "101 today", s => s.Set("date_of_birth", ReturnUnderTest.Start.AddYears(-101)));
        list.Not("AGE_01", "100 and 364 days", s => s.Set("date_of_birth", ReturnUnderTest.Start.AddYears(-101).AddDays(1)));
        list.Fires("AGE_01", "born after the start", s => s.Set("date_of_birth", ReturnUnderTest.Start.AddDays(1)));
        list.Fires("AGE_02", "18 tomorrow", s => s.Set("date_of_birth", ReturnUnderTest.Start.AddYears(-18).AddDays(1)));
        list.Not("AGE_02", "18 today", s => s.Set("date_of_birth", ReturnUnderTest.Start.AddYears(-18)));
        list.Fires("SEX_01", "not provided", s => s.Set("sex", "n"));
        list.Not("SEX_01", "female", s => s.Set("sex", "F"));
        list.Fires("POST_01", "not known, in small letters without a space", s => s.Set("home_postcode", "zz999zz"));
        list.Not("POST_01", "remote delivery is another thing", s => s.Set("delivery_postcode", Postcode.Unknown));
        list.Fires("AIM_01", "no pilot qualification", s => s.Set("aim_ref", "60399999"));
        list.Fires("AIM_01", "available from the day after", s => Available(s, ReturnUnderTest.Start.AddDays(1), Census));
        list.Not("AIM_01", "available from that day", s => Available(s, ReturnUnderTest.Start, Census));
        list.Fires("AIM_01", "available until the day before", s => Available(s, new DateOnly(2026, 1, 1), ReturnUnderTest.Start.AddDays(-1)));
        list.Not("AIM_01", "available until that day", s => Available(s, new DateOnly(2026, 1, 1), ReturnUnderTest.Start));
        list.Fires("CRED_02", "one credit fewer", s => s.Set("credits_planned", 119));
        list.Not("CRED_02", "all credits", s => s.Set("credits_planned", 120));
        list.Fires("CRED_02", "top-up", s =>
        {
            s.Set("aim_ref", ReturnUnderTest.Hnd);
            s.Set("credits_planned", 120);
        });
    }

    private static void Dates(RuleCaseList list)
    {
        list.Fires("DATE_01", "the day after the census date", s => Starts(s, Census.AddDays(1), new DateOnly(2027, 9, 30)));
        list.Not("DATE_01", "on the census date", s => Starts(s, Census, new DateOnly(2027, 9, 30)));
        list.Fires("DATE_02", "the day before the pilot", s => Pilot(s, ReturnUnderTest.Start.AddDays(1), new DateOnly(2029, 1, 1)));
        list.Not("DATE_02", "the pilot's first day", s => Pilot(s, ReturnUnderTest.Start, new DateOnly(2029, 1, 1)));
        list.Fires("DATE_02", "the day after the pilot", s => Pilot(s, new DateOnly(2026, 1, 1), ReturnUnderTest.Start.AddDays(-1)));
        list.Not("DATE_02", "the pilot's last day", s => Pilot(s, new DateOnly(2026, 1, 1), ReturnUnderTest.Start));
        list.Fires("DATE_03", "ends on the start date", s => s.Set("planned_end_date", ReturnUnderTest.Start));
        list.Not("DATE_03", "ends the day after", s => s.Set("planned_end_date", ReturnUnderTest.Start.AddDays(1)), "DATE_04");
        list.Fires("DATE_03", "10 years", s => s.Set("planned_end_date", ReturnUnderTest.Start.AddYears(10)));
        list.Not("DATE_03", "a day under 10 years", s => s.Set("planned_end_date", ReturnUnderTest.Start.AddYears(10).AddDays(-1)), "DATE_04");
        list.Fires("DATE_04", "a day under half a year", s => s.Set("planned_end_date", ReturnUnderTest.Start.AddMonths(6).AddDays(-2)));
        list.Not("DATE_04", "half a year", s => s.Set("planned_end_date", ReturnUnderTest.Start.AddMonths(6).AddDays(-1)));
        list.Fires("DATE_04", "a day over 3 years", s => s.Set("planned_end_date", ReturnUnderTest.Start.AddYears(3)));
        list.Not("DATE_04", "3 years", s => s.Set("planned_end_date", ReturnUnderTest.Start.AddYears(3).AddDays(-1)));
        list.Fires("DATE_04", "130 credits in a day under 6 months and a half", s => Planned(s, 130, new DateOnly(2027, 3, 27)));
        list.Not("DATE_04", "130 credits in 6 months and a half", s => Planned(s, 130, new DateOnly(2027, 3, 28)));
        list.Fires("DATE_04", "240 credits in a day under a year", s =>
        {
            s.Set("aim_ref", ReturnUnderTest.Hnd);
            s.Set("planned_end_date", ReturnUnderTest.Start.AddYears(1).AddDays(-2));
        });
        list.Not("DATE_04", "240 credits in a year", s =>
        {
            s.Set("aim_ref", ReturnUnderTest.Hnd);
            s.Set("planned_end_date", ReturnUnderTest.Start.AddYears(1).AddDays(-1));
        });
        list.Fires("DATE_05", "on the start date", s => Restarts(s, ReturnUnderTest.Start));
        list.Not("DATE_05", "the day before", s => Restarts(s, ReturnUnderTest.Start.AddDays(-1)));
        list.Fires("DATE_06", "on the day from which no start is paid", s => Stops(s, ReturnUnderTest.Start));
        list.Not("DATE_06", "the day before it", s => Stops(s, ReturnUnderTest.Start.AddDays(1)));
        list.Not("DATE_06", "a restart", s =>
        {
            Stops(s, ReturnUnderTest.Start);
            s.File.RemoveRow(2).RemoveRow(1);
            Restarts(s, ReturnUnderTest.Start.AddDays(-1));
        });
    }

    private static void Funding(RuleCaseList list)
    {
        list.Fires("FUND_01", "ASF", s => s.Set("student_funding_route", "ASF"));
        list.Fires("FUND_01", "APP", s => s.Set("student_funding_route", "APP"));
        list.Not("FUND_01", "ALL", s => s.Set("student_funding_route", "ALL"));
        list.Fires("FUND_02", "the day before it begins", s => Entitlement(s, ReturnUnderTest.Start.AddDays(1)));
        list.Not("FUND_02", "the day on which it begins", s => Entitlement(s, ReturnUnderTest.Start));
        list.Fires("FUND_03", "claimed and paid by another grant", s => s.Set("other_public_funding", "Y"));
        list.Not("FUND_03", "not claimed", s =>
        {
            s.Set("other_public_funding", "Y");
            s.Set("iz_funded", "N");
        });
        list.Fires("FUND_04", "a penny", s =>
        {
            s.Set("iz_funded", "N");
            s.Set("claim_start_gbp", 0.01m);
        });
        list.Not("FUND_04", "nothing", s =>
        {
            s.Set("iz_funded", "N");
            s.Set("claim_start_gbp", 0m);
        });
        list.Fires("FUND_05", "paid in full but not claimed", s =>
        {
            s.Set("iz_funded", "N");
            s.Set("student_funding_route", "IZ_FULL");
        });
        list.Not("FUND_05", "paid in full and claimed", s => s.Set("student_funding_route", "IZ_FULL"));
        list.Fires("FUND_05", "the employer pays but does not sponsor", s => s.Set("student_funding_route", "EMP"));
        list.Not("FUND_05", "the employer pays and sponsors", s =>
        {
            s.Set("student_funding_route", "EMP");
            s.Set("employer_sponsored", "Y");
        });
    }

    private static void Duplicates(RuleCaseList list)
    {
        list.Fires("DUP_01", "the same row twice", s => s.File.Copy(0));
        list.Not("DUP_01", "another aim", s => s.File.Copy(0).With(3, "aim_ref", ReturnUnderTest.Hnd).With(3, "planned_end_date", TwoYearsOn));
        list.Fires("DUP_02", "begins on the day on which the other ends", s => Again(s, new DateOnly(2026, 12, 1), new DateOnly(2026, 12, 1), "N"), "DATE_04");
        list.Not("DUP_02", "begins the day after the other ends", s => Again(s, new DateOnly(2026, 12, 1), new DateOnly(2026, 11, 30), "N"), "DATE_04");
        list.Not("DUP_02", "the other ended, as was accepted", s =>
        {
            Again(s, new DateOnly(2026, 12, 1), ReturnUnderTest.PlannedEnd, "N");
            s.Hold(0, ReturnUnderTest.Hnc);
            s.HoldEnd(0, ReturnUnderTest.Hnc, "3", "3", null, new DateOnly(2026, 11, 30));
        });
        list.Fires("DUP_02", "the same start under another reference", s => s.File.Copy(0).With(3, "learner_ref", "L7"), "DUP_03");
        list.Not("DUP_02", "rows of one course", s =>
        {
            Again(s, new DateOnly(2026, 12, 1), ReturnUnderTest.PlannedEnd, "Y");
            s.File.With(3, "original_start_date", ReturnUnderTest.Start);
        });
        list.Not("DUP_02", "temporary ULNs", s =>
        {
            Again(s, new DateOnly(2026, 12, 1), ReturnUnderTest.PlannedEnd, "N");
            s.File.With(0, "uln", Uln.Temporary).With(3, "uln", Uln.Temporary);
        }, "ULN_01");
        list.Fires("DUP_03", "one reference, two numbers", s => s.File.Copy(0).With(3, "aim_ref", ReturnUnderTest.Hnd).With(3, "planned_end_date", TwoYearsOn).With(3, "uln", SampleUlns.Valid(7)));
        list.Fires("DUP_03", "one number, two references", s => s.File.Copy(0).With(3, "aim_ref", ReturnUnderTest.Hnd).With(3, "planned_end_date", TwoYearsOn).With(3, "learner_ref", "L7"));
        list.Not("DUP_03", "one of the numbers is temporary", s => s.File.Copy(0).With(3, "aim_ref", ReturnUnderTest.Hnd).With(3, "planned_end_date", TwoYearsOn).With(3, "uln", Uln.Temporary), "ULN_01");
    }
}
