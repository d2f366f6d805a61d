using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns.Columns;

/// <param name="Row">The row's number in Excel.</param>
internal sealed record DeclarationEntry(string Key, int Row, RawCell Value)
{
    /// <summary>Nothing stands there, or a formula that was never calculated.</summary>
    public bool HasNoValue => Value.Kind is RawCellKind.Blank or RawCellKind.NoCachedValue || CellParser.Text(Value).Length == 0;
}

/// <summary>The Declaration as it was sent: keys in column A, values in column B, in any order (returns.md section 3).</summary>
internal sealed class DeclarationSheet
{
    public const string Template = "template";
    public const string TemplateVersion = "template_version";
    public const string UkprnKey = "ukprn";
    public const string ProviderName = "provider_name";
    public const string Period = "period";
    public const string SubmissionKind = "submission_kind";
    public const string PreparedOn = "prepared_on";
    public const string DataRowCount = "data_row_count";
    public const string ClaimedTotal = "claimed_total_gbp";
    public const string CertifierName = "certifier_name";
    public const string CertifierRole = "certifier_role";
    public const string CertifiedOn = "certified_on";

    public static readonly IReadOnlyList<string> Keys =
    [
        Template, TemplateVersion, UkprnKey, ProviderName, Period, SubmissionKind, PreparedOn, DataRowCount, ClaimedTotal, CertifierName,
        CertifierRole, CertifiedOn,
    ];

    /// <summary>A sheet with so many keys is a Declaration, whatever its name.</summary>
    public const int MinKnownKeys = 5;

    private static readonly Dictionary<string, string> KeyOf = Keys.ToDictionary(CellParser.HeadingKey, StringComparer.Ordinal);
    private readonly Dictionary<string, DeclarationEntry> _entries = new(StringComparer.Ordinal);
    private readonly bool _date1904;

    public DeclarationSheet(string sheetName, IEnumerable<RawRow> rows, bool date1904)
    {
        SheetName = sheetName;
        _date1904 = date1904;
        foreach (var row in rows)
        {
            var heading = CellParser.Text(row[1]);
            if (heading.Length is 0 or > 100 || !KeyOf.TryGetValue(CellParser.HeadingKey(heading), out var key))
            {
                continue;
            }

            var entry = new DeclarationEntry(key, row.Number, row[2]);
            if (!_entries.TryAdd(key, entry) && CellParser.Text(_entries[key].Value) != CellParser.Text(entry.Value))
            {
                Contradictions.Add(entry);
            }
        }

        Typed = Type();
        NamedTemplate = FindTemplate();
    }

    /// <summary>As it stands on the tab.</summary>
    public string SheetName { get; }

    /// <summary>Keys that stand a second time, with another value.</summary>
    public List<DeclarationEntry> Contradictions { get; } = [];

    public Declaration Typed { get; }

    /// <summary>The template that the Declaration names, in a version that is known; null otherwise.</summary>
    public ReturnTemplate? NamedTemplate { get; }

    private ReturnTemplate? FindTemplate() =>
        ReturnTemplate.Find(TextOf(Template)) is { } template && Entry(TemplateVersion) is { } version
        && CellParser.TryWhole(version.Value, out var number) && number == ReturnTemplate.Version
            ? template
            : null;

    public static bool IsKey(string heading) => heading.Length is > 0 and <= 100 && KeyOf.ContainsKey(CellParser.HeadingKey(heading));

    public DeclarationEntry? Entry(string key) => _entries.GetValueOrDefault(key);

    /// <summary>Empty where the key is missing or has no value.</summary>
    public string TextOf(string key) => Entry(key) is { } entry ? CellParser.Text(entry.Value, _date1904) : "";

    private Declaration Type()
    {
        var kind = TextOf(SubmissionKind);
        return new Declaration
        {
            Kind = NamedTemplate?.Kind,
            Ukprn = Vocabulary.Ukprn.TryParse(TextOf(UkprnKey), out var ukprn) ? ukprn : null,
            ProviderName = EnteredText(ProviderName),
            Period = Quarter.TryParse(TextOf(Period), out var period) ? period : null,
            Nil = string.Equals(kind, "NIL", StringComparison.OrdinalIgnoreCase),
            PreparedOn = DateOf(PreparedOn),
            DataRowCount = Entry(DataRowCount) is { } rows && CellParser.TryWhole(rows.Value, out var count) && count is >= int.MinValue and <= int.MaxValue ? (int)count : null,
            ClaimedTotalGbp = Entry(ClaimedTotal) is { } total && CellParser.TryDecimal(total.Value, out var claimed) ? claimed
                : Entry(ClaimedTotal) is { } money && CellParser.TryMoney(money.Value, out var pounds) ? pounds : null,
            CertifierName = EnteredText(CertifierName),
            CertifierRole = EnteredText(CertifierRole),
            CertifiedOn = DateOf(CertifiedOn),
        };
    }

    /// <summary>Null where nothing is typed, or a placeholder.</summary>
    private string? EnteredText(string key) => TextOf(key) is { Length: > 0 } text && !CellParser.IsPlaceholder(text) ? text : null;

    private DateOnly? DateOf(string key) => Entry(key) is { } entry && CellParser.TryDate(entry.Value, _date1904, out var date) ? date : null;
}
