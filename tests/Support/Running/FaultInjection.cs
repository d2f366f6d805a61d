using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Pilot.Functions.Blobs;

namespace Pilot.Tests.Faults;

/// <summary>What happens to one call of a store.</summary>
public enum InjectedFault
{
    /// <summary>Nothing is done.</summary>
    Fails,

    /// <summary>It is done, but the answer is lost.</summary>
    FailsAfterwards,

    /// <summary>It is done two times over, and the second answer is the one that arrives.</summary>
    HappensTwice,

    /// <summary>It takes its time.</summary>
    IsSlow,

    /// <summary>What is read breaks off in the middle.</summary>
    BreaksOff,

    /// <summary>Whoever asked is told to stop: a deadline, or the program is ending.</summary>
    IsCancelled,

    /// <summary>
    /// Nothing is done, and nothing after it either: a store that stays out of reach or, where one strike counts for both stores, a process
    /// that was killed here.
    /// </summary>
    StaysOut,
}

/// <summary>Counts the calls of the stores, and says at which of them a fault strikes.</summary>
/// <param name="at">From 1; 0 = never: then it only counts.</param>
/// <param name="writesOnly">Only calls that change something count: between two of them, a killed process leaves the same behind wherever it is killed.</param>
internal sealed class FaultInjection(InjectedFault fault, int at, bool writesOnly = false) : IDisposable
{
    private readonly CancellationTokenSource _cancel = new();
    private int _calls;

    public int Calls => _calls;

    public bool HasFired => at > 0 && _calls >= at;

    public CancellationToken Cancel => _cancel.Token;

    /// <summary>The fault of this call; null where it goes as it should.</summary>
    public InjectedFault? Next(bool writes = true)
    {
        if (writesOnly && !writes && !HasFired)
        {
            return null;
        }

        var call = Interlocked.Increment(ref _calls);
        if (call != at && !(fault == InjectedFault.StaysOut && at > 0 && call > at))
        {
            return null;
        }

        if (fault == InjectedFault.IsCancelled)
        {
            _cancel.Cancel();
        }

        return fault;
    }

    public void Dispose() => _cancel.Dispose();
}

/// <summary>A store between the program and a real one, that fails once.</summary>
internal sealed class FaultyBlobs(IBlobStore real, FaultInjection injection) : IBlobStore
{
    public IAsyncEnumerable<BlobEntry> ListAsync(string container, string prefix, CancellationToken cancellationToken)
    {
        if (injection.Next(writes: false) is InjectedFault.Fails or InjectedFault.FailsAfterwards or InjectedFault.StaysOut)
        {
            throw Lost();
        }

        return real.ListAsync(container, prefix, cancellationToken);
    }

    public Task<BlobEntry?> FindAsync(string container, string name, CancellationToken cancellationToken) =>
        InjectAsync(() => real.FindAsync(container, name, cancellationToken), cancellationToken, writes: false);

    public async Task<Stream> OpenReadAsync(string container, string name, CancellationToken cancellationToken)
    {
        var broken = false;
        var content = await InjectAsync(() => real.OpenReadAsync(container, name, cancellationToken), cancellationToken, () => broken = true, writes: false);
        return broken ? new BreaksOffStream(content) : content;
    }

    public async Task<bool> CreateAsync(string container, string name, Stream content, string contentType, CancellationToken cancellationToken)
    {
        var bytes = await BytesAsync(content, cancellationToken);
        return await InjectAsync(() => real.CreateAsync(container, name, new MemoryStream(bytes), contentType, cancellationToken), cancellationToken);
    }

    public async Task ReplaceAsync(string container, string name, Stream content, string contentType, CancellationToken cancellationToken)
    {
        var bytes = await BytesAsync(content, cancellationToken);
        await InjectAsync(async () =>
        {
            await real.ReplaceAsync(container, name, new MemoryStream(bytes), contentType, cancellationToken);
            return true;
        }, cancellationToken);
    }

    public Task<bool> DeleteAsync(string container, string name, string eTag, CancellationToken cancellationToken) =>
        InjectAsync(() => real.DeleteAsync(container, name, eTag, cancellationToken), cancellationToken);

    /// <summary>Some content can be read once only, and what happens twice is written twice.</summary>
    private static async Task<byte[]> BytesAsync(Stream content, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, cancellationToken);
        return bytes.ToArray();
    }

    private async Task<T> InjectAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken, Action? breaksOff = null, bool writes = true)
    {
        switch (injection.Next(writes))
        {
            case InjectedFault.Fails:
            case InjectedFault.StaysOut:
                throw Lost();
            case InjectedFault.FailsAfterwards:
                await call();
                throw new Azure.RequestFailedException(503, "The answer was lost.");
            case InjectedFault.HappensTwice:
                await call();
                return await call();
            case InjectedFault.IsSlow:
                await Task.Delay(150, cancellationToken);
                return await call();
            case InjectedFault.BreaksOff:
                breaksOff?.Invoke();
                return await call();
            default:
                cancellationToken.ThrowIfCancellationRequested();
                return await call();
        }
    }

    private static IOException Lost() => new("The store did not answer.");
}

/// <summary>Reads the first half, and then the connection is gone.</summary>
internal sealed class BreaksOffStream(Stream content) : Stream
{
    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => false;
    public override long Length => content.Length;

    public override long Position
    {
        get => content.Position;
        set => content.Position = value;
    }

    public override int Read(byte[] buffer, int offset, int count) => content.Position >= content.Length / 2
        ? throw new IOException("The connection was lost.")
        : content.Read(buffer, offset, (int)Math.Min(count, Math.Max(1, (content.Length / 2) - content.Position)));

    public override long Seek(long offset, SeekOrigin origin) => content.Seek(offset, origin);

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        content.Dispose();
        base.Dispose(disposing);
    }
}

/// <summary>A database whose statements and commits fail once.</summary>
/// <param name="code">SQLite's: 10 = a fault of the disk, 5 = busy, 13 = full.</param>
internal sealed class FaultyCommands(FaultInjection injection, int code = 10) : DbCommandInterceptor, IDbTransactionInterceptor
{
    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Before(Changes(command));
        return new(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Before(Changes(command));
        return new(result);
    }

    public ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        Before(writes: true);
        return new(result);
    }

    private static bool Changes(DbCommand command) => !command.CommandText.TrimStart().StartsWith("SELECT", StringComparison.OrdinalIgnoreCase);

    private void Before(bool writes)
    {
        if (injection.Next(writes) is InjectedFault.Fails or InjectedFault.StaysOut)
        {
            throw new SqliteException("The database failed.", code);
        }
    }
}

/// <summary>A database that does what it is told, and whose answer is then lost.</summary>
internal sealed class LostCommitAnswers(FaultInjection injection) : DbCommandInterceptor, IDbTransactionInterceptor
{
    public override ValueTask<int> NonQueryExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        After();
        return new(result);
    }

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        After();
        return Task.CompletedTask;
    }

    private void After()
    {
        if (injection.Next() is InjectedFault.FailsAfterwards)
        {
            throw new SqliteException("The answer was lost.", 10);
        }
    }
}
