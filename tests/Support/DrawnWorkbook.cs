using System.Globalization;
using System.IO.Compression;
using System.Xml.Linq;

namespace Pilot.Tests.Workbooks;

/// <summary>A workbook read from its zip and XML alone, so that no writing library vouches for itself.</summary>
internal sealed class DrawnWorkbook
{
    public static readonly XNamespace Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    public static readonly XNamespace Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private readonly Dictionary<string, byte[]> _parts;
    private readonly string[] _strings;
    private RawStyle[]? _styles;

    public DrawnWorkbook(byte[] xlsx)
    {
        using var zip = new ZipArchive(new MemoryStream(xlsx), ZipArchiveMode.Read);
        _parts = zip.Entries.ToDictionary(entry => entry.FullName, Read, StringComparer.Ordinal);
        _strings = Part("xl/sharedStrings.xml")?.Root!.Elements(Main + "si")
            .Select(element => string.Concat(element.Descendants(Main + "t").Select(text => text.Value))).ToArray() ?? [];
        Styles = Part("xl/styles.xml")!;
        Workbook = Part("xl/workbook.xml")!;
        var targets = Targets("xl/workbook.xml");
        Sheets = [.. Workbook.Descendants(Main + "sheet").Select(element => new RawSheet(
            this, element.Attribute("name")!.Value, element.Attribute("state")?.Value ?? "visible", targets[element.Attribute(Office + "id")!.Value].Target))];
    }

    /// <summary>What a cell's style says of its look.</summary>
    public RawStyle StyleOf(int index) => (_styles ??= ReadStyles())[index];

    private RawStyle[] ReadStyles()
    {
        XElement[] fonts = [.. Styles.Descendants(Main + "fonts").Single().Elements(Main + "font")];
        XElement[] fills = [.. Styles.Descendants(Main + "fills").Single().Elements(Main + "fill")];
        return [.. Styles.Descendants(Main + "cellXfs").Single().Elements(Main + "xf").Select(element => new RawStyle(
            element, fonts[(int)element.Attribute("fontId")!], fills[(int?)element.Attribute("fillId") ?? 0], element.Element(Main + "alignment")))];
    }

    public XDocument Workbook { get; }
    public XDocument Styles { get; }
    public IReadOnlyList<RawSheet> Sheets { get; }
    public IEnumerable<string> PartNames => _parts.Keys;

    public XDocument? Part(string name) => _parts.TryGetValue(name, out var content) ? XDocument.Load(new MemoryStream(content)) : null;

    public string SharedString(int index) => _strings[index];

    /// <summary>Relationship id -> type and resolved part name.</summary>
    public Dictionary<string, (string Type, string Target)> Targets(string part)
    {
        var at = part.LastIndexOf('/') + 1;
        var folder = part[..at];
        var rels = Part($"{folder}_rels/{part[at..]}.rels");
        return rels?.Root!.Elements().ToDictionary(
            element => element.Attribute("Id")!.Value,
            element => (element.Attribute("Type")!.Value, Resolve(folder, element.Attribute("Target")!.Value))) ?? [];
    }

    private static string Resolve(string folder, string target) =>
        target.StartsWith('/') ? target[1..] : new Uri(new Uri("http://package/" + folder), target).AbsolutePath[1..];

    private static byte[] Read(ZipArchiveEntry entry)
    {
        using var from = entry.Open();
        using var to = new MemoryStream();
        from.CopyTo(to);
        return to.ToArray();
    }
}

internal sealed record DrawnCell(string Reference, int Row, int Column, string Type, int Style, string Text)
{
    public bool IsText => Type is "s" or "inlineStr" or "str";
}

internal sealed record RawStyle(XElement Format, XElement Font, XElement Fill, XElement? Alignment);

internal sealed record RawTable(string Name, int FirstRow, int FirstColumn, int LastRow, int LastColumn, XElement Xml);

internal sealed class RawSheet
{
    private readonly DrawnWorkbook _workbook;
    private readonly Dictionary<(int Row, int Column), string> _texts;

    public RawSheet(DrawnWorkbook workbook, string name, string state, string part)
    {
        _workbook = workbook;
        Name = name;
        State = state;
        PartName = part;
        Xml = workbook.Part(part)!;
        Cells = [.. Xml.Descendants(DrawnWorkbook.Main + "c").Select(ReadCell).Where(cell => cell.Text.Length > 0)];
        _texts = Cells.ToDictionary(cell => (cell.Row, cell.Column), cell => cell.Text);
        Tables = [.. workbook.Targets(part).Values.Where(value => value.Type.EndsWith("/table", StringComparison.Ordinal))
            .Select(value => ReadTable(workbook.Part(value.Target)!.Root!))];
    }

    public string Name { get; }
    public string State { get; }
    public string PartName { get; }
    public XDocument Xml { get; }

    /// <summary>Cells that hold something.</summary>
    public IReadOnlyList<DrawnCell> Cells { get; }
    public IReadOnlyList<RawTable> Tables { get; }

    public string TextAt(int row, int column) => _texts.GetValueOrDefault((row, column), "");

    public IEnumerable<XElement> All(string element) => Xml.Descendants(DrawnWorkbook.Main + element);

    public static (int Row, int Column) Position(string reference)
    {
        var column = 0;
        var i = 0;
        for (; i < reference.Length && char.IsAsciiLetterUpper(reference[i]); i++)
        {
            column = column * 26 + reference[i] - 'A' + 1;
        }

        return (int.Parse(reference.AsSpan(i), CultureInfo.InvariantCulture), column);
    }

    private DrawnCell ReadCell(XElement cell)
    {
        var reference = cell.Attribute("r")!.Value;
        var type = cell.Attribute("t")?.Value ?? "n";
        var value = cell.Element(DrawnWorkbook.Main + "v")?.Value ?? "";
        var text = type switch
        {
            "s" => _workbook.SharedString(int.Parse(value, CultureInfo.InvariantCulture)),
            "inlineStr" => string.Concat(cell.Descendants(DrawnWorkbook.Main + "t").Select(element => element.Value)),
            _ => value,
        };
        var (row, column) = Position(reference);
        return new DrawnCell(reference, row, column, type, (int?)cell.Attribute("s") ?? 0, text);
    }

    private static RawTable ReadTable(XElement table)
    {
        var ends = table.Attribute("ref")!.Value.Split(':');
        var (firstRow, firstColumn) = Position(ends[0]);
        var (lastRow, lastColumn) = Position(ends[^1]);
        return new RawTable(table.Attribute("name")!.Value, firstRow, firstColumn, lastRow, lastColumn, table);
    }
}
