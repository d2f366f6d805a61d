using Pilot.Reporting.Vocabulary;

namespace Pilot.Tests.Vocabulary;

/// <summary>References that look alike are one; those that a person would tell apart are two.</summary>
public sealed class ReferenceKeyTests
{
    [Theory]
    [InlineData("CONFIRM-1")]
    [InlineData("confirm-1")]
    [InlineData(" CONFIRM-1 ")]
    [InlineData("\uFF23\uFF2F\uFF2E\uFF26\uFF29\uFF32\uFF2D\uFF0D\uFF11")]
    [InlineData("CON\uFB01RM-1")]
    [InlineData("CONFIRM-\u00B9")]
    [InlineData("CON\u00ADFIRM-1")]
    [InlineData("CONFIRM\u2011\u200B1")]
    [InlineData("CONFIRM\u22121\uFEFF")]
    [InlineData("CONFIRM-1\u3164")]
    [InlineData("CONFIRM-1\u0000")]
    public void Look_alikes_of_one_reference_have_one_key(string typed) => Assert.Equal("CONFIRM-1", ReferenceKey.Of(typed));

    [Theory]
    [InlineData("PAY 1", "PAY\u00A0\u00A01")]
    [InlineData("STRASSE", "stra\u00DFe")]
    [InlineData("\u00C9T\u00C9", "e\u0301te\u0301")]
    [InlineData("CAESAR", "C\u00C6SAR")]
    public void Writings_of_one_reference_have_one_key(string first, string other) => Assert.Equal(ReferenceKey.Of(first), ReferenceKey.Of(other));

    [Theory]
    [InlineData("PAY-1", "PAY-10")]
    [InlineData("PAY1", "PAY-1")]
    [InlineData("PAY1", "PAY 1")]
    [InlineData("ETE", "\u00C9T\u00C9")]
    public void Different_references_have_different_keys(string first, string other) => Assert.NotEqual(ReferenceKey.Of(first), ReferenceKey.Of(other));

    [Theory]
    [InlineData("")]
    [InlineData("\u00AD\u200B")]
    [InlineData(" ")]
    public void What_does_not_show_has_no_key(string typed) => Assert.Equal("", ReferenceKey.Of(typed));

    [Fact]
    public void Half_a_character_is_no_reason_to_fail() => Assert.Equal(ReferenceKey.Of("A\uFFFD"), ReferenceKey.Of("A\uD800"));

    [Fact]
    public void A_key_of_a_key_is_that_key() =>
        Assert.All(new[] { "Ca\uFB03ne-\u00BD", "\u1E9E \u3000x", "\uFDFA" }, typed => Assert.Equal(ReferenceKey.Of(typed), ReferenceKey.Of(ReferenceKey.Of(typed))));
}
