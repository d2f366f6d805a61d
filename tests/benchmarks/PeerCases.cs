using System.Text;
using ClosedXML.Excel;
using ExcelDataReader;
using MiniExcelLibs;

namespace Pilot.Benchmarks;

/// <summary>What a user would pick instead to read a return: each opens the same file and looks at every cell of its Data sheet, and judges nothing.</summary>
internal static class PeerCases
{
    private const string Data = "Data";

    static PeerCases() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static Measurement ExcelDataReader(string file) => Against(file, content =>
    {
        using var reader = ExcelReaderFactory.CreateOpenXmlReader(content, new ExcelReaderConfiguration { LeaveOpen = true });
        while (reader.Name != Data && reader.NextResult())
        {
        }

        var cells = 0L;
        while (reader.Read())
        {
            for (var i = 0; i < reader.FieldCount; i++)
            {
                cells += reader.GetValue(i) is null ? 0 : 1;
            }
        }

        return cells;
    });

    public static Measurement MiniExcelQuery(string file) => Against(file, content =>
        content.Query(sheetName: Data).Sum(row => (long)((IDictionary<string, object?>)row).Values.Count(value => value is not null)));

    public static Measurement ClosedXml(string file) => Against(
        file,
        content =>
        {
            using var workbook = new XLWorkbook(content);
            return workbook.Worksheet(Data).CellsUsed().Sum(cell => cell.Value is null ? 0L : 1L);
        },
        rounds: 3);

    private static Measurement Against(string file, Func<Stream, long> read, int rounds = 16)
    {
        using var content = File.OpenRead(file);
        using var floor = File.OpenRead(file);
        return Measure.Pairs(
            () =>
            {
                content.Position = 0;
                if (read(content) < 100_000)
                {
                    throw new InvalidOperationException("The reader did not see the rows.");
                }
            },
            () => BareReader.Nodes(floor), warmUp: rounds < 16 ? 1 : 12, rounds: rounds);
    }
}
