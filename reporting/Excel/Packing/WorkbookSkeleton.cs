using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Pilot.Reporting.Excel.Packing;

/// <summary>
/// A workbook as the writing library drew it, finished, without its rows and words. Drawing one is what most of a small workbook costs, and
/// 500 providers' statements have a few shapes between them: the shell of each shape is drawn once.
/// </summary>
internal sealed partial class WorkbookSkeleton
{
    /// <summary>Rows of a sheet up to which the part of its table is kept: short tables are as long as many others.</summary>
    private const int MostRowsKept = 100;

    private readonly SortedDictionary<string, PackagePart> _parts;
    private readonly PartTemplate _workbook;
    private readonly PartTemplate[] _tables;
    private readonly ConcurrentDictionary<(int Table, int LastRow), PackagePart> _shortTables = new();

    /// <param name="parts">As the writing library saved them.</param>
    /// <param name="plans">Of the workbook that was drawn; any other of its shape gets the same shell.</param>
    public WorkbookSkeleton(SortedDictionary<string, byte[]> parts, IReadOnlyList<SheetPlan> plans)
    {
        XlsxPackage.NameCoreProperties(parts);
        parts["docProps/app.xml"] = XlsxPackage.Bytes(XlsxPackage.AppProperties());
        RelationshipIds.Renumber(parts);
        parts["xl/styles.xml"] = XlsxPackage.Bytes(XlsxPackage.WithSingleFont(XlsxPackage.Parse(parts["xl/styles.xml"])));
        _workbook = new PartTemplate(XlsxPackage.Bytes(WithLastRows(XlsxPackage.WithFixedTitles(XlsxPackage.Parse(parts[WorkbookPart])))));
        Sheets = [.. plans.Select((plan, i) => new SheetFrame(plan, SheetParts.CompleteSheet(XlsxPackage.Parse(parts[SheetPart(i)]), first: i == 0)))];
        _tables = [.. plans.Select((plan, i) => new PartTemplate(XlsxPackage.Bytes(SheetParts.CompleteTable(XlsxPackage.Parse(parts[TablePart(i)]), plan))))];
        _parts = new(parts.ToDictionary(part => part.Key, part => new PackagePart(part.Value)), StringComparer.Ordinal);
    }

    private const string WorkbookPart = "xl/workbook.xml";

    /// <summary>Of each sheet with a table, in their order.</summary>
    public IReadOnlyList<SheetFrame> Sheets { get; }

    public static string SheetPart(int index) => Numbered("worksheets/sheet", index);

    /// <summary>The parts of a workbook of this shape; those of its sheets and its texts are still to be replaced.</summary>
    public SortedDictionary<string, PackagePart> PartsFor(IReadOnlyList<SheetPlan> plans)
    {
        var parts = new SortedDictionary<string, PackagePart>(_parts, StringComparer.Ordinal)
        {
            [WorkbookPart] = new PackagePart(_workbook.Bytes(sheet => plans[sheet].LastRow)),
        };
        for (var i = 0; i < plans.Count; i++)
        {
            parts[TablePart(i)] = Table(i, plans[i].LastRow);
        }

        return parts;
    }

    private PackagePart Table(int index, int lastRow)
    {
        PackagePart Make((int Table, int LastRow) table) => new(_tables[table.Table].Bytes(_ => table.LastRow));

        return lastRow <= MostRowsKept ? _shortTables.GetOrAdd((index, lastRow), Make) : Make((index, lastRow));
    }

    private static string TablePart(int index) => Numbered("tables/table", index);

    private static string Numbered(string kind, int index) => $"xl/{kind}{(index + 1).ToString(CultureInfo.InvariantCulture)}.xml";

    /// <summary>What is printed of a sheet reaches down to its last row: a gap, by the number of the sheet.</summary>
    private static XDocument WithLastRows(XDocument workbook)
    {
        foreach (var area in workbook.Descendants(workbook.Root!.Name.Namespace + "definedName").Where(name => (string?)name.Attribute("name") == "_xlnm.Print_Area"))
        {
            var sheet = (int)area.Attribute("localSheetId")!;
            area.Value = RowAtEnd().Replace(area.Value, PartTemplate.Mark(sheet));
        }

        return workbook;
    }

    [GeneratedRegex("(?<=:\\$[A-Z]+\\$)[0-9]+(?=,|$)", RegexOptions.CultureInvariant)]
    private static partial Regex RowAtEnd();
}
