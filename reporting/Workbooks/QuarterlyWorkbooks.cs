using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks.Casework;
using Pilot.Reporting.Workbooks.Drawing;
using Pilot.Reporting.Workbooks.SkillsEngland;
using Pilot.Reporting.Workbooks.Statements;
using Pilot.Reporting.Workbooks.Wmca;

namespace Pilot.Reporting.Workbooks;

/// <summary>Draws everything that one run writes (workbooks.md).</summary>
public static class QuarterlyWorkbooks
{
    public const string Reports = "reports";
    public const string Statements = "statements";

    /// <summary>Bytes that the process holds, from which on it is worth a collection to give some back.</summary>
    private const long LargeHeap = 256L << 20;

    private const string ManifestName = "manifest.json";

    /// <summary>
    /// The workbooks, every table as CSV, each provider's statement, and last the manifest (twice), which lists all the others but
    /// provisional statements: those are drawn anew with every receipt. The same figures give the same bytes. Each file is drawn
    /// when it is asked for, and nothing of it is kept. One that is read to its end before the next is asked for is made once: it is hashed on the way.
    /// </summary>
    /// <param name="publication">
    /// The protected tables of the same figures, where the caller has made them to keep what is published; null = made here.
    /// </param>
    /// <param name="evidencePack">Of a closed quarter: its evidence pack comes before the manifest, which lists it and is signed; null = neither.</param>
    public static IEnumerable<DrawnFile> Draw(QuarterFigures figures, SkillsEnglandPublication? publication = null, EvidencePackOptions? evidencePack = null)
    {
        var hashes = new List<FileHash>();
        var view = new QuarterView(figures, publication);
        using (var pack = evidencePack is null ? null : new EvidencePack(evidencePack.Scratch.OpenToWrite()))
        {
            foreach (var drawn in Files(view))
            {
                var file = new HashedFile(drawn);
                yield return file.HashedOnRead;

                if (figures.Run.Kind != RunKind.Provisional || drawn.Container != Statements)
                {
                    hashes.Add(file.Hash);
                }

                if (drawn.Container != Statements)
                {
                    pack?.Add(InPack(drawn), drawn.Open);
                }
            }

            // The pack's own manifest says all but what the pack itself is.
            pack?.Add(ManifestName, () => new MemoryStream(Manifest.Write(figures.Run, hashes, view.Publication.DisclosureChecks, evidencePack!.Key)));
            evidencePack?.RestsOn.ToList().ForEach(file => pack!.Add(file.Name, file.Open));
        }

        if (evidencePack is not null)
        {
            var packed = new DrawnFile(Reports, EvidencePack.NameOf(figures.Run), EvidencePack.ContentType, evidencePack.Scratch.OpenToRead);
            hashes.Add(FileHash.Of(packed));
            yield return packed;
        }

        foreach (var manifest in Manifests(figures.Run, Manifest.Write(figures.Run, hashes, view.Publication.DisclosureChecks, evidencePack?.Key)))
        {
            yield return manifest;
        }
    }

    /// <summary>The period's manifest is that of its newest run; each run keeps its own beside its tables, where no revision replaces it.</summary>
    private static IEnumerable<DrawnFile> Manifests(RunRecord run, byte[] manifest) =>
        ManifestsOf(run).Select(name => new DrawnFile(Reports, name, Manifest.ContentType, () => new MemoryStream(manifest, writable: false)));

    /// <summary>What the books were drawn from is let go before the statements are drawn.</summary>
    private static IEnumerable<DrawnFile> Files(QuarterView view)
    {
        foreach (var file in Books(view))
        {
            yield return file;
        }

        GiveBackMemory();
        var providers = view.Figures.Settings.Providers.Select(provider => provider.Ukprn).Order();
        foreach (var statement in OrderedParallel.Select(providers, ukprn => Statement(view, ukprn), Environment.ProcessorCount))
        {
            yield return statement;
        }
    }

    /// <summary>
    /// Lists of all milestones and a workbook of many megabytes are large objects, which the collector looks at seldom and does not move: in a
    /// large pilot it would keep a hundred megabytes of them while hundreds of statements are drawn.
    /// </summary>
    private static void GiveBackMemory()
    {
        if (GC.GetTotalMemory(forceFullCollection: false) > LargeHeap)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
    }

