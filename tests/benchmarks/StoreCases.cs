using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;
using Pilot.Functions.Returns;
using Pilot.Reporting.Returns.Columns;
using SQLitePCL;

namespace Pilot.Benchmarks;

/// <summary>Storing by itself: the rows are in memory, each run writes them in one transaction of its own.</summary>
internal static class StoreCases
{
    public static Measurement BulkStoring(string file)
    {
        using var world = new SampleServices();
        using var content = File.OpenRead(file);
        var judgement = new JudgeSubmission(world.World, world.Settings).JudgeOnly(world.Receive(file), content);
        var rows = judgement.Enrolments.Select(at => new StoredRow<Enrolment>(at.ExcelRow, at.Enrolment)).ToArray();
        var values = rows.Select(row => RowMaps.Enrolments.Columns.Select((_, i) => Plain(RowMaps.Enrolments.Get(row, i))).ToArray()).ToArray();
        using var context = world.World.Database.Open();
        context.Database.OpenConnection();
        var connection = (SqliteConnection)context.Database.GetDbConnection();
        return Measure.Pairs(
            () => InTransaction(connection, transaction =>
                BulkStore.InsertAsync(connection, transaction, RowMaps.Enrolments, rows, default).GetAwaiter().GetResult()),
            () => InTransaction(connection, transaction => ByHand(connection, values)),
            Empty, Empty);

        // Emptied before each of the two, outside of what is measured.
        void Empty()
        {
            context.Enrolments.ExecuteDelete();
            context.Database.ExecuteSqlRaw("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    private static void InTransaction(SqliteConnection connection, Action<SqliteTransaction> work)
    {
        using var transaction = connection.BeginTransaction();
        work(transaction);
        transaction.Commit();
    }

    /// <summary>One statement, prepared once, bound and stepped for each row by SQLite's own functions.</summary>
    private static void ByHand(SqliteConnection connection, object?[][] rows)
    {
        var columns = RowMaps.Enrolments.Columns;
        var sql = $"INSERT INTO Enrolments ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select(_ => "?"))})";
        Check(raw.sqlite3_prepare_v2(connection.Handle!, sql, out var statement));
        using (statement)
        {
            foreach (var row in rows)
            {
                for (var i = 0; i < row.Length; i++)
                {
                    Check(row[i] switch
                    {
                        null => raw.sqlite3_bind_null(statement, i + 1),
                        long whole => raw.sqlite3_bind_int64(statement, i + 1, whole),
                        byte[] bytes => raw.sqlite3_bind_blob(statement, i + 1, bytes),
                        var text => raw.sqlite3_bind_text(statement, i + 1, (string)text),
                    });
                }

                _ = raw.sqlite3_step(statement);
                Check(raw.sqlite3_reset(statement));
            }
        }
    }

    private static void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            throw new InvalidOperationException($"SQLite answered {result}.");
        }
    }

    private static object? Plain(object? value) => value switch
    {
        null => null,
        bool yes => yes ? 1L : 0L,
        int whole => (long)whole,
        long whole => whole,
        byte[] bytes => bytes,
        DateOnly date => date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        decimal money => money.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture),
        _ => (string)value,
    };
}
