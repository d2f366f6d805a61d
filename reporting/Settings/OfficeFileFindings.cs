using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Settings;

/// <summary>Gathers what is wrong with a settings or ledger workbook, and gives it back in the order of the sheets.</summary>
internal sealed class OfficeFileFindings
{
    private readonly List<(Finding Finding, int Column)> _all = [];

    internal bool Rejects { get; private set; }

    /// <summary>About a whole sheet, or the whole workbook.</summary>
    internal void Add(OfficeFileRule rule, string sheet, params object?[] words) => Add(rule, sheet, null, 0, null, null, null, words);

    /// <summary>About one cell of a row that was read.</summary>
    internal void Add(OfficeFileRule rule, TableRow row, string column, params object?[] words)
    {
        var at = row.Layout.IndexOf(column);
        Add(rule, row.Layout.Sheet, row.Number, row.ColumnOf(at), column, row.RawText(at), row.LearnerRef, words);
    }

    internal void Add(
        OfficeFileRule rule, string sheet, int? row, int column, string? name, string? value, string? learnerRef, object?[] words)
    {
        Rejects |= rule.Severity != Severity.W;
        var cell = row is { } number && column > 0 ? CellAddress.Of(number, column) : null;
        _all.Add((new Finding(rule.Id, rule.Severity, sheet, row, cell, learnerRef, name, value, rule.Say(words), rule.SayFix(words)), column));
    }

    /// <summary>A file that could not be read to its end.</summary>
    internal void Add(UnreadableFileException problem)
    {
        Rejects = true;
        _all.Add((Of(problem), 0));
    }

    /// <summary>The declaration first, then in the order of the sheets, rows and columns.</summary>
    internal IReadOnlyList<Finding> InOrder(IReadOnlyList<TableLayout> layouts)
    {
        var order = layouts.Select((layout, index) => (layout.Sheet, index))
            .ToDictionary(pair => pair.Sheet, pair => pair.index, StringComparer.Ordinal);
        return [.. _all
            .OrderBy(pair => pair.Finding.Sheet == OfficeFileDeclaration.Sheet ? -1 : order.GetValueOrDefault(pair.Finding.Sheet, int.MaxValue))
            .ThenBy(pair => pair.Finding.Row ?? 0)
            .ThenBy(pair => pair.Column)
            .Select(pair => pair.Finding)];
    }

    internal static Finding Of(UnreadableFileException problem) => new(
        problem.RuleId, Severity.F, problem.Sheet ?? "", null, null, null, null, null, problem.Message,
        "Open the file in Excel, save it again as a workbook (.xlsx) without macros or a password, and send that file.");
}

/// <summary>How values of cells are written in sentences.</summary>
internal static class CellWords
{
    internal static string Of(object? value) => value switch
    {
        null => "",
        DateOnly date => Display.Date(date),
        bool yes => yes ? "Y" : "N",
        string[] codes => string.Join("; ", codes),
        IFormattable formattable => formattable.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    internal static string Of(TableColumn column, object? value) => value switch
    {
        decimal pounds when column.Type == SettingsColumnType.Money => Money.Words(pounds),
        Quarter period => period.Words,
        _ => Of(value),
    };
}
