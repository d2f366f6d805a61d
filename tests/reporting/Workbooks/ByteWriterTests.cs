using System.Globalization;
using System.Text;
using Pilot.Reporting.Excel.Packing;

namespace Pilot.Tests.Workbooks;

/// <summary>How numbers stand in the cells of a workbook.</summary>
public sealed class ByteWriterTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("0.00", "0")]
    [InlineData("-0.0", "0")]
    [InlineData("7", "7")]
    [InlineData("-7.50", "-7.5")]
    [InlineData("0.0001", "0.0001")]
    [InlineData("-0.05", "-0.05")]
    [InlineData("1350.10", "1350.1")]
    [InlineData("100.0000", "100")]
    [InlineData("999999999", "999999999")]
    [InlineData("-999999999.9999", "-999999999.9999")]
    [InlineData("1000000000", "1000000000")]
    [InlineData("4294967296.25", "4294967296.25")]
    [InlineData("18446744073709551616", "1.84467440737096E+19")]
    [InlineData("0.33333333333333333333", "0.333333333333333")]
    [InlineData("2.00000", "2")]
    public void A_number_has_the_digits_that_a_spreadsheet_keeps(string number, string expected) => Assert.Equal(expected, Written(to => to.Write(Of(number))));

    [Fact]
    public void Numbers_and_texts_that_do_not_fit_are_handed_on_in_their_order()
    {
        decimal[] numbers = [.. Enumerable.Range(0, 20_000).Select(i => (i - 10_000) * 1_237.0401m)];
        var longText = new string('x', 40_000);
        var written = Written(to =>
        {
            foreach (var number in numbers)
            {
                to.Write(number);
                to.Write(";"u8);
                to.Write((int)number);
                to.Write("\n"u8);
            }

            to.Write(Encoding.UTF8.GetBytes(longText));
        });
        var expected = string.Concat(numbers.Select(number => string.Create(CultureInfo.InvariantCulture, $"{number:0.####};{(int)number}\n")));
        Assert.Equal(expected + longText, written);
    }

    private static decimal Of(string number) => decimal.Parse(number, CultureInfo.InvariantCulture);

    private static string Written(Action<ByteWriter> write)
    {
        using var to = new MemoryStream();
        var writer = new ByteWriter(to);
        write(writer);
        writer.Flush();
        return Encoding.UTF8.GetString(to.ToArray());
    }
}
