using System.Collections;
using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace Pilot.Tests.Data;

/// <summary>
/// Takes T-SQL as SQL Server would, notes it, and has SQLite do it: so all that the program says to a server is heard on a machine that has
/// none. It is stricter than a server that allows several results at once: while one is being read, nothing else may be said.
/// </summary>
/// <param name="said">Gathers every text that was sent.</param>
internal sealed class TSqlConnection(string file, ConcurrentDictionary<string, byte> said)
    : SqliteConnection($"Data Source={file};Pooling=False")
{
    private readonly List<SqliteDataReader> _open = [];

    protected override DbCommand CreateDbCommand() => new Command(this);

    private SqliteCommand Take(string text, IEnumerable<DbParameter> parameters, DbTransaction? transaction, int timeout)
    {
        _open.RemoveAll(reader => reader.IsClosed);
        if (_open.Count > 0)
        {
            throw new InvalidOperationException("There is already an open data reader on this connection: " + text);
        }

        said[text] = 0;
        var command = CreateCommand();
#pragma warning disable CA2100 // What the program itself says.
        command.CommandText = TSqlForSqlite.Translate(text);
#pragma warning restore CA2100
        command.Transaction = (SqliteTransaction?)transaction;
        command.CommandTimeout = timeout;
        foreach (var parameter in parameters)
        {
            command.Parameters.AddWithValue(parameter.ParameterName, parameter.Value ?? DBNull.Value);
        }

        return command;
    }

    private sealed class Command(TSqlConnection connection) : DbCommand
    {
        private readonly Parameters _parameters = new();

        [AllowNull]
        public override string CommandText { get; set; } = "";
        public override int CommandTimeout { get; set; } = 30;
        public override CommandType CommandType { get; set; } = CommandType.Text;
        public override bool DesignTimeVisible { get; set; }
        public override UpdateRowSource UpdatedRowSource { get; set; }
        protected override DbConnection? DbConnection { get; set; } = connection;
        protected override DbParameterCollection DbParameterCollection => _parameters;
        protected override DbTransaction? DbTransaction { get; set; }

        public override void Cancel()
        {
        }

        public override void Prepare()
        {
        }

        public override int ExecuteNonQuery()
        {
            using var command = Take();
            return command.ExecuteNonQuery();
        }

        public override object? ExecuteScalar()
        {
            using var command = Take();
            return command.ExecuteScalar();
        }

        protected override DbParameter CreateDbParameter() => new SqlParameter();

        protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior)
        {
            var reader = Take().ExecuteReader(behavior);
            connection._open.Add(reader);
            return reader;
        }

        private SqliteCommand Take() => connection.Take(CommandText, _parameters.All, DbTransaction, CommandTimeout);
    }

    private sealed class Parameters : DbParameterCollection
    {
        public List<DbParameter> All { get; } = [];

        public override int Count => All.Count;
        public override object SyncRoot => All;

        public override int Add(object value)
        {
            All.Add((DbParameter)value);
            return All.Count - 1;
        }

        public override void AddRange(Array values) => All.AddRange(values.Cast<DbParameter>());
        public override void Clear() => All.Clear();
        public override bool Contains(object value) => All.Contains((DbParameter)value);
        public override bool Contains(string value) => IndexOf(value) >= 0;
        public override void CopyTo(Array array, int index) => ((ICollection)All).CopyTo(array, index);
        public override IEnumerator GetEnumerator() => All.GetEnumerator();
        public override int IndexOf(object value) => All.IndexOf((DbParameter)value);
        public override int IndexOf(string parameterName) => All.FindIndex(parameter => parameter.ParameterName == parameterName);
        public override void Insert(int index, object value) => All.Insert(index, (DbParameter)value);
        public override void Remove(object value) => All.Remove((DbParameter)value);
        public override void RemoveAt(int index) => All.RemoveAt(index);
        public override void RemoveAt(string parameterName) => All.RemoveAt(IndexOf(parameterName));
        protected override DbParameter GetParameter(int index) => All[index];
        protected override DbParameter GetParameter(string parameterName) => All[IndexOf(parameterName)];
        protected override void SetParameter(int index, DbParameter value) => All[index] = value;
        protected override void SetParameter(string parameterName, DbParameter value) => All[IndexOf(parameterName)] = value;
    }
}

