using System.Globalization;
using Pilot.Reporting.Excel.Reading;
using Pilot.Tests.Support;

namespace Pilot.Tests.Returns;

/// <summary>Texts whose letters of two code units stand wherever a reader's buffers end.</summary>
public sealed class TextsAtEdgesTests
{
    private static readonly int[] Lengths = [.. new[] { 256, 512, 1024, 2048, 4096, 8192 }.SelectMany(edge => Enumerable.Range(edge - 8, 16))];

    [Theory]
    [InlineData("😀")]
    [InlineData("&#128512;")]
    [InlineData("𝟙")]
    public void A_letter_of_two_code_units_is_read_whole_at_every_edge(string written)
    {
        var letter = written.StartsWith('&') ? "😀" : written;
        string Text(int length, string pair) => new string('x', length) + pair + new string('y', 5);
        var rows = string.Concat(Lengths.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"<row r=\"{i + 1}\"><c r=\"A{i + 1}\" t=\"s\"><v>{i}</v></c></row>")));
        var shared = RawWorkbook.OfSheets(("Data", rows)).WithSharedStrings([.. Lengths.Select(length => $"<t>{Text(length, written)}</t>")]);
        // A comment sends the sheet to the reader that knows all of XML.
        var inline = RawWorkbook.OfSheets(("Data", "<!-- by hand -->" + string.Concat(Lengths.Select(length => $"<row><c t=\"inlineStr\"><is><t>{Text(length, written)}</t></is></c></row>"))));

        foreach (var book in new[] { shared, inline })
        {
            using var file = WorkbookReader.Open(new MemoryStream(book.ToBytes()), FileLimits.Default);
            Assert.Equal(Lengths.Select(length => Text(length, letter)), file.ReadRows(file.Sheets[0]).Select(row => row[1].Text));
        }
    }
}
