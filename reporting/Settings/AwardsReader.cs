using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Settings;

/// <summary>What an awards workbook is judged against besides its own content.</summary>
public sealed record AwardsContext
{
    /// <summary>The date in London on which the store received the file.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>The learner key of a ULN: the number itself is kept nowhere.</summary>
    public required Func<string, LearnerKey> KeyOf { get; init; }

    /// <summary>The version in force; version 0 before the first.</summary>
    public Awards InForce { get; init; } = Awards.None;
}

/// <summary>The answer to one awards workbook: all or nothing.</summary>
public sealed record AwardsReading
{
    /// <summary>Null where the workbook is not an awards workbook or could not be read.</summary>
    public OfficeFileDeclaration? Declaration { get; init; }

    /// <summary>In the order of sheets, rows and columns; any of severity E or F means that nothing was taken.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>The new version, numbered one above the one in force; null where the workbook is rejected.</summary>
    public Awards? Awards { get; init; }

    /// <summary>Rows of each sheet: as sent, new since the version in force, and there before.</summary>
    public IReadOnlyList<LedgerCount> Counts { get; init; } = [];
}

/// <summary>Reads an awards workbook: declaration, registrations, certificates, and what they say of each other (funding.md section 7).</summary>
public static class AwardsReader
{
    /// <summary>Never throws for what a workbook holds: everything wrong with it is a finding.</summary>
    public static AwardsReading Read(WorkbookReader file, AwardsContext context)
    {
        var findings = new OfficeFileFindings();
        OfficeFileDeclaration? declaration = null;
        Awards? awards = null;
        try
        {
            declaration = OfficeFileDeclaration.Read(file, AwardsSheets.Template, AwardsSheets.All, context.Today, findings);
            if (declaration is not null)
            {
                awards = ReadSheets(file, context, findings);
            }
        }
        catch (UnreadableFileException problem)
        {
            // A damaged sheet shows only while its rows are read; the officer is told as of any other fault.
            findings.Add(problem);
        }

        var accepted = findings.Rejects ? null : awards;
        return new AwardsReading
        {
            Declaration = declaration,
            Findings = findings.InOrder(AwardsSheets.All),
            Awards = accepted,
            Counts = accepted is null ? [] : CountsOf(context.InForce, accepted),
        };
    }

    private static Awards? ReadSheets(WorkbookReader file, AwardsContext context, OfficeFileFindings findings)
    {
        var table = new ReadTable(file, findings);
        var registrations = table.Rows(AwardsSheets.Registrations);
        var certificates = table.Rows(AwardsSheets.Certificates);
        CheckAwards.Check(registrations, certificates, context.Today, findings);
        if (findings.Rejects)
        {
            return null;
        }

        var awards = new Awards
        {
            Version = context.InForce.Version + 1,
            Registrations = registrations.ConvertAll(row => new Registration(
                CheckAwards.NumberOf(row), KeyOf(row, context), row.Get<Ukprn>("ukprn"), row.Get<string>("aim_ref"),
                row.Get<DateOnly>("registered_on"), row.OrNull<DateOnly>("withdrawn_on"))),
            Certificates = certificates.ConvertAll(row => new Certificate(
                CheckAwards.NumberOf(row), KeyOf(row, context), row.Get<Ukprn>("ukprn"), row.Get<string>("aim_ref"),
                row.Get<DateOnly>("certificated_on"), row.Get<string>("grade"), row.Get<int>("credits"), row.Get<string>("award"))),
        };
        CheckAwards.CheckAgainstHeld(context.InForce, awards, findings);
        return awards.InOrder();
    }

    /// <summary>The temporary number is nobody's.</summary>
    private static LearnerKey? KeyOf(TableRow row, AwardsContext context) =>
        row.TextOrNull("uln") is { } uln && uln != Uln.Temporary ? context.KeyOf(uln) : null;

    private static IReadOnlyList<LedgerCount> CountsOf(Awards before, Awards after)
    {
        var registrations = before.Registrations.ToHashSet();
        var certificates = before.Certificates.ToHashSet();
        return
        [
            Count(AwardsSheets.Registrations, after.Registrations.Count, after.Registrations.Count(row => !registrations.Contains(row))),
            Count(AwardsSheets.Certificates, after.Certificates.Count, after.Certificates.Count(row => !certificates.Contains(row))),
        ];
    }

    private static LedgerCount Count(TableLayout layout, int sent, int added) => new(layout.Sheet, sent, added, sent - added);
}
