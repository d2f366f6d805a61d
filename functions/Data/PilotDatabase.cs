using System.Data.Common;
using Azure.Core;
using Azure.Identity;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Pilot.Functions.Data;

/// <summary>Opens contexts over the configured database: a SQLite file on one machine, SQL Server or Azure SQL elsewhere.</summary>
public sealed class PilotDatabase
{
    internal const int MaxRetries = 4;
    internal static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(8);

    private readonly Contexts _contexts;
    private readonly string? _file;

    private PilotDatabase(string name, Contexts contexts, string? file = null)
    {
        Name = name;
        _file = file;
        _contexts = contexts;
    }

    /// <summary>What it is, for people; no connection string.</summary>
    public string Name { get; }

    public bool IsSqlite => _file is not null;

    /// <summary>It is a SQLite database, and not a new one.</summary>
    internal bool IsFileThere => File.Exists(_file);

    /// <summary>What is sent to the server and back, learners among it, can be read on its way.</summary>
    public bool IsUnencrypted { get; private init; }

    public PilotDbContext Open() => _contexts.Open();

    /// <summary>
    /// Work that is stored as a whole or not at all, in a transaction that it opens itself. Where the database was busy or out of reach for
    /// a moment, all of it is done again on a context of its own: it must find out for itself whether an earlier try went through.
    /// </summary>
    public async Task<T> ExecuteWithRetryAsync<T>(Func<PilotDbContext, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var asking = Open();
        return await asking.Database.CreateExecutionStrategy().ExecuteAsync(
            async attemptToken =>
            {
                await using var context = Open();
                return await work(context, attemptToken);
            },
            cancellationToken);
    }

    /// <summary>Reads in plain SQL (<see cref="PlainConnection"/>), with the same patience as every other work.</summary>
    internal async Task<T> ReadAsync<T>(Func<PlainConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        if (_file is not null)
        {
            try
            {
                using var connection = new SqliteFileConnection(_file);
                return await read(connection, cancellationToken);
            }
            catch (SqliteException busy) when (SqliteRetryStrategy.IsBusy(busy))
            {
                // Seldom: readers wait for nobody who writes. Then as below.
            }
        }

        return await ExecuteWithRetryAsync(
            async (context, attemptToken) =>
            {
                using var connection = await PlainAsync(context, attemptToken);
                return await read(connection, attemptToken);
            },
            cancellationToken);
    }

    private async Task<PlainConnection> PlainAsync(PilotDbContext context, CancellationToken cancellationToken)
    {
        if (_file is not null)
        {
            return new SqliteFileConnection(_file);
        }

        await context.Database.OpenConnectionAsync(cancellationToken);
        return new ServerConnection(context.Database.GetDbConnection());
    }

    /// <summary>For what is read row by row and goes on by itself where it was cut off.</summary>
    internal PlainConnection OpenPlain()
    {
        if (_file is not null)
        {
            return new SqliteFileConnection(_file);
        }

        var context = Open();
        try
        {
            context.Database.OpenConnection();
            return new ServerConnection(context.Database.GetDbConnection(), context);
        }
        catch
        {
            context.Dispose();
            throw;
        }
    }

