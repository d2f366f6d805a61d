using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;

namespace Pilot.Functions.Data;

/// <summary>
/// A lock by name that holds across processes and machines: a row in the database with an owner and a time at which it runs out. While
/// it is held it is renewed; the lease of a process that died is taken over, on the same machine at once, elsewhere once it was seen to
/// stand still for three quarters of its term. That is measured on the stopwatch of the one who waits: a clock that jumps, here or on the
/// machine of the holder, neither takes a lease away nor keeps it for ever. Plain statements only, so that every database can do it.
/// </summary>
/// <param name="term">How long a lease is taken for; it is renewed after each third. Null = a minute.</param>
public sealed class Leases(PilotDatabase database, TimeSpan? term = null)
{
    private readonly TimeSpan _term = term ?? TimeSpan.FromSeconds(60);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(1);

    /// <summary>In one process the waiting is done here: only one of those who wait for a name asks the database.</summary>
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _localLocks = new(StringComparer.Ordinal);

    /// <summary>The turn of whatever makes, publishes, closes or removes runs.</summary>
    /// <exception cref="TimeoutException">Somebody else held it for longer than a closing takes.</exception>
    public Task<IAsyncDisposable> AcquireRunsAsync(CancellationToken cancellationToken) => AcquireAsync("runs", TimeSpan.FromMinutes(20), cancellationToken);

    /// <summary>The turn of one provider's files: whatever judges, answers or removes one takes it.</summary>
    /// <param name="folder">The provider's folder of uploads.</param>
    /// <exception cref="TimeoutException">Somebody else held it for longer than a large return takes.</exception>
    public Task<IAsyncDisposable> AcquireProviderAsync(string folder, CancellationToken cancellationToken) =>
        AcquireAsync("provider " + folder, TimeSpan.FromMinutes(5), cancellationToken);

    /// <summary>Waits for the lock.</summary>
    /// <exception cref="TimeoutException">Somebody else held it for longer than <paramref name="patience"/>.</exception>
    public async Task<IAsyncDisposable> AcquireAsync(string name, TimeSpan patience, CancellationToken cancellationToken)
    {
        var waited = Stopwatch.StartNew();
        var turn = _localLocks.GetOrAdd(name, _ => new SemaphoreSlim(1));
        if (!await turn.WaitAsync(patience, cancellationToken))
        {
            throw TookTooLong(name, patience);
        }

        try
        {
            return new LeaseHandle(this, name, await TakeAsync(name, waited, patience, cancellationToken), turn);
        }
        catch
        {
            turn.Release();
            throw;
        }
    }

    /// <returns>The owner's name under which it was taken.</returns>
    private async Task<string> TakeAsync(string name, Stopwatch waited, TimeSpan patience, CancellationToken cancellationToken)
    {
        var owner = LeaseOwner.Next();
        var seen = new ObservedLease();
        var pause = FirstPause;
        try
        {
            while (!await TryTakeAsync(name, owner, seen, cancellationToken))
            {
                if (waited.Elapsed > patience)
                {
                    throw TookTooLong(name, patience);
                }

                await Task.Delay(pause * (0.5 + Random.Shared.NextDouble()), cancellationToken);
                pause = pause * 2 < MaxPause ? pause * 2 : MaxPause;
            }
        }
        catch (Exception failure) when (failure is not TimeoutException)
        {
            await ReleaseQuietlyAsync(name, owner);
            throw;
        }

        return owner;
    }

    private static TimeoutException TookTooLong(string name, TimeSpan patience) =>
        new($"Another process has been at work on {name} for {(int)patience.TotalSeconds} seconds.");

    /// <summary>The lock may have been taken although the answer was lost: then nobody would hold it and everybody wait for it.</summary>
    private async Task ReleaseQuietlyAsync(string name, string owner)
    {
        try
        {
            await GiveBackAsync(name, owner);
        }
        catch (Exception)
        {
            // The database is out of reach still: the lease stands still, and is taken over.
        }
    }

    private async Task<bool> TryTakeAsync(string name, string owner, ObservedLease seen, CancellationToken cancellationToken)
    {
        await using var context = database.Open();
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var row = await context.Leases.AsNoTracking().FirstOrDefaultAsync(lease => lease.Name == name, cancellationToken);
        if (row is null)
        {
            try
            {
                context.Leases.Add(new LeaseRow { Name = name, Owner = owner, ExpiresAt = now + _term });
                await context.SaveChangesAsync(cancellationToken);
                return true;
            }
            catch (DbUpdateException)
            {
                // Somebody else made the row in between.
                return false;
            }
        }

        if (row.Owner == owner)
        {
            // Taken by an earlier try whose answer was lost.
            return true;
        }

        if (row.Owner.Length > 0 && !LeaseOwner.IsDead(row.Owner) && seen.StillFor(row) < _term * 3 / 4)
        {
            return false;
        }

        var before = row.Owner;
        var expires = now + _term;
        return await context.Leases.Where(lease => lease.Name == name && lease.Owner == before)
            .ExecuteUpdateAsync(set => set.SetProperty(lease => lease.Owner, owner).SetProperty(lease => lease.ExpiresAt, expires), cancellationToken) == 1;
    }

    private async Task RenewAsync(string name, string owner)
    {
        await using var context = database.Open();
        var expires = TimeProvider.System.GetUtcNow().UtcDateTime + _term;
        await context.Leases.Where(lease => lease.Name == name && lease.Owner == owner)
            .ExecuteUpdateAsync(set => set.SetProperty(lease => lease.ExpiresAt, expires));
    }

    private async Task GiveBackAsync(string name, string owner)
    {
        await using var context = database.Open();
        await context.Leases.Where(lease => lease.Name == name && lease.Owner == owner)
            .ExecuteUpdateAsync(set => set.SetProperty(lease => lease.Owner, ""));
    }

    /// <summary>A lease as the one who waits for it saw it last, and since when it has looked like that.</summary>
    private sealed class ObservedLease
    {
        private readonly Stopwatch _since = new();
        private (string Owner, DateTime Expires)? _last;

        public TimeSpan StillFor(LeaseRow row)
        {
            if (_last != (row.Owner, row.ExpiresAt))
            {
                _last = (row.Owner, row.ExpiresAt);
                _since.Restart();
            }

            return _since.Elapsed;
        }
    }

    private sealed class LeaseHandle : IAsyncDisposable
    {
        private readonly Leases _leases;
        private readonly string _name;
        private readonly string _owner;
        private readonly SemaphoreSlim _turn;
        private readonly Timer _renewal;

        public LeaseHandle(Leases leases, string name, string owner, SemaphoreSlim turn)
        {
            (_leases, _name, _owner, _turn) = (leases, name, owner, turn);
            _renewal = new Timer(_ => _ = RenewAsync(), null, leases._term / 3, leases._term / 3);
        }

        public async ValueTask DisposeAsync()
        {
            try
            {
                await _renewal.DisposeAsync();
                await _leases.GiveBackAsync(_name, _owner);
            }
            finally
            {
                _turn.Release();
            }
        }

        private async Task RenewAsync()
        {
            try
            {
                await _leases.RenewAsync(_name, _owner);
            }
            catch (Exception)
            {
                // The next renewal may succeed; where none does, the lease runs out, and what its holder commits is checked again there.
            }
        }
    }
}
