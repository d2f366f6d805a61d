using Microsoft.Data.SqlClient;
using Pilot.Functions.Data;
using Pilot.Tests.Data.StandIn;

namespace Pilot.Tests.Data;

/// <summary>The T-SQL server of the tests.</summary>
internal static class TestServer
{
    /// <summary>
    /// The environment variable that holds a connection string, or <see cref="StandIn"/>. Where it names a database, its tables are the tests' to
    /// drop; otherwise each test makes a database of its own and drops it, and every test that drives the pilot in this process uses the server.
    /// </summary>
    public const string Variable = "PILOT_TEST_SQLSERVER";

    private const string StandIn = "stand-in";

    private static readonly Lazy<StandInServer> Own = new(() => new StandInServer());

    /// <summary>Of the server that the environment names; of the stand-in where it names none.</summary>
    public static string ConnectionString => Named is { Length: > 0 } and not StandIn ? Named : Own.Value.ConnectionString;

    /// <summary>The environment asks for a server on which each test can make a database of its own.</summary>
    public static bool IsForAll => Named is { Length: > 0 } && !NamesDatabase(new SqlConnectionStringBuilder(ConnectionString));

    private static string? Named => Environment.GetEnvironmentVariable(Variable);

    public static bool NamesDatabase(SqlConnectionStringBuilder given) =>
        given.InitialCatalog is { Length: > 0 } named && !string.Equals(named, "master", StringComparison.OrdinalIgnoreCase);
}

/// <summary>An empty database on the server of the environment, as long as a test needs it.</summary>
internal sealed class ServerDatabase : IDisposable
{
    /// <summary>A server copies one database to make another, and can copy it for one at a time.</summary>
    private static readonly SemaphoreSlim Making = new(1);

    private readonly bool _isOwn;
    private readonly string _name;

    private ServerDatabase(string connectionString, string name, bool isOwn)
    {
        (ConnectionString, _name, _isOwn) = (connectionString, name, isOwn);
        Database = PilotDatabase.SqlServer(connectionString);
    }

    public string ConnectionString { get; }

    public PilotDatabase Database { get; }

    public static async Task<ServerDatabase> OpenAsync()
    {
        var given = new SqlConnectionStringBuilder(TestServer.ConnectionString);
        if (TestServer.NamesDatabase(given))
        {
            var database = new ServerDatabase(given.ToString(), given.InitialCatalog, isOwn: false);
            await DatabaseContract.EmptyAsync(database.Database);
            return database;
        }

        given.InitialCatalog = $"pilot_test_{Guid.NewGuid():N}";
        await Making.WaitAsync();
        try
        {
            await RunAsync($"CREATE DATABASE [{given.InitialCatalog}]");
        }
        catch (SqlException refused)
        {
            throw new InvalidOperationException(
                $"A database for the tests could not be made ({refused.Message}) Name one in {TestServer.Variable} whose tables the tests may drop.", refused);
        }
        finally
        {
            Making.Release();
        }

        return new ServerDatabase(given.ToString(), given.InitialCatalog, isOwn: true);
    }

    /// <summary>At this program's version, with nothing in it.</summary>
    public static async Task<ServerDatabase> OpenMigratedAsync()
    {
        var server = await OpenAsync();
        await server.Database.MigrateAsync(CancellationToken.None);
        return server;
    }

    public void Dispose()
    {
        using (var connection = new SqlConnection(ConnectionString))
        {
            SqlConnection.ClearPool(connection);
        }

        for (var tries = 1; _isOwn; tries++)
        {
            try
            {
                RunAsync($"DROP DATABASE [{_name}]").GetAwaiter().GetResult();
                return;
            }
            catch (SqlException) when (tries < 20)
            {
                // What was given back last may not be closed on the server yet.
                Thread.Sleep(100);
            }
            catch (SqlException inUse)
            {
                Console.Error.WriteLine($"{_name} was left on the server: {inUse.Message}");
                return;
            }
        }
    }

    private static async Task RunAsync(string statement)
    {
        await using var connection = new SqlConnection(TestServer.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Made in this file.
        command.CommandText = statement;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
