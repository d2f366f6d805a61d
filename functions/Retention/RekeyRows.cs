using System.Data;
using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Retention;

/// <summary>The learner keys of a table, read and written within one transaction.</summary>
internal sealed class RekeyRows(PilotDbContext context, DbTransaction transaction)
{
    /// <summary>Two values a row, and a statement takes 2,100.</summary>
    private const int RowsAtOnce = 200;

    private const int SecondsForABatch = 120;

    public async Task<List<(long Id, Ukprn Ukprn, string LearnerRef, LearnerKey Key)>> ReadAsync(
        string table, CancellationToken cancellationToken)
    {
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"SELECT Id, LearnerRef, LearnerKey FROM {table} WHERE LearnerKey IS NOT NULL ORDER BY Id";
        var rows = new List<(long, Ukprn, string, LearnerKey)>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var id = reader.GetInt64(0);
            rows.Add((id, Ukprn.Of(JudgementIds.UkprnOf(JudgementIds.JudgementOf(id))), reader.GetString(1), LearnerKey.FromBytes((byte[])reader.GetValue(2))));
        }

        return rows;
    }

    public async Task<List<(long Id, LearnerKey Key)>> ReadKeysAsync(
        string table, CancellationToken cancellationToken)
    {
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"SELECT Id, LearnerKey FROM {table} WHERE LearnerKey IS NOT NULL ORDER BY Id";
        var rows = new List<(long, LearnerKey)>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add((reader.GetInt64(0), LearnerKey.FromBytes((byte[])reader.GetValue(1))));
        }

        return rows;
    }

    /// <summary>Many rows in one plain statement, with a time limit of its own: one by one, a hundred thousand rows are as many round trips.</summary>
    public async Task WriteAsync(
        string table, IEnumerable<(long Id, LearnerKey Key)> rows, CancellationToken cancellationToken)
    {
        foreach (var batch in rows.Chunk(RowsAtOnce))
        {
            await using var command = context.Database.GetDbConnection().CreateCommand();
            command.Transaction = transaction;
            command.CommandTimeout = SecondsForABatch;
            var cases = string.Join(' ', batch.Select((_, at) => string.Create(CultureInfo.InvariantCulture, $"WHEN @i{at} THEN @k{at}")));
            var ids = string.Join(", ", batch.Select((_, at) => string.Create(CultureInfo.InvariantCulture, $"@i{at}")));
#pragma warning disable CA2100 // Names of tables and parameters, made in this file.
            command.CommandText = $"UPDATE {table} SET LearnerKey = CASE Id {cases} END WHERE Id IN ({ids})";
#pragma warning restore CA2100
            for (var at = 0; at < batch.Length; at++)
            {
                Parameter(command, string.Create(CultureInfo.InvariantCulture, $"@i{at}"), DbType.Int64).Value = batch[at].Id;
                Parameter(command, string.Create(CultureInfo.InvariantCulture, $"@k{at}"), DbType.Binary).Value = batch[at].Key.ToBytes();
            }

            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static DbParameter Parameter(DbCommand command, string name, DbType type)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.DbType = type;
        command.Parameters.Add(parameter);
        return parameter;
    }
}
