using Pilot.Reporting.Returns.Columns;
using static Pilot.Functions.Data.RowColumns;

namespace Pilot.Functions.Data;

/// <summary>A row with the id that it is stored under.</summary>
internal readonly record struct StoredRow<T>(long Id, T Row);

/// <summary>
/// How one kind of accepted row is stored: its table, and each column once, from which the model, writing and reading come. Columns are read
/// in the order in which they are written.
/// </summary>
internal sealed class RowMap<T>
{
    public const string Id = "Id";

    private readonly Func<T> _blank;
    private readonly RowPart<T>[] _parts;
    private readonly RowColumn<T>[] _columns;

    /// <param name="blank">Makes an empty row, into which the columns are then read.</param>
    public RowMap(string table, Func<T> blank, params RowPart<T>[] parts)
    {
        Table = table;
        _blank = blank;
        _parts = parts;
        _columns = [.. parts.SelectMany(part => part.Columns)];
        Columns = [Id, .. _columns.Select(column => column.Name)];
        Types = [typeof(long), .. _columns.Select(column => column.Type)];
    }

    public string Table { get; }

    /// <summary>Their names, the id first.</summary>
    public IReadOnlyList<string> Columns { get; }
    public IReadOnlyList<Type> Types { get; }

    /// <summary>Without the id.</summary>
    public IReadOnlyList<RowColumn<T>> Declared => _columns;

    public object? Get(StoredRow<T> row, int column) => column == 0 ? row.Id : _columns[column - 1].Get(row.Row);

    public void Bind(StoredRow<T> row, SqliteInsert insert)
    {
        insert.Int(0, row.Id);
        for (var i = 0; i < _columns.Length; i++)
        {
            _columns[i].Bind(row.Row, insert, i + 1);
        }
    }

    /// <summary>Reads the row that a cursor has begun, of a query that selects <see cref="Columns"/> in their order.</summary>
    public T Read(RowCursor cursor)
    {
        var row = _blank();
        foreach (var part in _parts)
        {
            part.Read(cursor, row);
        }

        return row;
    }
}

/// <summary>The two kinds of accepted row (returns.md section 3): never ULN, date of birth or full postcode.</summary>
internal static class RowMaps
{
    public static RowMap<Enrolment> Enrolments { get; } = new(
        "Enrolments",
        () => new Enrolment { LearnerRef = "", AimRef = "", StartDate = default },
        UnpooledText<Enrolment>(nameof(Enrolment.LearnerRef), 20),
        PooledText<Enrolment>(nameof(Enrolment.AimRef), 10),
        Date<Enrolment>(nameof(Enrolment.StartDate)),
        IndexedKey<Enrolment>(nameof(Enrolment.LearnerKey)),
        Flag<Enrolment>(nameof(Enrolment.TemporaryUln)),
        Int<Enrolment>(nameof(Enrolment.AgeAtStart)),
        Derived<Enrolment>("AgeBand", 20, AgeBand.Of),
        PooledText<Enrolment>(nameof(Enrolment.Sex), 10),
        PooledText<Enrolment>(nameof(Enrolment.Ethnicity), 10),
        PooledText<Enrolment>(nameof(Enrolment.Lldd), 10),
        PooledText<Enrolment>(nameof(Enrolment.PriorAttainment), 10),
        PooledText<Enrolment>(nameof(Enrolment.EmploymentStatus), 10),
        Area<Enrolment>("Home", nameof(Enrolment.Residence)),
        Area<Enrolment>("Delivery", nameof(Enrolment.Delivery)),
        OptionalInt<Enrolment>(nameof(Enrolment.CreditsPlanned)),
        PooledText<Enrolment>(nameof(Enrolment.Mode), 10),
        Date<Enrolment>(nameof(Enrolment.PlannedEndDate)),
        Flag<Enrolment>(nameof(Enrolment.Restart)),
        OptionalDate<Enrolment>(nameof(Enrolment.OriginalStartDate)),
        PooledText<Enrolment>(nameof(Enrolment.FundingRoute), 10),
        Flag<Enrolment>(nameof(Enrolment.IzFunded)),
        Flag<Enrolment>(nameof(Enrolment.OtherPublicFunding)),
        Flag<Enrolment>(nameof(Enrolment.EmployerSponsored)),
        OptionalUnpooledText<Enrolment>(nameof(Enrolment.StartEvidenceRef), 50),
        OptionalMoney<Enrolment>(nameof(Enrolment.ClaimStartGbp)),
        Flag<Enrolment>(nameof(Enrolment.ReportedInError)),
        OptionalUnpooledText<Enrolment>(nameof(Enrolment.RegistrationNo), 20));

    public static RowMap<Completion> Completions { get; } = new(
        "Completions",
        () => new Completion { LearnerRef = "", AimRef = "", StartDate = default },
        UnpooledText<Completion>(nameof(Completion.LearnerRef), 20),
        PooledText<Completion>(nameof(Completion.AimRef), 10),
        Date<Completion>(nameof(Completion.StartDate)),
        OptionalKey<Completion>(nameof(Completion.LearnerKey)),
        PooledText<Completion>(nameof(Completion.CompStatus), 10),
        Date<Completion>(nameof(Completion.ActualEndDate)),
        OptionalPooledText<Completion>(nameof(Completion.WithdrawReason), 10),
        PooledText<Completion>(nameof(Completion.Outcome), 10),
        OptionalDate<Completion>(nameof(Completion.AchievementDate)),
        OptionalPooledText<Completion>(nameof(Completion.Grade), 10),
        OptionalPooledText<Completion>(nameof(Completion.ExitAward), 10),
        OptionalInt<Completion>(nameof(Completion.CreditsAchieved)),
        OptionalUnpooledText<Completion>(nameof(Completion.AchievementEvidenceRef), 50),
        DestinationColumns.All,
        OptionalMoney<Completion>(nameof(Completion.ClaimCompletionGbp)),
        OptionalMoney<Completion>(nameof(Completion.ClaimOutcomeGbp)),
        Flag<Completion>(nameof(Completion.ReportedInError)));
}