    /// <summary>Whether every page of a SQLite database can be read and fits the others. It takes as long as reading the file.</summary>
    internal async Task<bool> QuickCheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            var found = await ReadAsync((connection, attemptToken) => connection.ListAsync("PRAGMA quick_check(1)", row => row.GetString(0), attemptToken), cancellationToken);
            return found is ["ok"];
        }
        catch (SqliteException damaged) when (damaged.SqliteErrorCode is SqliteCorrupt or SqliteNoDatabase)
        {
            return false;
        }
    }

    private const int SqliteCorrupt = 11;
    private const int SqliteNoDatabase = 26;

    /// <inheritdoc cref="ReadAsync"/>
    internal T Read<T>(Func<PlainConnection, T> read) =>
        ReadAsync((connection, _) => Task.FromResult(read(connection)), CancellationToken.None).GetAwaiter().GetResult();

    /// <summary>The value of a mark; null where there is none.</summary>
    internal async Task<string?> ReadMarkAsync(string name, CancellationToken cancellationToken) =>
        (await ReadAsync(
            (connection, attemptToken) => connection.ListAsync("SELECT Value FROM Marks WHERE Name = @name", from => from.GetString(0), attemptToken, ("@name", name)),
            cancellationToken)).SingleOrDefault();

    public static PilotDatabase Sqlite(string file) => Sqlite(file, null);

    /// <param name="interceptors">Tests pass ones that fail.</param>
    public static PilotDatabase Sqlite(string file, params IInterceptor[]? interceptors) =>
        new($"SQLite ({Path.GetFileName(file)})", new SqliteContexts(file, interceptors), file);

    /// <param name="connectionString">Without a user and password, sign-in is by managed identity (Azure.Identity).</param>
    /// <param name="maxBatchSize">
    /// Statements a round trip. One by default: rows in number go by bulk copy, and single statements need nothing of a server (such as
    /// MERGE) that not every one has.
    /// </param>
    public static PilotDatabase SqlServer(string connectionString, int maxBatchSize = 1)
    {
        var given = new SqlConnectionStringBuilder(connectionString);
        var byIdentity = !given.IntegratedSecurity && string.IsNullOrEmpty(given.UserID) && given.Authentication == SqlAuthenticationMethod.NotSpecified;
        var credential = byIdentity ? new DefaultAzureCredential() : null;
        return SqlServer(
            isReadable: given.Encrypt == SqlConnectionEncryptOption.Optional,
            connect: () =>
            {
                var connection = new SqlConnection(connectionString);
                if (credential is not null)
                {
                    connection.AccessTokenCallback = async (_, cancellationToken) =>
                    {
                        var token = await credential.GetTokenAsync(new TokenRequestContext(["https://database.windows.net/.default"]), cancellationToken).ConfigureAwait(false);
                        return new SqlAuthenticationToken(token.Token, token.ExpiresOn);
                    };
                }

                return connection;
            },
            maxBatchSize: maxBatchSize);
    }

    /// <param name="connect">Tests pass one that leads elsewhere and hears what is said to the server.</param>
    internal static PilotDatabase SqlServer(Func<DbConnection> connect, int maxBatchSize, bool isReadable = false) =>
        new("SQL Server", new SqlServerContexts(() =>
            new SqlServerPilotDbContext(new DbContextOptionsBuilder<SqlServerPilotDbContext>()
                .UseSqlServer(connect(), contextOwnsConnection: true, server => server
                    .MaxBatchSize(maxBatchSize)
                    .ExecutionStrategy(dependencies => new SqlServerRetryStrategy(dependencies)))
                .Options)))
        {
            IsUnencrypted = isReadable,
        };

    /// <inheritdoc cref="MigrateDatabase.RunAsync"/>
    public Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellationToken) => new MigrateDatabase(this, _file).RunAsync(cancellationToken);

    public async Task<bool> IsCurrentAsync(CancellationToken cancellationToken)
    {
        await using var context = Open();
        return !(await context.Database.GetPendingMigrationsAsync(cancellationToken)).Any();
    }
}

/// <summary>Opens contexts. A class and not a delegate, so that EF is not even loaded by a command that only reads in plain SQL.</summary>
internal abstract class Contexts
{
    public abstract PilotDbContext Open();
}

internal sealed class SqliteContexts(string file, IInterceptor[]? interceptors) : Contexts
{
    /// <summary>In seconds. After it the busy database is asked again from the start (<see cref="SqliteRetryStrategy"/>), where it can be cancelled.</summary>
    private const int BusyTimeout = 15;

    private DbContextOptions<SqlitePilotDbContext>? _options;

    public override PilotDbContext Open() => new SqlitePilotDbContext(_options ??= new DbContextOptionsBuilder<SqlitePilotDbContext>()
        .UseSqlite(Connection(), sqlite => sqlite.ExecutionStrategy(dependencies => new SqliteRetryStrategy(dependencies)))
        .AddInterceptors(interceptors ?? [])
        .Options);

    private string Connection() => new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = BusyTimeout, ForeignKeys = true }.ToString();
}

internal sealed class SqlServerContexts(Func<PilotDbContext> open) : Contexts
{
    public override PilotDbContext Open() => open();
}
