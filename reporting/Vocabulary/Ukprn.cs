using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Pilot.Reporting.Vocabulary;

/// <summary>UK Provider Reference Number: 8 digits, 10000000 to 99999999 (UK Register of Learning Providers).</summary>
public readonly record struct Ukprn : IComparable<Ukprn>
{
    private Ukprn(int value) => Value = value;

    public int Value { get; }

    /// <summary>Accepts exactly 8 digits, the first not 0. Spaces around are not accepted: trim first.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Ukprn ukprn)
    {
        ukprn = default;
        if (text is not { Length: 8 } || text[0] == '0' || !AsciiDigits.AreAll(text))
        {
            return false;
        }

        ukprn = new Ukprn(int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture));
        return true;
    }

    /// <exception cref="FormatException">The text is not a UKPRN.</exception>
    public static Ukprn Parse(string text) =>
        TryParse(text, out var ukprn) ? ukprn : throw new FormatException("A UKPRN has 8 digits and does not start with 0.");

    /// <exception cref="ArgumentOutOfRangeException">Not between 10000000 and 99999999.</exception>
    public static Ukprn Of(int value) => value is >= 10_000_000 and <= 99_999_999
        ? new Ukprn(value)
        : throw new ArgumentOutOfRangeException(nameof(value), "A UKPRN has 8 digits and does not start with 0.");

    public int CompareTo(Ukprn other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString("D8", CultureInfo.InvariantCulture);

    public static bool operator <(Ukprn left, Ukprn right) => left.Value < right.Value;
    public static bool operator >(Ukprn left, Ukprn right) => left.Value > right.Value;
    public static bool operator <=(Ukprn left, Ukprn right) => left.Value <= right.Value;
    public static bool operator >=(Ukprn left, Ukprn right) => left.Value >= right.Value;
}
