namespace Pilot.Functions.Data;

/// <summary>
/// Judgement and row ids. A judgement's id is UKPRN x 2^15 + running number; a row's id is its judgement's id x 2^21 + Excel row. Both
/// fit a positive 64-bit integer, group a provider's rows on disk, and make the primary key the only index that loading needs. Files of
/// folders that are nobody's are numbered below all providers; none of their rows is ever accepted.
/// </summary>
public static class JudgementIds
{
    private const int SequenceBits = 15;
    private const int RowBits = 21;
    private const long LastOfNobody = (10_000_000L << SequenceBits) - 1;

    public static long Of(int ukprn, int sequence) => sequence is > 0 and < 1 << SequenceBits
        ? ((long)ukprn << SequenceBits) | (long)sequence
        : throw new ArgumentOutOfRangeException(nameof(sequence), "A provider has at most 32,767 judgements.");

    /// <summary>The first and the last id that a judgement of these providers may have; 0 is nobody.</summary>
    public static (long First, long Last) Between(int firstUkprn, int lastUkprn) =>
        (firstUkprn == 0 ? 1 : (long)firstUkprn << SequenceBits, lastUkprn == 0 ? LastOfNobody : ((long)lastUkprn << SequenceBits) | ((1 << SequenceBits) - 1));

    /// <param name="last">The newest id of the same provider, or of nobody; null = none yet.</param>
    public static long After(long? last, int ukprn)
    {
        if (ukprn == 0)
        {
            return last is null ? 1 : last < LastOfNobody ? last.Value + 1 : throw new InvalidOperationException("There are no more numbers for files of nobody.");
        }

        return Of(ukprn, last is null ? 1 : SequenceOf(last.Value) + 1);
    }

    public static int SequenceOf(long judgementId) => (int)(judgementId & ((1 << SequenceBits) - 1));

    public static int UkprnOf(long judgementId) => (int)(judgementId >> SequenceBits);

    public static long Row(long judgementId, int excelRow) => (judgementId << RowBits) | (long)excelRow;

    public static long JudgementOf(long rowId) => rowId >> RowBits;

    public static int ExcelRowOf(long rowId) => (int)(rowId & ((1 << RowBits) - 1));

    /// <summary>Ids of all rows of these providers, both ends included.</summary>
    public static (long First, long Last) RowsOf(int firstUkprn, int lastUkprn) =>
        (Row(Of(firstUkprn, 1) - 1, 0), Row(Of(lastUkprn, (1 << SequenceBits) - 1), (1 << RowBits) - 1));
}
