using System.Reflection;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Data;

/// <summary>One column as it is stored: what the model says of it, its value as an object for a bulk copy, and bound without a box for SQLite.</summary>
internal abstract class RowColumn<T>(string name, Type type)
{
    public string Name { get; } = name;

    /// <summary>Of the value that <see cref="Get"/> gives where it gives one.</summary>
    public Type Type { get; } = type;
    public bool IsNullable { get; init; }

    /// <summary>Characters or bytes; null where the type alone decides.</summary>
    public int? MaxLength { get; init; }
    public bool IsIndexed { get; init; }

    public abstract object? Get(T row);

    public abstract void Bind(T row, SqliteInsert insert, int ordinal);
}

/// <summary>Columns that are read together: one, or those of a value that has several.</summary>
/// <param name="Read">Reads them, in their order, into the row.</param>
internal sealed record RowPart<T>(IReadOnlyList<RowColumn<T>> Columns, Action<RowCursor, T> Read);

/// <summary>The forms that columns have. Each stands for a property of the row and has its name.</summary>
internal static class RowColumns
{
    // One boxed value of each, not one a cell.
    private static readonly object Yes = true;
    private static readonly object No = false;

    /// <summary>A text that few rows share.</summary>
    public static RowPart<T> UnpooledText<T>(string property, int length) =>
        One<T, string>(property, Text<T>(property, length, Getter<T, string>(property)), cursor => cursor.Text());

    public static RowPart<T> OptionalUnpooledText<T>(string property, int length) =>
        One<T, string?>(property, Text<T>(property, length, Getter<T, string?>(property), isNullable: true), cursor => cursor.OptionalText());

    /// <summary>A text of which there are few.</summary>
    public static RowPart<T> PooledText<T>(string property, int length) =>
        One<T, string>(property, Text<T>(property, length, Getter<T, string>(property)), cursor => cursor.PooledText());

    public static RowPart<T> OptionalPooledText<T>(string property, int length) =>
        One<T, string?>(property, Text<T>(property, length, Getter<T, string?>(property), isNullable: true), cursor => cursor.OptionalPooledText());

    /// <summary>Stored for those who look into the table, and worked out anew when the row is read.</summary>
    public static RowPart<T> Derived<T>(string name, int length, Func<T, string> value) => new([Text(name, length, value)], (cursor, _) => cursor.Skip());

    public static RowPart<T> Date<T>(string property) => One<T, DateOnly>(property, Column(property, typeof(DateOnly), Getter<T, DateOnly>(property),
        day => day, (insert, ordinal, day) => insert.Date(ordinal, day)), cursor => cursor.Date());

    public static RowPart<T> OptionalDate<T>(string property) =>
        One<T, DateOnly?>(property, OptionalDate(property, Getter<T, DateOnly?>(property)), cursor => cursor.OptionalDate());

    public static RowPart<T> Flag<T>(string property) => One<T, bool>(property, Flag(property, Getter<T, bool>(property)), cursor => cursor.Flag());

    public static RowPart<T> Int<T>(string property) => One<T, int>(property, Column(property, typeof(int), Getter<T, int>(property),
        number => number, (insert, ordinal, number) => insert.Int(ordinal, number)), cursor => cursor.Int() ?? 0);

    public static RowPart<T> OptionalInt<T>(string property) => One<T, int?>(property, Column(property, typeof(int), Getter<T, int?>(property),
        number => number, (insert, ordinal, number) => insert.Int(ordinal, number), isNullable: true), cursor => cursor.Int());

    public static RowPart<T> OptionalMoney<T>(string property) => One<T, decimal?>(property, Column(property, typeof(decimal), Getter<T, decimal?>(property),
        pounds => pounds, (insert, ordinal, pounds) => insert.Money(ordinal, pounds), isNullable: true), cursor => cursor.Money());

