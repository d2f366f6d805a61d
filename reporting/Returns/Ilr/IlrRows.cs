using System.Collections;
using Pilot.Reporting.Returns.Template;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns.Ilr;

/// <summary>From an ILR's learners to rows of the two returns (the table of returns.md section 7).</summary>
internal sealed class IlrRows
{
    private const string Continuing = "1";

    // Dates and codes repeat by the thousand: each is kept once.
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly List<IlrRow> _all = [];
    private readonly List<IlrRow> _ended = [];

    public IlrRows()
    {
        Enrolments = new ProjectedRows(_all, row => row.Enrolment());
        Completions = new ProjectedRows(_ended, row => row.Completion());
    }

    public IReadOnlyList<FilledRow> Enrolments { get; }
    public IReadOnlyList<FilledRow> Completions { get; }

    public void Add(IlrLearner learner)
    {
        foreach (var delivery in learner.Deliveries)
        {
            var row = Row(learner, delivery);
            _all.Add(row);
            if (delivery.CompStatus is not (null or Continuing))
            {
                _ended.Add(row);
            }
        }
    }

    private IlrRow Row(IlrLearner learner, IlrDelivery delivery) => new()
    {
        LearnerRef = learner.Reference,
        Uln = IlrValues.Whole(learner.Uln),
        DateOfBirth = Intern(IlrValues.Day(learner.DateOfBirth)),
        Sex = Intern(learner.Sex),
        Ethnicity = Intern(IlrValues.Whole(learner.Ethnicity)),
        Lldd = Intern(IlrValues.Whole(learner.Lldd)),
        PriorAttainment = AtStart(delivery, learner.PriorLevels) is { } level ? PriorAttainment(level) : null,
        EmploymentStatus = Intern(AtStart(delivery, learner.Employment)),
        HomePostcode = Intern(Spaced(learner.PostcodePrior)),
        AimRef = delivery.AimRef,
        Mode = delivery.Mode switch { "1" or "2" => "FT", "3" => "PT", _ => null },
        DeliveryPostcode = Intern(Spaced(delivery.DeliveryPostcode)),
        Start = Intern(IlrValues.Day(delivery.Start)),
        PlannedEnd = Intern(IlrValues.Day(delivery.PlannedEnd)),
        OriginalStart = Intern(IlrValues.Day(delivery.OriginalStart)),
        FundingRoute = FundingRoute(delivery),
        IsRestart = delivery.IsRestart,
        IsOfPilot = delivery.IsOfPilot,
        CompStatus = Intern(delivery.CompStatus),
        ActualEnd = Intern(IlrValues.Day(delivery.ActualEnd)),
        WithdrawReason = Intern(delivery.WithdrawReason),
        Outcome = Intern(delivery.Outcome),
        AchievementDate = Intern(IlrValues.Day(delivery.AchievementDate)),
        // An ILR grades what was not achieved too (FL, fail); here only what was achieved has a grade.
        Grade = delivery.Outcome == "1" ? Intern(delivery.Grade) : null,
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

    private string? Intern(string? text)
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

    /// <summary>Rows that are made each time they are asked for.</summary>
    private sealed class ProjectedRows(List<IlrRow> from, Func<IlrRow, FilledRow> make) : IReadOnlyList<FilledRow>
    {
        public int Count => from.Count;

        public FilledRow this[int index] => make(from[index]);

        public IEnumerator<FilledRow> GetEnumerator() => from.Select(make).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
