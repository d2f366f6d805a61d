using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Files.CheckedCopy;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns.Rules;

/// <summary>Rules about the file itself (returns.md section 4.1, FILE_...).</summary>
internal static class FileRules
{
    public const string Declaration = "Declaration";
    public const string Data = "Data";

    /// <summary>Sheets of the template, and the one that a checked copy begins with.</summary>
    private static readonly string[] Ignored = [CheckedWorkbook.SheetName, "Codes", "Guidance"];

    public static IReadOnlyList<FileRule> All { get; } =
    [
        Fatal("FILE_01", "The file is not an Excel workbook (.xlsx).",
            "In Excel choose Save as, and the type Excel Workbook (.xlsx). Then send that file."),
        Fatal("FILE_02", "The workbook is locked (encrypted), by a password or by a sensitivity label that protects it.",
            "Remove the password, or choose a sensitivity label that does not encrypt, save the workbook and send it again."),
        Fatal("FILE_03", "The workbook has macros, embedded objects, or a connection to live data.",
            "Copy your rows into a new copy of the template, which has none of these, and send that."),
        Fatal("FILE_04", "The workbook is larger than a return can be.",
            "Remove sheets, rows and columns that are not part of the return, save the workbook and send it again."),
        Fatal("FILE_05", "The workbook is damaged and cannot be read.",
            "Open it in Excel, let Excel repair it, save it and send it again. If that does not help, copy your rows into a new copy of the template."),
        new()
        {
            Id = "FILE_06", Severity = Severity.F, Stage = RuleStage.File,
            Message = "The sheet Declaration or the sheet Data is missing, or the sheet Data has no row of headings.",
            Fix = "Use the template: the return needs a sheet Declaration and a sheet Data, with the headings in one of the first 20 rows of Data.",
            Find = FindMissingSheets,
        },
        new()
        {
            Id = "FILE_07", Severity = Severity.F, Stage = RuleStage.File,
            Message = "A column that every row needs is missing from the sheet Data, or a column is there twice.",
            Fix = "Compare the headings with the template. Add the column that is missing, or delete the one that is there twice.",
            Find = FindWrongColumns,
        },
        new()
        {
            Id = "FILE_08", Severity = Severity.W, Stage = RuleStage.File,
            Message = "A sheet or a column is not part of the return: it is ignored.",
            Fix = "Check that its heading is not misspelt. If it is for your own use, you do not need to do anything.",
            Find = FindUnknown,
        },
        new()
        {
            Id = "FILE_09", Severity = Severity.W, Stage = RuleStage.File,
            Message = "The file name is not in the recommended form, or disagrees with the Declaration.",
            Fix = "If the Declaration is right, you do not need to send this file again. Name the next one like MTHTQ-ENR-10000001-2026Q3-20270110-093000.xlsx: template, UKPRN, period, date and time.",
            Find = FileNameRules.FindFaults,
        },
        new()
        {
            Id = "FILE_10", Severity = Severity.W, Stage = RuleStage.File,
            Message = "The same file was received before.",
            Fix = "You do not need to do anything: the earlier receipt still applies. If you meant to send a newer file, send that one.",
        },
        new()
        {
            Id = "ROW_01", Severity = Severity.W, Stage = RuleStage.File,
            Message = "A row of the sheet Data is not a learner: it is ignored.",
            Fix = "If it is a learner, fill in the unique learner number, the learning aim reference and the start date. Otherwise you do not need to do anything, but the sheet is easier to check without it.",
            Find = facts => facts.TemplateOfHeadings is not null ? [] : facts.NonLearnerRows.OrderBy(found => found.Row).Select(found => new FileFinding(
                facts.DataSheet!, found.Row, found.Cell, Message: $"Row {found.Row} is {RowKinds.InWords(found.Nature)}. It is ignored.")),
        },
        new()
        {
            Id = "ROW_02", Severity = Severity.F, Stage = RuleStage.File,
            Message = "A learner stands above the headings of the sheet Data.",
            Fix = "The sheet was probably sorted together with its headings. Move the row of headings to the top of the sheet Data, above all learners, and send the file again.",
            CanOverride = false,
            Find = FindRowsAboveHeadings,
        },
        new()
        {
            Id = "ROW_03", Severity = Severity.W, Stage = RuleStage.File, Kind = ReturnKind.Completion,
            Message = "A row has its key alone: it is not filled in yet and is ignored.",
            Fix = "Fill in the rest of the row once you know what became of the learner. Until then you may leave it as it is, or delete it.",
            Find = facts => facts.TemplateOfHeadings is not null ? [] : facts.KeyOnlyRows.OrderBy(found => found.Row).Select(found => new FileFinding(
                facts.DataSheet!, found.Row, found.Cell, Message: $"Row {found.Row} has its key alone: it is not filled in yet and is ignored.")),
        },
        new()
        {
            Id = "FILE_11", Severity = Severity.W, Stage = RuleStage.File,
            Message = "The workbook has links to other workbooks. The values that were last calculated are used; the links are never followed.",
            Fix = "Check that the values are up to date. To be safe, paste them as values before you send the file.",
            Find = facts => facts.HasExternalLinks ? [new FileFinding("")] : [],
        },
    ];

