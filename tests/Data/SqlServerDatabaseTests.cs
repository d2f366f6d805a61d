using Microsoft.Extensions.Configuration;
using Pilot.Tests.Cases;
using Pilot.Tests.Support;

namespace Pilot.Tests.Data;

[Collection(SqlServerTests.Name)]
public sealed class SqlServerDatabaseTests
{
    [SqlServerFact]
    public async Task S6_migrations_apply_from_nothing_and_can_be_applied_again() => await (await ContractAsync()).MigratesFromNothingAndTwiceAsync();

    [SqlServerFact]
    public async Task S6_accepted_rows_come_back_as_they_were_stored() => await (await ContractAsync()).GivesBackWhatWasStoredAsync();

    [SqlServerFact]
    public async Task S6_a_judgement_is_stored_once_and_a_later_one_beside_it() => await (await ContractAsync()).StoresAJudgementOnceAsync();

    [SqlServerFact]
    public async Task S6_where_something_fails_nothing_is_stored() => await (await ContractAsync()).StoresNothingWhereSomethingFailsAsync();

    [SqlServerFact]
    public async Task S6_a_lease_lets_one_work_at_a_time() => await (await ContractAsync()).LetsOneWorkAtATimeAsync();

    [SqlServerFact]
    public async Task S6_two_quarters_give_the_same_pennies_on_both_databases()
    {
        await (await TestDatabases.EmptySqlServerAsync()).MigrateAsync(CancellationToken.None);
        var settings = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["PilotDatabase"] = SqlServerFactAttribute.ConnectionString })
            .Build();
        using var onServer = new CommandLinePilot(settings);
        using var onSqlite = new CommandLinePilot();

        Assert.Equal(await TwoQuarters.LinesAsync(onSqlite), await TwoQuarters.LinesAsync(onServer));
    }

    private static async Task<DatabaseContract> ContractAsync() => new(await TestDatabases.EmptySqlServerAsync());
}
