using System.Data;
using System.Data.Common;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Data;

/// <summary>
/// Reading without EF: for what many rows pass through, and for what every command asks first. EF's model has to be made before its first
/// query, which takes longer than a return of a thousand rows is judged in. The few statements say nothing that not every database knows.
/// </summary>
internal static class PlainSql
{
    private const int TimeoutInSeconds = 300;

    /// <summary>The rows of a statement, each as it is read; a moment is stored as <see cref="PilotDbContext"/> stores it.</summary>
    public static async Task<List<T>> ListAsync<T>(
        this DbConnection connection, string sql, Func<DbDataReader, T> read, CancellationToken cancellationToken, params (string Name, object Value)[] values)
    {
        await using var command = connection.Command(sql, values);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    /// <inheritdoc cref="ListAsync"/>
    public static List<T> List<T>(this DbConnection connection, string sql, Func<DbDataReader, T> read, params (string Name, object Value)[] values)
    {
        using var command = connection.Command(sql, values);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    public static DbCommand Command(this DbConnection connection, string sql, params (string Name, object Value)[] values)
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

    /// <summary>A moment as it is stored: UTC.</summary>
    public static DateTime Moment(this DbDataReader reader, int column) => DateTime.SpecifyKind(reader.GetDateTime(column), DateTimeKind.Utc);
}