/// <summary>The few forms in which T-SQL, as the program uses it, is not SQLite's SQL.</summary>
internal static partial class TSqlForSqlite
{
    public static string Translate(string text)
    {
        text = Setting().Replace(text, "");
        text = UnicodeText().Replace(text, "$1'");
        text = UpdateFrom().Replace(text, match => $"UPDATE {match.Groups["table"]} AS {match.Groups["alias"]}\nSET {match.Groups["set"].Value.Replace(match.Groups["alias"].Value + ".", "", StringComparison.Ordinal)}{match.Groups["rest"]}");
        text = DeleteFrom().Replace(text, "DELETE FROM ${table} AS ${alias}");
        text = InsertOutput().Replace(text, match => $"{match.Groups["before"]}{match.Groups["after"]} RETURNING {match.Groups["columns"].Value.Replace("INSERTED.", "", StringComparison.Ordinal)}");
        text = OutputOne().Replace(text, "${before}${after} RETURNING 1");
        text = Fetch().Replace(text, "LIMIT ${fetch} OFFSET ${offset}");
        text = Savepoint().Replace(text, "SAVEPOINT $1");
        text = BackToSavepoint().Replace(text, "ROLLBACK TO $1");
        text = HistoryIsThere().Replace(text, "SELECT 1");
        return Top(text);
    }

    /// <summary>TOP(n) stands at the front of its SELECT, LIMIT n at the end.</summary>
    private static string Top(string text)
    {
        while (text.IndexOf("TOP(", StringComparison.Ordinal) is >= 0 and var at)
        {
            var close = text.IndexOf(')', at);
            var count = text[(at + 4)..close];
            text = text.Remove(at, close - at + 1);
            var depth = 0;
            var end = at;
            for (; end < text.Length && depth >= 0 && text[end] != ';'; end++)
            {
                depth += text[end] switch { '(' => 1, ')' => -1, _ => 0 };
            }

            text = text.Insert(depth < 0 ? end - 1 : end, $"\nLIMIT {count}\n");
        }

        return text;
    }

    [GeneratedRegex(@"SET (IMPLICIT_TRANSACTIONS OFF|NOCOUNT ON);\s*", RegexOptions.CultureInvariant)]
    private static partial Regex Setting();

    [GeneratedRegex(@"([^\w@])N'", RegexOptions.CultureInvariant)]
    private static partial Regex UnicodeText();

    [GeneratedRegex(@"UPDATE (?<alias>\[\w+\])\s+SET (?<set>.+?)\s+FROM (?<table>\[\w+\]) AS \k<alias>(?<rest>.*)", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex UpdateFrom();

    [GeneratedRegex(@"DELETE FROM (?<alias>\[\w+\])\s+FROM (?<table>\[\w+\]) AS \k<alias>", RegexOptions.CultureInvariant)]
    private static partial Regex DeleteFrom();

    [GeneratedRegex(@"(?<before>INSERT INTO [^;]+?)\s+OUTPUT (?<columns>INSERTED\.[^;]+?)(?<after>\s+VALUES [^;]+)", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex InsertOutput();

    [GeneratedRegex(@"(?<before>(UPDATE|DELETE)[^;]+?)\s+OUTPUT 1(?<after>\s+WHERE [^;]+)", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex OutputOne();

    [GeneratedRegex(@"OFFSET (?<offset>@?\w+) ROWS FETCH NEXT (?<fetch>@?\w+) ROWS ONLY", RegexOptions.CultureInvariant)]
    private static partial Regex Fetch();

    [GeneratedRegex(@"SAVE TRANSACTION (\S+?);?$", RegexOptions.CultureInvariant)]
    private static partial Regex Savepoint();

    [GeneratedRegex(@"ROLLBACK TRANSACTION (\S+?);?$", RegexOptions.CultureInvariant)]
    private static partial Regex BackToSavepoint();

    [GeneratedRegex(@"SELECT OBJECT_ID\('\[__EFMigrationsHistory\]'\)", RegexOptions.CultureInvariant)]
    private static partial Regex HistoryIsThere();
}
