using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Data;

/// <summary>One column: its value as an object for a bulk copy, and bound as it is, without a box, for SQLite.</summary>
internal abstract class RowColumn<T>(string name, Type type)
{
    public string Name { get; } = name;

    /// <summary>Of the value that <see cref="Get"/> gives.</summary>
    public Type Type { get; } = type;

    public abstract object? Get(T row);

    public abstract void Bind(T row, SqliteInsert insert, int place);
}

/// <summary>The forms that columns have.</summary>
internal static class RowColumns
{
    public static RowColumn<Stored<T>> Whole<T>(string name, Func<Stored<T>, long> value) =>
        new Column<T, long>(name, typeof(long), value, one => one, (insert, place, one) => insert.Whole(place, one));

    public static RowColumn<Stored<T>> Whole32<T>(string name, Func<Stored<T>, int?> value) =>
        new Column<T, int?>(name, typeof(int), value, one => one, (insert, place, one) => insert.Whole(place, one));

    public static RowColumn<Stored<T>> Flag<T>(string name, Func<Stored<T>, bool> value) =>
        new Column<T, bool>(name, typeof(bool), value, one => one ? Yes : No, (insert, place, one) => insert.Whole(place, one ? 1 : 0));

    public static RowColumn<Stored<T>> Text<T>(string name, Func<Stored<T>, string?> value) =>
        new Column<T, string?>(name, typeof(string), value, one => one, (insert, place, one) => insert.Text(place, one));

    public static RowColumn<Stored<T>> Day<T>(string name, Func<Stored<T>, DateOnly?> value) =>
        new Column<T, DateOnly?>(name, typeof(DateOnly), value, one => one, (insert, place, one) => insert.Day(place, one));

    public static RowColumn<Stored<T>> Money<T>(string name, Func<Stored<T>, decimal?> value) =>
        new Column<T, decimal?>(name, typeof(decimal), value, one => one, (insert, place, one) => insert.Money(place, one));

    public static RowColumn<Stored<T>> Key<T>(string name, Func<Stored<T>, LearnerKey?> value) =>
        new Column<T, LearnerKey?>(name, typeof(byte[]), value, one => one?.ToBytes(), (insert, place, one) => insert.Key(place, one));

    // One boxed value of each, not one a cell.
    private static readonly object Yes = true;
    private static readonly object No = false;

    private sealed class Column<T, TValue>(
        string name, Type type, Func<Stored<T>, TValue> value, Func<TValue, object?> box, Action<SqliteInsert, int, TValue> bind)
        : RowColumn<Stored<T>>(name, type)
    {
        public override object? Get(Stored<T> row) => box(value(row));

        public override void Bind(Stored<T> row, SqliteInsert insert, int place) => bind(insert, place, value(row));
    }
}
