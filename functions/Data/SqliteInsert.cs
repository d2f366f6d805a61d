using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Microsoft.Data.Sqlite;
using Pilot.Reporting.Vocabulary;
using SQLitePCL;

namespace Pilot.Functions.Data;

/// <summary>
/// One INSERT, prepared once and bound for each row through SQLite's own functions: the ADO.NET provider looks up every parameter by
/// name for every row, which costs more than storing it. Values take the forms that the provider gives them, so that both read each
/// other's rows. What a place held in the row before stays bound: most columns repeat a few codes.
/// </summary>
internal sealed class SqliteInsert : IDisposable
{
    private const int RoomLength = 192;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly SqliteValues _values;
    private readonly Bound[] _bound;

    /// <summary>Bytes of a text, day or key, of each place its own. They stay where they are and as they are while they are bound: SQLite makes no copy.</summary>
    private readonly byte[] _room;

    public SqliteInsert(SqliteConnection connection, string table, IReadOnlyList<string> columns)
    {
        _database = connection.Handle ?? throw new InvalidOperationException("The connection is closed.");
        _bound = new Bound[columns.Count];
        _room = GC.AllocateArray<byte>(columns.Count * RoomLength, pinned: true);
        var names = string.Join(", ", columns.Select(name => $"\"{name}\""));
        var places = string.Join(", ", columns.Select(_ => "?"));
        Check(raw.sqlite3_prepare_v2(_database, $"INSERT INTO \"{table}\" ({names}) VALUES ({places})", out _statement));
        _values = new SqliteValues(_statement);
    }

    public void Int(int ordinal, long? value)
    {
        ref var bound = ref _bound[ordinal];
        if (value is not { } whole)
        {
            Null(ordinal);
        }
        else if (bound.Kind != BoundKind.Whole || bound.Value != whole)
        {
            Check(_values.BindInt(ordinal + 1, whole));
            bound = new Bound(BoundKind.Whole, whole, null);
        }
    }

    public void Text(int ordinal, string? value)
    {
        ref var bound = ref _bound[ordinal];
        if (value is null)
        {
            Null(ordinal);
        }
        else if (bound.Kind != BoundKind.Text || !string.Equals(bound.Text, value, StringComparison.Ordinal))
        {
            if (value.Length <= RoomLength / 3)
            {
                var room = Room(ordinal);
                Utf8.FromUtf16(value, room, out _, out var length);
                Check(_values.BindHeldText(ordinal + 1, room[..length]));
            }
            else
            {
                Check(_values.BindText(ordinal + 1, Encoding.UTF8.GetBytes(value)));
            }

            bound = new Bound(BoundKind.Text, 0, value);
        }
    }

    public void Date(int ordinal, DateOnly? value)
    {
        ref var bound = ref _bound[ordinal];
        if (value is not { } day)
        {
            Null(ordinal);
        }
        else if (bound.Kind != BoundKind.Day || bound.Value != day.DayNumber)
        {
            var room = Room(ordinal);
            day.TryFormat(room, out var length, "yyyy-MM-dd", CultureInfo.InvariantCulture);
            Check(_values.BindHeldText(ordinal + 1, room[..length]));
            bound = new Bound(BoundKind.Day, day.DayNumber, null);
        }
    }

    public void Money(int ordinal, decimal? value) =>
        Text(ordinal, value?.ToString("0.0###########################", CultureInfo.InvariantCulture));

    public void Key(int ordinal, LearnerKey? value)
    {
        if (value is not { } key)
        {
            Null(ordinal);
            return;
        }

        var bytes = Room(ordinal)[..32];
        key.WriteTo(bytes);
        Check(_values.BindHeldBlob(ordinal + 1, bytes));
        _bound[ordinal] = new Bound(BoundKind.Key, 0, null);
    }

    /// <summary>Stores the row that is bound.</summary>
    /// <exception cref="SqliteException">The row breaks a constraint, or the disk is full.</exception>
    public void Store()
    {
        var stepped = _values.Step();
        if (stepped != raw.SQLITE_DONE)
        {
            Check(stepped);
        }

        Check(_values.Reset());
    }

    public void Dispose() => _statement.Dispose();

    private Span<byte> Room(int ordinal) => _room.AsSpan(ordinal * RoomLength, RoomLength);

    private void Null(int ordinal)
    {
        // Nothing bound and NULL bound are the same to SQLite.
        if (_bound[ordinal].Kind != BoundKind.Null)
        {
            Check(_values.BindNull(ordinal + 1));
            _bound[ordinal] = default;
        }
    }

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(result, _database);
        }
    }

    private enum BoundKind : byte
    {
        Null,
        Whole,
        Text,
        Day,
        Key,
    }

    private readonly record struct Bound(BoundKind Kind, long Value, string? Text);
}
