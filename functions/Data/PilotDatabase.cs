using System.Data.Common;
using Azure.Core;
using Azure.Identity;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Pilot.Functions.Data;

/// <summary>Opens contexts over the configured database: a SQLite file on one machine, SQL Server or Azure SQL elsewhere.</summary>
public sealed class PilotDatabase
{
    /// <summary>In seconds. After it the busy database is asked again from the start (<see cref="RetryBusySqlite"/>), where it can be cancelled.</summary>
    private const int PatienceWithBusySqlite = 15;

    /// <summary>SQLITE_ERROR: among others, there is no such table.</summary>
    private const int SqliteError = 1;

    internal const int MostRetries = 4;
    internal static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(8);

    /// <summary>The program that last found nothing left to migrate.</summary>
    private const string MigratedBy = "migrated-by";

    private readonly Contexts _contexts;
    private readonly string? _file;
    private readonly string? _connection;

    private PilotDatabase(string name, Contexts contexts, string? file = null, string? connection = null)
    {
        Name = name;
        _file = file;
        _connection = connection;
        _contexts = contexts;
    }

    /// <summary>What it is, for people; no connection string.</summary>
    public string Name { get; }

    public bool IsSqlite => _file is not null;

    /// <summary>What is sent to the server and back, learners among it, can be read on its way.</summary>
    public bool IsReadableOnTheWay { get; private init; }

    public PilotDbContext Open() => _contexts.Open();

    /// <summary>
    /// Work that is stored as a whole or not at all, in a transaction that it opens itself. Where the database was busy or out of reach for
    /// a moment, all of it is done again on a context of its own: it must find out for itself whether an earlier try went through.
    /// </summary>
    public async Task<T> AsOneAsync<T>(Func<PilotDbContext, CancellationToken, Task<T>> work, CancellationToken cancel)
    {
        await using var asking = Open();
        return await asking.Database.CreateExecutionStrategy().ExecuteAsync(
            async again =>
            {
                await using var context = Open();
                return await work(context, again);
            },
            cancel);
    }

    /// <summary>Reads in plain SQL (<see cref="PlainSql"/>), with the same patience as every other work.</summary>
    internal async Task<T> ReadAsync<T>(Func<DbConnection, CancellationToken, Task<T>> read, CancellationToken cancel)
    {
        if (_connection is not null)
        {
            try
            {
                await using var connection = new SqliteConnection(_connection);
                await connection.OpenAsync(cancel);
                return await read(connection, cancel);
            }
            catch (SqliteException busy) when (RetryBusySqlite.IsBusy(busy))
            {
                // Seldom: readers wait for nobody who writes. Then as below.
            }
        }

        return await AsOneAsync(
            async (context, again) =>
            {
                await context.Database.OpenConnectionAsync(again);
                return await read(context.Database.GetDbConnection(), again);
            },
            cancel);
    }

    /// <inheritdoc cref="ReadAsync"/>
    internal T Read<T>(Func<DbConnection, T> read) =>
        ReadAsync((connection, _) => Task.FromResult(read(connection)), CancellationToken.None).GetAwaiter().GetResult();

    /// <summary>The value of a mark; null where there is none.</summary>
    internal async Task<string?> MarkAsync(string name, CancellationToken cancel) =>
        (await ReadAsync(
            (connection, again) => connection.ListAsync("SELECT Value FROM Marks WHERE Name = @name", from => from.GetString(0), again, ("@name", name)),
            cancel)).SingleOrDefault();

    public static PilotDatabase Sqlite(string file) => Sqlite(file, null);

