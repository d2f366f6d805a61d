using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Settings;

/// <summary>Lines of a ledger workbook against each other, the settings in force, and the ledger held.</summary>
internal static class CheckLedger
{
    internal static void Check(IReadOnlyList<TableRow> rows, LedgerContext context, OfficeFileFindings findings)
    {
        var held = HeldLines(context.Held);
        var first = new Dictionary<string, TableRow>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            CheckReferencesExist(row, context, findings);
            if (row.Find<string>("reference", out var reference))
            {
                var key = ReferenceKey.Of(reference);
                if (!first.TryAdd(key, row))
                {
                    var other = first[key];
                    findings.Add(OfficeFileRules.ReferenceTwice, row, "reference", reference, other.Layout.Sheet, other.Number);
                }
                else if (row.IsValid && held.TryGetValue(key, out var line))
                {
                    CheckUnchanged(row, reference, line, findings);
                }
            }

            if (row.IsValid)
            {
                CheckRow(row, context, findings);
            }
        }
    }

    private static Dictionary<string, (TableLayout Layout, object?[] Values)> HeldLines(Ledger ledger)
    {
        var held = new Dictionary<string, (TableLayout, object?[])>(StringComparer.Ordinal);
        foreach (var layout in LedgerSheets.All)
        {
            foreach (var values in SettingsTables.Rows(ledger, layout))
            {
                held.TryAdd(ReferenceKey.Of((string)values[0]!), (layout, values));
            }
        }

        return held;
    }

    private static void CheckReferencesExist(TableRow row, LedgerContext context, OfficeFileFindings findings)
    {
        if (row.Find<Ukprn>("ukprn", out var ukprn) && context.Settings.FindProvider(ukprn) is null)
        {
            findings.Add(OfficeFileRules.LedgerProvider, row, "ukprn", ukprn);
        }

        if (Has(row, "qualification") && row.Find<string>("qualification", out var code)
            && !context.Settings.Qualifications.Any(qualification => qualification.Code == code))
        {
            findings.Add(OfficeFileRules.LedgerQualification, row, "qualification", code);
        }

        if (Has(row, "aim_ref") && row.Find<string>("aim_ref", out var aim) && context.Settings.FindQualification(aim) is null)
        {
            findings.Add(OfficeFileRules.LedgerAim, row, "aim_ref", aim);
        }
    }

    private static bool Has(TableRow row, string column) => row.Layout.Columns.Any(tableColumn => tableColumn.Name == column);

    private static void CheckUnchanged(TableRow row, string reference, (TableLayout Layout, object?[] Values) held, OfficeFileFindings findings)
    {
        if (held.Layout != row.Layout)
        {
            findings.Add(OfficeFileRules.LineChanged, row, "reference", reference, $"it stands on the sheet {held.Layout.Sheet}");
            return;
        }

        var different = new List<string>();
        for (var i = 0; i < row.Layout.Columns.Count; i++)
        {
            var column = row.Layout.Columns[i];
            row.Find<object>(column.Name, out var now);
            // That it is the same reference was found by its key: how it is typed is no change.
            if (column.Type != SettingsColumnType.Reference && !Equals(now, held.Values[i]))
            {
                var was = CellWords.Of(column, held.Values[i]);
                different.Add($"{column.Name} was {(was.Length == 0 ? "blank" : was)}");
            }
        }

        if (different.Count > 0)
        {
            findings.Add(OfficeFileRules.LineChanged, row, "reference", reference, string.Join(", ", different));
        }
    }

    private static void CheckRow(TableRow row, LedgerContext context, OfficeFileFindings findings)
    {
        if (row.Layout == LedgerSheets.Holds && row.OrNull<DateOnly>("to") < row.Get<DateOnly>("from"))
        {
            findings.Add(OfficeFileRules.HoldEndsEarly, row, "to");
        }

        if (context.IsHeld is { } isHeld && Has(row, "aim_ref")
            && !isHeld(row.Get<Ukprn>("ukprn"), new RowKey(row.Get<string>("learner_ref"), row.Get<string>("aim_ref"), row.Get<DateOnly>("start_date"))))
        {
            findings.Add(OfficeFileRules.UnknownCourse, row, "learner_ref");
        }

        if (row.Layout == LedgerSheets.Holds && context.IsLearner is { } isLearner && row.Find<string>("learner_ref", out var learner)
            && !isLearner(row.Get<Ukprn>("ukprn"), learner))
        {
            findings.Add(OfficeFileRules.UnknownLearner, row, "learner_ref");
        }
    }
}
