using System.Globalization;
using Microsoft.Data.Sqlite;
using Pilot.Reporting.Vocabulary;
using SQLitePCL;

namespace Pilot.Functions.Data;

/// <summary>
/// Plain statements to a SQLite file, through SQLite's own functions. Its ADO.NET provider does the same once it is there: loading it and reading
/// a connection string takes three times as long as SQLite itself, and a quarter of a cold <c>check</c>. Values have the forms that the provider gives them.
/// </summary>
internal sealed class SqliteFileConnection : PlainConnection
{
    /// <summary>In milliseconds. After it the busy database is asked again from the start (<see cref="SqliteRetryStrategy"/>), where it can be cancelled.</summary>
    private const int BusyTimeout = 15_000;

    private const string MomentForm = "yyyy'-'MM'-'dd HH':'mm':'ss.FFFFFFF";

    private readonly sqlite3 _database;

    static SqliteFileConnection() => Batteries_V2.Init();

    /// <remarks>
    /// It belongs to whoever opened it, who asks one thing after the other and closes it: SQLite need not lock itself for every column of every row.
    /// The provider's connections go from thread to thread through a pool, and keep their locks.
    /// </remarks>
    /// <exception cref="SqliteException">There is no such file, or it is no database.</exception>
    public SqliteFileConnection(string file)
    {
        var opened = raw.sqlite3_open_v2(file, out _database, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_NOMUTEX, null);
        try
        {
            Check(opened);
            Check(raw.sqlite3_busy_timeout(_database, BusyTimeout));
            Check(raw.sqlite3_exec(_database, "PRAGMA foreign_keys = 1"));
        }
        catch
        {
            _database.Dispose();
            throw;
        }
    }

    public override PlainRows Query(string sql, params (string Name, object Value)[] values) => new SqliteFileRows(_database, Prepare(sql, values));

    public override Task<PlainRows> QueryAsync(string sql, CancellationToken cancellationToken, params (string Name, object Value)[] values) =>
        Task.FromResult(Query(sql, values));

    public override Task ExecuteAsync(string sql, CancellationToken cancellationToken, params (string Name, object Value)[] values)
    {
        using var rows = Query(sql, values);
        rows.Read();
        return Task.CompletedTask;
    }

    public override List<T> List<T>(string sql, Func<PlainRows, T> read, params (string Name, object Value)[] values)
    {
        using var from = Query(sql, values);
        var rows = new List<T>();
        while (from.Read())
        {
            rows.Add(read(from));
        }

        return rows;
    }

    public override Task<List<T>> ListAsync<T>(
        string sql, Func<PlainRows, T> read, CancellationToken cancellationToken, params (string Name, object Value)[] values) =>
        Task.FromResult(List(sql, read, values));

    public override void Dispose() => _database.Dispose();

    private sqlite3_stmt Prepare(string sql, (string Name, object Value)[] values)
    {
        Check(raw.sqlite3_prepare_v2(_database, sql, out var statement));
        try
        {
            foreach (var (name, value) in values)
            {
                Check(Bind(statement, raw.sqlite3_bind_parameter_index(statement, name), value));
            }
        }
        catch
        {
            statement.Dispose();
            throw;
        }

        return statement;
    }

    private static int Bind(sqlite3_stmt statement, int place, object value) => value switch
    {
        DBNull => raw.sqlite3_bind_null(statement, place),
        int whole => raw.sqlite3_bind_int64(statement, place, whole),
        long whole => raw.sqlite3_bind_int64(statement, place, whole),
        string text => raw.sqlite3_bind_text(statement, place, text),
        DateTime moment => raw.sqlite3_bind_text(
            statement, place, LondonTime.ToMicrosecond(moment.ToUniversalTime()).ToString(MomentForm, CultureInfo.InvariantCulture)),
        _ => throw new NotSupportedException($"{value.GetType().Name} is not passed in plain SQL."),
    };

    private void Check(int result) => SqliteFileRows.Check(result, _database);
}
