using System.Data.Common;
using Pilot.Reporting.Returns;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Data;

/// <summary>How one kind of accepted row is written to its table and read back: the columns in one order, named once.</summary>
internal sealed class RowMap<T>(string table, params (string Column, Type Type, Func<T, object?> Get)[] columns)
{
    public string Table { get; } = table;
    public IReadOnlyList<string> Columns { get; } = Array.ConvertAll(columns, one => one.Column);
    public IReadOnlyList<Type> Types { get; } = Array.ConvertAll(columns, one => one.Type);

    public object? Get(T row, int column) => columns[column].Get(row);
}

/// <summary>A row with the id that it is stored under.</summary>
internal readonly record struct Stored<T>(long Id, T Row);

internal static class RowMaps
{
    private static readonly object Yes = true;
    private static readonly object No = false;

    public static RowMap<Stored<Enrolment>> Enrolments { get; } = new(
        "Enrolments",
        ("Id", typeof(long), one => one.Id),
        ("LearnerRef", typeof(string), one => one.Row.LearnerRef),
        ("AimRef", typeof(string), one => one.Row.AimRef),
        ("StartDate", typeof(DateOnly), one => one.Row.StartDate),
        ("LearnerKey", typeof(byte[]), one => one.Row.LearnerKey.ToBytes()),
        ("TemporaryUln", typeof(bool), one => Is(one.Row.TemporaryUln)),
        ("AgeAtStart", typeof(int), one => one.Row.AgeAtStart),
        ("AgeBand", typeof(string), one => AgeBand.Of(one.Row)),
        ("Sex", typeof(string), one => one.Row.Sex),
        ("Ethnicity", typeof(string), one => one.Row.Ethnicity),
        ("Lldd", typeof(string), one => one.Row.Lldd),
        ("PriorAttainment", typeof(string), one => one.Row.PriorAttainment),
        ("EmploymentStatus", typeof(string), one => one.Row.EmploymentStatus),
        ("HomeOutward", typeof(string), one => one.Row.Residence.Outward),
        ("HomeCouncil", typeof(string), one => one.Row.Residence.Council),
        ("HomeInWmca", typeof(bool), one => Is(one.Row.Residence.InWmca)),
        ("HomeInZone", typeof(bool), one => Is(one.Row.Residence.InZone)),
        ("DeliveryOutward", typeof(string), one => one.Row.Delivery.Outward),
        ("DeliveryCouncil", typeof(string), one => one.Row.Delivery.Council),
        ("DeliveryInWmca", typeof(bool), one => Is(one.Row.Delivery.InWmca)),
        ("DeliveryInZone", typeof(bool), one => Is(one.Row.Delivery.InZone)),
        ("CreditsPlanned", typeof(int), one => one.Row.CreditsPlanned),
        ("Mode", typeof(string), one => one.Row.Mode),
        ("PlannedEndDate", typeof(DateOnly), one => one.Row.PlannedEndDate),
        ("Restart", typeof(bool), one => Is(one.Row.Restart)),
        ("OriginalStartDate", typeof(DateOnly), one => one.Row.OriginalStartDate),
        ("FundingRoute", typeof(string), one => one.Row.FundingRoute),
        ("IzFunded", typeof(bool), one => Is(one.Row.IzFunded)),
        ("OtherPublicFunding", typeof(bool), one => Is(one.Row.OtherPublicFunding)),
        ("EmployerSponsored", typeof(bool), one => Is(one.Row.EmployerSponsored)),
        ("StartEvidenceRef", typeof(string), one => one.Row.StartEvidenceRef),
        ("ClaimStartGbp", typeof(decimal), one => one.Row.ClaimStartGbp),
        ("ReportedInError", typeof(bool), one => Is(one.Row.ReportedInError)));

    public static RowMap<Stored<Completion>> Completions { get; } = new(
        "Completions",
        ("Id", typeof(long), one => one.Id),
        ("LearnerRef", typeof(string), one => one.Row.LearnerRef),
        ("AimRef", typeof(string), one => one.Row.AimRef),
        ("StartDate", typeof(DateOnly), one => one.Row.StartDate),
        ("LearnerKey", typeof(byte[]), one => one.Row.LearnerKey?.ToBytes()),
        ("CompStatus", typeof(string), one => one.Row.CompStatus),
        ("ActualEndDate", typeof(DateOnly), one => one.Row.ActualEndDate),
        ("WithdrawReason", typeof(string), one => one.Row.WithdrawReason),
        ("Outcome", typeof(string), one => one.Row.Outcome),
        ("AchievementDate", typeof(DateOnly), one => one.Row.AchievementDate),
        ("Grade", typeof(string), one => one.Row.Grade),
        ("ExitAward", typeof(string), one => one.Row.ExitAward),
        ("CreditsAchieved", typeof(int), one => one.Row.CreditsAchieved),
        ("AchievementEvidenceRef", typeof(string), one => one.Row.AchievementEvidenceRef),
        ("DestType", typeof(string), one => one.Row.Destination?.Type),
        ("DestCode", typeof(string), one => one.Row.Destination?.Code),
        ("DestStartDate", typeof(DateOnly), one => one.Row.Destination?.StartDate),
        ("DestCollectedOn", typeof(DateOnly), one => one.Row.Destination?.CollectedOn),
        ("MedtechRole", typeof(string), one => one.Row.Destination?.MedtechRole),
        ("DestSoc2020", typeof(string), one => one.Row.Destination?.Soc2020),
        ("JobInWmca", typeof(string), one => one.Row.Destination?.JobInWmca),
        ("NewOrProgressed", typeof(string), one => one.Row.Destination?.NewOrProgressed),
        ("DestEvidence", typeof(string), one => one.Row.Destination?.Evidence),
        ("DestEvidenceRef", typeof(string), one => one.Row.Destination?.EvidenceRef),
        ("ClaimCompletionGbp", typeof(decimal), one => one.Row.ClaimCompletionGbp),
        ("ClaimOutcomeGbp", typeof(decimal), one => one.Row.ClaimOutcomeGbp),
        ("ReportedInError", typeof(bool), one => Is(one.Row.ReportedInError)));

