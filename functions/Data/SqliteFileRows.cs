using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Pilot.Functions.Data;

/// <summary>The rows of a statement to a SQLite file, as they lie there.</summary>
internal sealed class SqliteFileRows(sqlite3 database, sqlite3_stmt statement) : PlainRows
{
    /// <summary>Of the row that is stood on.</summary>
    public SqliteValues Values { get; } = new(statement);

    public override int FieldCount => raw.sqlite3_column_count(statement);

    public override bool Read()
    {
        var stepped = Values.Step();
        if (stepped is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            Check(stepped, database);
        }

        return stepped == raw.SQLITE_ROW;
    }

    public override Task<bool> ReadAsync(CancellationToken cancellationToken) => Task.FromResult(Read());

    public override string NameOf(int column) => raw.sqlite3_column_name(statement, column).utf8_to_string();

    public override bool IsDBNull(int column) => Values.IsNull(column);

    public override int GetInt32(int column) => checked((int)GetInt64(column));

    public override long GetInt64(int column) => Values.IsNull(column) ? throw Missing(column) : Values.Long(column);

    public override bool GetBoolean(int column) => GetInt64(column) != 0;

    public override string GetString(int column) => Values.IsNull(column) ? throw Missing(column) : Encoding.UTF8.GetString(Values.Bytes(column));

    public override DateOnly GetDate(int column) => DateOnly.Parse(GetString(column), CultureInfo.InvariantCulture);

    public override decimal GetDecimal(int column) => decimal.Parse(GetString(column), NumberStyles.Number | NumberStyles.AllowExponent, CultureInfo.InvariantCulture);

    public override byte[] GetBytes(int column) => Values.IsNull(column) ? throw Missing(column) : Values.Bytes(column).ToArray();

    public override DateTime GetMoment(int column) => DateTime.SpecifyKind(DateTime.Parse(GetString(column), CultureInfo.InvariantCulture), DateTimeKind.Utc);

    public override object GetValue(int column) => raw.sqlite3_column_type(statement, column) switch
    {
        raw.SQLITE_NULL => DBNull.Value,
        raw.SQLITE_INTEGER => Values.Long(column),
        raw.SQLITE_FLOAT => raw.sqlite3_column_double(statement, column),
        raw.SQLITE_BLOB => GetBytes(column),
        _ => GetString(column),
    };

    public override Stream GetStream(int column) => new SqliteBlobStream(
        database,
        raw.sqlite3_column_table_name(statement, column).utf8_to_string(),
        raw.sqlite3_column_origin_name(statement, column).utf8_to_string(),
        GetInt64(0));

    public override void Dispose() => statement.Dispose();

    /// <exception cref="SqliteException">It is no success.</exception>
    public static void Check(int result, sqlite3 database)
    {
        if (result != raw.SQLITE_OK)
        {
            Throw(result, database);
        }
    }

    /// <summary>By itself, so that the provider is loaded only where there is something to say.</summary>
    private static void Throw(int result, sqlite3 database) => SqliteException.ThrowExceptionForRC(result, database);

    private InvalidOperationException Missing(int column) => new($"Column {NameOf(column)} holds nothing.");
}
