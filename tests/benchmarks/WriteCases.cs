using System.Globalization;
using System.IO.Compression;
using System.Text;
using ClosedXML.Excel;
using MiniExcelLibs;
using Pilot.Reporting.Excel.Packing;
using SpreadCheetah;
using Cell = Pilot.Reporting.Excel.Packing.Cell;

namespace Pilot.Benchmarks;

/// <summary>
/// A table of 45,000 rows and 15 columns written as .xlsx by the pilot and by what a user would pick instead, against a raw writer: the same
/// cells as UTF-8 through the same compressor. The pilot's has styles, row heights for wrapped texts, shared texts, a cover and notes; the
/// others have their rows.
/// </summary>
internal static class WriteCases
{
    public const int Rows = 45_000;
    private const int Kinds = 5;

    private sealed record Line(string Provider, string Ukprn, string Learner, DateOnly Start, decimal Amount, int Number, string Reason);

    private static readonly Line[] Lines = [.. Enumerable.Range(0, Rows).Select(i => new Line(
        $"Sample provider {(i % 500) + 1}", (10_000_001 + (i % 500)).ToString(CultureInfo.InvariantCulture), $"L{i / 3:D6}", new DateOnly(2026, 4, 1).AddDays(i % 600),
        1_350m + (i % 97), i, $"Decision {i % 40}: in learning on the qualifying date, within the allocation of the funding year, and nothing keeps it back."))];

    public static Measurement Pilot() => Against(to =>
    {
        var book = new Workbook("sample.xlsx", "Sample", DateTimeOffset.UnixEpoch, [("Item", Cell.Of("Detail"))], [Sheet.From("X03", "sample", "Sample", PilotColumns(), Lines)]);
        XlsxWriter.Write(book).CopyTo(to);
    });

    public static Measurement ClosedXml() => Against(
        to =>
        {
            using var workbook = new XLWorkbook(XLEventTracking.Disabled);
            var sheet = workbook.AddWorksheet("X03");
            for (var row = 0; row < Rows; row++)
            {
                var column = 0;
                foreach (var value in Values(Lines[row]))
                {
                    sheet.Cell(row + 1, ++column).Value = value is DateOnly day ? day.ToDateTime(default) : value;
                }
            }

            workbook.SaveAs(to);
        },
        rounds: 3);

    public static Measurement MiniExcelSaveAs() => Against(to => to.SaveAs(Lines.Select(line =>
        Values(line).Select((value, i) => (Name: $"Column {i + 1}", Value: value is DateOnly day ? day.ToDateTime(default) : value)).ToDictionary(pair => pair.Name, pair => pair.Value))));

    /// <param name="isOptimal">At the pilot's compression; else at the library's own, which makes larger files.</param>
    public static Measurement Cheetah(bool isOptimal) => Against(to => CheetahAsync(to, isOptimal).GetAwaiter().GetResult());

    private static async Task CheetahAsync(Stream to, bool isOptimal)
    {
        var options = new SpreadCheetahOptions { CompressionLevel = isOptimal ? SpreadCheetahCompressionLevel.Optimal : SpreadCheetahCompressionLevel.Fastest };
        await using var book = await Spreadsheet.CreateNewAsync(to, options);
        await book.StartWorksheetAsync("X03");
        var cells = new DataCell[3 * Kinds];
        foreach (var line in Lines)
        {
            var column = 0;
            foreach (var value in Values(line))
            {
                cells[column++] = value switch
                {
                    DateOnly day => new DataCell(day.ToDateTime(default)),
                    decimal pounds => new DataCell(pounds),
                    int number => new DataCell(number),
                    _ => new DataCell((string)value),
                };
            }

            await book.AddRowAsync(cells);
        }

        await book.FinishAsync();
    }

    /// <summary>No library: the cells of the sheet's part as UTF-8, at the pilot's compression.</summary>
    private static void Raw(Stream to)
    {
        using var part = new GZipStream(to, PackageWriter.Compression, leaveOpen: true);
        var buffer = new byte[1 << 16];
        var used = 0;
        void Add(string text) => used += Encoding.UTF8.GetBytes(text, buffer.AsSpan(used));
        void AddNumber<T>(T number) where T : IUtf8SpanFormattable
        {
            number.TryFormat(buffer.AsSpan(used), out var written, default, CultureInfo.InvariantCulture);
            used += written;
        }

        for (var row = 0; row < Rows; row++)
        {
            Add("<row r=\"");
            AddNumber(row + 1);
            Add("\">");
            var column = 'A';
            foreach (var value in Values(Lines[row]))
            {
                Add("<c r=\"");
                buffer[used++] = (byte)column++;
                AddNumber(row + 1);
                if (value is string text)
                {
                    Add("\" t=\"inlineStr\"><is><t>");
                    Add(text);
                    Add("</t></is></c>");
                    continue;
                }

                Add("\"><v>");
                switch (value)
                {
                    case DateOnly day: AddNumber(day.DayNumber - 693593); break;
                    case decimal pounds: AddNumber(pounds); break;
                    default: AddNumber((int)value); break;
                }

                Add("</v></c>");
            }

            Add("</row>");
            if (used > buffer.Length / 2)
            {
                part.Write(buffer.AsSpan(0, used));
                used = 0;
            }
        }

        part.Write(buffer.AsSpan(0, used));
    }

    /// <summary>The floor alone, for who is measured in another process.</summary>
    public static void WriteRaw()
    {
        using var written = new MemoryStream();
        Raw(written);
    }

    private static Measurement Against(Action<Stream> write, int rounds = 16)
    {
        using var written = new MemoryStream();
        using var floor = new MemoryStream();
        return Measure.Pairs(
            () => write(written), () => Raw(floor), () => written.SetLength(0), () => floor.SetLength(0), warmUp: rounds < 16 ? 1 : 12, rounds: rounds);
    }

    private static IEnumerable<object> Values(Line line)
    {
        for (var i = 0; i < Kinds; i++)
        {
            yield return Text(line, i);
            yield return i switch { 0 or 1 => line.Start.AddDays(i), _ => line.Amount + i };
            yield return line.Number + i;
        }
    }

    private static string Text(Line line, int kind) => kind switch { 0 => line.Provider, 1 => line.Ukprn, 2 => line.Learner, 3 => line.Reason, _ => "Within the allocation" };

    private static List<Column<Line>> PilotColumns()
    {
        var columns = new List<Column<Line>>();
        for (var kind = 0; kind < Kinds; kind++)
        {
            var i = kind;
            columns.Add(Column.Text<Line>($"Text {i}", i == 3 ? Column.MaxWidth : 22, line => Text(line, i)) with { Key = i == 0 });
            columns.Add(i < 2
                ? Column.Cells<Line>($"Date {i}", Format.Date, line => Cell.Of(line.Start.AddDays(i), Shorthand.NotApplicable), width: 18)
                : Column.Pounds<Line>($"Amount {i}", line => line.Amount + i));
            columns.Add(Column.Count<Line>($"Number {i}", line => line.Number + i));
        }

        return columns;
    }
}
