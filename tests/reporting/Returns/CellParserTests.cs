using System.Globalization;
using Pilot.Reporting.Excel.Reading;

namespace Pilot.Tests.Returns;

public sealed class CellParserTests
{
    private static RawCell TextCell(string text) => new(1, RawCellKind.Text, text, 0);

    private static RawCell Number(double number) => new(1, RawCellKind.Number, "", number);

    private static RawCell Date(double serial) => new(1, RawCellKind.Date, "", serial);

    [Theory]
    [InlineData(10012345, "10012345")]
    [InlineData(1234567890, "1234567890")]
    [InlineData(123456789012345, "123456789012345")]
    [InlineData(0.1, "0.1")]
    [InlineData(1350.0999999999999, "1350.1")]
    [InlineData(0.1 + 0.2, "0.3")]
    [InlineData(1e20, "100000000000000000000")]
    [InlineData(0.0000001, "0.0000001")]
    [InlineData(-3, "-3")]
    [InlineData(0, "0")]
    public void A_number_that_stands_for_text_has_no_exponent_and_no_point_zero(double number, string text) =>
        Assert.Equal(text, CellParser.Text(Number(number)));

    [Theory]
    [InlineData(" L1 ", "L1")]
    [InlineData("\u00A0L1\u200B", "L1")]
    [InlineData("\uFEFF'L1", "L1")]
    [InlineData("L 1", "L 1")]
    [InlineData("O'Brien", "O'Brien")]
    [InlineData("\u200B \u00A0", "")]
    public void Text_is_trimmed_of_spaces_of_every_width_and_of_the_apostrophe(string sent, string text) =>
        Assert.Equal(text, CellParser.Text(TextCell(sent)));