    private static IEnumerable<DrawnFile> Books(QuarterView view)
    {
        var (run, shared) = (view.Figures.Run, SkillsEnglandTablesOf(view.Figures.Run));
        List<(string File, Sheet Sheet)> officers = [];
        foreach (var draw in new Func<QuarterView, Workbook>[] { WmcaWorkbook.Draw, SkillsEnglandWorkbook.Draw, CaseworkWorkbook.Draw })
        {
            var book = draw(view);
            var isShared = draw == SkillsEnglandWorkbook.Draw;
            var tables = book.Tables.Select(sheet => (File: CsvName(sheet), Sheet: sheet)).ToList();
            yield return Xlsx(Reports, $"{view.Period.Id}/{book.Name}", book);
            foreach (var (file, sheet) in tables)
            {
                yield return new DrawnFile(
                    Reports, (isShared ? shared : TablesOf(run)) + file, CsvText.ContentType, () => CsvText.Open(sheet, CsvStamp.Of(run)));
            }

            if (isShared)
            {
                yield return Described(run, shared, $"medtech-htq-pilot-{view.Period.FileName}-skills-england", book.Title, tables);
            }
            else
            {
                officers.AddRange(tables);
            }
        }

        yield return Described(
            run, TablesOf(run), $"medtech-htq-pilot-{view.Period.FileName}", $"MedTech HTQ pilot, West Midlands: funding, outcomes and casework, {view.Period.Words}", officers);

        var draft = LedgerDraft.Write(view);
        yield return new DrawnFile(
            Reports, $"{view.Period.Id}/{LedgerDraft.NameOf(view.Figures.Run)}", XlsxWriter.ContentType,
            () => new MemoryStream(draft.GetBuffer(), 0, (int)draft.Length, writable: false));
    }

    private static DrawnFile Described(RunRecord run, string folder, string name, string title, IReadOnlyList<(string File, Sheet Sheet)> tables)
    {
        var described = CsvSchema.Write(run, name, title, tables);
        return new DrawnFile(Reports, folder + CsvSchema.FileName, CsvSchema.ContentType, () => new MemoryStream(described, writable: false));
    }

    /// <summary>The name without the folder of the period.</summary>
    private static string InPack(DrawnFile file) => file.Name[(file.Name.IndexOf('/', StringComparison.Ordinal) + 1)..];

    /// <summary>Skills England's tables stand apart: others may have them.</summary>
    private static string SkillsEnglandTablesOf(RunRecord run) => $"{run.Period.Id}/tables-skills-england-{run.FileSuffix}/";

    private static string TablesOf(RunRecord run) => $"{run.Period.Id}/tables-{run.FileSuffix}/";

    /// <summary>Where a run's manifest stands in the container reports: that of the period's newest run, and its own.</summary>
    public static IReadOnlyList<string> ManifestsOf(RunRecord run) => [run.Period.Id + "/" + ManifestName, TablesOf(run) + ManifestName];

    /// <summary>Where a provider's statement of a run stands, with its container.</summary>
    public static string StatementPath(RunRecord run, Ukprn ukprn) => $"{Statements}/{ukprn}/{StatementWorkbook.NameOf(run)}";

    /// <summary>One provider's statement alone: a provisional one goes with every receipt.</summary>
    public static DrawnFile Statement(QuarterFigures figures, Ukprn ukprn) => Statement(new QuarterView(figures), ukprn);

    private static DrawnFile Statement(QuarterView view, Ukprn ukprn)
    {
        var book = StatementWorkbook.Draw(view, ukprn);
        return Xlsx(Statements, $"{ukprn}/{book.Name}", book);
    }

    private static DrawnFile Xlsx(string container, string name, Workbook book)
    {
        var drawn = XlsxWriter.Write(book);
        return new DrawnFile(
            container, name, XlsxWriter.ContentType, () => new MemoryStream(drawn.GetBuffer(), 0, (int)drawn.Length, writable: false));
    }

    private static string CsvName(Sheet sheet) => sheet.Code == CaseworkWorkbook.EarningsCode ? "earnings.csv" : sheet.TableName.ToLowerInvariant().Replace('_', '-') + ".csv";
}
