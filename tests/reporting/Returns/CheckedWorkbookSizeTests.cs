using System.Globalization;
using System.Text;
using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Files.CheckedCopy;
using Pilot.Reporting.Vocabulary;
using static Pilot.Tests.Returns.CheckedCopies;

namespace Pilot.Tests.Returns;

/// <summary>A large college's return: 20,000 rows of 24 columns with 2,000 findings.</summary>
public sealed class CheckedWorkbookSizeTests
{
    private const int Rows = 20_000;
    private const int Columns = 24;

    [Fact]
    public void Returns_2_memory_does_not_grow_with_the_rows()
    {
        var findings = Findings();
        var (half, whole) = (Allocated(Large(Rows / 2), findings), Allocated(Large(Rows), findings));

        Assert.InRange(whole, 0, half + 1024 * 1024);
    }

    private static Finding[] Findings() =>
        [.. Enumerable.Range(1, 2_000).Select(i => Finding(CellAddress.Of(i * 5, 1 + i % Columns), i % 3 == 0 ? Severity.W : Severity.E))];

    private static long Allocated(byte[] original, Finding[] findings)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        CheckedWorkbook.Write(new MemoryStream(original), Stream.Null, Result(findings));
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static byte[] Large(int count)
    {
        var rows = new StringBuilder();
        for (var row = 1; row <= count; row++)
        {
            rows.Append(CultureInfo.InvariantCulture, $"<row r=\"{row}\" spans=\"1:{Columns}\">");
            for (var column = 1; column <= Columns; column++)
            {
                var address = CellAddress.Of(row, column);
                if (column % 4 == 0)
                {
                    rows.Append(CultureInfo.InvariantCulture, $"<c r=\"{address}\" s=\"1\"><v>{46_000 + row % 300}</v></c>");
                }
                else
                {
                    rows.Append(CultureInfo.InvariantCulture, $"<c r=\"{address}\" t=\"s\"><v>{(row * 7 + column) % 5_000}</v></c>");
                }
            }

            rows.Append("</row>");
        }

        return HandWrittenWorkbook.WithRows(rows.ToString()).WithStyles($"<styleSheet xmlns=\"{HandWrittenWorkbook.Main}\"><cellXfs count=\"2\"><xf/><xf numFmtId=\"14\"/></cellXfs></styleSheet>").Bytes();
    }
}
