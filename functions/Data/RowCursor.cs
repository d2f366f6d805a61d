using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Data;

/// <summary>Steps through the columns of a stored row, after its id, each of them once and from left to right.</summary>
internal class RowCursor(PlainRows from, TextPool texts)
{
    private int _next;

    /// <summary>The one that is fastest for the database that is read.</summary>
    public static RowCursor Over(PlainRows from, TextPool texts) => from is SqliteFileRows sqlite ? new SqliteRowCursor(sqlite, texts) : new RowCursor(from, texts);

    protected TextPool Texts => texts;

    /// <summary>The id of the row that the reader stands on; the columns behind it come next.</summary>
    public long Begin()
    {
        _next = 1;
        return from.GetInt64(0);
    }

    public void Skip() => _next++;

    public string Text() => OptionalText() ?? throw Missing(_next - 1);

    public string? OptionalText() => ReadText(_next++);

    public string PooledText() => OptionalPooledText() ?? throw Missing(_next - 1);

    public string? OptionalPooledText() => ReadPooledText(_next++);

    public DateOnly Date() => OptionalDate() ?? throw Missing(_next - 1);

    public DateOnly? OptionalDate() => ReadDate(_next++);

    public bool Flag() => ReadFlag(_next++);

    public int? Int() => ReadInt(_next++);

    /// <summary>With both digits of its pence, whichever database it comes from: the hash of a run's inputs is of how they are written.</summary>
    public decimal? Money() => ReadMoney(_next++) + 0.00m;

    public LearnerKey Key() => OptionalKey() ?? throw Missing(_next - 1);

    public LearnerKey? OptionalKey() => ReadKey(_next++);

    public PostcodeArea Area() => texts.Share(PooledText(), PooledText(), Flag(), Flag());

    protected virtual string? ReadText(int column) => from.IsDBNull(column) ? null : from.GetString(column);

    protected virtual string? ReadPooledText(int column) => from.IsDBNull(column) ? null : texts.Share(from.GetString(column));

    protected virtual DateOnly? ReadDate(int column) => from.IsDBNull(column) ? null : from.GetDate(column);

    protected virtual bool ReadFlag(int column) => from.GetBoolean(column);

    protected virtual int? ReadInt(int column) => from.IsDBNull(column) ? null : from.GetInt32(column);

    protected virtual decimal? ReadMoney(int column) => from.IsDBNull(column) ? null : from.GetDecimal(column);

    protected virtual LearnerKey? ReadKey(int column) => from.IsDBNull(column) ? null : LearnerKey.FromBytes(from.GetBytes(column));

    private InvalidCastException Missing(int column) => new($"Column {from.NameOf(column)} holds nothing.");
}
