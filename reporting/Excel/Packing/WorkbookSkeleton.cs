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
    private readonly SortedDictionary<string, byte[]> _parts;
    private readonly PartTemplate _workbook;
    private readonly PartTemplate[] _tables;

    /// <param name="parts">As the writing library saved them.</param>
    /// <param name="plans">Of the workbook that was drawn; any other of its shape gets the same shell.</param>
    public WorkbookSkeleton(SortedDictionary<string, byte[]> parts, IReadOnlyList<SheetPlan> plans)
    {
        _parts = parts;
        XlsxPackage.NameCoreProperties(parts);
        parts["docProps/app.xml"] = XlsxPackage.Bytes(XlsxPackage.AppProperties());
        RelationshipIds.Renumber(parts);
        parts["xl/styles.xml"] = XlsxPackage.Bytes(XlsxPackage.WithSingleFont(XlsxPackage.Parse(parts["xl/styles.xml"])));
        _workbook = new PartTemplate(XlsxPackage.Bytes(WithLastRows(XlsxPackage.WithFixedTitles(XlsxPackage.Parse(parts[WorkbookPart])))));
        Sheets = [.. plans.Select((plan, i) => new SheetFrame(plan, SheetParts.CompleteSheet(XlsxPackage.Parse(parts[SheetPart(i)]), first: i == 0)))];
        _tables = [.. plans.Select((plan, i) => new PartTemplate(XlsxPackage.Bytes(SheetParts.CompleteTable(XlsxPackage.Parse(parts[TablePart(i)]), plan))))];
    }

    private const string WorkbookPart = "xl/workbook.xml";

    /// <summary>Of each sheet with a table, in their order.</summary>
    public IReadOnlyList<SheetFrame> Sheets { get; }

    public static string SheetPart(int index) => Numbered("worksheets/sheet", index);

    /// <summary>The parts of a workbook of this shape; those of its sheets and its texts are still to be replaced.</summary>
    public SortedDictionary<string, byte[]> PartsFor(IReadOnlyList<SheetPlan> plans)
    {
        var parts = new SortedDictionary<string, byte[]>(_parts, StringComparer.Ordinal) { [WorkbookPart] = _workbook.Bytes(sheet => plans[sheet].LastRow) };
        for (var i = 0; i < plans.Count; i++)
        {
            parts[TablePart(i)] = _tables[i].Bytes(_ => plans[i].LastRow);
        }

        return parts;
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
