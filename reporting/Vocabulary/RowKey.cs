namespace Pilot.Reporting.Vocabulary;

/// <summary>What identifies a row within a provider: learner x aim x start (returns.md section 3.1). Compared ordinally; the reference is its normalised key.</summary>
public readonly record struct RowKey(string LearnerRef, string AimRef, DateOnly StartDate) : IComparable<RowKey>
{
    public string LearnerRef { get; init => field = LearnerReference.KeyOf(value); } = LearnerReference.KeyOf(LearnerRef);

    // Of aims there are few: the reference and the day tell rows apart.
    public override int GetHashCode() => unchecked(((LearnerRef?.GetHashCode() ?? 0) * 31) + StartDate.DayNumber);

    public int CompareTo(RowKey other)
    {
        var byLearner = string.CompareOrdinal(LearnerRef, other.LearnerRef);
        if (byLearner != 0)
        {
            return byLearner;
        }

        var byAim = string.CompareOrdinal(AimRef, other.AimRef);
        return byAim != 0 ? byAim : StartDate.CompareTo(other.StartDate);
    }

    public static bool operator <(RowKey left, RowKey right) => left.CompareTo(right) < 0;
    public static bool operator >(RowKey left, RowKey right) => left.CompareTo(right) > 0;
    public static bool operator <=(RowKey left, RowKey right) => left.CompareTo(right) <= 0;
    public static bool operator >=(RowKey left, RowKey right) => left.CompareTo(right) >= 0;
}
