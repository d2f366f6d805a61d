using Pilot.Reporting.Settings;

namespace Pilot.Reporting.Outcomes;

/// <summary>The values of workbooks.md section 5 that are settings.</summary>
/// <param name="Base">Counts are printed as multiples of it: at least 3, below which nothing would be protected.</param>
/// <param name="MinDenominator">A rate needs a printed denominator of at least this.</param>
/// <param name="MoneyBase">In pounds: sums of money are printed to the nearest multiple of it.</param>
internal sealed record DisclosureValues(int Base, int MinDenominator, int MoneyBase)
{
    public static DisclosureValues Of(Scheme scheme) =>
        new(Math.Max(3, scheme.DisclosureBase), Math.Max(1, scheme.DisclosureMinDenominator), Math.Max(1, scheme.DisclosureMoneyBase));

    /// <summary>A total that prints less is not broken down (rule 6).</summary>
    public int MinBrokenDown => 2 * Base;

    public int Nearest(int count) => RoundToAddUp.Nearest(count, Base);

    /// <summary>A whole percentage, a half upwards.</summary>
    public static int Percent(int numerator, int denominator) => (200 * numerator + denominator) / (2 * denominator);
}
