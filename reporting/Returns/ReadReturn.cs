using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Returns.Rules;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns;

/// <summary>A workbook read to its end: what file rules need goes to <see cref="FileFacts"/>, typed rows and cell findings stay here.</summary>
internal sealed class ReadReturn
{
    private ReadReturn(Findings findings) => Findings = findings;

    public List<TypedRow> Rows { get; } = [];
    public Findings Findings { get; }
    public HeaderRow? Header { get; private set; }
    public string Sheet { get; private set; } = "";

    /// <exception cref="FileProblemException">The file cannot be read to its end.</exception>
    public static ReadReturn From(ReturnFile file, FileFacts facts)
    {
        facts.HasExternalLinks = file.HasExternalLinks;
        var declaration = Find(file, FileRules.Declaration);
        var data = Find(file, FileRules.Data);
        facts.UnknownSheets.AddRange(file.Sheets.Where(sheet => sheet != declaration && sheet != data && !FileRules.IsIgnored(sheet.Name)).Select(sheet => sheet.Name));
        facts.UnknownSheets.AddRange(file.OtherSheets);
        facts.DataSheet = data?.Name;
        if (declaration is not null)
        {
            facts.Declaration = new DeclarationSheet(declaration.Name, file.ReadRows(declaration), file.Date1904);
            facts.History = LoadHistory(facts);
        }

        var read = new ReadReturn(new Findings(new RuleOverrideChoice(facts.Context.Settings, facts.Typed.Ukprn, facts.Typed.Period)));
        if (data is not null && facts.Template is { } template)
        {
            read.ReadData(file, data, template, facts);
        }

        return read;
    }

    // A name with a blank beside it counts too, but an old copy that is called so does not stand before the sheet itself.
    private static SheetEntry? Find(ReturnFile file, string name) =>
        file.Sheets.FirstOrDefault(sheet => string.Equals(sheet.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? file.Sheets.FirstOrDefault(sheet => string.Equals(sheet.Name.Trim(), name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Claims of a row in pounds; none of a row that is reported in error.</summary>
    public static decimal ClaimOf(TypedRow row, ReturnTemplate template)
    {
        var claim = 0m;
        if (!row.InError)
        {
            foreach (var column in template.Claims)
            {
                claim += row.Has(column) ? row.Money(column) : 0;
            }
        }

        return claim;
    }

    private static ProviderHistory? LoadHistory(FileFacts facts) =>
        facts.Sender is { } sender && facts.Template is { } template && facts.Typed is { Period: { } period, PreparedOn: { } prepared }
            ? facts.Context.LoadHistory(sender.Ukprn, template.Kind, period, prepared)
            : null;

    private void ReadData(ReturnFile file, SheetEntry data, ReturnTemplate template, FileFacts facts)
    {
        Sheet = data.Name;
        TypeRows? typing = null;
        var underHeadings = false;
        foreach (var raw in file.ReadRows(data))
        {
            if (typing is null)
            {
                if (raw.Number > HeaderRow.AmongTheFirst)
                {
                    return;
                }

                Header = HeaderRow.TryRead(template, raw);
                facts.Header = Header;
                facts.HeadingsOf ??= OtherTemplate(template, Header, raw);
                if (Header is not null)
                {
                    typing = new TypeRows(template, Header, Sheet, file.Date1904, facts.Context.Settings, Findings);
                }

                continue;
            }

            if (!underHeadings && Header!.IsRepeatedBy(template, raw))
            {
                continue;
            }

            underHeadings = true;
            NoteColumnsWithoutHeading(raw, facts);
            if (typing.Read(raw) is { } row)
            {
                Rows.Add(row);
                facts.FirstRow = facts.Rows++ == 0 ? row.Number : facts.FirstRow;
                AddClaims(row, template, facts);
            }
        }
    }

    private static ReturnTemplate? OtherTemplate(ReturnTemplate template, HeaderRow? header, RawRow raw)
    {
        var other = ReturnTemplate.Of(template.Kind == ReturnKind.Enrolment ? ReturnKind.Completion : ReturnKind.Enrolment);
        return header?.IsWhole(template) != true && HeaderRow.TryRead(other, raw)?.IsWhole(other) == true ? other : null;
    }

    private void NoteColumnsWithoutHeading(RawRow raw, FileFacts facts)
    {
        foreach (ref readonly var cell in raw.Cells)
        {
            if (Header!.IsWithoutHeading(cell.Column) && !cell.IsBlank)
            {
                facts.ColumnsWithoutHeading.TryAdd(cell.Column, raw.Number);
            }
        }
    }

    private static void AddClaims(TypedRow row, ReturnTemplate template, FileFacts facts)
    {
        facts.ClaimedGbp += ClaimOf(row, template);
        foreach (var column in template.Claims)
        {
            // A claim that cannot be read, or of which nobody can say whether its row counts, leaves the sum open.
            if (row.Given(column) && (row.Failed(column) || row.Failed(template.ReportedInError)))
            {
                facts.ClaimsAreReadable = false;
            }
        }
    }
}
