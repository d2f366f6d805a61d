using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns.Rules;

/// <summary>What is known of a file once it has been read to its end: all that file rules look at.</summary>
internal sealed class FileFacts(JudgeContext context)
{
    public JudgeContext Context { get; } = context;

    /// <summary>Without folders.</summary>
    public string FileName { get; } = context.FileName[(context.FileName.LastIndexOfAny(['/', '\\']) + 1)..];

    public bool HasExternalLinks { get; set; }

    /// <summary>Sheets that the template does not have.</summary>
    public List<string> UnknownSheets { get; } = [];

    /// <summary>Null where the workbook has no such sheet.</summary>
    public DeclarationSheet? Declaration { get; set; }

    /// <summary>The tab's name; null where the workbook has no sheet Data.</summary>
    public string? DataSheet { get; set; }

    /// <summary>Null where none was found, or none was looked for because the template is not known.</summary>
    public HeaderRow? Header { get; set; }

    /// <summary>The other template, where the headings are all of it and not all of the one that the Declaration names.</summary>
    public ReturnTemplate? TemplateOfHeadings { get; set; }

    /// <summary>Values that stand under no heading: the first of each column.</summary>
    public Dictionary<int, ColumnWithoutHeading> ColumnsWithoutHeading { get; } = [];

    public ReturnTemplate? Template => Declaration?.NamedTemplate;

    /// <summary>As typed; all null where the sheet is missing.</summary>
    public Declaration TypedDeclaration => Declaration?.Typed ?? NoDeclaration;

    /// <summary>Rows that hold a value.</summary>
    public int Rows { get; set; }

    /// <summary>The first of them, by its number in Excel.</summary>
    public int FirstRow { get; set; }

    /// <summary>Rows that are no learners (ROW_01): their numbers and what they are.</summary>
    public List<NonLearnerRow> NonLearnerRows { get; } = [];

    /// <summary>What rows that are no learners claim, in pounds: a total that somebody put under the table.</summary>
    public decimal NonLearnerClaimGbp { get; set; }

    /// <summary>Learners' rows above the headings (ROW_02).</summary>
    public List<RowAboveHeadings> RowsAboveHeadings { get; } = [];

    /// <summary>Completion rows with their key alone (ROW_03).</summary>
    public List<KeyOnlyRow> KeyOnlyRows { get; } = [];

    /// <summary>Sheets that look like the Declaration or Data under another name; null where there is none.</summary>
    public string? LooksLikeDeclaration { get; set; }
    public string? LooksLikeData { get; set; }

    /// <summary>Claims of the rows that are not reported in error, in pounds.</summary>
    public decimal ClaimedGbp { get; set; }

    /// <summary>False where a claim, or whether its row counts, cannot be read.</summary>
    public bool ClaimsAreReadable { get; set; } = true;

    /// <summary>Null where the Declaration does not say enough to ask for it.</summary>
    public ProviderHistory? History { get; set; }

    /// <summary>The provider that the Declaration names, where it is one of the pilot and the one that sent the file.</summary>
    public Provider? Sender => !Context.IsFromUnknownSender && TypedDeclaration.Ukprn is { } ukprn && (Context.SenderUkprn is null || Context.SenderUkprn == ukprn)
        ? Context.Settings.FindProvider(ukprn)
        : null;

    public CalendarPeriod? CalendarPeriod => TypedDeclaration.Period is { } period ? Context.Settings.FindPeriod(period) : null;

    /// <summary>
    /// Received after the quarter's closing date: its closing takes only what came by then, whether it has been made yet or not.
    /// </summary>
    public bool IsClosed => CalendarPeriod is { } row && Context.Today > row.ClosesOn;

    /// <summary>Keys of the Declaration that an F has found wrong: rules that read them are not applicable.</summary>
    public HashSet<string> FailedKeys { get; } = new(StringComparer.Ordinal);

    private static readonly Declaration NoDeclaration = new();
}

internal sealed record NonLearnerRow(int Row, string? Cell, RowKind Nature);

internal sealed record RowAboveHeadings(int Row, string? Cell);

internal sealed record KeyOnlyRow(int Row, string? Cell, RowKey Key);

/// <param name="Row">The first in which it has a value.</param>
internal sealed record ColumnWithoutHeading(int Column, int Row);
