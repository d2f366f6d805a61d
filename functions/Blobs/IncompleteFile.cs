namespace Pilot.Functions.Blobs;

/// <summary>
/// Whether a file that somebody copied in may still be growing. A workbook is a zip: its end is written last, so one without an end is half a
/// copy however long the copying pauses. An empty file is the beginning of one.
/// </summary>
internal static class IncompleteFile
{
    /// <summary>A zip's end record has 22 bytes, and may have a comment of up to 65,535 behind it.</summary>
    private const int MaxEndLength = 22 + 65_535;

    private static ReadOnlySpan<byte> EndMark => "PK\u0005\u0006"u8;

    /// <summary>Empty, or the beginning of a workbook without its end. A file of another kind is answered in the same words, whole or not.</summary>
    public static bool IsUnfinished(FileInfo file)
    {
        if (file.Length == 0)
        {
            return true;
        }

        try
        {
            using var content = OpenRegularFile.TryOpen(file);
            return content is not null && StartsLikeWorkbook(content) && !HasEnd(content);
        }
        catch (Exception unread) when (unread is IOException or UnauthorizedAccessException)
        {
            // Whoever opens it next says what is wrong.
            return false;
        }
    }

    /// <summary>A zip's first bytes; or nothing yet, where a copier has made room before it writes.</summary>
    private static bool StartsLikeWorkbook(FileStream content)
    {
        Span<byte> first = stackalloc byte[4];
        var read = content.ReadAtLeast(first, first.Length, throwOnEndOfStream: false);
        return first[..read].SequenceEqual("PK\u0003\u0004"u8[..read]) || !first[..read].ContainsAnyExcept((byte)0);
    }

    private static bool HasEnd(FileStream content)
    {
        var tail = new byte[Math.Min(content.Length, MaxEndLength)];
        content.Seek(-tail.Length, SeekOrigin.End);
        var read = content.ReadAtLeast(tail, tail.Length, throwOnEndOfStream: false);
        return tail.AsSpan(0, read).LastIndexOf(EndMark) >= 0;
    }
}