    /// <summary>Reads a row of a query that selects <see cref="Enrolments"/>' columns in their order.</summary>
    public static Enrolment ReadEnrolment(DbDataReader from, TextPool texts)
    {
        var at = new Cursor(from, texts);
        return new Enrolment
        {
            LearnerRef = at.Text(),
            AimRef = at.Shared(),
            StartDate = at.Date(),
            LearnerKey = LearnerKey.FromBytes(at.Bytes()!),
            TemporaryUln = at.Flag(),
            AgeAtStart = at.Whole() ?? 0,
            Sex = at.Skip().Shared(),
            Ethnicity = at.Shared(),
            Lldd = at.Shared(),
            PriorAttainment = at.Shared(),
            EmploymentStatus = at.Shared(),
            Residence = at.Place(),
            Delivery = at.Place(),
            CreditsPlanned = at.Whole(),
            Mode = at.Shared(),
            PlannedEndDate = at.Date(),
            Restart = at.Flag(),
            OriginalStartDate = at.OptionalDate(),
            FundingRoute = at.Shared(),
            IzFunded = at.Flag(),
            OtherPublicFunding = at.Flag(),
            EmployerSponsored = at.Flag(),
            StartEvidenceRef = at.OptionalText(),
            ClaimStartGbp = at.Money(),
            ReportedInError = at.Flag(),
        };
    }

    /// <summary>Reads a row of a query that selects <see cref="Completions"/>' columns in their order.</summary>
    public static Completion ReadCompletion(DbDataReader from, TextPool texts)
    {
        var at = new Cursor(from, texts);
        return new Completion
        {
            LearnerRef = at.Text(),
            AimRef = at.Shared(),
            StartDate = at.Date(),
            LearnerKey = at.Bytes() is { } key ? LearnerKey.FromBytes(key) : null,
            CompStatus = at.Shared(),
            ActualEndDate = at.Date(),
            WithdrawReason = at.OptionalShared(),
            Outcome = at.Shared(),
            AchievementDate = at.OptionalDate(),
            Grade = at.OptionalShared(),
            ExitAward = at.OptionalShared(),
            CreditsAchieved = at.Whole(),
            AchievementEvidenceRef = at.OptionalText(),
            Destination = at.Destination(),
            ClaimCompletionGbp = at.Money(),
            ClaimOutcomeGbp = at.Money(),
            ReportedInError = at.Flag(),
        };
    }

    // One boxed value of each, not one a cell.
    private static object Is(bool value) => value ? Yes : No;

    /// <summary>Steps through the columns of a row, after its id.</summary>
    private sealed class Cursor(DbDataReader from, TextPool texts)
    {
        private int _next = 1;

        public Cursor Skip()
        {
            _next++;
            return this;
        }

        public string Text() => from.GetString(_next++);

        public string Shared() => texts.Share(from.GetString(_next++));

        public string? OptionalText() => IsNull() ? null : from.GetString(_next - 1);

        public string? OptionalShared() => IsNull() ? null : texts.Share(from.GetString(_next - 1));

        public DateOnly Date() => from.GetFieldValue<DateOnly>(_next++);

        public DateOnly? OptionalDate() => IsNull() ? null : from.GetFieldValue<DateOnly>(_next - 1);

        public bool Flag() => from.GetBoolean(_next++);

        public int? Whole() => IsNull() ? null : from.GetInt32(_next - 1);

        public decimal? Money() => IsNull() ? null : from.GetDecimal(_next - 1);

        public byte[]? Bytes() => IsNull() ? null : from.GetFieldValue<byte[]>(_next - 1);

        public Place Place() => texts.Share(new Place(Shared(), Shared(), Flag(), Flag()));

        public Destination? Destination()
        {
            var (type, code, started, collected) = (OptionalShared(), OptionalShared(), OptionalDate(), OptionalDate());
            var (role, soc, inWmca, progressed) = (OptionalShared(), OptionalShared(), OptionalShared(), OptionalShared());
            var (evidence, reference) = (OptionalShared(), OptionalText());
            return type is null || code is null || started is null || collected is null
                ? null
                : new Destination(type, code, started.Value, collected.Value, role, soc, inWmca, progressed, evidence ?? "NONE", reference);
        }

        private bool IsNull() => from.IsDBNull(_next++);
    }
}

/// <summary>One instance for equal texts and places: a run over many learners repeats a few hundred of them.</summary>
internal sealed class TextPool
{
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<Place, Place> _places = [];

    public string Share(string text)
    {
        if (_texts.TryGetValue(text, out var known))
        {
            return known;
        }

        _texts[text] = text;
        return text;
    }

    public Place Share(Place place)
    {
        if (_places.TryGetValue(place, out var known))
        {
            return known;
        }

        _places[place] = place;
        return place;
    }
}