    /// <param name="interceptors">Tests pass ones that fail.</param>
    public static PilotDatabase Sqlite(string file, params IInterceptor[]? interceptors)
    {
        var connection = new SqliteConnectionStringBuilder
        {
            DataSource = file,
            DefaultTimeout = PatienceWithBusySqlite,
            ForeignKeys = true,
        }.ToString();
        return new PilotDatabase($"SQLite ({Path.GetFileName(file)})", new SqliteContexts(connection, interceptors), file, connection);
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
        return SqlServer(
            isReadable: given.Encrypt == SqlConnectionEncryptOption.Optional,
            connect: () =>
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
                    .EnableRetryOnFailure(MostRetries, LongestPause, null))
                .Options)))
        {
            IsReadableOnTheWay = isReadable,
        };

    /// <summary>Applies what is missing of the migrations. Safe to run again and from two places.</summary>
    public async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancel)
    {
        // The very same program has looked before, and EF need not be asked what there is to do.
        var program = typeof(PilotDatabase).Module.ModuleVersionId.ToString();
        if (_file is not null && await MigratedByAsync(_file, cancel) == program)
        {
            return [];
        }

        await using var context = Open();
        var pending = (await context.Database.GetPendingMigrationsAsync(cancel)).ToList();
        if (pending.Count > 0 && _file is not null)
        {
            await using var turn = await OneAtATimeAsync(_file + ".migrating", cancel);
            // A program that was killed while it migrated left this mark, and the next one would wait for it for ever. Whoever is still
            // at work holds the file above, which the system frees when its holder ends.
            await context.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\";", cancel);
            await context.Database.MigrateAsync(cancel);
        }
        else if (pending.Count > 0)
        {
            await MakeAsync(context, cancel);
            await context.Database.MigrateAsync(cancel);
        }

        if (IsSqlite)
        {
            // Readers never wait for a writer; a commit is on disk before the answer goes out.
            await context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", cancel);
            await context.Database.ExecuteSqlAsync($"INSERT OR REPLACE INTO Marks (Name, Value) VALUES ({MigratedBy}, {program})", cancel);
        }

        return pending;
    }

    /// <summary>
    /// Makes the database where the server has none. A server that makes it and refuses what EF would set on it besides (that readers do not wait
    /// for writers: where they do, nothing but time is lost) has made it all the same.
    /// </summary>
    private static async Task MakeAsync(PilotDbContext context, CancellationToken cancel)
    {
        var creator = context.GetService<IRelationalDatabaseCreator>();
        if (await creator.ExistsAsync(cancel))
        {
            return;
        }

        try
        {
            await creator.CreateAsync(cancel);
        }
        catch (SqlException)
        {
            // The pool remembers that there was no such database.
            SqlConnection.ClearPool((SqlConnection)context.Database.GetDbConnection());
            if (!await creator.ExistsAsync(cancel))
            {
                throw;
            }
        }
    }

    private async Task<string?> MigratedByAsync(string file, CancellationToken cancel)
    {
        try
        {
            return File.Exists(file) ? await MarkAsync(MigratedBy, cancel) : null;
        }
        catch (SqliteException problem) when (problem.SqliteErrorCode == SqliteError)
        {
            // A database without the table: nothing has been migrated yet.
            return null;
        }
    }

    private static async Task<FileStream> OneAtATimeAsync(string file, CancellationToken cancel)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException) when (tries < 600)
            {
                await Task.Delay(100, cancel);
            }
        }
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

/// <summary>Opens contexts. A class and not a delegate, so that EF is not even loaded by a command that only reads in plain SQL.</summary>
internal abstract class Contexts
{
    public abstract PilotDbContext Open();
}

internal sealed class SqliteContexts(string connection, IInterceptor[]? interceptors) : Contexts
{
    private DbContextOptions<SqlitePilotDbContext>? _options;

    public override PilotDbContext Open() => new SqlitePilotDbContext(_options ??= new DbContextOptionsBuilder<SqlitePilotDbContext>()
        .UseSqlite(connection, sqlite => sqlite.ExecutionStrategy(dependencies => new RetryBusySqlite(dependencies)))
        .AddInterceptors(interceptors ?? [])
        .Options);
}

internal sealed class SqlServerContexts(Func<PilotDbContext> open) : Contexts
{
    public override PilotDbContext Open() => open();
}

/// <summary>Tries again, after growing and scattered pauses, what another writer was in the way of; every other failure is told at once.</summary>
internal sealed class RetryBusySqlite(ExecutionStrategyDependencies dependencies)
    : ExecutionStrategy(dependencies, PilotDatabase.MostRetries, PilotDatabase.LongestPause)
{
    private const int Busy = 5;
    private const int Locked = 6;

    public static bool IsBusy(SqliteException exception) => exception.SqliteErrorCode is Busy or Locked;

    protected override bool ShouldRetryOn(Exception exception) => exception is SqliteException problem && IsBusy(problem);

    protected override TimeSpan? GetNextDelay(Exception lastException) =>
        base.GetNextDelay(lastException) is { } pause ? pause * (0.5 + Random.Shared.NextDouble()) : null;
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
