using System.Data.Common;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Vocabulary;
using static Pilot.Functions.Data.RowColumns;

namespace Pilot.Functions.Data;

/// <summary>How one kind of accepted row is written to its table and read back: the columns in one order, named once.</summary>
internal sealed class RowMap<T>(string table, params RowColumn<T>[] columns)
{
    public string Table { get; } = table;
    public IReadOnlyList<string> Columns { get; } = Array.ConvertAll(columns, one => one.Name);
    public IReadOnlyList<Type> Types { get; } = Array.ConvertAll(columns, one => one.Type);

    public object? Get(T row, int column) => columns[column].Get(row);

    public void Bind(T row, SqliteInsert insert)
    {
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i].Bind(row, insert, i);
        }
    }
}

/// <summary>A row with the id that it is stored under.</summary>
internal readonly record struct Stored<T>(long Id, T Row);

internal static class RowMaps
{
    public static RowMap<Stored<Enrolment>> Enrolments { get; } = new(
        "Enrolments",
        Whole<Enrolment>("Id", one => one.Id),
        Text<Enrolment>("LearnerRef", one => one.Row.LearnerRef),
        Text<Enrolment>("AimRef", one => one.Row.AimRef),
        Day<Enrolment>("StartDate", one => one.Row.StartDate),
        Key<Enrolment>("LearnerKey", one => one.Row.LearnerKey),
        Flag<Enrolment>("TemporaryUln", one => one.Row.TemporaryUln),
        Whole32<Enrolment>("AgeAtStart", one => one.Row.AgeAtStart),
        Text<Enrolment>("AgeBand", one => AgeBand.Of(one.Row)),
        Text<Enrolment>("Sex", one => one.Row.Sex),
        Text<Enrolment>("Ethnicity", one => one.Row.Ethnicity),
        Text<Enrolment>("Lldd", one => one.Row.Lldd),
        Text<Enrolment>("PriorAttainment", one => one.Row.PriorAttainment),
        Text<Enrolment>("EmploymentStatus", one => one.Row.EmploymentStatus),
        Text<Enrolment>("HomeOutward", one => one.Row.Residence.Outward),
        Text<Enrolment>("HomeCouncil", one => one.Row.Residence.Council),
        Flag<Enrolment>("HomeInWmca", one => one.Row.Residence.InWmca),
        Flag<Enrolment>("HomeInZone", one => one.Row.Residence.InZone),
        Text<Enrolment>("DeliveryOutward", one => one.Row.Delivery.Outward),
        Text<Enrolment>("DeliveryCouncil", one => one.Row.Delivery.Council),
        Flag<Enrolment>("DeliveryInWmca", one => one.Row.Delivery.InWmca),
        Flag<Enrolment>("DeliveryInZone", one => one.Row.Delivery.InZone),
        Whole32<Enrolment>("CreditsPlanned", one => one.Row.CreditsPlanned),
        Text<Enrolment>("Mode", one => one.Row.Mode),
        Day<Enrolment>("PlannedEndDate", one => one.Row.PlannedEndDate),
        Flag<Enrolment>("Restart", one => one.Row.Restart),
        Day<Enrolment>("OriginalStartDate", one => one.Row.OriginalStartDate),
        Text<Enrolment>("FundingRoute", one => one.Row.FundingRoute),
        Flag<Enrolment>("IzFunded", one => one.Row.IzFunded),
        Flag<Enrolment>("OtherPublicFunding", one => one.Row.OtherPublicFunding),
        Flag<Enrolment>("EmployerSponsored", one => one.Row.EmployerSponsored),
        Text<Enrolment>("StartEvidenceRef", one => one.Row.StartEvidenceRef),
        Money<Enrolment>("ClaimStartGbp", one => one.Row.ClaimStartGbp),
        Flag<Enrolment>("ReportedInError", one => one.Row.ReportedInError),
        Text<Enrolment>("RegistrationNo", one => one.Row.RegistrationNo));

    public static RowMap<Stored<Completion>> Completions { get; } = new(
        "Completions",
        Whole<Completion>("Id", one => one.Id),
        Text<Completion>("LearnerRef", one => one.Row.LearnerRef),
        Text<Completion>("AimRef", one => one.Row.AimRef),
        Day<Completion>("StartDate", one => one.Row.StartDate),
        Key<Completion>("LearnerKey", one => one.Row.LearnerKey),
        Text<Completion>("CompStatus", one => one.Row.CompStatus),
        Day<Completion>("ActualEndDate", one => one.Row.ActualEndDate),
        Text<Completion>("WithdrawReason", one => one.Row.WithdrawReason),
        Text<Completion>("Outcome", one => one.Row.Outcome),
        Day<Completion>("AchievementDate", one => one.Row.AchievementDate),
        Text<Completion>("Grade", one => one.Row.Grade),
        Text<Completion>("ExitAward", one => one.Row.ExitAward),
        Whole32<Completion>("CreditsAchieved", one => one.Row.CreditsAchieved),
        Text<Completion>("AchievementEvidenceRef", one => one.Row.AchievementEvidenceRef),
        Text<Completion>("DestType", one => one.Row.Destination?.Type),
        Text<Completion>("DestCode", one => one.Row.Destination?.Code),
        Day<Completion>("DestStartDate", one => one.Row.Destination?.StartDate),
        Day<Completion>("DestCollectedOn", one => one.Row.Destination?.CollectedOn),
        Text<Completion>("MedtechRole", one => one.Row.Destination?.MedtechRole),
        Text<Completion>("DestSoc2020", one => one.Row.Destination?.Soc2020),
        Text<Completion>("JobInWmca", one => one.Row.Destination?.JobInWmca),
        Text<Completion>("NewOrProgressed", one => one.Row.Destination?.NewOrProgressed),
        Text<Completion>("DestEvidence", one => one.Row.Destination?.Evidence),
        Text<Completion>("DestEvidenceRef", one => one.Row.Destination?.EvidenceRef),
        Money<Completion>("ClaimCompletionGbp", one => one.Row.ClaimCompletionGbp),
        Money<Completion>("ClaimOutcomeGbp", one => one.Row.ClaimOutcomeGbp),
        Flag<Completion>("ReportedInError", one => one.Row.ReportedInError));

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
            RegistrationNo = at.OptionalText(),
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

        /// <summary>With both digits of its pence, whichever database it comes from: the hash of a run's inputs is of how they are written.</summary>
        public decimal? Money() => IsNull() ? null : from.GetDecimal(_next - 1) + 0.00m;

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
