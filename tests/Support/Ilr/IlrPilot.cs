using Pilot.Reporting.Vocabulary;

namespace Pilot.Tests.Support.Ilr;

/// <summary>
/// Learners made up from a seed, each with all that a person knows of them: the values of their rows by machine name. From the same
/// learners come returns typed by hand and ILR files.
/// </summary>
internal sealed class IlrPilot(int seed)
{
    /// <summary>The code of LearningDeliveryFAM by which this pilot marks whom it claims.</summary>
    public const string FamCode = "LDM:777";

    private readonly Random _random = new(seed);

    public List<PilotLearner> Make() => [.. Enumerable.Range(0, _random.Next(2, 9)).SelectMany(Learner)];

    private IEnumerable<PilotLearner> Learner(int number)
    {
        var start = new DateOnly(2026, 8, 24).AddDays(_random.Next(110));
        var first = Enrolment(number, start);
        var ends = Chance(70) ? End(first, start) : null;
        yield return new PilotLearner(first, ends, Person(first, start), Route(first));
        if (ends is not null && (string)ends["comp_status"] == "6" && Chance(80))
        {
            var again = ((DateOnly)ends["actual_end_date"]).AddDays(_random.Next(20, 60));
            var second = new Dictionary<string, object>(first) { ["start_date"] = again, ["planned_end_date"] = again.AddDays(200), ["restart"] = "Y", ["original_start_date"] = start };
            yield return new PilotLearner(second, Chance(50) ? End(second, again) : null, Person(second, again), Route(second));
        }
    }

    private Dictionary<string, object> Enrolment(int number, DateOnly start)
    {
        var hnd = Chance(30);
        var claimed = Chance(80);
        var row = new Dictionary<string, object>
        {
            ["learner_ref"] = $"MT {seed % 1000:000}{number:00}",
            ["uln"] = Chance(10) ? Uln.Temporary : SampleUlns.Valid(seed * 20 + number),
            ["date_of_birth"] = start.AddYears(-Pick(18, 19, 24, 40)).AddDays(-_random.Next(1, 300)),
            ["sex"] = Pick("F", "M"),
            ["ethnicity"] = Pick("31", "40", "45", "99"),
            ["lldd"] = Pick("1", "2", "9"),
            ["prior_attainment"] = Pick("NONE", "BELOW_L3", "L3", "L4", "L5", "L6PLUS", "OTHER", "NOT_KNOWN"),
            ["employment_status"] = Pick("10", "11", "12", "98"),
            ["home_postcode"] = Chance(20) ? Postcode.Unknown : $"B15 {_random.Next(1, 3)}{Pick("TT", "AB")}",
            ["aim_ref"] = hnd ? SettingsBuilder.Hnd : SettingsBuilder.Hnc,
            ["mode"] = Pick("FT", "PT"),
            ["delivery_postcode"] = $"CV1 {_random.Next(1, 9)}{Pick("AA", "BB")}",
            ["start_date"] = start,
            ["planned_end_date"] = start.AddDays(Pick(200, 285, 300)),
            ["restart"] = "N",
            ["student_funding_route"] = Pick("HESF", "ALL", "EMP", "SELF", "SELF", "IZ_FULL", "ASF", "APP", "OTH"),
            ["iz_funded"] = claimed ? "Y" : "N",
            ["other_public_funding"] = Chance(5) ? "Y" : "N",
            ["employer_sponsored"] = Pick("Y", "N"),
        };
        Add(row, claimed, "start_evidence_ref", $"EV/{number}");
        Add(row, hnd && Chance(15), "credits_planned", 120);
        Add(row, claimed && Chance(20), "claim_start_gbp", Pick(1350m, 900.5m, 0m));
        return row;
    }

    private Dictionary<string, object> End(Dictionary<string, object> of, DateOnly start)
    {
        var status = Pick("2", "2", "2", "3", "6");
        var end = status == "2" ? (DateOnly)of["planned_end_date"] : start.AddDays(Pick(20, 41, 42, 90));
        var hnd = (string)of["aim_ref"] == SettingsBuilder.Hnd;
        var outcome = status == "2" ? Pick("1", "1", "1", "3", "8", hnd ? "2" : "1") : "3";
        var row = new Dictionary<string, object>
        {
            ["learner_ref"] = of["learner_ref"],
            ["aim_ref"] = of["aim_ref"],
            ["start_date"] = start,
            ["uln"] = of["uln"],
            ["comp_status"] = status,
            ["actual_end_date"] = end,
            ["outcome"] = outcome,
        };
        Add(row, status == "3", "withdraw_reason", Pick("2", "43", "98"));
        Add(row, outcome is "1" or "2", "achievement_date", end.AddDays(_random.Next(0, 10)));
        Add(row, outcome is "1" or "2", "credits_achieved", outcome == "1" && hnd ? 240 : 120);
        Add(row, outcome == "1", "grade", Pick("PA", "ME", "DS"));
        Add(row, outcome == "1", "achievement_evidence_ref", "AC/1");
        Add(row, outcome == "2", "exit_award", "HNC");
        Add(row, outcome == "1" && Chance(20), "claim_completion_gbp", 1050m);
        if (status == "2" && Chance(60))
        {
            AddDestination(row, end);
        }

        return row;
    }

    private void AddDestination(Dictionary<string, object> row, DateOnly end)
    {
        var job = Chance(70);
        (row["dest_type"], row["dest_code"]) = job ? ("EMP", Pick("1", "2")) : ("EDU", "6");
        (row["dest_start_date"], row["dest_collected_on"]) = (end.AddDays(15), end.AddDays(20));
        (row["medtech_role"], row["dest_evidence"], row["dest_evidence_ref"]) = (Pick("Y", "N"), Pick("EMPLOYER", "PAYSLIP"), "DE/1");
        Add(row, job, "job_in_wmca", Pick("Y", "N", "U"));
        Add(row, job, "new_or_progressed", Pick("NEW_JOB", "PROMOTED", "SAME_JOB"));
        Add(row, job && Chance(50), "dest_soc2020", "3213");
    }

