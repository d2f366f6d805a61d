using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Funding;

namespace Pilot.Reporting.Workbooks.Drawing;

/// <summary>
/// <c>datapackage.json</c>: what the columns of a run's CSV files are (Frictionless Data Package and Table Schema, version 1: name, title as
/// people read it, type, unit, description, allowed values).
/// </summary>
public static class CsvSchema
{
    public const string FileName = "datapackage.json";
    public const string ContentType = "application/json";

    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="files">Each file's name with the table that it holds.</param>
    public static byte[] Write(RunRecord run, string name, string title, IReadOnlyList<(string File, Sheet Sheet)> files) => JsonSerializer.SerializeToUtf8Bytes(
        new JsonObject
        {
            ["profile"] = "tabular-data-package",
            ["name"] = name,
            ["title"] = title,
            ["resources"] = new JsonArray([.. files.Select(file => Resource(file.File, file.Sheet, CsvStamp.Of(run)))]),
        },
        Options);

    private static JsonObject Resource(string file, Sheet sheet, CsvStamp stamp) => new()
    {
        ["profile"] = "tabular-data-resource",
        ["name"] = file[..file.LastIndexOf('.')],
        ["title"] = sheet.Title,
        ["path"] = file,
        ["format"] = "csv",
        ["mediatype"] = "text/csv",
        ["encoding"] = "utf-8",
        ["dialect"] = new JsonObject { ["delimiter"] = ",", ["quoteChar"] = "\"", ["lineTerminator"] = "\r\n", ["header"] = true },
        ["schema"] = new JsonObject
        {
            ["fields"] = new JsonArray([.. Stamps(stamp), .. Fields(sheet)]),
            // Shorthand stands in the value's place: no value, and why.
            ["missingValues"] = new JsonArray(["", .. Shorthand.Marks.Select(mark => (JsonNode)mark)]),
        },
    };

    private static IEnumerable<JsonObject> Stamps(CsvStamp stamp)
    {
        string[] titles = ["Quarter of the financial year", "What kind of time the quarter is", "Publication: r1, r2 and so on, or provisional"];
        return CsvStamp.Names.Select((name, i) => Field(name, titles[i], "string", null, titles[i], [stamp.Values[i]]));
    }

    private static IEnumerable<JsonObject> Fields(Sheet sheet)
    {
        var names = CsvText.NamesOf(sheet);
        return sheet.Columns.Select((column, i) => Field(
            names[i], column.Heading, TypeOf(sheet, i), UnitOf(column), column.Note ?? column.Heading, column.Allowed));
    }

    private static JsonObject Field(string name, string title, string type, string? unit, string description, IReadOnlyList<string>? allowed)
    {
        var field = new JsonObject { ["name"] = name, ["title"] = title, ["type"] = type, ["description"] = description };
        if (unit is not null)
        {
            field["unit"] = unit;
        }

        if (allowed is not null)
        {
            field["constraints"] = new JsonObject { ["enum"] = new JsonArray([.. allowed.Select(value => (JsonNode)value)]) };
        }

        return field;
    }

    /// <summary>A column that somewhere holds words which are no shorthand, as changes before and after do, is text.</summary>
    private static string TypeOf(Sheet sheet, int column)
    {
        var type = sheet.Columns[column].Format switch { Format.Text => "string", Format.Date => "date", _ => "number" };
        return type == "string" || sheet.IsEmpty || sheet.CellsOf(column).All(cell => Fits(cell, type)) ? type : "string";
    }

    private static bool Fits(Cell cell, string type) => cell.Kind switch
    {
        TableCellKind.Number => type == "number",
        TableCellKind.Date => type == "date",
        _ => cell.Text.Length == 0 || Shorthand.Marks.Contains(cell.Text, StringComparer.Ordinal),
    };

    private static string? UnitOf(SheetColumn column) => column.Format switch
    {
        Format.Pounds => "GBP",
        Format.Percent or Format.PercentOne => "percentage points",
        _ => null,
    };
}