    private static FileRule Fatal(string id, string message, string fix) => new()
    {
        Id = id,
        Severity = Severity.F,
        Stage = RuleStage.File,
        Message = message,
        Fix = fix,
        CanOverride = false,
    };

    public static bool IsIgnored(string sheet) => Ignored.Contains(sheet.Trim(), StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<FileFinding> FindRowsAboveHeadings(FileFacts facts)
    {
        if (facts.RowsAboveHeadings.Count > 0 && facts.TemplateOfHeadings is null)
        {
            var rows = facts.RowsAboveHeadings.OrderBy(found => found.Row).ToList();
            yield return new FileFinding(facts.DataSheet!, rows[0].Row, rows[0].Cell,
                Message: $"{Display.Count(rows.Count, "learner stands", "learners stand")} above the headings, which are in row {facts.Header!.RowNumber}: {Display.Rows([.. rows.Select(found => found.Row)])}.");
        }
    }

    private static IEnumerable<FileFinding> FindMissingSheets(FileFacts facts)
    {
        if (facts.Declaration is null)
        {
            yield return Missing(Declaration, facts.LooksLikeDeclaration);
        }

        if (facts.DataSheet is null)
        {
            yield return Missing(Data, facts.LooksLikeData);
        }
        else if (facts.Template is not null && facts.Header is null)
        {
            yield return facts.TemplateOfHeadings is { } other
                ? OfTheOtherReturn(facts, other)
                : new FileFinding(facts.DataSheet, Message: "The sheet Data has no row of headings among its first 20 rows.");
        }
    }

    private static FileFinding Missing(string sheet, string? looksLikeIt)
    {
        if (looksLikeIt is null)
        {
            return new FileFinding(sheet, Message: $"The workbook has no sheet {sheet}.");
        }

        var shown = PersonalText.Masked(PersonalText.Shorten(looksLikeIt));
        return new FileFinding(sheet, Message: $"The workbook has no sheet {sheet}, but the sheet '{shown}' looks like it.",
            Fix: $"Rename the sheet '{shown}' to {sheet} (double-click its tab), save the workbook and send it again.");
    }

    private static IEnumerable<FileFinding> FindWrongColumns(FileFacts facts)
    {
        if (facts.Header is not { } header || facts.Template is not { } template)
        {
            yield break;
        }

        if (facts.TemplateOfHeadings is { } other)
        {
            // One cause, one finding: nothing is wrong with any one column.
            yield return OfTheOtherReturn(facts, other);
            yield break;
        }

        for (var i = 0; i < template.Columns.Count; i++)
        {
            var column = template.Columns[i];
            if (!column.MayBeAbsent && !header.Has(i))
            {
                yield return new FileFinding(facts.DataSheet!, header.RowNumber, Column: column.Name,
                    Message: $"The column {column.Label} ({column.Name}) is missing.",
                    Fix: $"Add a column with the heading {column.Name}, as in the template.");
            }
        }

        foreach (var (column, again) in header.Duplicates)
        {
            yield return new FileFinding(facts.DataSheet!, header.RowNumber, CellAddress.Of(header.RowNumber, again.SheetColumn),
                template.Columns[column].Name, PersonalText.Masked(again.Text), $"The column {template.Columns[column].Label} ({template.Columns[column].Name}) is there twice.",
                "Delete one of the two columns.");
        }
    }

    private static FileFinding OfTheOtherReturn(FileFacts facts, ReturnTemplate other) => new(
        facts.DataSheet!, facts.Header?.RowNumber,
        Message: $"The sheet Data has the columns of the {other.Name}, but the Declaration says that this is the {facts.Template!.Name} ({facts.Template.Code}).",
        Fix: $"If this is the {other.Name}, enter {other.Code} as template on the sheet Declaration. Otherwise put the rows of the {facts.Template.Name} into the sheet Data.");

    private static IEnumerable<FileFinding> FindUnknown(FileFacts facts)
    {
        foreach (var sheet in facts.UnknownSheets)
        {
            var shown = PersonalText.Masked(PersonalText.Shorten(sheet));
            yield return new FileFinding(sheet, Value: shown, Message: $"The sheet '{shown}' is not part of the return: it is ignored.",
                Fix: "If it holds learners of this return, move them to the sheet Data and send the file again. If it is for your own use, you do not need to do anything.");
        }

        if (facts.Header is not { } header)
        {
            yield break;
        }

        foreach (var heading in header.Unknown.Where(heading => facts.TemplateOfHeadings is not { } other || other.Match(heading.Text) < 0))
        {
            var shown = PersonalText.Masked(PersonalText.Shorten(heading.Text));
            yield return new FileFinding(facts.DataSheet!, header.RowNumber, CellAddress.Of(header.RowNumber, heading.SheetColumn), Value: shown,
                Message: $"The column '{shown}' is not part of the return: it is ignored.");
        }

        foreach (var (column, row) in facts.ColumnsWithoutHeading.Values.OrderBy(found => found.Column))
        {
            yield return new FileFinding(facts.DataSheet!, row, CellAddress.Of(row, column),
                Message: $"Column {CellAddress.Column(column)} has values but no heading: it is ignored.");
        }
    }
}
