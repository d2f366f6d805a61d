using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Demo;

/// <summary>An invented learner's enrolment with one provider, and what became of it.</summary>
internal sealed record DemoLearner
{
    public required Ukprn Provider { get; init; }
    public required string Ref { get; init; }
    public required string Uln { get; init; }
    public required DateOnly Born { get; init; }
    public required string Sex { get; init; }
    public required int Ethnicity { get; init; }
    public required int Lldd { get; init; }
    public required string PriorAttainment { get; init; }
    public required int Employment { get; init; }
    public required string Home { get; init; }
    public required string AimRef { get; init; }
    public int? Credits { get; init; }
    public required string Mode { get; init; }
    public required string Delivery { get; init; }
    public required DateOnly Start { get; init; }
    public required DateOnly PlannedEnd { get; init; }

    /// <summary>Comes back from a break: when the course first began.</summary>
    public DateOnly? OriginalStart { get; init; }
    public required string Route { get; init; }
    public bool Claimed { get; init; } = true;
    public bool OtherFunding { get; init; }
    public decimal? ClaimStart { get; init; }

    /// <summary>Until then the provider sends the temporary number.</summary>
    public DateOnly UlnKnownFrom { get; init; } = DateOnly.MinValue;

    /// <summary>From then on the provider says that the row should never have been sent.</summary>
    public DateOnly InErrorFrom { get; init; } = DateOnly.MaxValue;
    public DemoEnding? Ending { get; init; }

    /// <summary>The row of an enrolment return prepared on that day; null before the start.</summary>
    public Dictionary<string, object>? EnrolmentRow(DateOnly preparedOn)
    {
        if (Start > preparedOn)
        {
            return null;
        }

        var row = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["learner_ref"] = Ref,
            ["uln"] = preparedOn < UlnKnownFrom ? Reporting.Vocabulary.Uln.Temporary : Uln,
            ["date_of_birth"] = Born,
            ["sex"] = Sex,
            ["ethnicity"] = Ethnicity,
            ["lldd"] = Lldd,
            ["prior_attainment"] = PriorAttainment,
            ["employment_status"] = Employment,
            ["home_postcode"] = Home,
            ["aim_ref"] = AimRef,
            ["mode"] = Mode,
            ["delivery_postcode"] = Delivery,
            ["start_date"] = Start,
            ["planned_end_date"] = PlannedEnd,
            ["restart"] = OriginalStart is null ? "N" : "Y",
            ["student_funding_route"] = Route,
            ["iz_funded"] = Claimed ? "Y" : "N",
            ["other_public_funding"] = OtherFunding ? "Y" : "N",
            ["employer_sponsored"] = Route == "EMP" ? "Y" : "N",
        };
        Add(row, "credits_planned", Credits);
        Add(row, "original_start_date", OriginalStart);
        Add(row, "start_evidence_ref", Claimed ? $"Register {Ref}" : null);
        Add(row, "claim_start_gbp", ClaimStart);
        Add(row, "registration_no", DemoAwards.IsKnownByNumber(this) ? DemoAwards.NumberOf(this) : null);
        Add(row, "reported_in_error", preparedOn >= InErrorFrom ? "Y" : null);
        return row;
    }

    /// <summary>The row of a completion return prepared on that day; null while the learner is learning.</summary>
    public Dictionary<string, object>? CompletionRow(DateOnly preparedOn)
    {
        if (Ending is not { } ending || ending.On > preparedOn || preparedOn >= InErrorFrom)
        {
            return null;
        }

        var achieved = ending.Achieved <= preparedOn ? ending.Achieved : null;
        var row = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["learner_ref"] = Ref,
            ["aim_ref"] = AimRef,
            ["start_date"] = Start,
            ["comp_status"] = ending.Status,
            ["actual_end_date"] = ending.On,
            ["outcome"] = ending.Status != 2 || ending.Outcome == 3 ? 3 : achieved is null ? 8 : ending.Outcome,
        };
        Add(row, "withdraw_reason", ending.Reason);
        if (achieved is not null)
        {
            row["achievement_date"] = achieved.Value;
            row["credits_achieved"] = ending.Credits;
            row["achievement_evidence_ref"] = $"Board {Ref}";
            Add(row, "grade", ending.Grade);
            Add(row, "exit_award", ending.Outcome == 2 ? "HNC" : null);
        }

        if (ending.Destination is { } destination && destination.Collected <= preparedOn)
        {
            destination.AddTo(row, Ref);
        }

        return row;
    }

    internal static void Add(Dictionary<string, object> row, string column, object? value)
    {
        if (value is not null)
        {
            row[column] = value;
        }
    }
}

/// <param name="Status">2 completed, 3 withdrawn, 6 break.</param>
/// <param name="Outcome">1 achieved, 2 partial, 3 none; what is known before <paramref name="Achieved"/> is 8.</param>
internal sealed record DemoEnding(
    int Status, DateOnly On, int? Reason = null, int Outcome = 3, DateOnly? Achieved = null, string? Grade = null, int Credits = 0,
    DemoDestination? Destination = null);

/// <summary>What a learner went on to.</summary>
internal sealed record DemoDestination(string Type, int Code, DateOnly Start, DateOnly Collected, string MedtechRole, string NewJob, string Evidence)
{
    public void AddTo(Dictionary<string, object> row, string learner)
    {
        row["dest_type"] = Type;
        row["dest_code"] = Code;
        row["dest_start_date"] = Start;
        row["dest_collected_on"] = Collected;
        row["dest_evidence"] = Evidence;
        DemoLearner.Add(row, "dest_evidence_ref", Evidence == "NONE" ? null : $"Destination {learner}");
        if (Type is "EMP" or "EDU")
        {
            row["medtech_role"] = MedtechRole;
        }

        if (Type == "EMP")
        {
            row["dest_soc2020"] = MedtechRole == "Y" ? "3213" : "3113";
            row["job_in_wmca"] = Code == 1 ? "Y" : "U";
            row["new_or_progressed"] = NewJob;
        }
    }
}
