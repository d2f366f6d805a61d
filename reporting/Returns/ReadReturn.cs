using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Returns.Columns;
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

    /// <summary>The row directly under the headings, which may hold them in the other spelling.</summary>
    private int _underHeadings;

    /// <exception cref="UnreadableFileException">The file cannot be read to its end.</exception>
    public static ReadReturn From(WorkbookReader file, FileFacts facts)
    {
        facts.HasExternalLinks = file.HasExternalLinks;
        var declaration = file.Find(FileRules.Declaration);
        var data = file.Find(FileRules.Data);
        facts.UnknownSheets.AddRange(file.Sheets.Where(sheet => sheet != declaration && sheet != data && !FileRules.IsIgnored(sheet.Name)).Select(sheet => sheet.Name));
        facts.UnknownSheets.AddRange(file.OtherSheets);
        facts.DataSheet = data?.Name;
        RenamedSheets.LookFor(file, declaration, data, facts);
        facts.UnknownSheets.RemoveAll(sheet => sheet == facts.LooksLikeDeclaration || sheet == facts.LooksLikeData);
        if (declaration is not null)
        {
            facts.Declaration = new DeclarationSheet(declaration.Name, file.ReadRows(declaration), file.Date1904);
            facts.History = LoadHistory(facts);
        }

        var read = new ReadReturn(new Findings(new RuleOverrideChoice(facts.Context.Settings, facts.TypedDeclaration.Ukprn, facts.TypedDeclaration.Period)));
        if (data is not null && facts.Template is { } template)
        {
            read.ReadData(file, data, template, facts);
        }

        file.RefuseDangersInOtherSheets();
        return read;
    }

    /// <summary>Claims of a row in pounds; none of a row that is reported in error.</summary>
    public static decimal ClaimOf(TypedRow row, ReturnTemplate template)
    {
        var claim = 0m;
        if (!row.InError)
        {
            for (var i = 0; i < template.Claims.Count; i++)
            {
                claim += row.Has(template.Claims[i]) ? row.Money(template.Claims[i]) : 0;
            }
        }

        return claim;
    }

    private static ProviderHistory? LoadHistory(FileFacts facts) =>
        facts.Sender is { } sender && facts.Template is { } template && facts.TypedDeclaration is { Period: { } period, PreparedOn: { } prepared }
            ? facts.Context.LoadHistory(sender.Ukprn, template.Kind, period, prepared)
            : null;

    private void ReadData(WorkbookReader file, SheetEntry data, ReturnTemplate template, FileFacts facts)
    {
        Sheet = data.Name;
        if (ReadRows(file, data, template, facts) is not { } typing)
        {
            return;
        }

        Rows.Sort((left, right) => left.Number.CompareTo(right.Number));
        facts.FirstRow = Rows.Count > 0 ? Rows[0].Number : 0;
        AddSwappedDates(typing);
        MergedCells.Name(Findings, file.MergesOf(data));
    }

    /// <returns>Null where no row is one of headings.</returns>
    private TypeRows? ReadRows(WorkbookReader file, SheetEntry data, ReturnTemplate template, FileFacts facts)
    {
        TypeRows? typing = null;
        var before = new List<RawRow>();
        var passedOver = false;
        foreach (var raw in file.ReadRows(data))
        {
            if (typing is not null)
            {
                Take(raw, typing, facts);
            }
            else if (raw.Number > HeaderRow.MaxHeaderRow)
            {
                passedOver = true;
            }
            else if (!TryHeader(raw, template, facts))
            {
                before.Add(raw.Copy());
            }
            else
            {
                typing = new TypeRows(template, Header!, Sheet, file.Date1904, facts.Context.Settings, Findings);
            }
        }

        if (typing is null)
        {
            return null;
        }

        before.ForEach(raw => Take(raw, typing, facts));
        // Where rows stand in another order than their numbers, and the headings came late: what came before them is read now.
        foreach (var raw in passedOver ? file.ReadRows(data).TakeWhile(raw => raw.Number != Header!.RowNumber).Where(raw => raw.Number > HeaderRow.MaxHeaderRow) : [])
        {
            Take(raw, typing, facts);
        }

        return typing;
    }

    private bool TryHeader(RawRow raw, ReturnTemplate template, FileFacts facts)
    {
        Header = HeaderRow.TryRead(template, raw);
        facts.Header = Header;
        _underHeadings = raw.Number + 1;
        facts.TemplateOfHeadings ??= OtherTemplate(template, Header, raw);
        return Header is not null;
    }

    /// <summary>A row above or below the headings.</summary>
    private void Take(RawRow raw, TypeRows typing, FileFacts facts)
    {
        var kind = typing.KindOf(raw);
        if (raw.Number < Header!.RowNumber)
        {
            if (kind is RowKind.Learner or RowKind.KeyOnly && typing.MayBeLearner())
            {
                facts.RowsAboveHeadings.Add(new RowAboveHeadings(raw.Number, TypeRows.AddressOf(raw)));
            }
        }
        else if (kind == RowKind.Headings && _underHeadings == raw.Number)
        {
            // The template shows names and labels in two rows.
            _underHeadings = raw.Number + 1;
        }
        else
        {
            NoteColumnsWithoutHeading(raw, facts);
            TakeBelowHeadings(raw, kind, typing, facts);
        }
    }

    private void TakeBelowHeadings(RawRow raw, RowKind kind, TypeRows typing, FileFacts facts)
    {
        switch (kind)
        {
            case RowKind.Blank:
                break;
            case RowKind.Learner:
                Add(typing.Read(), facts);
                break;
            case RowKind.KeyOnly when typing.Read(keyAlone: true) is var row:
                if (row.Key is { } key)
                {
                    facts.KeyOnlyRows.Add(new KeyOnlyRow(raw.Number, TypeRows.AddressOf(raw), key));
                }
                else
                {
                    Add(row, facts);
                }

                break;
            default:
                facts.NonLearnerRows.Add(new NonLearnerRow(raw.Number, TypeRows.AddressOf(raw), kind));
                facts.NonLearnerClaimGbp += typing.Claims();
                break;
        }
    }

    private void Add(TypedRow row, FileFacts facts)
    {
        Rows.Add(row);
        facts.Rows++;
        AddClaims(row, facts.Template!, facts);
    }

    private void AddSwappedDates(TypeRows typing)
    {
        var rule = DateRules.Swapped;
        if (Findings.SeverityOf(rule, rule.Severity) is not { } severity)
        {
            return;
        }

        foreach (var (column, habits) in typing.SwappedDates())
        {
            var spec = typing.Template.Columns[column];
            var inDoubt = habits.InDoubt == 0 ? "" : $" In doubt: {Display.Rows(habits.Rows, habits.InDoubt)}.";
            int? first = habits.Rows.Count > 0 ? habits.Rows[0] : null;
            Findings.Add(new Finding(
                rule.Id, severity, Sheet, first, first is { } row ? Header!.Address(row, column) : Header!.Address(Header.RowNumber, column), null, spec.Name, null,
                $"An Excel set to the United States has been through the column {spec.Label}: it may have taken the day for the month.{inDoubt}", rule.Fix), column);
        }
    }

    private static ReturnTemplate? OtherTemplate(ReturnTemplate template, HeaderRow? header, RawRow raw)
    {
        var other = ReturnTemplate.Of(template.Kind == ReturnKind.Enrolment ? ReturnKind.Completion : ReturnKind.Enrolment);
        return header?.HasRequiredColumns(template) != true && HeaderRow.TryRead(other, raw)?.HasRequiredColumns(other) == true ? other : null;
    }

    private void NoteColumnsWithoutHeading(RawRow raw, FileFacts facts)
    {
        foreach (ref readonly var cell in raw.Cells)
        {
            if (Header!.IsWithoutHeading(cell.Column) && !cell.IsBlank && !facts.ColumnsWithoutHeading.ContainsKey(cell.Column))
            {
                facts.ColumnsWithoutHeading.Add(cell.Column, new ColumnWithoutHeading(cell.Column, raw.Number));
            }
        }
    }

    private static void AddClaims(TypedRow row, ReturnTemplate template, FileFacts facts)
    {
        facts.ClaimedGbp += ClaimOf(row, template);
        for (var i = 0; i < template.Claims.Count; i++)
        {
            var column = template.Claims[i];
            // A claim that cannot be read, or of which nobody can say whether its row counts, leaves the sum open.
            if (row.HasValue(column) && (row.Failed(column) || row.Failed(template.ReportedInError)))
            {
                facts.ClaimsAreReadable = false;
            }
        }
    }
}
