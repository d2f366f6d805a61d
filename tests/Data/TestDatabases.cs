using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;

namespace Pilot.Tests.Data;

/// <summary>A test that needs SQL Server: skipped, saying so, unless the environment names one.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SqlServerFactAttribute : FactAttribute
{
    /// <summary>
    /// The environment variable that holds a connection string. Where it names a database, its tables are the tests' to drop; otherwise each
    /// test makes a database of its own and drops it.
    /// </summary>
    public const string Variable = "PILOT_TEST_SQLSERVER";

    public SqlServerFactAttribute()
    {
        if (string.IsNullOrEmpty(ConnectionString))
        {
            Skip = $"Needs SQL Server: set {Variable} to its connection string, and build with -p:FullFeed=true.";
        }
    }

    public static string? ConnectionString => Environment.GetEnvironmentVariable(Variable);
}

/// <summary>Tests on the one SQL Server run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class SqlServerTests
{
    public const string Name = "SQL Server";
}

/// <summary>An empty database on the server of the environment, as long as a test needs it.</summary>
internal sealed class ServerDatabase : IAsyncDisposable
{
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
        var given = new SqlConnectionStringBuilder(SqlServerFactAttribute.ConnectionString);
        if (given.InitialCatalog is { Length: > 0 } named && !string.Equals(named, "master", StringComparison.OrdinalIgnoreCase))
        {
            var database = new ServerDatabase(given.ToString(), named, isOwn: false);
            await database.EmptyAsync();
            return database;
        }

        given.InitialCatalog = $"pilot_test_{Guid.NewGuid():N}";
        try
        {
            await RunAsync($"CREATE DATABASE [{given.InitialCatalog}]");
        }
        catch (SqlException refused)
        {
            throw new InvalidOperationException(
                $"A database for the tests could not be made ({refused.Message}) Name one in {SqlServerFactAttribute.Variable} whose tables the tests may drop.", refused);
        }

        return new ServerDatabase(given.ToString(), given.InitialCatalog, isOwn: true);
    }

    public async ValueTask DisposeAsync()
    {
        SqlConnection.ClearAllPools();
        if (_isOwn)
        {
            await RunAsync($"DROP DATABASE [{_name}]");
        }
    }

    /// <summary>No table of the pilot is left.</summary>
    private async Task EmptyAsync()
    {
        await using var context = Database.Open();
        foreach (var table in context.Model.GetEntityTypes().Select(type => type.GetTableName()!).Append("__EFMigrationsHistory"))
        {
            // Names of the model, never from outside.
#pragma warning disable EF1002
            await context.Database.ExecuteSqlRawAsync($"DROP TABLE IF EXISTS [{table}]");
#pragma warning restore EF1002
        }
    }

    private static async Task RunAsync(string statement)
    {
        await using var connection = new SqlConnection(SqlServerFactAttribute.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Made in this file.
        command.CommandText = statement;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
