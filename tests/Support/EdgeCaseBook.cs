using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Pilot.Reporting.Excel.Reading;
using Pilot.Tests.Returns.Rules;

namespace Pilot.Tests.Support;

/// <summary>The parts of a built return, to be changed where no builder reaches: single cells, rows, tags.</summary>
internal sealed class EdgeCaseBook(ReturnUnderTest underTest, RawWorkbook raw)
{
    public const string Declaration = "xl/worksheets/sheet1.xml";
    public const string Data = "xl/worksheets/sheet2.xml";
    private static readonly XNamespace Main = RawWorkbook.Main;

    public RawWorkbook Raw => raw;

    public string this[string part]
    {
        get => raw.Parts[part];
        set => raw.Parts[part] = value;
    }

    /// <summary>Where a value stands. Rows count from 0, as in the builder.</summary>
    public string Address(int row, string column)
    {
        var columns = underTest.File.Template.Columns;
        var at = Enumerable.Range(0, columns.Count).Single(i => columns[i].Name == column);
        return CellAddress.Of(underTest.File.ExcelRow(row), at + 1);
    }

    /// <summary>Writes a cell of Data anew; it must hold something already.</summary>
    /// <param name="xml">Attributes after the address, and what the cell holds: <c>t="str"&gt;&lt;v&gt;F&lt;/v&gt;</c>.</param>
    public EdgeCaseBook Cell(int row, string column, string xml)
    {
        Write(Data, Address(row, column), xml);
        return this;
    }

    /// <summary>Text in place of what the cell holds.</summary>
    public EdgeCaseBook Text(int row, string column, string text) =>
        Cell(row, column, $"t=\"inlineStr\"><is><t xml:space=\"preserve\">{System.Security.SecurityElement.Escape(text)}</t></is>");

    public EdgeCaseBook Number(int row, string column, string digits) => Cell(row, column, $"><v>{digits}</v>");

    /// <summary>Every row of the Data sheet that holds a learner.</summary>
    public EdgeCaseBook Each(Action<int> change)
    {
        for (var row = 0; row < underTest.File.Count; row++)
        {
            change(row);
        }

        return this;
    }

    /// <summary>The value of a Declaration key, written anew.</summary>
    public EdgeCaseBook Declared(string key, string xml)
    {
        var row = Regex.Match(raw.Parts[Declaration], $"<c r=\"A(\\d+)\"[^>]*><is><t[^>]*>{key}</t>", RegexOptions.CultureInvariant).Groups[1].Value;
        Write(Declaration, "B" + row, xml);
        return this;
    }

    public EdgeCaseBook Replace(string part, string from, string to)
    {
        raw.Replace(part, from, to);
        return this;
    }

    /// <summary>Changes the sheet Data as a tree of elements.</summary>
    public EdgeCaseBook Tree(Action<XElement> change, string part = Data)
    {
        var root = XElement.Parse(raw.Parts[part], LoadOptions.PreserveWhitespace);
        change(root);
        raw.Parts[part] = root.ToString(SaveOptions.DisableFormatting);
        return this;
    }

    /// <summary>Gives every column of Data another place; the cells of each row are put in order again.</summary>
    public EdgeCaseBook MoveColumns(Func<int, int> to) => Tree(root =>
    {
        foreach (var row in root.Descendants(Main + "row"))
        {
            var moved = row.Elements(Main + "c").Select(cell => (Cell: cell, Column: to(ColumnOf(cell)))).OrderBy(pair => pair.Column).ToList();
            moved.ForEach(pair => pair.Cell.SetAttributeValue("r", CellAddress.Column(pair.Column) + row.Attribute("r")!.Value));
            row.ReplaceNodes(moved.Select(pair => pair.Cell));
        }
    });

    /// <summary>Gives every row of Data another number; the order must stay.</summary>
    public EdgeCaseBook MoveRows(Func<int, int> to) => Tree(root =>
    {
        foreach (var row in root.Descendants(Main + "row"))
        {
            var number = to((int)row.Attribute("r")!);
            row.SetAttributeValue("r", number);
            foreach (var cell in row.Elements(Main + "c"))
            {
                cell.SetAttributeValue("r", CellAddress.Of(number, ColumnOf(cell)));
            }
        }
    });

    /// <summary>Cells and rows without addresses, as some programs write them: what is blank is there as an empty cell.</summary>
    public EdgeCaseBook WithoutAddresses() => Tree(root =>
    {
        foreach (var row in root.Descendants(Main + "row"))
        {
            var cells = row.Elements(Main + "c").ToDictionary(ColumnOf);
            row.ReplaceNodes(Enumerable.Range(1, cells.Keys.Max()).Select(column => cells.GetValueOrDefault(column) ?? new XElement(Main + "c")));
            row.Attribute("r")?.Remove();
            foreach (var cell in row.Elements())
            {
                cell.Attribute("r")?.Remove();
            }
        }
    });

    public EdgeCaseBook AddPart(string name, string text, string? contentType = null)
    {
        raw.Parts[name] = text;
        return contentType is null ? this : Replace("[Content_Types].xml", "</Types>", $"<Override PartName=\"/{name}\" ContentType=\"{contentType}\"/></Types>");
    }

    private static int ColumnOf(XElement cell) =>
        cell.Attribute("r")!.Value.TakeWhile(char.IsAsciiLetter).Aggregate(0, (column, letter) => column * 26 + letter - 'A' + 1);

    private void Write(string part, string address, string xml)
    {
        var cell = Regex.Match(raw.Parts[part], $"<c r=\"{address}\"[^>]*?(/>|>.*?</c>)", RegexOptions.CultureInvariant);
        if (!cell.Success)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"There is no cell {address} to be written anew."), nameof(address));
        }

        raw.Parts[part] = string.Concat(raw.Parts[part].AsSpan(0, cell.Index), $"<c r=\"{address}\" {xml}</c>", raw.Parts[part].AsSpan(cell.Index + cell.Length));
    }
}
