using System.Data;
using System.IO.Compression;
using System.Xml.Linq;
using ExcelDataReader;

namespace Pilot.Tests.Workbooks;

/// <summary>A folder that is gone when the test is over.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("pilot-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

internal static class ReaderTables
{
    /// <summary>Every sheet as a table of raw values.</summary>
    public static DataSet AsTables(this IExcelDataReader reader)
    {
        var set = new DataSet { Locale = System.Globalization.CultureInfo.InvariantCulture };
        do
        {
            var table = new DataTable(reader.Name) { Locale = System.Globalization.CultureInfo.InvariantCulture };
            while (reader.Read())
            {
                while (table.Columns.Count < reader.FieldCount)
                {
                    table.Columns.Add(new DataColumn { DataType = typeof(object) });
                }

                table.Rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)]);
            }

            set.Tables.Add(table);
        }
        while (reader.NextResult());
        return set;
    }
}

/// <summary>The cells of an OpenDocument spreadsheet: sheet -> rows -> values as text, numbers to 12 digits, dates as 2026-09-14.</summary>
internal static class OdsCells
{
    private static readonly XNamespace Table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
    private static readonly XNamespace Office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
    private static readonly XNamespace Text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";

    public static Dictionary<string, List<List<string>>> Read(string path)
    {
        using var zip = ZipFile.OpenRead(path);
        using var content = zip.GetEntry("content.xml")!.Open();
        return XDocument.Load(content).Descendants(Table + "table").ToDictionary(
            sheet => sheet.Attribute(Table + "name")!.Value, sheet => sheet.Descendants(Table + "table-row").SelectMany(Rows).ToList());
    }

    private static IEnumerable<List<string>> Rows(XElement row)
    {
        List<string> cells = [];
        foreach (var cell in row.Elements(Table + "table-cell"))
        {
            cells.AddRange(Enumerable.Repeat(Value(cell), Math.Min(60, (int?)cell.Attribute(Table + "number-columns-repeated") ?? 1)));
        }

        return Enumerable.Repeat(cells, Math.Min(3, (int?)row.Attribute(Table + "number-rows-repeated") ?? 1));
    }

    private static string Value(XElement cell) => (string?)cell.Attribute(Office + "value-type") switch
    {
        "float" or "percentage" or "currency" => DrawnFilesTests.Number((double)cell.Attribute(Office + "value")!),
        "date" => cell.Attribute(Office + "date-value")!.Value[..10],
        _ => string.Join('\n', cell.Elements(Text + "p").Select(Paragraph)),
    };

    private static string Paragraph(XElement paragraph) => string.Concat(paragraph.DescendantNodes().Select(node => node switch
    {
        XText text => text.Value,
        XElement element when element.Name == Text + "s" => new string(' ', (int?)element.Attribute(Text + "c") ?? 1),
        _ => "",
    }));
}
