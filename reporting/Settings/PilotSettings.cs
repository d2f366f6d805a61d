using System.Runtime.CompilerServices;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Settings;

public enum ProviderKind
{
    College,
    Private,
    University,
}

public sealed record Provider(Ukprn Ukprn, string Name, ProviderKind Kind, string? GrantRef, string? VendorNo)
{
    /// <summary>Registers its learners with Pearson; a university that certificates under licence does not, and is never checked.</summary>
    public bool PearsonRegisters { get; init; } = true;
}

/// <param name="Ukprn">Null for WMCA's own officers.</param>
/// <param name="Role">DATA, FINANCE, CERTIFIER or OFFICER.</param>
public sealed record Contact(Ukprn? Ukprn, string Role, string Name, string Email);

/// <param name="AimRef">8 characters.</param>
/// <param name="Code">HNC or HND.</param>
/// <param name="Credits">The qualification's full credits.</param>
/// <param name="Standards">Codes of the occupational standards it is aligned to; none is possible.</param>
public sealed record Qualification(
    string AimRef,
    string Code,
    string Title,
    int Level,
    int Credits,
    IReadOnlyList<string> Standards,
    DateOnly AvailableFrom,
    DateOnly AvailableTo);

/// <summary>
/// One line of approved money: provider x qualification x funding year. Money in pounds. <see cref="AllocationGbp"/> is the cash
/// budget for milestones dated in the year (funding.md section 1). Profiles have four quarters, index 0 = Q1.
/// </summary>
public sealed record Allocation(
    Ukprn Ukprn,
    string Qualification,
    FundingYear FundingYear,
    decimal UnitRateGbp,
    int Places,
    decimal AllocationGbp,
    IReadOnlyList<int> ProfileStarts,
    IReadOnlyList<decimal> ProfileGbp,
    DateOnly? StopNewStartsFrom,
    DateOnly ApprovedOn,
    string ApprovedBy);

/// <param name="TolerancePct">Percent, 0 to 100.</param>
public sealed record CalendarPeriod(Quarter Period, DateOnly OpensOn, DateOnly DueOn, DateOnly ClosesOn, decimal TolerancePct);

/// <summary>
/// The money rules that apply to learners who started in one funding year. Percentages add up to 100. Disclosure values are those of
/// workbooks.md section 5.
/// </summary>
public sealed partial record Scheme
{
    public decimal StartPct { get; init; } = 45;
    public decimal CompletionPct { get; init; } = 35;
    public decimal OutcomePct { get; init; } = 20;
    public int OutcomeWindowMonths { get; init; } = 6;
    public DateOnly LleFrom { get; init; } = new(2027, 1, 1);
    public bool ToleranceInclusive { get; init; } = true;
    public int UlnGracePeriods { get; init; } = 2;
    public required DateOnly PilotFrom { get; init; }
    public required DateOnly PilotTo { get; init; }
    public bool AutoPublish { get; init; }
    public int DisclosureBase { get; init; } = 5;
    public int DisclosureMinDenominator { get; init; } = 50;

    /// <summary>In pounds.</summary>
    public int DisclosureMoneyBase { get; init; } = 50_000;

    /// <summary>Whether what the awarding body's record contradicts is held (funding.md section 7).</summary>
    public bool HoldContradicted { get; init; }

    /// <summary>Days from a milestone's date after which it is held while the awarding body's record says nothing of it; null = never.</summary>
    public int? HoldSilentAfterDays { get; init; }

    /// <summary>Days after the qualifying date within which a registration confirms a start.</summary>
    public int RegistrationGraceDays { get; init; } = 49;

    /// <summary>Days after the close of its quarter for which a file that was sent, and its checked copy, are kept.</summary>
    public int KeepRawDays { get; init; } = 90;

    /// <summary>Years after the end of the pilot for which all that is held of single learners is kept: rows, receipts, casework, statements.</summary>
    public int KeepLearnerYears { get; init; } = 6;

    /// <summary>Years after the end of the pilot for which workbooks and tables of sums are kept; 0 = for ever.</summary>
    public int KeepAggregateYears { get; init; }

    /// <summary>Codes of an ILR that mark a learner as claimed from the pilot: <c>TYPE:CODE;TYPE:CODE</c>; null = none.</summary>
    public string? IlrFamCodes { get; init; }
}

/// <summary>From this many planned days on, a start qualifies after <paramref name="Days"/> days.</summary>
public sealed record QualifyingDays(int PlannedDaysFrom, int Days);

public enum PositiveWhen
{
    Always,
    IfNew,
    Never,
}

