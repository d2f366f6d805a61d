namespace Pilot.Tests.Workbooks;

/// <summary>
/// The form that every shared workbook keeps (workbooks.md section 1): checks A1 to E3 of the Analysis Function's guidance on accessible
/// spreadsheets, read from the raw file. Each fault begins with the check's id and the sheet.
/// </summary>
internal static partial class FormChecks
{
    private static readonly System.Buffers.SearchValues<char> Symbols = System.Buffers.SearchValues.Create("*†‡§¹²³");
    private static readonly string[] Exempt = ["A1", "C6", "D1", "D2", "D3", "D4", "D5"];

    /// <param name="workedIn">Casework and statements: filters and a frozen heading are welcome there.</param>
    public static IReadOnlyList<string> Check(byte[] xlsx, bool workedIn = false)
    {
        var book = new DrawnWorkbook(xlsx);
        List<string> faults = [.. Whole(book)];
        foreach (var sheet in book.Sheets)
        {
            faults.AddRange(Tables(sheet).Concat(Cells(book, sheet)).Concat(Layout(book, sheet, workedIn)));
        }

        return [.. faults.Where(fault => !(Exempt.Contains(fault[..2]) && fault[3..].StartsWith("Charts:", StringComparison.Ordinal)))];
    }

    private static string Fault(string check, RawSheet sheet, string what) => $"{check} {sheet.Name}: {what}";

    private static IEnumerable<string> Whole(DrawnWorkbook book)
    {
        var names = book.Sheets.Select(sheet => sheet.Name).ToArray();
        if (names.Distinct(StringComparer.OrdinalIgnoreCase).Count() != names.Length || names.Any(name => name.Length > 31 || name.Contains(' ', StringComparison.Ordinal)))
        {
            yield return "D1 workbook: sheet names are not unique, short and without spaces";
        }

        var tables = book.Sheets.SelectMany(sheet => sheet.Tables).Select(table => table.Name).ToArray();
        if (tables.Distinct(StringComparer.OrdinalIgnoreCase).Count() != tables.Length
            || tables.Any(name => name.Contains(' ', StringComparison.Ordinal) || name.Length > 255 || DefaultName().IsMatch(name)))
        {
            yield return "A2 workbook: table names are not unique and meaningful";
        }

        if (!names.Take(3).SequenceEqual(["Cover", "Contents", "Notes"]))
        {
            yield return "E1 workbook: does not begin with Cover, Contents, Notes";
        }

        foreach (var fault in Contents(book).Concat(Notes(book)).Concat(Properties(book)))
        {
            yield return fault;
        }

        if (book.PartNames.Any(name => name.Contains("vbaProject", StringComparison.OrdinalIgnoreCase) || name.StartsWith("xl/media/", StringComparison.OrdinalIgnoreCase)))
        {
            yield return "C6 workbook: has macros or pictures";
        }

        if (new[] { book.Styles, book.Part("xl/sharedStrings.xml") }.Any(part => part?.Descendants(DrawnWorkbook.Main + "vertAlign").Any(element => (string?)element.Attribute("val") is not "baseline") == true))
        {
            yield return "B1 workbook: has superscript or subscript";
        }

        if ((int?)book.Workbook.Descendants(DrawnWorkbook.Main + "workbookView").FirstOrDefault()?.Attribute("activeTab") is > 0)
        {
            yield return "E3 workbook: does not open on the first sheet";
        }
    }

    private static IEnumerable<DrawnCell> TitleAndHeadings(RawSheet sheet) => sheet.Cells.Where(cell => cell.Reference == "A1").Concat(Headings(sheet));

    private static IEnumerable<DrawnCell> Headings(RawSheet sheet) =>
        sheet.Tables.Count == 0 ? [] : sheet.Cells.Where(cell => cell.Row == sheet.Tables[0].FirstRow).OrderBy(cell => cell.Column);

    private static IEnumerable<string> Properties(DrawnWorkbook book)
    {
        var part = book.Targets("").Values.FirstOrDefault(value => value.Type.EndsWith("/core-properties", StringComparison.Ordinal)).Target;
        var core = part is null ? null : book.Part(part)?.Root;
        foreach (var name in new[] { "title", "creator", "language" })
        {
            if (string.IsNullOrWhiteSpace(core?.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value))
            {
                yield return $"E2 workbook: the document has no {name}";
            }
        }
    }

    private static IEnumerable<string> Tables(RawSheet sheet)
    {
        if (sheet.Tables.Count != 1)
        {
            yield return Fault("A1", sheet, "has not exactly one table");
            yield return Fault("D5", sheet, "has not exactly one table");
            yield break;
        }

        var table = sheet.Tables[0];
        if (table.Xml.Attribute("headerRowCount") is { Value: not "1" })
        {
            yield return Fault("A5", sheet, "has not one header row");
        }

        string[] headings = [.. Headings(sheet).Select(cell => cell.Text)];
        if (headings.Length != table.LastColumn - table.FirstColumn + 1 || headings.Distinct(StringComparer.OrdinalIgnoreCase).Count() != headings.Length)
        {
            yield return Fault("A5", sheet, "headings are empty or not unique");
        }

        foreach (var fault in CellsOfTable(sheet, table).Concat(PlaceOfTable(sheet, table)))
        {
            yield return fault;
        }
    }

