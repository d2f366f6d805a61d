using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Excel.Reading;

/// <summary>
/// An Open XML workbook read as a stream, row by row; never a whole sheet in memory. Every workbook that comes in is read
/// here; only the checked copy, which changes a file and keeps all else of it, reads its parts by itself.
/// </summary>
public sealed class WorkbookReader : IDisposable
{
    private readonly Package _package;
    private readonly WorkbookPart _workbook;
    private readonly FileLimits _limits;
    private readonly Dictionary<string, IReadOnlyList<CellArea>> _read = new(StringComparer.OrdinalIgnoreCase);
    private SharedStrings? _strings;
    private NumberFormats? _formats;

    private WorkbookReader(Package package, WorkbookPart workbook, FileLimits limits)
    {
        _package = package;
        _workbook = workbook;
        _limits = limits;
    }

    /// <summary>In the order of the tabs; chart sheets are not among them.</summary>
    public IReadOnlyList<SheetEntry> Sheets => _workbook.Sheets;

    /// <summary>Names of tabs that hold no cells: chart sheets.</summary>
    public IReadOnlyList<string> OtherSheets => _workbook.OtherSheets;

    /// <summary>Dates count from 1904, not 1900.</summary>
    public bool Date1904 => _workbook.Date1904;

    /// <summary>FILE_11: the workbook names other workbooks. They are never opened.</summary>
    public bool HasExternalLinks => _workbook.HasExternalLinks;

    /// <summary>Reads the workbook's list of parts and sheets; no sheet yet.</summary>
    /// <param name="content">Seekable; left open.</param>
    /// <exception cref="UnreadableFileException">FILE_01 to FILE_05.</exception>
    public static WorkbookReader Open(Stream content, FileLimits limits)
    {
        FileSignature.Check(content, limits);
        return CorruptFile.Translate(() =>
        {
            var package = Package.Open(content, limits);
            try
            {
                return new WorkbookReader(package, WorkbookPart.Read(package, limits), limits);
            }
            catch
            {
                package.Dispose();
                throw;
            }
        });
    }

    /// <summary>
    /// The sheet of a name; null where there is none. A name with a blank beside it counts too, but an old copy that is called so does not
    /// stand before the sheet itself.
    /// </summary>
    public SheetEntry? Find(string name) =>
        Sheets.FirstOrDefault(sheet => string.Equals(sheet.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? Sheets.FirstOrDefault(sheet => string.Equals(sheet.Name.Trim(), name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Rows that hold a value, in the order of the sheet. The row is reused: copy what is to outlive the next one.</summary>
    /// <exception cref="UnreadableFileException">FILE_03, FILE_04 or FILE_05, while rows are read.</exception>
    public IEnumerable<RawRow> ReadRows(SheetEntry sheet)
    {
        if (!HasContent(sheet))
        {
            throw CorruptFile.Because($"The workbook is damaged: the content of its sheet {PersonalText.Masked(sheet.Name)} is missing.", sheet.Name);
        }

        _strings ??= CorruptFile.Translate(() => SharedStrings.Read(_package, _workbook.SharedStringsPart));
        _formats ??= CorruptFile.Translate(() => NumberFormats.Read(_package, _workbook.StylesPart));
        using var rows = CorruptFile.Translate(() => new SheetRows(_package, sheet, _strings, _formats, _limits), sheet.Name);
        Func<bool> next = rows.Next;
        while (CorruptFile.Translate(next, sheet.Name))
        {
            yield return rows.Row;
        }

        _read[sheet.PartName] = rows.Merges;
    }

    /// <summary>False where the workbook names a sheet without its part.</summary>
    public bool HasContent(SheetEntry sheet) => _package.Has(sheet.PartName);

    /// <summary>Merged cells of a sheet that has been read to its end.</summary>
    public IReadOnlyList<CellArea> MergesOf(SheetEntry sheet) => _read.GetValueOrDefault(sheet.PartName, []);

    /// <summary>Looks at the sheets that were not read to their end: a copy of the workbook hands them back too.</summary>
    /// <exception cref="UnreadableFileException">FILE_03.</exception>
    public void RefuseDangersInOtherSheets()
    {
        foreach (var sheet in Sheets.Where(sheet => _package.Has(sheet.PartName) && !_read.ContainsKey(sheet.PartName)))
        {
            _workbook.Dangers.InPart(sheet.PartName);
        }
    }

    public void Dispose() => _package.Dispose();
}