    /// <summary>What the ILR holds of the person: the entry that counts, and others before and after it.</summary>
    private SampleLearner Person(Dictionary<string, object> row, DateOnly start)
    {
        var level = (string)row["prior_attainment"] switch
        {
            "NONE" => "99",
            "BELOW_L3" => Pick("0", "1", "2", "3"),
            "L3" => Pick("4", "5"),
            "L4" => "6",
            "L5" => "7",
            "L6PLUS" => Pick("8", "9"),
            "OTHER" => "97",
            _ => "98",
        };
        return new SampleLearner((string)row["learner_ref"], (string)row["uln"])
        {
            DateOfBirth = (DateOnly)row["date_of_birth"],
            Ethnicity = (string)row["ethnicity"],
            Sex = (string)row["sex"],
            Lldd = (string)row["lldd"],
            PostcodePrior = (string)row["home_postcode"],
            PriorLevels = [(level, start), (Pick("1", "9"), start.AddDays(3)), (Pick("1", "9"), start.AddDays(-300))],
            Employment = Chance(80) ? [(Pick("10", "98"), start.AddDays(-400)), ((string)row["employment_status"], start.AddDays(-1)), ("10", start.AddDays(9))] : [],
        };
    }

    private (string FundModel, (string, string)[] Fams) Route(Dictionary<string, object> row)
    {
        List<(string, string)> fams = (string)row["iz_funded"] == "Y" && Chance(70) ? [("LDM", "777")] : [("SOF", "112")];
        var model = (string)row["student_funding_route"] switch
        {
            "APP" => "36",
            "ASF" => "38",
            _ => Pick("99", "81"),
        };
        if ((string)row["student_funding_route"] == "ALL")
        {
            fams.Add(("ADL", "1"));
        }

        if ((string)row["restart"] == "Y")
        {
            fams.Add(("RES", "1"));
        }

        return (model, [.. fams]);
    }

    private static void Add(Dictionary<string, object> row, bool given, string column, object value)
    {
        if (given)
        {
            row[column] = value;
        }
    }

    private bool Chance(int percent) => _random.Next(100) < percent;

    private T Pick<T>(params T[] from) => from[_random.Next(from.Length)];
}

/// <param name="Enrolment">The row by machine name.</param>
/// <param name="Completion">Null while they go on.</param>
/// <param name="Person">As the ILR has them.</param>
internal sealed record PilotLearner(
    Dictionary<string, object> Enrolment, Dictionary<string, object>? Completion, SampleLearner Person, (string FundModel, (string, string)[] Fams) Route)
{
    private static readonly string[] OfTheBoard =
        ["achievement_date", "grade", "exit_award", "credits_achieved", "achievement_evidence_ref", "claim_completion_gbp", "claim_outcome_gbp"];

    private static readonly string[] OfTheDestination =
    [
        "dest_type", "dest_code", "dest_start_date", "dest_collected_on", "medtech_role", "dest_soc2020", "job_in_wmca", "new_or_progressed", "dest_evidence", "dest_evidence_ref",
    ];

    public DateOnly Start => (DateOnly)Enrolment["start_date"];

    public DateOnly? End => Completion is { } row ? (DateOnly)row["actual_end_date"] : null;

    /// <summary>What a person knows of the end on a day: neither an assessment board that has yet to sit nor a destination that has yet to be asked for. Null while they go on.</summary>
    public Dictionary<string, object>? EndedBy(DateOnly day)
    {
        if (Completion is not { } row || End > day)
        {
            return null;
        }

        var known = new Dictionary<string, object>(row);
        if (row.GetValueOrDefault("achievement_date") is DateOnly achieved && achieved > day)
        {
            Array.ForEach(OfTheBoard, column => known.Remove(column));
            known["outcome"] = "8";
        }

        if (row.GetValueOrDefault("dest_collected_on") is DateOnly collected && collected > day)
        {
            Array.ForEach(OfTheDestination, column => known.Remove(column));
        }

        return known;
    }

    /// <summary>The learner's record in an ILR of a day: what had not happened by then is not in it.</summary>
    public SampleLearner OnThe(DateOnly day)
    {
        var ended = EndedBy(day);
        var delivery = new SampleDelivery((string)Enrolment["aim_ref"], Start, (DateOnly)Enrolment["planned_end_date"])
        {
            OriginalStart = Enrolment.TryGetValue("original_start_date", out var original) ? (DateOnly)original : null,
            FundModel = Route.FundModel,
            Fams = Route.Fams,
            DeliveryPostcode = (string)Enrolment["delivery_postcode"],
            Mode = (string)Enrolment["mode"] == "FT" ? "1" : "3",
            CompStatus = ended is null ? "1" : (string)ended["comp_status"],
            ActualEnd = ended is null ? null : End,
            Outcome = ended is null ? null : (string)ended["outcome"],
            WithdrawReason = ended?.GetValueOrDefault("withdraw_reason") as string,
            // Most of what is not an apprenticeship has no achievement date in an ILR.
            AchievementDate = ended?.GetValueOrDefault("achievement_date") is DateOnly achieved && achieved.Day % 2 == 0 ? achieved : null,
            Grade = ended?.GetValueOrDefault("grade") as string ?? (ended is null ? null : "FL"),
        };
        return Person with { Deliveries = [new SampleDelivery("Z0007842", Start, Start.AddDays(30)), delivery] };
    }
}