    private static IEnumerable<string> CellsOfTable(RawSheet sheet, RawTable table)
    {
        var inside = sheet.Cells.Where(cell => cell.Row >= table.FirstRow && cell.Row <= table.LastRow
            && cell.Column >= table.FirstColumn && cell.Column <= table.LastColumn).ToArray();
        var rows = table.LastRow - table.FirstRow + 1;
        var columns = table.LastColumn - table.FirstColumn + 1;
        if (inside.Select(cell => cell.Row).Distinct().Count() != rows || inside.Select(cell => cell.Column).Distinct().Count() != columns)
        {
            yield return Fault("A4", sheet, "a row or column of the table is blank");
        }

        if (inside.Length != rows * columns)
        {
            yield return Fault("A8", sheet, $"{rows * columns - inside.Length} cells of the table are empty");
        }

        if (table.LastRow == table.FirstRow)
        {
            yield return Fault("D2", sheet, "the table has no rows");
        }
    }

    private static IEnumerable<string> PlaceOfTable(RawSheet sheet, RawTable table)
    {
        if (sheet.Cells.Any(cell => cell.Row > table.LastRow || cell.Column > table.LastColumn || (cell.Row < table.FirstRow && cell.Column > 1)))
        {
            yield return Fault("D4", sheet, "something stands beside or below the table");
        }

        if (table.FirstColumn != 1 || !Enumerable.Range(1, table.FirstRow - 1).All(row => sheet.TextAt(row, 1).Length > 0)
            || sheet.TextAt(2, 1) != "This worksheet contains one table.")
        {
            yield return Fault("D3", sheet, "title, table line, remarks and table do not follow each other in column A");
        }
    }

    private static IEnumerable<string> Cells(DrawnWorkbook book, RawSheet sheet)
    {
        if (sheet.Cells.Count == 0)
        {
            yield return Fault("D2", sheet, "is blank");
        }

        if (sheet.TextAt(1, 1).Length < 10)
        {
            yield return Fault("C3", sheet, "has no descriptive title in A1");
        }

        if (sheet.All("mergeCell").Any())
        {
            yield return Fault("A3", sheet, "has merged cells");
        }

        foreach (var fault in sheet.Cells.Where(cell => cell.IsText).SelectMany(cell => Text(sheet, cell)))
        {
            yield return fault;
        }

        foreach (var cut in TextFit.Cut(book, sheet))
        {
            yield return Fault("A6", sheet, cut);
        }

        var figures = sheet.Cells.Where(cell => cell.Type == "n" && (string?)book.StyleOf(cell.Style).Alignment?.Attribute("horizontal") == "right").Select(cell => cell.Column).ToHashSet();
        foreach (var fault in sheet.Cells.SelectMany(cell => Look(book, sheet, cell, figures)).Distinct())
        {
            yield return fault;
        }
    }

    private static IEnumerable<string> Text(RawSheet sheet, DrawnCell cell)
    {
        if (cell.Text.AsSpan().IndexOfAny(Symbols) >= 0)
        {
            yield return Fault("B1", sheet, $"{cell.Reference} marks a note by a symbol");
        }

        if (cell.Text.StartsWith("http://", StringComparison.Ordinal) || cell.Text.StartsWith("https://", StringComparison.Ordinal))
        {
            yield return Fault("C1", sheet, $"{cell.Reference} shows a bare address");
        }

        if (sheet.Tables.Count == 1 && cell.Row > sheet.Tables[0].FirstRow && sheet.Name is not ("Notes" or "Contents") && Marker().IsMatch(cell.Text))
        {
            yield return Fault("B3", sheet, $"{cell.Reference} holds a note's marker among the data");
        }

        if (sheet.Tables.Count == 1 && cell.Row > sheet.Tables[0].FirstRow && NumberAsText().IsMatch(cell.Text) && !IsReference(sheet, cell))
        {
            yield return Fault("A8", sheet, $"{cell.Reference} holds a number as text: {cell.Text}");
        }
    }

    /// <summary>Numbers that name something are text on purpose: UKPRNs, levels, submissions, references.</summary>
    private static bool IsReference(RawSheet sheet, DrawnCell cell)
    {
        var heading = sheet.TextAt(sheet.Tables[0].FirstRow, cell.Column);
        return sheet.Name is "Cover" || new[] { "UKPRN", "Level", "Vendor number", "Grant reference", "reference" }
            .Any(text => heading.Contains(text, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Shown as a number: not as text and not as a date.</summary>
    private static bool IsFigure(DrawnWorkbook book, DrawnCell cell)
    {
        var id = (string)book.StyleOf(cell.Style).Format.Attribute("numFmtId")!;
        var code = (string?)book.Styles.Descendants(DrawnWorkbook.Main + "numFmt").FirstOrDefault(element => (string)element.Attribute("numFmtId")! == id)?.Attribute("formatCode") ?? "";
        return code != "@" && !code.Contains('y', StringComparison.Ordinal);
    }
}
