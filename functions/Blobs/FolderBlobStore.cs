using System.Globalization;
using System.Runtime.CompilerServices;

namespace Pilot.Functions.Blobs;

/// <summary>
/// Containers as folders under one data folder, for the program on one machine: container <c>returns</c> is <c>{data}/returns</c>.
/// A provider sends a return by copying a file in, so a file may appear here half-written: it is left out until it has rested.
/// </summary>
/// <remarks>
/// Symbolic links are not followed: a link could show one provider another's file. Files are known by length, time of writing and, where the
/// system tells it, the time of their last change of any kind; the store's own writes never give one name the same time of writing twice.
/// </remarks>
public sealed class FolderBlobStore : IBlobStore
{
    private readonly string root;
    private readonly TimeProvider clock;
    private readonly TimeProvider fileClock;
    private readonly FilesBeingWritten inWriting;

    /// <param name="dataFolder">Made, readable by its owner only, where it does not exist.</param>
    /// <param name="clock">
    /// Stamps what the store writes, and no file counts as received later than it shows. With another clock than the machine's (a fixed one,
    /// to try things out) a file's time of writing is all that is believed.
    /// </param>
    /// <param name="fileClock">The clock that the file system's own times follow; tests pass another.</param>
    public FolderBlobStore(string dataFolder, TimeProvider clock, TimeProvider? fileClock = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(dataFolder);
        root = Path.GetFullPath(dataFolder);
        this.clock = clock;
        this.fileClock = fileClock ?? TimeProvider.System;
        inWriting = new FilesBeingWritten(this.fileClock);
        PrivateFiles.MakeFolder(root);
    }

    public async IAsyncEnumerable<BlobEntry> ListAsync(
        string container, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        BlobName.CheckContainer(container);
        BlobName.CheckPrefix(prefix);
        var top = new DirectoryInfo(Path.Combine(root, container));
        var start = new DirectoryInfo(Path.Combine(top.FullName, prefix[..(prefix.LastIndexOf('/') + 1)]));
        if (!start.Exists || FolderFiles.IsBehindLink(top, start))
        {
            yield break;
        }

        var entries = new List<BlobEntry>();
        foreach (var file in FolderFiles.Under(start))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var name = Path.GetRelativePath(top.FullName, file.FullName).Replace(Path.DirectorySeparatorChar, '/');
            if (name.StartsWith(prefix, StringComparison.Ordinal) && !BlobName.IsTemporaryName(name) && Entry(container, name, file) is { } entry)
            {
                entries.Add(entry);
            }
        }

        entries.Sort((entry, other) => string.CompareOrdinal(entry.Name, other.Name));
        foreach (var entry in entries)
        {
            yield return entry;
        }

