namespace Pilot.Tests.Returns.Rules;

/// <summary>Against what is held.</summary>
public static partial class EnrolmentRuleCases
{
    private static void History(RuleCaseList list)
    {
        list.Fires("HIST_01", "planned end moved by a day", s => s.Hold(0, ReturnUnderTest.Hnc, change: row => row with { PlannedEndDate = ReturnUnderTest.PlannedEnd.AddDays(-1) }));
        list.Not("HIST_01", "planned end as it was", s => s.Hold(0, ReturnUnderTest.Hnc));
        list.Fires("HIST_01", "start date corrected", s => s.Hold(0, ReturnUnderTest.Hnc, ReturnUnderTest.Start.AddDays(-7)));
        list.Not("HIST_01", "the earlier start is in the file too", s =>
        {
            s.Hold(0, ReturnUnderTest.Hnc, ReturnUnderTest.Start.AddDays(-7));
            s.File.Copy(0).With(3, "start_date", ReturnUnderTest.Start.AddDays(-7));
        }, "DUP_02");
        list.Not("HIST_01", "the earlier one has ended", s =>
        {
            s.Hold(0, ReturnUnderTest.Hnc, ReturnUnderTest.Start.AddDays(-7));
            s.HoldEnd(0, ReturnUnderTest.Hnc, "3", "3", null, ReturnUnderTest.Start.AddDays(-2), ReturnUnderTest.Start.AddDays(-7));
        });
        list.Not("HIST_01", "a restart", s =>
        {
            s.Hold(0, ReturnUnderTest.Hnc, ReturnUnderTest.Start.AddDays(-7));
            Restarts(s, ReturnUnderTest.Start.AddDays(-7));
        }, "HIST_02");
        list.Fires("HIST_02", "held and missing", s => s.Hold(9, ReturnUnderTest.Hnc));
        list.Not("HIST_02", "held, missing, and ended", s =>
        {
            s.Hold(9, ReturnUnderTest.Hnc);
            s.HoldEnd(9, ReturnUnderTest.Hnc);
        });
        list.Fires("HIST_02", "held, missing, and on a break", s =>
        {
            s.Hold(9, ReturnUnderTest.Hnc);
            s.HoldEnd(9, ReturnUnderTest.Hnc, "6", "3", null);
        });
        list.Not("HIST_02", "reported in error", s =>
        {
            s.Hold(0, ReturnUnderTest.Hnc);
            s.Set("reported_in_error", "Y");
        });
        list.Fires("HIST_03", "rejected, and held", s =>
        {
            s.Hold(0, ReturnUnderTest.Hnc);
            s.Set("sex", "X");
        }, "SEX_C");
        list.Fires("HIST_03", "the start date cannot be read", s =>
        {
            s.Hold(0, ReturnUnderTest.Hnc);
            s.Set("start_date", "31/02/2026");
        }, "START_DATE_D");
        list.Fires("HIST_03", "the aim is none of the pilot's", s =>
        {
            s.Hold(0, ReturnUnderTest.Hnc);
            s.Set("aim_ref", "60399999");
        }, "AIM_01");
        list.Fires("HIST_03", "the reference cannot be read, and the learner's number says who it is", s =>
        {
            s.Hold(0, ReturnUnderTest.Hnc);
            s.Set("learner_ref", "Smith; see file");
        }, "LEARNER_REF_D");
        list.Fires("HIST_03", "the reference is blank", s =>
        {
            s.Hold(0, ReturnUnderTest.Hnc);
            s.Set("learner_ref", null);
        }, "LEARNER_REF_M");
        list.Not("HIST_03", "neither the reference nor the number can be read", s =>
        {
            s.Hold(0, ReturnUnderTest.Hnc);
            s.Set("learner_ref", null);
            s.Set("uln", "123");
        }, "LEARNER_REF_M", "ULN_D", "HIST_02");
        list.Not("HIST_03", "rejected, and its twin takes the held version back", s =>
        {
            s.Hold(0, ReturnUnderTest.Hnc);
            s.File.Copy(0).With(3, "reported_in_error", "Y");
        }, "DUP_01");
        list.Not("HIST_03", "rejected, and never held", s => s.Set("sex", "X"), "SEX_C");
        list.Fires("HIST_05", "another mode than the later quarter's return says", s =>
        {
            s.LaterHoldsAll();
            s.Set("mode", "PT");
        }, "DECL_14");
        list.Fires("HIST_05", "removes a row that the later quarter's return holds", s =>
        {
            s.LaterHoldsAll();
            s.Set("reported_in_error", "Y");
        }, "DECL_14");
        list.Not("HIST_05", "a learner whom the later quarter's return does not hold", s =>
        {
            s.LaterHoldsAll();
            s.File.AddEnrolment(7, ReturnUnderTest.Hnc, ReturnUnderTest.Start, ReturnUnderTest.PlannedEnd);
        }, "DECL_14");
        list.Fires("HIST_04", "another aim, not in this file", s => s.Hold(0, ReturnUnderTest.Hnd), "HIST_02");
        list.Fires("HIST_04", "another reference, not in this file", s => s.Hold(0, ReturnUnderTest.Hnc, change: row => row with { LearnerRef = "OLD1" }), "HIST_02");
        list.Fires("HIST_04", "the number has come since", s =>
            s.Hold(0, ReturnUnderTest.Hnd, change: row => row with { LearnerKey = ReturnUnderTest.Keys.OfTemporary(ReturnUnderTest.Ukprn, row.LearnerRef), TemporaryUln = true }), "HIST_02");
        list.Not("HIST_04", "another aim, in this file", s =>
        {
            s.Hold(0, ReturnUnderTest.Hnd, change: row => row with { PlannedEndDate = TwoYearsOn });
            s.File.Copy(0).With(3, "aim_ref", ReturnUnderTest.Hnd).With(3, "planned_end_date", TwoYearsOn);
        });
        list.Not("HIST_04", "a corrected start date is no new row", s =>
        {
            s.Hold(0, ReturnUnderTest.Hnc, ReturnUnderTest.Start.AddDays(-7));
            s.Hold(0, ReturnUnderTest.Hnd);
        }, "HIST_01", "HIST_02");
        list.Not("HIST_04", "the row itself was held before", s =>
        {
            s.Hold(0, ReturnUnderTest.Hnd);
            s.Hold(0, ReturnUnderTest.Hnc);
        }, "HIST_02");
    }

