using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Pilot.Functions.Data;
using Pilot.Functions.Faults;
using Pilot.Functions.Returns;

namespace Pilot.Tests.Faults;

/// <summary>A database that fails, is busy or full, or whose answers are lost, and whoever asked told to stop: afterwards all is as if not.</summary>
public sealed class DatabaseFaultTests(PreparedPilot prepared) : IClassFixture<PreparedPilot>
{
    private const int Busy = 5;

    [Fact]
    public void A_connection_that_the_client_finds_cut_only_now_is_cut_off_whoever_is_named_as_the_source()
    {
        var found = new InvalidOperationException("BeginExecuteReader requires an open and available Connection. The connection's current state is open.");

        Assert.True(DatabaseFault.IsCutOff(found));
        Assert.False(DatabaseFault.IsCutOff(new InvalidOperationException("Sequence contains no elements.")));
    }

    [Fact]
    public Task Returns_5_a_database_may_fail_at_any_statement_and_nothing_is_lost_or_doubled() =>
        AtEveryCallAsync(InjectedFault.Fails, injection => new FaultyCommands(injection), step: 2);

    [Fact]
    public Task Returns_5_an_answer_of_the_database_may_be_lost_after_any_write_and_nothing_is_lost_or_doubled() =>
        AtEveryCallAsync(InjectedFault.FailsAfterwards, injection => new LostCommitAnswers(injection), step: 1);

    [Fact]
    public Task Functions_3_work_may_be_cancelled_at_any_statement_and_goes_on_from_there_later() =>
        AtEveryCallAsync(InjectedFault.IsCancelled, injection => new FaultyCommands(injection), step: 3);

    [Fact]
    public async Task Returns_5_a_process_killed_at_any_write_of_receiving_leaves_all_of_a_step_or_nothing_and_the_next_delivery_completes_it()
    {
        using var undisturbed = prepared.Copy();
        using var counting = new FaultInjection(InjectedFault.StaysOut, 0, writesOnly: true);
        await new ReceiveReturn(undisturbed.OpenKilled(counting)).RunAsync(SmallPilot.Upload, null, CancellationToken.None);
        Assert.True(counting.Calls > 20, $"{counting.Calls} writes are too few for the whole way.");
        var expected = await undisturbed.SnapshotAsync();
        for (var at = 1; at <= counting.Calls; at++)
        {
            using var pilot = prepared.Copy();
            using var injection = new FaultInjection(InjectedFault.StaysOut, at, writesOnly: true);
            await Record.ExceptionAsync(() => new ReceiveReturn(pilot.OpenKilled(injection)).RunAsync(SmallPilot.Upload, null, CancellationToken.None));
            Assert.True(injection.HasFired);
            await pilot.ExpireLeasesOfKilledAsync();
            await pilot.ResumeAsync();
            await BlobFaultTests.AssertSameAsync(expected, pilot, $"killed at write {at} of {counting.Calls}");
        }
    }

    [Fact]
    public async Task Functions_3_work_may_be_cancelled_at_any_call_of_the_file_store_and_goes_on_from_there_later()
    {
        using var undisturbed = prepared.Copy();
        using var counting = new FaultInjection(InjectedFault.IsCancelled, 0);
        await new ReceiveReturn(undisturbed.OpenWithFault(blobs: counting)).RunAsync(SmallPilot.Upload, null, counting.Cancel);
        var expected = await undisturbed.SnapshotAsync();
        for (var at = 1; at <= counting.Calls; at += 2)
        {
            using var pilot = prepared.Copy();
            using var injection = new FaultInjection(InjectedFault.IsCancelled, at);
            await Record.ExceptionAsync(() => new ReceiveReturn(pilot.OpenWithFault(blobs: injection)).RunAsync(SmallPilot.Upload, null, injection.Cancel));
            await pilot.ResumeAsync();
            await BlobFaultTests.AssertSameAsync(expected, pilot, $"cancelled at call {at}");
        }
    }

    [Fact]
    public async Task Functions_6_a_database_that_is_busy_for_a_moment_is_asked_again_and_nobody_notices()
    {
        using var undisturbed = prepared.Copy();
        await undisturbed.ResumeAsync();
        var expected = await undisturbed.SnapshotAsync();
        foreach (var at in new[] { 1, 12, 24, 36 })
        {
            using var pilot = prepared.Copy();
            using var injection = new FaultInjection(InjectedFault.Fails, at);
            await new ReceiveReturn(pilot.OpenWithFault(database: new FaultyCommands(injection, Busy))).RunAsync(SmallPilot.Upload, null, CancellationToken.None);
            Assert.True(injection.HasFired);
            await BlobFaultTests.AssertSameAsync(expected, pilot, $"busy at statement {at}");
        }
    }

