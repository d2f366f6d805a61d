using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Pilot.Functions.Blobs;

namespace Pilot.Functions.Data;

/// <summary>Brings a database to this program's version, and makes it where there is none.</summary>
/// <param name="file">Of a SQLite database; null for a server.</param>
internal sealed class MigrateDatabase(PilotDatabase database, string? file)
{
    /// <summary>Applies what is missing of the migrations. Safe to run again and from two places.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellationToken)
    {
        // The very same program has looked before, and EF need not be asked what there is to do.
        var program = StartMarks.Program;
        if ((await StartMarks.ReadAsync(database, cancellationToken)).MigratedBy == program)
        {
            return [];
        }

        if (file is not null)
        {
            PrivateFiles.Touch(file);
        }

        await using var context = database.Open();
        var pending = (await context.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
        await ApplyAsync(context, pending, cancellationToken);
        await AddLedgerReferenceKeys.RunAsync(database, cancellationToken);
        if (file is not null)
        {
            // Readers never wait for a writer; a commit is on disk before the answer goes out.
            await context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", cancellationToken);
            await context.Database.ExecuteSqlAsync($"INSERT OR REPLACE INTO Marks (Name, Value) VALUES ({StartMarks.MigratedByMark}, {program})", cancellationToken);
        }

        return pending;
    }

    private async Task ApplyAsync(PilotDbContext context, List<string> pending, CancellationToken cancellationToken)
    {
        if (pending.Count > 0 && file is not null)
        {
            await using var turn = await OneAtATimeAsync(file + ".migrating", cancellationToken);
            // A program that was killed while it migrated left this mark, and the next one would wait for it for ever. Whoever is still
            // at work holds the file above, which the system frees when its holder ends.
            await context.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\";", cancellationToken);
            await context.Database.MigrateAsync(cancellationToken);
        }
        else if (file is null)
        {
            await MakeAsync(context, cancellationToken);
            await context.Database.MigrateAsync(cancellationToken);
            await LetReadersPassAsync(context, cancellationToken);
        }
    }

    /// <summary>
    /// Makes the database where the server has none. A server that makes it and refuses what EF would set on it besides (that readers do not wait
    /// for writers: where they do, nothing but time is lost) has made it all the same.
    /// </summary>
    private static async Task MakeAsync(PilotDbContext context, CancellationToken cancellationToken)
    {
        var creator = context.GetService<IRelationalDatabaseCreator>();
        if (await creator.ExistsAsync(cancellationToken))
        {
            return;
        }

        try
        {
            await creator.CreateAsync(cancellationToken);
        }
        catch (SqlException)
        {
            // The pool remembers that there was no such database.
            SqlConnection.ClearPool((SqlConnection)context.Database.GetDbConnection());
            if (!await creator.ExistsAsync(cancellationToken))
            {
                throw;
            }
        }
    }

    /// <summary>
    /// Readers that wait for writers, and writers for readers, take a small server hours for what it does in minutes. A server that refuses to
    /// change it loses nothing but time.
    /// </summary>
    private static async Task LetReadersPassAsync(PilotDbContext context, CancellationToken cancellationToken)
    {
        try
        {
            var stands = await context.Database
                .SqlQueryRaw<bool>("SELECT is_read_committed_snapshot_on AS Value FROM sys.databases WHERE name = DB_NAME()").ToListAsync(cancellationToken);
            if (stands.Contains(true))
            {
                return;
            }

            // Whoever is at work is cut off, and begins anew: the setting waits for all others to be gone, and would wait for ever.
            await context.Database.ExecuteSqlRawAsync("ALTER DATABASE CURRENT SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE", cancellationToken);
            await context.Database.ExecuteSqlRawAsync("ALTER DATABASE CURRENT SET ALLOW_SNAPSHOT_ISOLATION ON", cancellationToken);
        }
        catch (SqlException)
        {
            // Not every server can, and not every user may.
        }
    }

    private static async Task<FileStream> OneAtATimeAsync(string mark, CancellationToken cancellationToken)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return new FileStream(mark, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException) when (tries < 600)
            {
                await Task.Delay(100, cancellationToken);
            }
        }
    }
}
