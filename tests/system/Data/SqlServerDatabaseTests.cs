using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Pilot.Functions.Data;
using Pilot.Functions.Startup;
using Pilot.Tests.Cases;
using Pilot.Tests.Data.StandIn;
using Pilot.Tests.Support;

namespace Pilot.Tests.Data;

[Collection(SqlServerTests.Name)]
public sealed class SqlServerDatabaseTests
{
    [Fact]
    public Task Functions_6_migrations_apply_from_nothing_and_can_be_applied_again() => AsContractAsync(contract => contract.MigratesFromNothingAndTwiceAsync());

    [Fact]
    public Task Functions_6_migrations_apply_from_every_earlier_one_and_keep_what_is_there() => AsContractAsync(contract => contract.MigratesFromEveryEarlierOneAsync());

    [Fact]
    public Task Functions_6_accepted_rows_come_back_as_they_were_stored() => AsContractAsync(contract => contract.GivesBackWhatWasStoredAsync());

    [Fact]
    public Task Functions_6_a_judgement_is_stored_once_and_a_later_one_beside_it() => AsContractAsync(contract => contract.StoresAJudgementOnceAsync());

    [Fact]
    public Task Functions_6_where_something_fails_nothing_is_stored() => AsContractAsync(contract => contract.StoresNothingWhereSomethingFailsAsync());

    [Fact]
    public Task Functions_6_a_lease_lets_one_work_at_a_time() => AsContractAsync(contract => contract.LetsOneWorkAtATimeAsync());

    [Fact]
    public Task Functions_6_every_provider_gets_the_rows_that_are_its_own() => AsContractAsync(contract => contract.GivesEachProviderItsOwnAsync());

    /// <summary>The stand-in makes a database and refuses to set anything on it, as not every server can.</summary>
    [Fact]
    public async Task Functions_6_migrate_makes_the_database_where_there_is_none()
    {
        using var server = new StandInServer();
        var database = PilotDatabase.SqlServer(server.ConnectionString + ";Database=new_pilot");

        Assert.NotEmpty(await database.MigrateAsync(CancellationToken.None));

        Assert.True(await database.IsCurrentAsync(CancellationToken.None));
        Assert.Contains(server.Said, text => text.StartsWith("CREATE DATABASE", StringComparison.Ordinal));
        Assert.Contains(server.Said, text => text.Contains("ALTER DATABASE", StringComparison.Ordinal));
        Assert.All(server.Said.Where(text => !StoreBulk.Announces(text)), TSqlTests.AssertPlain);
    }

    [Fact]
    public async Task Functions_6_two_quarters_give_the_same_pennies_on_both_databases()
    {
        using var onServer = await CommandLineRunner.OnServerAsync();
        using var onSqlite = CommandLineRunner.OnSqlite();

        Assert.Equal(await TwoQuarters.LinesAsync(onSqlite), await TwoQuarters.LinesAsync(onServer));
    }

    [Fact]
    public async Task Functions_6_a_quarter_with_all_that_comes_after_it_goes_on_both_databases()
    {
        using var server = await ServerDatabase.OpenMigratedAsync();
        using var onServer = TSqlPilot.Over(server.Database);
        using var onSqlite = await TSqlPilot.OnSqliteAsync();

        Assert.Equal(await onSqlite.AQuarterAsync(), await onServer.AQuarterAsync());
        await onServer.EverythingElseAsync();
    }

    [Fact]
    public async Task Functions_6_a_network_that_brings_answers_in_parts_and_in_the_clear_changes_nothing()
    {
        using var server = new StandInServer(isInTheClear: true);
        var database = PilotDatabase.SqlServer($"{server.ConnectionString};Database=pilot");
        await database.MigrateAsync(CancellationToken.None);
        using var onServer = TSqlPilot.Over(database);
        using var onSqlite = await TSqlPilot.OnSqliteAsync();

        Assert.Equal(await onSqlite.AQuarterAsync(), await onServer.AQuarterAsync());
        await onServer.EverythingElseAsync();
    }

    [Fact]
    public async Task A_connection_that_is_not_encrypted_is_warned_of()
    {
        using var server = new StandInServer();
        using var pilot = CommandLineRunner.OnSqlite();
        foreach (var (encrypt, warnings) in new[] { ("True", 0), ("False", 1) })
        {
            var connection = $"{server.ConnectionString};Database=pilot;Encrypt={encrypt}";
            await PilotDatabase.SqlServer(connection).MigrateAsync(CancellationToken.None);
            var log = new RecordingLogger();
            var settings = new ConfigurationBuilder().AddInMemoryCollection([new(OpenPilotServices.DatabaseSetting, connection)]).Build();
            await OpenPilotServices.RunAsync(settings, pilot.Data, null, log, CancellationToken.None);
            Assert.Equal(warnings, log.Said.Split("is not encrypted").Length - 1);
        }
    }

    /// <summary>A port of this machine that nobody listens on: everything up to the network is there.</summary>
    [Fact]
    public async Task Functions_6_a_server_is_asked_for_as_far_as_the_network()
    {
        var nobody = $"Server=tcp:127.0.0.1,{PilotProcess.FreePort()};Database=pilot;User ID=nobody;Password=none;Encrypt=False;Connect Timeout=5";
        var watch = Stopwatch.StartNew();
        await using var context = PilotDatabase.SqlServer(nobody).Open();
        await Assert.ThrowsAsync<Microsoft.Data.SqlClient.SqlException>(() => context.Database.GetDbConnection().OpenAsync());
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"It took {watch.Elapsed}.");
    }

    private static async Task AsContractAsync(Func<DatabaseContract, Task> promise)
    {
        using var server = await ServerDatabase.OpenAsync();
        await promise(new DatabaseContract(server.Database));
    }
}