    [Fact]
    public async Task Functions_6_a_database_that_another_program_is_writing_to_is_waited_for()
    {
        using var pilot = prepared.Copy();
        await using var other = new SqliteConnection($"Data Source={pilot.DatabaseFile};Pooling=False");
        await other.OpenAsync();
        Task receiving;
        await using (var writing = await other.BeginTransactionAsync())
        {
            receiving = Task.Run(() => new ReceiveReturn(pilot.Open()).RunAsync(SmallPilot.Upload, null, CancellationToken.None));
            await Task.Delay(1500);
            Assert.False(receiving.IsCompleted);
            await writing.RollbackAsync();
        }

        await receiving;
        await pilot.EachUploadHasOneFinalReceiptAsync();
    }

    [Fact]
    public async Task Returns_5_a_full_disk_stops_the_work_and_with_room_again_it_goes_on()
    {
        using var undisturbed = prepared.Copy();
        await undisturbed.ResumeAsync();
        var expected = await undisturbed.SnapshotAsync();
        var stopped = 0;
        foreach (var room in new[] { 0, 1, 2, 3, 4, 6, 8 })
        {
            using var pilot = prepared.Copy();
            // Filled up first, so that the next page is a new one.
            await CompactAsync(pilot);
            var failure = await Record.ExceptionAsync(() =>
                new ReceiveReturn(pilot.OpenWithFault(database: new SmallDisk(room))).RunAsync(SmallPilot.Upload, null, CancellationToken.None));
            stopped += failure is null ? 0 : 1;
            SqliteConnection.ClearAllPools();
            await pilot.ResumeAsync();
            await BlobFaultTests.AssertSameAsync(expected, pilot, $"room for {room} pages");
        }

        Assert.True(stopped > 0, "The disk was never full.");
    }

    [Fact]
    public async Task Functions_6_a_migration_that_was_killed_does_not_keep_the_next_start_waiting()
    {
        using var pilot = SmallPilot.Empty();
        await using (var killed = new SqliteConnection($"Data Source={pilot.DatabaseFile};Pooling=False"))
        {
            await killed.OpenAsync();
            await using var command = killed.CreateCommand();
            command.CommandText = "CREATE TABLE \"__EFMigrationsLock\" (\"Id\" INTEGER NOT NULL PRIMARY KEY, \"Timestamp\" TEXT NOT NULL);"
                + "INSERT INTO \"__EFMigrationsLock\" VALUES (1, '2026-10-05 09:00:00');";
            await command.ExecuteNonQueryAsync();
        }

        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var database = PilotDatabase.Sqlite(pilot.DatabaseFile);
        Assert.NotEmpty(await database.MigrateAsync(limit.Token));
        Assert.True(await database.IsCurrentAsync(limit.Token));
    }

    [Fact]
    public async Task Functions_6_programs_that_start_together_on_an_empty_folder_all_start()
    {
        using var pilot = SmallPilot.Empty();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => PilotDatabase.Sqlite(pilot.DatabaseFile).MigrateAsync(CancellationToken.None))));
        Assert.True(await PilotDatabase.Sqlite(pilot.DatabaseFile).IsCurrentAsync(CancellationToken.None));
    }

    private async Task AtEveryCallAsync(InjectedFault fault, Func<FaultInjection, IInterceptor> struck, int step)
    {
        using var undisturbed = prepared.Copy();
        using var counting = new FaultInjection(fault, 0);
        await new ReceiveReturn(undisturbed.OpenWithFault(database: struck(counting))).RunAsync(SmallPilot.Upload, null, CancellationToken.None);
        Assert.True(counting.Calls > 5, $"{counting.Calls} calls are too few for the whole way.");
        var expected = await undisturbed.SnapshotAsync();
        for (var at = 1; at <= counting.Calls; at += step)
        {
            using var pilot = prepared.Copy();
            using var injection = new FaultInjection(fault, at);
            await Record.ExceptionAsync(() => new ReceiveReturn(pilot.OpenWithFault(database: struck(injection))).RunAsync(SmallPilot.Upload, null, injection.Cancel));
            Assert.True(injection.HasFired);
            await pilot.ResumeAsync();
            await BlobFaultTests.AssertSameAsync(expected, pilot, $"{fault} at statement {at}");
        }
    }

    private static async Task CompactAsync(SmallPilot pilot)
    {
        await using var connection = new SqliteConnection($"Data Source={pilot.DatabaseFile};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "VACUUM;";
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>A disk with room for a few more pages of the database.</summary>
    private sealed class SmallDisk(int pages) : DbConnectionInterceptor
    {
        private long? _most;

        public override void ConnectionOpened(System.Data.Common.DbConnection connection, ConnectionEndEventData eventData) => Limit(connection);

        public override Task ConnectionOpenedAsync(
            System.Data.Common.DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Limit(connection);
            return Task.CompletedTask;
        }

        private void Limit(System.Data.Common.DbConnection connection)
        {
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA page_count;";
            _most ??= (long)command.ExecuteScalar()! + pages;
#pragma warning disable CA2100 // A number.
            command.CommandText = FormattableString.Invariant($"PRAGMA max_page_count = {_most};");
#pragma warning restore CA2100
            command.ExecuteNonQuery();
        }
    }
}
