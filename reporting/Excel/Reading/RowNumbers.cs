namespace Pilot.Reporting.Excel.Reading;

/// <summary>
/// The numbers of a sheet's rows as they come. Some programs write rows in another order than Excel; a number that comes twice is damage,
/// since nobody can tell which of the two rows is meant.
/// </summary>
internal sealed class RowNumbers
{
    private const int LastRow = 1_048_576;

    private readonly ulong[] _seen = new ulong[(LastRow / 64) + 1];
    private int _last;

    /// <param name="given">What the row says; null where it says nothing: it follows the row before it.</param>
    /// <exception cref="UnreadableFileException">FILE_05: no row of a sheet, or one that was there before.</exception>
    public int Next(int? given)
    {
        var number = given ?? _last + 1;
        if (number is < 1 or > LastRow)
        {
            throw CorruptFile.Because("The workbook is damaged: a row has a number that no row can have.");
        }

        ref var word = ref _seen[number / 64];
        var bit = 1UL << (number % 64);
        if ((word & bit) != 0)
        {
            throw CorruptFile.Because($"The workbook is damaged: row {number} is there twice.");
        }

        word |= bit;
        _last = number;
        return number;
    }
}