    [Theory]
    [InlineData(46279, "2026-09-14")]
    [InlineData(46279.75, "2026-09-14")]
    [InlineData(61, "1900-03-01")]
    [InlineData(59, "1900-02-28")]
    [InlineData(1, "1900-01-01")]
    [InlineData(2958465, "9999-12-31")]
    public void A_date_of_the_1900_system_is_read(double serial, string iso) => Assert.Equal(iso, ReadDate(Date(serial), false));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(60)]
    [InlineData(2958466)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_serial_that_is_no_day_is_no_date(double serial) => Assert.Null(ReadDate(Date(serial), false));

    [Theory]
    [InlineData(0, "1904-01-01")]
    [InlineData(44817, "2026-09-14")]
    public void A_date_of_the_1904_system_is_read(double serial, string iso) => Assert.Equal(iso, ReadDate(Date(serial), true));

    [Theory]
    [InlineData(46279, "2026-09-14")]
    [InlineData(46279.5, null)]
    [InlineData(2026, null)]
    [InlineData(20260914, null)]
    [InlineData(73050, "2099-12-31")]
    [InlineData(73051, null)]
    [InlineData(3654, "1910-01-01")]
    [InlineData(3653, null)]
    public void A_plain_number_is_a_date_only_when_it_is_a_whole_day_of_our_time(double number, string? iso) =>
        Assert.Equal(iso, ReadDate(Number(number), false));

    [Theory]
    [InlineData("2026-09-14", "2026-09-14")]
    [InlineData("2026-09-14T00:00:00", "2026-09-14")]
    [InlineData("14/09/2026", "2026-09-14")]
    [InlineData("4/9/2026", "2026-09-04")]
    [InlineData(" 04/09/2026\u00A0", "2026-09-04")]
    [InlineData("09/14/2026", null)]
    [InlineData("14/09/26", null)]
    [InlineData("14.09.2026", null)]
    [InlineData("2026-09-14T10:00:00", null)]
    [InlineData("2026-09-14T00:00:00.000", "2026-09-14")]
    [InlineData("2026-09-14 00:00:00.000", "2026-09-14")]
    [InlineData("2026-09-14T00:00:00.000Z", "2026-09-14")]
    [InlineData("2026-09-14T00:00:00Z", "2026-09-14")]
    [InlineData("2026-09-13T23:00:00.000Z", null)]
    [InlineData("14/09/2026 00:00", "2026-09-14")]
    [InlineData("14/09/2026 00:00:00", "2026-09-14")]
    [InlineData("14/09/2026 10:00", null)]
    [InlineData("2026-02-29", null)]
    [InlineData("2028-02-29", "2028-02-29")]
    [InlineData("14 September 2026", null)]
    public void Text_dates_are_iso_or_day_month_year(string text, string? iso) => Assert.Equal(iso, ReadDate(TextCell(text), false));

    [Theory]
    [InlineData("1,350.00", 1350)]
    [InlineData("£1,350.10", 1350.10)]
    [InlineData("-£5", -5)]
    [InlineData("-5", -5)]
    [InlineData("1350.0999999999999", 1350.1)]
    [InlineData("0", 0)]
    public void Money_as_text_is_read(string text, double pounds)
    {
        Assert.True(CellParser.TryMoney(TextCell(text), out var read));
        Assert.Equal((decimal)pounds, read);
    }

    [Theory]
    [InlineData("1,35")]
    [InlineData("1,3500")]
    [InlineData(",350")]
    [InlineData("1.350,00")]
    [InlineData("1e3")]
    [InlineData("1350.001")]
    [InlineData("£")]
    [InlineData("--5")]
    [InlineData("-£-5")]
    [InlineData("£-5")]
    [InlineData("5-")]
    [InlineData("+5")]
    [InlineData("5.")]
    [InlineData("")]
    [InlineData("99999999999999999999999999999999")]
    public void Money_that_could_mean_two_things_is_not_read(string text) => Assert.False(CellParser.TryMoney(TextCell(text), out _));

    [Theory]
    [InlineData(1350.0999999999999, "1350.1")]
    [InlineData(1350.0999999999997, "1350.1")]
    [InlineData(1.005, null)]
    [InlineData(-0.01, "-0.01")]
    [InlineData(1e300, null)]
    [InlineData(1e-300, null)]
    public void Money_as_a_number_is_read_to_15_digits_with_2_decimals(double number, string? pounds)
    {
        var read = CellParser.TryMoney(Number(number), out var value);
        Assert.Equal(pounds, read ? value.ToString("0.##", CultureInfo.InvariantCulture) : null);
    }

    [Fact]
    public void Every_penny_survives_a_spreadsheet()
    {
        for (var pence = -1_000L; pence < 5_000_000L; pence += 7)
        {
            // What Excel keeps: the nearest double, and the same after a sum has left its noise behind.
            foreach (var stored in new[] { pence / 100.0, pence / 100.0 + 0.1 - 0.1 })
            {
                Assert.True(CellParser.TryMoney(Number(stored), out var pounds));
                Assert.Equal(pence / 100m, pounds);
            }
        }
    }

    [Theory]
    [InlineData(12, 12L)]
    [InlineData(12.5, null)]
    [InlineData(12.0000000000001, null)]
    [InlineData(11.999999999999998, 12L)]
    [InlineData(1e30, null)]
    public void A_whole_number_has_no_fraction(double number, long? whole) =>
        Assert.Equal(whole, CellParser.TryWhole(Number(number), out var value) ? value : null);

    [Fact]
    public void A_number_under_a_date_format_is_neither_a_whole_number_nor_money()
    {
        Assert.False(CellParser.TryWhole(Date(46279), out _));
        Assert.False(CellParser.TryMoney(Date(46279), out _));
    }

    [Theory]
    [InlineData(RawCellKind.Blank)]
    [InlineData(RawCellKind.Error)]
    [InlineData(RawCellKind.NoCachedValue)]
    [InlineData(RawCellKind.Boolean)]
    public void A_cell_without_a_value_is_no_date_and_no_number(RawCellKind kind)
    {
        var cell = new RawCell(1, kind, kind == RawCellKind.Error ? "#N/A" : "", 1);
        Assert.False(CellParser.TryDate(cell, false, out _));
        Assert.False(CellParser.TryDecimal(cell, out _));
        Assert.False(CellParser.TryYesNo(cell, out _));
    }

    [Theory]
    [InlineData("Y", true)]
    [InlineData("y", true)]
    [InlineData("n", false)]
    [InlineData("Yes", true)]
    [InlineData("NO", false)]
    [InlineData("Yep", null)]
    [InlineData("1", null)]
    public void Yes_and_no_are_Y_and_N(string text, bool? yes) =>
        Assert.Equal(yes, CellParser.TryYesNo(TextCell(text), out var read) ? read : null);

    [Theory]
    [InlineData("Learner reference", "learnerreference")]
    [InlineData("LEARNER_REF", "learnerref")]
    [InlineData(" Claim for the start (GBP) ", "claimforthestartgbp")]
    [InlineData("\u00A0", "")]
    public void Headings_match_without_case_spaces_and_punctuation(string heading, string key) =>
        Assert.Equal(key, CellParser.HeadingKey(heading));

    private static string? ReadDate(RawCell cell, bool date1904) =>
        CellParser.TryDate(cell, date1904, out var date) ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null;
}
