using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks.SkillsEngland;
using Pilot.Reporting.Workbooks.Wmca;

namespace Pilot.Reporting.Workbooks;

/// <summary>Draws everything that one run writes (workbooks.md).</summary>
public static class QuarterlyWorkbooks
{
    private const string Reports = "reports";

    /// <summary>The workbooks, the tables as CSV and the manifest, which lists all the others. The same figures give the same bytes.</summary>
    public static IReadOnlyList<DrawnFile> Draw(QuarterFigures figures)
    {
        var view = new QuarterView(figures);
        IReadOnlyList<Book> books = [WmcaBook.Draw(view), SkillsEnglandBook.Draw(view)];
        List<DrawnFile> files = [.. books.Select(book => new DrawnFile(Reports, $"{figures.Period.Id}/{book.Name}", XlsxWriter.Write(book), XlsxWriter.ContentType))];
        var tables = $"{figures.Period.Id}/tables-{figures.Run.FileSuffix}/";
        files.AddRange(books.SelectMany(book => book.Tables)
            .Select(sheet => new DrawnFile(Reports, tables + CsvName(sheet), CsvText.Write(sheet), CsvText.ContentType)));
        files.Add(new DrawnFile(Reports, $"{figures.Period.Id}/manifest.json", Manifest.Write(figures.Run, files), Manifest.ContentType));
        return files;
    }

    /// <summary><c>medtech-htq-pilot-2026-27-q3-wmca-r1.xlsx</c></summary>
    public static string FileName(QuarterView view, string kind) =>
        $"medtech-htq-pilot-{view.Period.FileName}-{kind}-{view.Figures.Run.FileSuffix}.xlsx";

    private static string CsvName(Sheet sheet) => sheet.TableName.ToLowerInvariant().Replace('_', '-') + ".csv";
}
