using Pilot.Reporting.Settings;

namespace Pilot.Reporting.Outcomes;

/// <summary>The values of workbooks.md section 5.</summary>
/// <param name="Base">Counts are rounded to the nearest multiple of it.</param>
/// <param name="Threshold">Counts from 1 up to, and without, it are small.</param>
/// <param name="MinDenominator">A share needs a denominator of at least this.</param>
internal sealed record Rounding(int Base, int Threshold, int MinDenominator)
{
    public static Rounding Of(Scheme scheme) =>
        new(Math.Max(1, scheme.DisclosureBase), Math.Max(1, scheme.DisclosureThreshold), scheme.DisclosureMinDenominator);

    /// <summary>The least count above zero that is shown: not under the threshold, and not one that would be rounded to zero.</summary>
    public int LeastShown => Math.Max(Threshold, Base - Base / 2);

    public bool IsSmall(int count) => count > 0 && count < LeastShown;

    /// <summary>More or fewer by a number of people that is small.</summary>
    public bool IsSmallMove(int from, int to) => from != to && Math.Abs(to - from) < Threshold;

    /// <summary>To the nearest multiple of the base, a half upwards.</summary>
    public int Round(int count) => (count + Base / 2) / Base * Base;

    /// <summary>The least and the greatest count that is shown as this figure. 0 is a true zero.</summary>
    public (int Least, int Most) CountsShownAs(int figure) =>
        figure == 0 ? (0, 0) : (Math.Max(figure - Base / 2, LeastShown), figure - Base / 2 + Base - 1);

    /// <summary>A whole percentage, from unrounded counts, a half upwards.</summary>
    public static int Percent(int numerator, int denominator) => (200 * numerator + denominator) / (2 * denominator);

    /// <summary>
    /// A share may be shown where the denominator is large enough and neither the counted nor the others are few: 4% of 25 is one person.
    /// </summary>
    public bool MayShowShare(int numerator, int denominator) =>
        denominator >= Math.Max(MinDenominator, 1) && !IsSmall(numerator) && !IsSmall(denominator - numerator);
}