    private static void Available(ReturnUnderTest s, DateOnly from, DateOnly to) => s.Settings = s.Settings with
    {
        Qualifications = [.. s.Settings.Qualifications.Select(qualification => qualification.AimRef == ReturnUnderTest.Hnc ? qualification with { AvailableFrom = from, AvailableTo = to } : qualification)],
    };

    private static void Planned(ReturnUnderTest s, int credits, DateOnly plannedEnd)
    {
        s.Set("credits_planned", credits);
        s.Set("planned_end_date", plannedEnd);
    }

    private static void Starts(ReturnUnderTest s, DateOnly start, DateOnly plannedEnd)
    {
        s.Set("start_date", start);
        s.Set("planned_end_date", plannedEnd);
    }

    private static void Pilot(ReturnUnderTest s, DateOnly from, DateOnly to) => s.Settings = s.Settings with { Scheme = s.Settings.Scheme with { PilotFrom = from, PilotTo = to } };

    private static void Restarts(ReturnUnderTest s, DateOnly originalStart)
    {
        s.Set("restart", "Y");
        s.Set("original_start_date", originalStart);
    }

    private static void Stops(ReturnUnderTest s, DateOnly from) => s.Settings = s.Settings with
    {
        Allocations = [.. s.Settings.Allocations.Select(line => line.FundingYear.StartsIn == 2026 ? line with { StopNewStartsFrom = from } : line)],
    };

    private static void Entitlement(ReturnUnderTest s, DateOnly from)
    {
        s.Settings = s.Settings with { Scheme = s.Settings.Scheme with { LleFrom = from } };
        s.Set("student_funding_route", "LLE");
    }

    /// <summary>A second row of the first learner on the same aim.</summary>
    private static void Again(ReturnUnderTest s, DateOnly start, DateOnly firstEnds, string restart) =>
        s.File.Copy(0).With(0, "planned_end_date", firstEnds).With(3, "start_date", start).With(3, "restart", restart);
}
