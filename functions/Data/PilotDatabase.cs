using Azure.Core;
using Azure.Identity;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Pilot.Functions.Data;

/// <summary>Opens contexts over the configured database: a SQLite file on one machine, SQL Server or Azure SQL elsewhere.</summary>
public sealed class PilotDatabase
{
    private readonly Func<PilotDbContext> _open;

    private PilotDatabase(string name, bool isSqlite, Func<PilotDbContext> open)
    {
        Name = name;
        IsSqlite = isSqlite;
        _open = open;
    }

    /// <summary>What it is, for people; no connection string.</summary>
    public string Name { get; }

    public bool IsSqlite { get; }

    public PilotDbContext Open() => _open();

    public static PilotDatabase Sqlite(string file)
    {
        var connection = new SqliteConnectionStringBuilder
        {
            DataSource = file,
            DefaultTimeout = 60,
            ForeignKeys = true,
        }.ToString();
        var options = new DbContextOptionsBuilder<SqlitePilotDbContext>().UseSqlite(connection).Options;
        return new PilotDatabase($"SQLite ({Path.GetFileName(file)})", isSqlite: true, () => new SqlitePilotDbContext(options));
    }

    /// <param name="connectionString">Without a user and password, sign-in is by managed identity (Azure.Identity).</param>
    /// <param name="maxBatchSize">
    /// Statements a round trip. One by default: rows in number go by bulk copy, and single statements need nothing of a server (such as
    /// MERGE) that not every one has.
    /// </param>
    public static PilotDatabase SqlServer(string connectionString, int maxBatchSize = 1)
    {
#if !FULL_FEED
        if (!CanSpeakToSqlServer())
        {
            throw new InvalidOperationException(
                "This build cannot use SQL Server: it was made without the package Microsoft.SqlServer.Server. Build it with -p:FullFeed=true from the full public package feed.");
        }

#endif
        var given = new SqlConnectionStringBuilder(connectionString);
        var byIdentity = !given.IntegratedSecurity && string.IsNullOrEmpty(given.UserID) && given.Authentication == SqlAuthenticationMethod.NotSpecified;
        var credential = byIdentity ? new DefaultAzureCredential() : null;
        return new PilotDatabase("SQL Server", isSqlite: false, () =>
        {
            var connection = new SqlConnection(connectionString);
            if (credential is not null)
            {
                connection.AccessTokenCallback = async (_, cancel) =>
                {
                    var token = await credential.GetTokenAsync(new TokenRequestContext(["https://database.windows.net/.default"]), cancel).ConfigureAwait(false);
                    return new SqlAuthenticationToken(token.Token, token.ExpiresOn);
                };
            }

            return new SqlServerPilotDbContext(new DbContextOptionsBuilder<SqlServerPilotDbContext>()
                .UseSqlServer(connection, contextOwnsConnection: true, server => server.MaxBatchSize(maxBatchSize))
                .Options);
        });
    }

    /// <summary>Applies what is missing of the migrations. Safe to run again and from two places.</summary>
    public async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancel)
    {
        await using var context = Open();
        var pending = (await context.Database.GetPendingMigrationsAsync(cancel)).ToList();
        if (pending.Count > 0)
        {
            await context.Database.MigrateAsync(cancel);
        }

        if (IsSqlite)
        {
            // Readers never wait for a writer; a commit is on disk before the answer goes out.
            await context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", cancel);
        }

        return pending;
    }

    public async Task<bool> IsCurrentAsync(CancellationToken cancel)
    {
        await using var context = Open();
        return !(await context.Database.GetPendingMigrationsAsync(cancel)).Any();
    }

#if !FULL_FEED
    private static bool CanSpeakToSqlServer()
    {
        try
        {
            return System.Reflection.Assembly.Load("Microsoft.SqlServer.Server") is not null;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }
#endif
}

/// <summary>For `dotnet ef migrations add`; the databases named here are never opened.</summary>
public sealed class SqliteDesign : IDesignTimeDbContextFactory<SqlitePilotDbContext>
{
    public SqlitePilotDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqlitePilotDbContext>().UseSqlite("Data Source=design.db").Options);
}

/// <inheritdoc cref="SqliteDesign"/>
public sealed class SqlServerDesign : IDesignTimeDbContextFactory<SqlServerPilotDbContext>
{
    public SqlServerPilotDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqlServerPilotDbContext>().UseSqlServer("Server=design").Options);
}
