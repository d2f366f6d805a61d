using FsCheck;
using FsCheck.Fluent;
using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Tests.Vocabulary;

/// <summary>What holds of every value, tried on values that nobody chose; a failure names the smallest that breaks it.</summary>
public sealed class VocabularyProperties
{
    private static readonly Config Try = Config.QuickThrowOnFailure;

    private static readonly Arbitrary<DateOnly> Days = Gen.Choose(new DateOnly(2020, 1, 1).DayNumber, new DateOnly(2090, 12, 31).DayNumber)
        .Select(DateOnly.FromDayNumber).ToArbitrary();

    [Fact]
    public void A_day_lies_in_its_quarter_and_in_no_neighbour() => Holds(Days, day =>
    {
        var quarter = Quarter.Containing(day);
        return quarter.Contains(day) && !quarter.Next.Contains(day) && !quarter.Previous.Contains(day) && quarter.CensusDate.AddDays(1) == quarter.Next.FirstDay;
    });

    [Fact]
    public void A_quarter_is_read_back_from_both_of_its_names() => Holds(Days, day =>
    {
        var quarter = Quarter.Containing(day);
        return Quarter.Parse(quarter.Id) == quarter && Quarter.Parse(quarter.Label) == quarter;
    });

    [Fact]
    public void Quarters_are_in_the_order_of_their_days() => Check.One(Try, Prop.ForAll(Days, Days, (first, second) =>
        first > second || Quarter.Containing(first) <= Quarter.Containing(second)));

    [Fact]
    public void The_key_of_a_reference_is_its_own_key() => Holds(ArbMap.Default.ArbFor<NonNull<string>>(), text =>
        LearnerReference.KeyOf(LearnerReference.KeyOf(text.Get)) == LearnerReference.KeyOf(text.Get));

    [Fact]
    public void A_column_is_read_back_from_its_letters_in_either_case() => Holds(Gen.Choose(1, 16_384).ToArbitrary(), column =>
        CellAddress.ColumnOf(Letters(column)) == column && CellAddress.ColumnOf(Letters(column, lower: true)) == column);

    private static byte[] Letters(int column, bool lower = false)
    {
        var letters = CellAddress.Column(column);
        return System.Text.Encoding.ASCII.GetBytes(lower ? string.Concat(letters.Select(char.ToLowerInvariant)) : letters);
    }

    private static void Holds<T>(Arbitrary<T> values, Func<T, bool> holds) => Check.One(Try, Prop.ForAll(values, holds));
}