    /// <summary>Indexed: which other providers have a learner is asked with every receipt.</summary>
    public static RowPart<T> IndexedKey<T>(string property) => One<T, LearnerKey>(property, Column(property, typeof(byte[]), Getter<T, LearnerKey>(property),
        key => key.ToBytes(), (insert, ordinal, key) => insert.Key(ordinal, key), length: LearnerKeyBytes, isIndexed: true), cursor => cursor.Key());

    public static RowPart<T> OptionalKey<T>(string property) => One<T, LearnerKey?>(property, Column(property, typeof(byte[]), Getter<T, LearnerKey?>(property),
        key => key?.ToBytes(), (insert, ordinal, key) => insert.Key(ordinal, key), isNullable: true, length: LearnerKeyBytes),
        cursor => cursor.OptionalKey());

    /// <summary>A place in four columns: outward code, council, and whether it lies in the WMCA and in the zone.</summary>
    public static RowPart<T> Area<T>(string prefix, string property)
    {
        var ordinal = Getter<T, PostcodeArea>(property);
        var set = Setter<T, PostcodeArea>(property);
        return new(
            [
                Text<T>(prefix + "Outward", 10, row => ordinal(row).Outward), Text<T>(prefix + "Council", 60, row => ordinal(row).Council),
                Flag<T>(prefix + "InWmca", row => ordinal(row).InWmca), Flag<T>(prefix + "InZone", row => ordinal(row).InZone),
            ],
            (cursor, row) => set(row, cursor.Area()));
    }

    internal static RowColumn<T> Text<T>(string name, int length, Func<T, string?> value, bool isNullable = false) =>
        Column(name, typeof(string), value, text => text, (insert, ordinal, text) => insert.Text(ordinal, text), isNullable, length);

    internal static RowColumn<T> OptionalDate<T>(string name, Func<T, DateOnly?> value) =>
        Column(name, typeof(DateOnly), value, day => day, (insert, ordinal, day) => insert.Date(ordinal, day), isNullable: true);

    private const int LearnerKeyBytes = 32;

    private static RowColumn<T> Flag<T>(string name, Func<T, bool> value) =>
        Column(name, typeof(bool), value, flag => flag ? Yes : No, (insert, ordinal, flag) => insert.Int(ordinal, flag ? 1 : 0));

    private static RowColumn<T> Column<T, TValue>(
        string name, Type type, Func<T, TValue> value, Func<TValue, object?> box, Action<SqliteInsert, int, TValue> bind, bool isNullable = false, int? length = null, bool isIndexed = false) =>
        new PropertyColumn<T, TValue>(name, type, value, box, bind) { IsNullable = isNullable, MaxLength = length, IsIndexed = isIndexed };

    private static RowPart<T> One<T, TValue>(string property, RowColumn<T> column, Func<RowCursor, TValue> read)
    {
        var set = Setter<T, TValue>(property);
        return new([column], (cursor, row) => set(row, read(cursor)));
    }

    private static Func<T, TValue> Getter<T, TValue>(string property) => Property<T>(property).GetMethod!.CreateDelegate<Func<T, TValue>>();

    // Rows are made by readers alone: what is only to be set while a row is made is set here.
    private static Action<T, TValue> Setter<T, TValue>(string property) => Property<T>(property).SetMethod!.CreateDelegate<Action<T, TValue>>();

    private static PropertyInfo Property<T>(string name) =>
        typeof(T).GetProperty(name) ?? throw new InvalidOperationException($"{typeof(T).Name} has no property {name} to be stored.");

    private sealed class PropertyColumn<T, TValue>(
        string name, Type type, Func<T, TValue> value, Func<TValue, object?> box, Action<SqliteInsert, int, TValue> bind) : RowColumn<T>(name, type)
    {
        public override object? Get(T row) => box(value(row));

        public override void Bind(T row, SqliteInsert insert, int ordinal) => bind(insert, ordinal, value(row));
    }
}
