namespace Pilot.Functions.Blobs;

/// <summary>What <see cref="FolderBlobStore"/> asks of the file system.</summary>
internal static class FolderFiles
{
    /// <summary>Some program still has the file open for writing, where the system or the program's own lock says so.</summary>
    public static bool IsHeldOpen(FileInfo file)
    {
        try
        {
            using var probe = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            // Not ours to read: that is for the one who opens it to say, and no reason to overlook the file.
            return false;
        }
        catch (IOException held) when (held is not FileNotFoundException)
        {
            return true;
        }
    }

    /// <summary>Every folder from the file's own up to the container's: a link on the way leads out of the store.</summary>
    public static bool IsBehindLink(DirectoryInfo top, DirectoryInfo folder)
    {
        for (var at = folder; at is not null; at = at.Parent)
        {
            if (at.LinkTarget is not null)
            {
                return true;
            }

            if (string.Equals(Path.TrimEndingDirectorySeparator(at.FullName), top.FullName, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Every file at any depth, but nothing hidden or passing and nothing behind a link.</summary>
    public static IEnumerable<FileInfo> Under(DirectoryInfo folder)
    {
        var options = new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = false };
        foreach (var entry in folder.EnumerateFileSystemInfos("*", options))
        {
            if (entry.LinkTarget is not null || BlobName.IsTemporaryName(entry.Name) || entry.Name.Contains('\uFFFD', StringComparison.Ordinal))
            {
                continue;
            }

            if (entry is FileInfo file && FileStatus.Of(file).IsRegular)
            {
                yield return file;
            }
            else if (entry is DirectoryInfo inner)
            {
                foreach (var deeper in Under(inner))
                {
                    yield return deeper;
                }
            }
        }
    }
}
