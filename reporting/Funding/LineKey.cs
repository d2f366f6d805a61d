using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Funding;

/// <summary>What money is approved, earned and reported by: provider x qualification x funding year.</summary>
/// <param name="Qualification">HNC or HND.</param>
public readonly record struct LineKey(Ukprn Ukprn, string Qualification, FundingYear FundingYear) : IComparable<LineKey>
{
    public static LineKey Of(ReconciliationLine line) => new(line.Ukprn, line.Qualification, line.FundingYear);

    public int CompareTo(LineKey other)
    {
        var byProvider = Ukprn.CompareTo(other.Ukprn);
        if (byProvider != 0)
        {
            return byProvider;
        }

        var byQualification = string.CompareOrdinal(Qualification, other.Qualification);
        return byQualification != 0 ? byQualification : FundingYear.CompareTo(other.FundingYear);
    }

    public override string ToString() => $"{Ukprn} {Qualification} {FundingYear}";

    public static bool operator <(LineKey left, LineKey right) => left.CompareTo(right) < 0;
    public static bool operator >(LineKey left, LineKey right) => left.CompareTo(right) > 0;
    public static bool operator <=(LineKey left, LineKey right) => left.CompareTo(right) <= 0;
    public static bool operator >=(LineKey left, LineKey right) => left.CompareTo(right) >= 0;
}