        await Task.CompletedTask;
    }

    public Task<BlobEntry?> FindAsync(string container, string name, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var file = FileOf(container, name);
        return Task.FromResult(BlobName.IsTemporaryName(name) || !IsPlainFile(container, file) ? null : Entry(container, name, file));
    }

    public Task<Stream> OpenReadAsync(string container, string name, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var file = FileOf(container, name);
        if (!IsPlainFile(container, file))
        {
            throw NotFound(container, name);
        }

        return Task.FromResult<Stream>(OpenRegularFile.TryOpen(file) ?? throw NotFound(container, name));
    }

    public IEnumerable<IrregularFile> ListIrregularFiles(string container)
    {
        BlobName.CheckContainer(container);
        var top = new DirectoryInfo(Path.Combine(root, container));
        return top.Exists && top.LinkTarget is null ? IrregularFiles.Under(top, fileClock.GetUtcNow().UtcDateTime) : [];
    }

    public int RemoveLeftoverFiles() => IrregularFiles.RemoveLeftOver(new DirectoryInfo(root), fileClock.GetUtcNow().UtcDateTime);

    public async Task<bool> CreateAsync(string container, string name, Stream content, string contentType, CancellationToken cancellationToken)
    {
        BlobName.CheckForWriting(name);
        var target = FileOf(container, name);
        if (target.Exists)
        {
            return false;
        }

        return await WriteAsync(container, target, content, overwrite: false, cancellationToken);
    }

    public async Task ReplaceAsync(string container, string name, Stream content, string contentType, CancellationToken cancellationToken)
    {
        BlobName.CheckForWriting(name);
        await WriteAsync(container, FileOf(container, name), content, overwrite: true, cancellationToken);
    }

    public Task<bool> DeleteAsync(string container, string name, string eTag, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var file = FileOf(container, name);
        if (!IsPlainFile(container, file))
        {
            return Task.FromResult(true);
        }

        if (Entry(container, name, file) is not { } entry)
        {
            // Somebody is writing to it.
            return Task.FromResult(false);
        }

        if (entry.ETag == eTag)
        {
            file.Delete();
            inWriting.Forget(file.FullName);
        }

        return Task.FromResult(true);
    }

    /// <summary>Written under a passing name in the same folder, brought to the disk, then renamed: a crash leaves all or nothing.</summary>
    private async Task<bool> WriteAsync(string container, FileInfo target, Stream content, bool overwrite, CancellationToken cancellationToken)
    {
        var folder = target.Directory!;
        PrivateFiles.MakeFolder(folder.FullName);
        if (FolderFiles.IsBehindLink(new DirectoryInfo(Path.Combine(root, container)), folder))
        {
            throw new IOException("This folder is a link to another place: nothing is written through it.");
        }

        var passing = Path.Combine(folder.FullName, $".{Guid.NewGuid():N}.tmp");
        try
        {
            await using (var file = PrivateFiles.Make(passing))
            {
                await content.CopyToAsync(file, cancellationToken);
                await file.FlushAsync(cancellationToken);
                file.Flush(flushToDisk: true);
            }

            return Publish(passing, target, overwrite);
        }
        finally
        {
            File.Delete(passing);
        }
    }

    private bool Publish(string passing, FileInfo target, bool overwrite)
    {
        // A file's length and time are its ETag, and the time of some file systems is coarse: never the same time twice for one name.
        target.Refresh();
        var stamp = clock.GetUtcNow().UtcDateTime;
        if (target.Exists && target.LastWriteTimeUtc >= stamp)
        {
            stamp = target.LastWriteTimeUtc.AddTicks(1);
        }

        File.SetLastWriteTimeUtc(passing, stamp);
        inWriting.Remember(target.FullName, File.GetLastWriteTimeUtc(passing));
        if (!overwrite)
        {
            return MoveIfAbsent.Run(passing, target.FullName);
        }

        File.Move(passing, target.FullName, overwrite: true);
        return true;
    }

    private BlobEntry? Entry(string container, string name, FileInfo file)
    {
        try
        {
            file.Refresh();
            var status = FileStatus.Of(file);
            if (!file.Exists || !status.IsRegular || inWriting.Contains(file))
            {
                return null;
            }

            var writing = string.Create(CultureInfo.InvariantCulture, $"{file.Length:x}-{file.LastWriteTimeUtc.Ticks:x}");
            var eTag = status.ChangedAt is { } changed ? string.Create(CultureInfo.InvariantCulture, $"{writing}-{changed.UtcTicks:x}") : writing;
            return new BlobEntry(container, name, eTag, ReceivedAt(file, status), file.Length) { ContentVersion = writing };
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>
    /// Not the time of writing alone: copying keeps the time that a file had elsewhere, and a late return would look punctual.
    /// </summary>
    private DateTimeOffset ReceivedAt(FileInfo file, FileStatus status)
    {
        var written = new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero);
        var at = clock == fileClock ? status.ReceivedAt(file) : written;
        var now = clock.GetUtcNow().ToUniversalTime();
        return at > now ? now : at;
    }

    private FileInfo FileOf(string container, string name)
    {
        BlobName.CheckContainer(container);
        BlobName.Check(name);
        if (Array.Exists(name.Split('/'), part => part.IndexOfAny(Path.GetInvalidFileNameChars()) >= 0))
        {
            throw new ArgumentException("This machine cannot store a file of that name.", nameof(name));
        }

        return new FileInfo(Path.Combine(root, container, name));
    }

    private bool IsPlainFile(string container, FileInfo file) =>
        file.Exists && FileStatus.Of(file).IsRegular && !FolderFiles.IsBehindLink(new DirectoryInfo(Path.Combine(root, container)), file.Directory!);

    private static FileNotFoundException NotFound(string container, string name) => new($"There is no file {container}/{name}.", name);
}
