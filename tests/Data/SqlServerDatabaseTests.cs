using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Pilot.Functions;
using Pilot.Functions.Data;
using Pilot.Tests.Cases;
using Pilot.Tests.Support;

namespace Pilot.Tests.Data;

[Collection(SqlServerTests.Name)]
public sealed class SqlServerDatabaseTests
{
    [SqlServerFact]
    public Task S6_migrations_apply_from_nothing_and_can_be_applied_again() => AsContractAsync(contract => contract.MigratesFromNothingAndTwiceAsync());

    [SqlServerFact]
    public Task S6_migrations_apply_from_every_earlier_one_and_keep_what_is_there() => AsContractAsync(contract => contract.MigratesFromEveryEarlierOneAsync());

    [SqlServerFact]
    public Task S6_accepted_rows_come_back_as_they_were_stored() => AsContractAsync(contract => contract.GivesBackWhatWasStoredAsync());

    [SqlServerFact]
    public Task S6_a_judgement_is_stored_once_and_a_later_one_beside_it() => AsContractAsync(contract => contract.StoresAJudgementOnceAsync());

    [SqlServerFact]
    public Task S6_where_something_fails_nothing_is_stored() => AsContractAsync(contract => contract.StoresNothingWhereSomethingFailsAsync());

    [SqlServerFact]
    public Task S6_a_lease_lets_one_work_at_a_time() => AsContractAsync(contract => contract.LetsOneWorkAtATimeAsync());

    [SqlServerFact]
    public async Task S6_two_quarters_give_the_same_pennies_on_both_databases()
    {
        await using var server = await ServerDatabase.OpenAsync();
        await server.Database.MigrateAsync(CancellationToken.None);
        var settings = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { [OpenWorld.DatabaseSetting] = server.ConnectionString })
            .Build();
        using var onServer = new CommandLinePilot(settings);
        using var onSqlite = new CommandLinePilot();

        Assert.Equal(await TwoQuarters.LinesAsync(onSqlite), await TwoQuarters.LinesAsync(onServer));
    }

    [SqlServerFact]
    public async Task S6_a_quarter_with_all_that_comes_after_it_goes_on_both_databases()
    {
        await using var server = await ServerDatabase.OpenAsync();
        await server.Database.MigrateAsync(CancellationToken.None);
        using var onServer = TSqlPilot.Over(server.Database);
        using var onSqlite = await TSqlPilot.OnSqliteAsync();

        Assert.Equal(await onSqlite.AQuarterAsync(), await onServer.AQuarterAsync());
        await onServer.EverythingElseAsync();
    }

    /// <summary>A port of this machine that nobody listens on: everything up to the network is there, or it is said what is missing.</summary>
    [Fact]
    public async Task S6_a_server_is_asked_for_as_far_as_the_network_or_the_build_says_in_one_sentence_that_it_cannot()
    {
        var nobody = $"Server=tcp:127.0.0.1,{PilotProcess.FreePort()};Database=pilot;User ID=nobody;Password=none;Encrypt=False;Connect Timeout=5";
#if FULL_FEED
        var watch = Stopwatch.StartNew();
        await using var context = PilotDatabase.SqlServer(nobody).Open();
        await Assert.ThrowsAsync<Microsoft.Data.SqlClient.SqlException>(() => context.Database.GetDbConnection().OpenAsync());
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"It took {watch.Elapsed}.");
#else
        var said = Assert.Throws<InvalidOperationException>(() => PilotDatabase.SqlServer(nobody));
        Assert.Contains("Build it with -p:FullFeed=true", said.Message, StringComparison.Ordinal);
        await Task.CompletedTask;
#endif
    }

    private static async Task AsContractAsync(Func<DatabaseContract, Task> promise)
    {
        await using var server = await ServerDatabase.OpenAsync();
        await promise(new DatabaseContract(server.Database));
    }
}
