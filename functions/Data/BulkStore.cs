using System.Collections;
using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace Pilot.Functions.Data;

/// <summary>Stores many rows inside a transaction that is already open: one procedure, each database's own fastest way behind it.</summary>
internal static class BulkStore
{
    public static async Task InsertAsync<T>(
        DbConnection connection, DbTransaction transaction, RowMap<T> map, IEnumerable<StoredRow<T>> rows, CancellationToken cancellationToken)
    {
        if (connection is SqliteConnection sqlite)
        {
            InsertPrepared(sqlite, map, rows, cancellationToken);
            return;
        }

        using var copy = new SqlBulkCopy((SqlConnection)connection, SqlBulkCopyOptions.Default, (SqlTransaction)transaction)
        {
            DestinationTableName = map.Table,
            BulkCopyTimeout = 300,
            EnableStreaming = true,
        };
        foreach (var column in map.Columns)
        {
            copy.ColumnMappings.Add(column, column);
        }

        using var reader = new RowsReader<T>(map, rows);
        await copy.WriteToServerAsync(reader, cancellationToken);
    }

    // The transaction is the connection's own: what its statements do belongs to it.
    private static void InsertPrepared<T>(SqliteConnection connection, RowMap<T> map, IEnumerable<StoredRow<T>> rows, CancellationToken cancellationToken)
    {
        using var insert = new SqliteInsert(connection, map.Table, map.Columns);
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            map.Bind(row, insert);
            insert.Store();
        }
    }

    /// <summary>Rows as a data reader, which is what a bulk copy takes.</summary>
    private sealed class RowsReader<T>(RowMap<T> map, IEnumerable<StoredRow<T>> rows) : DbDataReader
    {
        private readonly IEnumerator<StoredRow<T>> _rows = rows.GetEnumerator();
        private bool _isClosed;

        public override int FieldCount => map.Columns.Count;
        public override bool HasRows => true;
        public override bool IsClosed => _isClosed;
        public override int RecordsAffected => -1;
        public override int Depth => 0;
        public override object this[int ordinal] => GetValue(ordinal);
        public override object this[string name] => GetValue(GetOrdinal(name));

        public override bool Read() => !(_isClosed = !_rows.MoveNext());

        public override object GetValue(int ordinal) => map.Get(_rows.Current, ordinal) switch
        {
            null => DBNull.Value,
            DateOnly date => date.ToDateTime(TimeOnly.MinValue),
            { } value => value,
        };

        public override bool IsDBNull(int ordinal) => map.Get(_rows.Current, ordinal) is null;

        public override string GetName(int ordinal) => map.Columns[ordinal];

        public override int GetOrdinal(string name)
        {
            for (var i = 0; i < map.Columns.Count; i++)
            {
                if (map.Columns[i] == name)
                {
                    return i;
                }
            }

            throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such column.");
        }

        public override Type GetFieldType(int ordinal) => map.Types[ordinal] == typeof(DateOnly) ? typeof(DateTime) : map.Types[ordinal];

        public override string GetDataTypeName(int ordinal) => GetFieldType(ordinal).Name;

        public override int GetValues(object[] values)
        {
            var count = Math.Min(values.Length, FieldCount);
            for (var i = 0; i < count; i++)
            {
                values[i] = GetValue(i);
            }

            return count;
        }

        public override bool NextResult() => false;

        public override IEnumerator GetEnumerator() => new DbEnumerator(this);

        public override bool GetBoolean(int ordinal) => (bool)GetValue(ordinal);

        public override byte GetByte(int ordinal) => (byte)GetValue(ordinal);

        public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length)
        {
            var bytes = (byte[])GetValue(ordinal);
            if (buffer is null)
            {
                return bytes.Length;
            }

            var count = Math.Min(length, bytes.Length - (int)dataOffset);
            Array.Copy(bytes, (int)dataOffset, buffer, bufferOffset, count);
            return count;
        }

        public override char GetChar(int ordinal) => (char)GetValue(ordinal);

        public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length)
        {
            var text = (string)GetValue(ordinal);
            if (buffer is null)
            {
                return text.Length;
            }

            var count = Math.Min(length, text.Length - (int)dataOffset);
            text.CopyTo((int)dataOffset, buffer, bufferOffset, count);
            return count;
        }

        public override DateTime GetDateTime(int ordinal) => (DateTime)GetValue(ordinal);

        public override decimal GetDecimal(int ordinal) => (decimal)GetValue(ordinal);

        public override double GetDouble(int ordinal) => (double)GetValue(ordinal);

        public override float GetFloat(int ordinal) => (float)GetValue(ordinal);

        public override Guid GetGuid(int ordinal) => (Guid)GetValue(ordinal);

        public override short GetInt16(int ordinal) => (short)GetValue(ordinal);

        public override int GetInt32(int ordinal) => (int)GetValue(ordinal);

        public override long GetInt64(int ordinal) => (long)GetValue(ordinal);

        public override string GetString(int ordinal) => (string)GetValue(ordinal);
    }
}
