using System.Text.RegularExpressions;

namespace Pilot.Functions.Blobs;

/// <summary>What lies in a folder and is no upload. It is never opened.</summary>
/// <param name="Name">As it may be shown.</param>
/// <param name="What">Completes "is ...".</param>
public sealed record IrregularFile(string Name, string What);

/// <summary>Finds what people put into a container of folders and what no listing shows; and clears away what the program itself left behind.</summary>
internal static partial class IrregularFiles
{
    /// <summary>An editor's lock file or a copy under way has a dot in front as well: what stays is named.</summary>
    private static readonly TimeSpan MinAge = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LeftOver = TimeSpan.FromDays(1);

    public static IEnumerable<IrregularFile> Under(DirectoryInfo folder, DateTime now)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos("*", new EnumerationOptions { AttributesToSkip = 0 }))
        {
            var name = SafeDisplayName.Of(entry.Name);
            if (entry.LinkTarget is not null)
            {
                yield return new IrregularFile(name, "a link to another place");
            }
            else if (entry.Name.Contains('\uFFFD', StringComparison.Ordinal))
            {
                yield return new IrregularFile(name, "a file whose name is not text");
            }
            else if (entry.Name.StartsWith('.'))
            {
                if (!OwnName().IsMatch(entry.Name) && now - entry.LastWriteTimeUtc > MinAge)
                {
                    yield return new IrregularFile(name, "hidden, because its name starts with a full stop");
                }
            }
            else if (entry is DirectoryInfo inner)
            {
                foreach (var deeper in Under(inner, now))
                {
                    yield return deeper with { Name = name + "/" + deeper.Name };
                }
            }
            else if (!FileStatus.Of(entry).IsRegular)
            {
                yield return new IrregularFile(name, "a pipe, a device or something else that is no file");
            }
        }
    }

    /// <summary>Files that the store itself was writing when the program was killed.</summary>
    /// <returns>How many were removed.</returns>
    public static int RemoveLeftOver(DirectoryInfo folder, DateTime now)
    {
        var removed = 0;
        var options = new EnumerationOptions { AttributesToSkip = FileAttributes.ReparsePoint, RecurseSubdirectories = true };
        foreach (var file in folder.EnumerateFiles(".*.tmp", options).Where(file => OwnName().IsMatch(file.Name) && now - file.LastWriteTimeUtc > LeftOver))
        {
            file.Delete();
            removed++;
        }

        return removed;
    }

    [GeneratedRegex(@"^\.[0-9a-f]{32}\.tmp$", RegexOptions.CultureInvariant)]
    private static partial Regex OwnName();
}
