using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks.Casework;
using Pilot.Reporting.Workbooks.SkillsEngland;
using Pilot.Reporting.Workbooks.Statements;
using Pilot.Reporting.Workbooks.Wmca;

namespace Pilot.Reporting.Workbooks;

/// <summary>Draws everything that one run writes (workbooks.md).</summary>
public static class QuarterlyWorkbooks
{
    private const string Reports = "reports";
    private const string Statements = "statements";

    /// <summary>
    /// The workbooks, each provider's statement, every table as CSV, and the manifest (twice), which lists all the others. The same figures give
    /// the same bytes.
    /// </summary>
    /// <param name="publication">
    /// The protected tables of the same figures, where the caller has made them to keep what is published; null = made here.
    /// </param>
    public static IReadOnlyList<DrawnFile> Draw(QuarterFigures figures, SkillsEnglandPublication? publication = null)
    {
        var view = new QuarterView(figures, publication);
        Book[] books = [WmcaBook.Draw(view), SkillsEnglandBook.Draw(view), CaseworkBook.Draw(view)];
        var folder = figures.Period.Id + "/";
        List<DrawnFile> files = [.. books.Select(book => Xlsx(Reports, folder + book.Name, book))];
        files.AddRange(figures.Settings.Providers.Select(one => one.Ukprn).Order().Select(ukprn => Statement(view, ukprn)));
        var tables = $"{folder}tables-{figures.Run.FileSuffix}/";
        files.AddRange(books.SelectMany(book => book.Tables)
            .Select(sheet => new DrawnFile(Reports, tables + CsvName(sheet), CsvText.Write(sheet), CsvText.ContentType)));
        // The period's manifest is that of its newest run; each run keeps its own beside its tables, where no revision replaces it.
        var manifest = Manifest.Write(figures.Run, files);
        files.Add(new DrawnFile(Reports, folder + "manifest.json", manifest, Manifest.ContentType));
        files.Add(new DrawnFile(Reports, tables + "manifest.json", manifest, Manifest.ContentType));
        return files;
    }

    /// <summary>One provider's statement alone: a provisional one goes with every receipt.</summary>
    public static DrawnFile Statement(QuarterFigures figures, Ukprn ukprn) => Statement(new QuarterView(figures), ukprn);

    private static DrawnFile Statement(QuarterView view, Ukprn ukprn)
    {
        var book = StatementBook.Draw(view, ukprn);
        return Xlsx(Statements, $"{ukprn}/{book.Name}", book);
    }

    private static DrawnFile Xlsx(string container, string name, Book book) => new(container, name, XlsxWriter.Write(book), XlsxWriter.ContentType);

    /// <summary><c>medtech-htq-pilot-2026-27-q3-wmca-r1.xlsx</c></summary>
    public static string FileName(QuarterView view, string kind) =>
        $"medtech-htq-pilot-{view.Period.FileName}-{kind}-{view.Figures.Run.FileSuffix}.xlsx";

    private static string CsvName(Sheet sheet) => sheet.Code == CaseworkBook.EarningsCode ? "earnings.csv" : sheet.TableName.ToLowerInvariant().Replace('_', '-') + ".csv";
}
