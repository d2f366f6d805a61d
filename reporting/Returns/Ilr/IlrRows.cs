using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Template;
using Pilot.Reporting.Vocabulary;
using Cmp = Pilot.Reporting.Returns.Columns.CompletionColumns;
using Enr = Pilot.Reporting.Returns.Columns.EnrolmentColumns;

namespace Pilot.Reporting.Returns.Ilr;

/// <summary>From an ILR's learners to rows of the two returns (the table of returns.md section 7). What the ILR does not say stays blank.</summary>
internal sealed class IlrRows
{
    private const string Continuing = "1";

    // Dates and codes repeat by the thousand: each is kept once.
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly List<FilledRow> _enrolments = [];
    private readonly List<FilledRow> _completions = [];

    public IReadOnlyList<FilledRow> Enrolments => _enrolments;
    public IReadOnlyList<FilledRow> Completions => _completions;

    public void Add(IlrLearner learner)
    {
        foreach (var delivery in learner.Deliveries)
        {
            _enrolments.Add(Enrolment(learner, delivery));
            if (delivery.CompStatus is not (null or Continuing))
            {
                _completions.Add(Completion(learner, delivery));
            }
        }
    }

    private FilledRow Enrolment(IlrLearner learner, IlrDelivery delivery) => new(ReturnTemplate.Enrolment)
    {
        IsFromIlr = true,
        [Enr.LearnerRef] = learner.Reference,
        [Enr.LearnerNumber] = IlrValues.Whole(learner.Uln),
        [Enr.DateOfBirth] = Once(IlrValues.Day(learner.DateOfBirth)),
        [Enr.Sex] = Once(learner.Sex),
        [Enr.Ethnicity] = Once(IlrValues.Whole(learner.Ethnicity)),
        [Enr.Lldd] = Once(IlrValues.Whole(learner.Lldd)),
        [Enr.PriorAttainment] = AtStart(delivery, learner.PriorLevels) is { } level ? PriorAttainment(level) : null,
        [Enr.EmploymentStatus] = Once(AtStart(delivery, learner.Employment)),
        [Enr.HomePostcode] = Once(Spaced(learner.PostcodePrior)),
        [Enr.AimRef] = delivery.AimRef,
        [Enr.Mode] = delivery.Mode switch { "1" or "2" => "FT", "3" => "PT", _ => null },
        [Enr.DeliveryPostcode] = Once(Spaced(delivery.DeliveryPostcode)),
        [Enr.StartDate] = Once(IlrValues.Day(delivery.Start)),
        [Enr.PlannedEndDate] = Once(IlrValues.Day(delivery.PlannedEnd)),
        [Enr.Restart] = delivery.IsRestart ? CodeLists.Yes : CodeLists.No,
        [Enr.OriginalStartDate] = Once(IlrValues.Day(delivery.OriginalStart)),
        [Enr.FundingRoute] = FundingRoute(delivery),
        [Enr.IzFunded] = delivery.IsOfPilot ? CodeLists.Yes : null,
    };

    private FilledRow Completion(IlrLearner learner, IlrDelivery delivery) => new(ReturnTemplate.Completion)
    {
        IsFromIlr = true,
        [Cmp.LearnerRef] = learner.Reference,
        [Cmp.AimRef] = delivery.AimRef,
        [Cmp.StartDate] = Once(IlrValues.Day(delivery.Start)),
        [Cmp.LearnerNumber] = IlrValues.Whole(learner.Uln),
        [Cmp.CompStatus] = Once(delivery.CompStatus),
        [Cmp.ActualEndDate] = Once(IlrValues.Day(delivery.ActualEnd)),
        [Cmp.WithdrawReason] = Once(delivery.WithdrawReason),
        [Cmp.Outcome] = Once(delivery.Outcome),
        [Cmp.AchievementDate] = Once(IlrValues.Day(delivery.AchievementDate)),
        // An ILR grades what was not achieved too (FL, fail); here only what was achieved has a grade.
        [Cmp.Grade] = delivery.Outcome == "1" ? Once(delivery.Grade) : null,
    };

    private static string? AtStart(IlrDelivery delivery, List<(DateOnly, string?)> entries) =>
        IlrValues.TryDay(delivery.Start, out var start) ? IlrLearner.LatestOn(start, entries) : null;

    /// <summary>The frame of PriorLevel, 2021-22 and later. In the older one 3 was level 3; here it is level 2.</summary>
    private static string? PriorAttainment(string priorLevel) => priorLevel switch
    {
        "99" => "NONE",
        "0" or "1" or "2" or "3" => "BELOW_L3",
        "4" or "5" => "L3",
        "6" => "L4",
        "7" => "L5",
        "8" or "9" => "L6PLUS",
        "97" => "OTHER",
        "98" => "NOT_KNOWN",
        _ => null,
    };

    private static string? FundingRoute(IlrDelivery delivery) => delivery.FundModel switch
    {
        "36" => "APP",
        _ when delivery.HasLoan => "ALL",
        "35" or "38" when !delivery.IsOfPilot => "ASF",
        _ => null,
    };

    private static string? Spaced(string? postcode) => postcode is null ? null : Postcode.Normalise(postcode) ?? postcode;

    private string? Once(string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (!_texts.TryGetValue(text, out var kept))
        {
            _texts.Add(text, kept = text);
        }

        return kept;
    }
}
