namespace Pilot.Functions.Blobs;

/// <summary>What a container and a blob may be called, the same on one machine and in Azure.</summary>
public static class BlobName
{
    /// <summary>Azure's limit for the whole name.</summary>
    private const int MaxNameLength = 1024;

    /// <exception cref="ArgumentException">Not a container name as Azure Storage takes it: 3 to 63 of a-z, 0-9 and single hyphens.</exception>
    public static void CheckContainer(string container)
    {
        ArgumentNullException.ThrowIfNull(container);
        var fits = container.Length is >= 3 and <= 63
            && container.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
            && container[0] != '-' && container[^1] != '-' && !container.Contains("--", StringComparison.Ordinal);
        if (!fits)
        {
            throw new ArgumentException("This is not the name of a container.", nameof(container));
        }
    }

    /// <exception cref="ArgumentException">
    /// The name would leave its container or could not be stored: an empty part, a <c>.</c> or <c>..</c> part, a backslash, a leading
    /// <c>/</c>, a control character, or more than 1,024 characters.
    /// </exception>
    public static void Check(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!IsValid(name))
        {
            throw new ArgumentException("This is not the name of a blob in its container.", nameof(name));
        }
    }

    /// <summary>A name that <see cref="Check"/> takes. Azure has blobs of other names too: they are told of and never opened.</summary>
    public static bool IsValid(string name) =>
        name.Length <= MaxNameLength && !name.Contains('\\', StringComparison.Ordinal) && !name.Any(char.IsControl)
        && !Array.Exists(name.Split('/'), part => part is "" or "." or "..");

    /// <summary>As <see cref="Check"/>, and the name is one that a listing will show: what is written must be found again.</summary>
    /// <exception cref="ArgumentException">The name is refused by <see cref="Check"/>, or <see cref="IsTemporaryName"/>.</exception>
    public static void CheckForWriting(string name)
    {
        Check(name);
        if (IsTemporaryName(name))
        {
            throw new ArgumentException("Names that begin with a full stop or ~$, or end like an unfinished download, are never read back.", nameof(name));
        }
    }

    /// <exception cref="ArgumentException">The prefix would leave its container. Empty, or ending in <c>/</c>, is allowed.</exception>
    public static void CheckPrefix(string prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        var parts = prefix.EndsWith('/') ? prefix[..^1] : prefix;
        if (prefix.Length > 0)
        {
            Check(parts);
        }
    }

    /// <summary>
    /// The name of something that is only passing through: an editor's lock file (<c>~$return.xlsx</c>, <c>.~lock.return.xlsx#</c>), a copy
    /// or download that has not finished, or a hidden file. It is no submission, and no listing shows it.
    /// </summary>
    public static bool IsTemporaryName(string name) =>
        Array.Exists(name.Split('/'), part => part.StartsWith('.') || part.StartsWith("~$", StringComparison.Ordinal))
        || Array.Exists(UnfinishedEndings, ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    private static readonly string[] UnfinishedEndings = [".tmp", ".part", ".partial", ".crdownload", ".filepart"];
}