public sealed record DestinationRule(string DestType, string DestCode, PositiveWhen Positive);

/// <param name="Postcode">An outward code, a sector (<c>B15 2</c>) or a full postcode, normalised; the longest match wins.</param>
public sealed record AreaRule(string Postcode, string Council, bool InWmca, bool InZone);

/// <param name="Ukprn">Null = every provider.</param>
/// <param name="Severity">W, or null for OFF.</param>
public sealed record RuleOverride(
    string Rule, Ukprn? Ukprn, Severity? Severity, Quarter FromPeriod, Quarter ToPeriod, string Reason, string ApprovedBy);

/// <summary>One numbered version of everything that funding officers decide (funding.md section 1). Nothing of it is a constant in code.</summary>
public sealed record PilotSettings
{
    /// <summary>From 1; 0 where no settings have been sent yet.</summary>
    public int Version { get; init; }
    public IReadOnlyList<Provider> Providers { get; init; } = [];
    public IReadOnlyList<Contact> Contacts { get; init; } = [];
    public IReadOnlyList<Qualification> Qualifications { get; init; } = [];
    public IReadOnlyList<Allocation> Allocations { get; init; } = [];

    /// <summary>A run asks for an allocation thousands of times. Beside the settings, so that a copy with other allocations has its own.</summary>
    private static readonly ConditionalWeakTable<IReadOnlyList<Allocation>, Dictionary<int, List<Allocation>>> AllocationsByProvider = [];

    /// <summary>In the order of the periods.</summary>
    public IReadOnlyList<CalendarPeriod> Calendar { get; init; } = [];

    /// <summary>The scheme for every funding year without one of its own.</summary>
    public Scheme Scheme { get; init; } = new() { PilotFrom = DateOnly.MinValue, PilotTo = DateOnly.MaxValue };
    public IReadOnlyDictionary<FundingYear, Scheme> SchemesByStartYear { get; init; } = new Dictionary<FundingYear, Scheme>();

    /// <summary>In descending order of <see cref="Settings.QualifyingDays.PlannedDaysFrom"/>.</summary>
    public IReadOnlyList<QualifyingDays> QualifyingDays { get; init; } = [];

    /// <summary>Empty = the default of funding.md section 2.</summary>
    public IReadOnlyList<DestinationRule> Destinations { get; init; } = [];
    public IReadOnlyList<AreaRule> Areas { get; init; } = [];
    public IReadOnlyList<RuleOverride> RuleOverrides { get; init; } = [];

    /// <summary>In the order of measures and periods.</summary>
    public IReadOnlyList<Target> Targets { get; init; } = [];

    /// <summary>The scheme of learners who started in this year.</summary>
    public Scheme SchemeOf(FundingYear startYear) => SchemesByStartYear.GetValueOrDefault(startYear, Scheme);

    public Provider? FindProvider(Ukprn ukprn) => Providers.FirstOrDefault(provider => provider.Ukprn == ukprn);

    public Qualification? FindQualification(string aimRef) =>
        Qualifications.FirstOrDefault(qualification => string.Equals(qualification.AimRef, aimRef, StringComparison.OrdinalIgnoreCase));

    public Allocation? FindAllocation(Ukprn ukprn, string qualification, FundingYear year) =>
        AllocationsByProvider.GetValue(Allocations, ByProvider).TryGetValue(ukprn.Value, out var lines)
            ? lines.Find(line => line.Qualification == qualification && line.FundingYear == year)
            : null;

    private static Dictionary<int, List<Allocation>> ByProvider(IReadOnlyList<Allocation> lines)
    {
        var byProvider = new Dictionary<int, List<Allocation>>();
        foreach (var line in lines)
        {
            byProvider.AddTo(line.Ukprn.Value, line);
        }

        return byProvider;
    }

    public CalendarPeriod? FindPeriod(Quarter period) => Calendar.FirstOrDefault(row => row.Period == period);

    /// <summary>The target of a measure that is next to be reached, or else the one that was to be reached last.</summary>
    public Target? TargetFor(string measure, Quarter period)
    {
        var targets = Targets.Where(target => target.Measure == measure).OrderBy(target => target.ByPeriod).ToList();
        return targets.Find(target => target.ByPeriod >= period) ?? targets.LastOrDefault();
    }

    /// <summary>Days after which a start with this many planned days qualifies; 1 where no row applies.</summary>
    public int QualifyingDaysOf(int plannedDays) =>
        QualifyingDays.FirstOrDefault(row => plannedDays >= row.PlannedDaysFrom)?.Days ?? 1;
}
