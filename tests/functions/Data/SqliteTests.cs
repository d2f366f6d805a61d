using Pilot.Functions.Data;

namespace Pilot.Tests.Data;

public sealed class SqliteTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pilot-sqlite-").FullName;

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public Task Functions_6_migrations_apply_from_nothing_and_can_be_applied_again() => Contract().MigratesFromNothingAndTwiceAsync();

    [Fact]
    public Task Functions_6_migrations_apply_from_every_earlier_one_and_keep_what_is_there() => Contract().MigratesFromEveryEarlierOneAsync();

    [Fact]
    public Task Functions_6_accepted_rows_come_back_as_they_were_stored() => Contract().GivesBackWhatWasStoredAsync();

    [Fact]
    public Task Functions_6_every_provider_gets_the_rows_that_are_its_own() => Contract().GivesEachProviderItsOwnAsync();

    [Fact]
    public Task Functions_6_a_judgement_is_stored_once_and_a_later_one_beside_it() => Contract().StoresAJudgementOnceAsync();

    [Fact]
    public Task Functions_6_where_something_fails_nothing_is_stored() => Contract().StoresNothingWhereSomethingFailsAsync();

    [Fact]
    public Task Functions_6_a_lease_lets_one_work_at_a_time() => Contract().LetsOneWorkAtATimeAsync();

    private DatabaseContract Contract() => new(PilotDatabase.Sqlite(Path.Combine(_folder, "pilot.db")));
}
