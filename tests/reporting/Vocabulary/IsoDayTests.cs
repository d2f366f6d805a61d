using System.Globalization;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Tests.Vocabulary;

/// <summary>A day is read by hand as the general parser reads it, and so is a postcode.</summary>
public sealed class IsoDayTests
{
    [Theory]
    [InlineData("2026-09-14")]
    [InlineData("0001-01-01")]
    [InlineData("9999-12-31")]
    [InlineData("2028-02-29")]
    [InlineData("2027-02-29")]
    [InlineData("0000-01-01")]
    [InlineData("2026-00-01")]
    [InlineData("2026-13-01")]
    [InlineData("2026-04-31")]
    [InlineData("2026-04-00")]
    [InlineData("2026-4-01")]
    [InlineData("2026/04/01")]
    [InlineData("26-04-01")]
    [InlineData(" 2026-04-01")]
    [InlineData("2026-04-01 ")]
    [InlineData("2026-04-0\0")]
    [InlineData("\u0662\u0660\u0662\u0666-04-01")]
    [InlineData("+026-04-01")]
    [InlineData("")]
    public void A_text_is_a_day_where_the_general_parser_says_so(string text)
    {
        var isDay = DateOnly.TryParseExact(text, IsoDay.Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var expected);

        Assert.Equal((isDay, expected), (IsoDay.TryParse(text, out var day), day));
        Assert.Equal(isDay, DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _));
    }

    [Theory]
    [InlineData("b1 1aa", "B1 1AA")]
    [InlineData("M11AE", "M1 1AE")]
    [InlineData("CR2 6XH", "CR2 6XH")]
    [InlineData("w1a\u00A00ax", "W1A 0AX")]
    [InlineData("EC1A 1BB", "EC1A 1BB")]
    [InlineData("DN55 1PT", "DN55 1PT")]
    [InlineData("zz99\u200B9zz", "ZZ99 9ZZ")]
    [InlineData("B1 1AC", null)]
    [InlineData("B1 1VA", null)]
    [InlineData("B1 AAA", null)]
    [InlineData("BBB 1AA", null)]
    [InlineData("BB 1AA", null)]
    [InlineData("1B1 1AA", null)]
    [InlineData("B11B1 1AA", null)]
    [InlineData("B1-1AA", null)]
    [InlineData("1AA", null)]
    [InlineData("B1 \uFF11AA", null)]
    [InlineData("", null)]
    public void A_postcode_has_its_form(string text, string? normalised) => Assert.Equal(normalised, Postcode.Normalise(text));
}
