using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;

namespace Pilot.Tests.Data;

/// <summary>A test that needs SQL Server: skipped, saying so, unless the environment names one.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SqlServerFactAttribute : FactAttribute
{
    /// <summary>The environment variable that holds the connection string of a database whose tables the tests may drop.</summary>
    public const string Variable = "PILOT_TEST_SQLSERVER";

    public SqlServerFactAttribute()
    {
        if (string.IsNullOrEmpty(ConnectionString))
        {
            Skip = $"Needs SQL Server: set {Variable} to the connection string of a database that tests may empty, and build with -p:FullFeed=true.";
        }
    }

    public static string? ConnectionString => Environment.GetEnvironmentVariable(Variable);
}

/// <summary>Tests on the one SQL Server database run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class SqlServerTests
{
    public const string Name = "SQL Server";
}

internal static class TestDatabases
{
    private static readonly string[] Tables =
    [
        "Audit", "Completions", "Enrolments", "Judgements", "Leases", "LedgerLines", "Marks", "OfficeFiles", "RuleCounts", "Runs", "Settings",
        "Submissions", "__EFMigrationsHistory",
    ];

    /// <summary>The database of the environment, emptied: no table of the pilot is left.</summary>
    public static async Task<PilotDatabase> EmptySqlServerAsync()
    {
        var database = PilotDatabase.SqlServer(SqlServerFactAttribute.ConnectionString!);
        await using var context = database.Open();
        foreach (var table in Tables)
        {
            // Names from the list above, never from outside.
#pragma warning disable EF1002
            await context.Database.ExecuteSqlRawAsync($"DROP TABLE IF EXISTS [{table}]");
#pragma warning restore EF1002
        }

        return database;
    }
}
