using System.Data;
using System.Data.Common;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Data;

/// <summary>Plain statements to a server, through its ADO.NET provider.</summary>
/// <param name="owner">Closed with it.</param>
internal sealed class ServerConnection(DbConnection connection, IDisposable? owner = null) : PlainConnection
{
    private const int TimeoutInSeconds = 300;

    public override PlainRows Query(string sql, params (string Name, object Value)[] values) => Open(sql, CommandBehavior.SequentialAccess, values);

    public override Task<PlainRows> QueryAsync(string sql, CancellationToken cancellationToken, params (string Name, object Value)[] values) =>
        OpenAsync(sql, CommandBehavior.SequentialAccess, values, cancellationToken);

    public override async Task ExecuteAsync(string sql, CancellationToken cancellationToken, params (string Name, object Value)[] values)
    {
        await using var command = Command(sql, values);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public override List<T> List<T>(string sql, Func<PlainRows, T> read, params (string Name, object Value)[] values)
    {
        using var from = Open(sql, CommandBehavior.Default, values);
        var rows = new List<T>();
        while (from.Read())
        {
            rows.Add(read(from));
        }

        return rows;
    }

    public override async Task<List<T>> ListAsync<T>(
        string sql, Func<PlainRows, T> read, CancellationToken cancellationToken, params (string Name, object Value)[] values)
    {
        using var from = await OpenAsync(sql, CommandBehavior.Default, values, cancellationToken);
        var rows = new List<T>();
        while (await from.ReadAsync(cancellationToken))
        {
            rows.Add(read(from));
        }

        return rows;
    }

    public override void Dispose() => owner?.Dispose();

    private ServerRows Open(string sql, CommandBehavior how, (string Name, object Value)[] values)
    {
        var command = Command(sql, values);
        try
        {
            return new ServerRows(command, command.ExecuteReader(how));
        }
        catch
        {
            command.Dispose();
            throw;
        }
    }

    private async Task<PlainRows> OpenAsync(string sql, CommandBehavior how, (string Name, object Value)[] values, CancellationToken cancellationToken)
    {
        var command = Command(sql, values);
        try
        {
            return new ServerRows(command, await command.ExecuteReaderAsync(how, cancellationToken));
        }
        catch
        {
            await command.DisposeAsync();
            throw;
        }
    }

    private DbCommand Command(string sql, (string Name, object Value)[] values)
    {
        var command = connection.CreateCommand();
        command.CommandTimeout = TimeoutInSeconds;
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            if (value is DateTime moment)
            {
                // Not the type of that name, which SQL Server rounds to a three-hundredth of a second.
                parameter.DbType = DbType.DateTime2;
                parameter.Value = LondonTime.ToMicrosecond(moment.ToUniversalTime());
            }
            else
            {
                parameter.Value = value;
            }

            command.Parameters.Add(parameter);
        }

        return command;
    }

    private sealed class ServerRows(DbCommand command, DbDataReader reader) : PlainRows
    {
        public override int FieldCount => reader.FieldCount;

        public override bool Read() => reader.Read();

        public override Task<bool> ReadAsync(CancellationToken cancellationToken) => reader.ReadAsync(cancellationToken);

        public override string NameOf(int column) => reader.GetName(column);

        public override bool IsDBNull(int column) => reader.IsDBNull(column);

        public override int GetInt32(int column) => reader.GetInt32(column);

        public override long GetInt64(int column) => reader.GetInt64(column);

        public override bool GetBoolean(int column) => reader.GetBoolean(column);

        public override string GetString(int column) => reader.GetString(column);

        public override DateOnly GetDate(int column) => reader.GetFieldValue<DateOnly>(column);

        public override decimal GetDecimal(int column) => reader.GetDecimal(column);

        public override byte[] GetBytes(int column) => reader.GetFieldValue<byte[]>(column);

        public override DateTime GetMoment(int column) => DateTime.SpecifyKind(reader.GetDateTime(column), DateTimeKind.Utc);

        public override object GetValue(int column) => reader.GetValue(column);

        public override Stream GetStream(int column) => reader.GetStream(column);

        public override void Dispose()
        {
            reader.Dispose();
            command.Dispose();
        }
    }
}
