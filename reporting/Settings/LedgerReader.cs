using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Settings;

/// <summary>What a ledger workbook is judged against besides its own content.</summary>
public sealed record LedgerContext
{
    /// <summary>Those in force.</summary>
    public required PilotSettings Settings { get; init; }

    /// <summary>Everything accepted so far.</summary>
    public required Ledger Held { get; init; }

    /// <summary>The date in London on which the store received the file.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>Whether an enrolment row is, or under an earlier start date was, accepted; null where that is not to be judged.</summary>
    public Func<Ukprn, RowKey, bool>? IsHeld { get; init; }

    /// <summary>Whether the provider has an accepted enrolment row of a learner reference; null where that is not to be judged.</summary>
    public Func<Ukprn, string, bool>? IsLearner { get; init; }
}

/// <summary>Lines of one sheet: as sent, new to the ledger, and skipped because they were there already.</summary>
/// <param name="Undecided">Rows of a draft that nobody has filled in yet; they are not among those sent.</param>
public sealed record LedgerCount(string Sheet, int Sent, int Added, int Skipped, int Undecided = 0);

/// <summary>The answer to one ledger workbook: all or nothing (funding.md section 1).</summary>
public sealed record LedgerReading
{
    /// <summary>Null where the workbook is not a ledger workbook or could not be read.</summary>
    public OfficeFileDeclaration? Declaration { get; init; }

    /// <summary>In the order of sheets, rows and columns; any of severity E or F means that nothing was taken.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>Lines that were not in the ledger; null where the workbook is rejected.</summary>
    public Ledger? NewLines { get; init; }

    /// <summary>The whole ledger with the new lines behind the old; null where the workbook is rejected.</summary>
    public Ledger? Whole { get; init; }

    /// <summary>One per sheet, in the order of the sheets; empty where the workbook is rejected.</summary>
    public IReadOnlyList<LedgerCount> Counts { get; init; } = [];

    public bool Accepted => Whole is not null;

    /// <summary>The answer to a file that cannot be opened.</summary>
    public static LedgerReading Unreadable(UnreadableFileException problem) => new() { Findings = [OfficeFileFindings.Of(problem)] };
}

/// <summary>Reads a ledger workbook and lays its lines behind those held.</summary>
public static class LedgerReader
{
    /// <summary>Never throws for what a workbook holds: everything wrong with it is a finding.</summary>
    public static LedgerReading Read(WorkbookReader file, LedgerContext context)
    {
        var findings = new OfficeFileFindings();
        OfficeFileDeclaration? declaration = null;
        var rows = new List<TableRow>();
        var table = new ReadTable(file, findings);
        try
        {
            declaration = OfficeFileDeclaration.Read(file, LedgerSheets.Template, LedgerSheets.All, context.Today, findings);
            if (declaration is not null)
            {
                rows.AddRange(LedgerSheets.All.SelectMany(table.Rows));
                CheckLedger.Check(rows, context, findings);
            }

            file.RefuseDangersInOtherSheets();
        }
        catch (UnreadableFileException problem)
        {
            // A damaged sheet shows only while its rows are read; the officer is told as of any other fault.
            findings.Add(problem);
        }

        if (declaration is null || findings.Rejects)
        {
            return new LedgerReading { Declaration = declaration, Findings = findings.InOrder(LedgerSheets.All) };
        }

        var (added, whole, counts) = MergeLedger.Merge(context.Held, Build(rows));
        return new LedgerReading
        {
            Declaration = declaration,
            Findings = findings.InOrder(LedgerSheets.All),
            NewLines = added,
            Whole = whole,
            Counts = [.. counts.Select(count => count with { Undecided = table.Undecided.GetValueOrDefault(count.Sheet) })],
        };
    }

    /// <summary>Lines in the order of the sheet: that order decides between lines of one day.</summary>
    private static Ledger Build(IReadOnlyList<TableRow> rows)
    {
        IEnumerable<TableRow> Of(TableLayout layout) => rows.Where(row => row.Layout == layout);
        return new Ledger
        {
            Payments = [.. Of(LedgerSheets.Payments).Select(row => new Payment(
                row.Get<string>("reference"), row.Get<Ukprn>("ukprn"), row.Get<string>("qualification"), row.Get<FundingYear>("funding_year"),
                row.Get<DateOnly>("paid_on"), row.Get<decimal>("amount_gbp")))],
            Adjustments = [.. Of(LedgerSheets.Adjustments).Select(row => new ManualAdjustment(
                row.Get<string>("reference"), row.Get<Ukprn>("ukprn"), row.Get<string>("qualification"), row.Get<FundingYear>("funding_year"),
                row.Get<DateOnly>("dated"), row.Get<decimal>("amount_gbp"), row.Get<string>("reason"), row.Get<string>("approved_by")))],
            Clearances = [.. Of(LedgerSheets.Clearances).Select(row => new Clearance(
                row.Get<string>("reference"), row.Get<Ukprn>("ukprn"), row.Get<string>("learner_ref"), row.Get<string>("aim_ref"),
                row.Get<DateOnly>("start_date"), Member<HoldKind>(row, "hold"), row.Get<string>("decision") == "PAY",
                row.OrNull<decimal>("rate_gbp"), row.Get<string>("decided_by"), row.Get<DateOnly>("decided_on"), row.Get<string>("reason")))],
            Holds = [.. Of(LedgerSheets.Holds).Select(row => new OfficerHold(
                row.Get<string>("reference"), row.Get<Ukprn>("ukprn"), row.TextOrNull("learner_ref"), row.Get<DateOnly>("from"),
                row.OrNull<DateOnly>("to"), row.Get<string>("reason"), row.Get<string>("decided_by")))],
            EvidenceChecks = [.. Of(LedgerSheets.EvidenceChecks).Select(row => new EvidenceCheck(
                row.Get<string>("reference"), row.Get<Ukprn>("ukprn"), row.Get<string>("learner_ref"), row.Get<string>("aim_ref"),
                row.Get<DateOnly>("start_date"), Member<Milestone>(row, "milestone"), row.Get<DateOnly>("checked_on"),
                row.Get<string>("result") == "PASS", row.Get<string>("checked_by")))],
        };
    }

    private static T Member<T>(TableRow row, string column)
        where T : struct, Enum => Display.TryFromCode<T>(row.Get<string>(column), out var member)
            ? member
            : throw new InvalidOperationException($"The column {column} allows a code that {typeof(T).Name} does not know.");
}
