using System.Collections.Concurrent;

namespace Pilot.Functions.Blobs;

/// <summary>Which files another program may still be writing to. The store's own writes are whole: it remembers them.</summary>
internal sealed class FilesBeingWritten(TimeProvider fileClock)
{
    /// <summary>A file that another program wrote is left out until it has been still for this long.</summary>
    private static readonly TimeSpan QuietPeriod = TimeSpan.FromSeconds(1);

    /// <summary>
    /// A copy over a slow network may pause: for this long after the last write, a file that its writer still holds open, or that is empty or
    /// half a workbook, is left out.
    /// </summary>
    private static readonly TimeSpan WatchedPeriod = TimeSpan.FromMinutes(10);

    private const int MaxRemembered = 10_000;

    /// <summary>Made when it is first asked for: a command that lists and writes nothing has none.</summary>
    private readonly Lazy<ConcurrentDictionary<string, long>> _ownWrites = new(() => new(StringComparer.Ordinal));

    /// <summary>The store's own writes are whole: they are listed at once. What has rested needs no remembering.</summary>
    public void Remember(string path, DateTime written)
    {
        if (_ownWrites.Value.Count > MaxRemembered)
        {
            var rested = (fileClock.GetUtcNow().UtcDateTime - WatchedPeriod).Ticks;
            foreach (var (old, ticks) in _ownWrites.Value)
            {
                if (ticks < rested)
                {
                    _ownWrites.Value.TryRemove(old, out _);
                }
            }
        }

        _ownWrites.Value[path] = written.Ticks;
    }

    public bool Contains(FileInfo file)
    {
        if (_ownWrites.Value.TryGetValue(file.FullName, out var ticks) && ticks == file.LastWriteTimeUtc.Ticks)
        {
            return false;
        }

        // A time a little in the future is a clock that is a little off: as fresh as now.
        var age = fileClock.GetUtcNow().UtcDateTime - file.LastWriteTimeUtc;
        if (age < QuietPeriod && age > -WatchedPeriod)
        {
            return true;
        }

        return age < WatchedPeriod && age > -WatchedPeriod && (FolderFiles.IsHeldOpen(file) || IncompleteFile.IsUnfinished(file));
    }

    public void Forget(string path) => _ownWrites.Value.TryRemove(path, out _);
}
