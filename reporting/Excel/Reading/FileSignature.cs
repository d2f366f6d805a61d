namespace Pilot.Reporting.Excel.Reading;

/// <summary>Looks at the first bytes: is it a zip at all, and if not, what is it?</summary>
internal static class FileSignature
{
    private static ReadOnlySpan<byte> Zip => "PK\x03\x04"u8;

    private static ReadOnlySpan<byte> EmptyZip => "PK\x05\x06"u8;

    private static ReadOnlySpan<byte> Ole => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    /// <summary>The name of the stream that holds a workbook under a password or a label's protection, as an OLE directory writes it.</summary>
    private static ReadOnlySpan<byte> EncryptedPackage => "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"u8;

    /// <exception cref="UnreadableFileException">FILE_01, FILE_02 or FILE_04.</exception>
    public static void Check(Stream content, FileLimits limits)
    {
        if (content.Length > limits.FileBytes)
        {
            throw new UnreadableFileException("FILE_04", $"The file is larger than {limits.FileBytes / (1024 * 1024)} MB.");
        }

        Span<byte> head = stackalloc byte[8];
        content.Position = 0;
        var read = content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        head = head[..read];
        content.Position = 0;
        if (head.StartsWith(Zip))
        {
            return;
        }

        if (head.StartsWith(EmptyZip))
        {
            throw CorruptFile.Because("The workbook is damaged: it holds nothing.");
        }

        if (head.SequenceEqual(Ole) && Holds(content, EncryptedPackage))
        {
            throw new UnreadableFileException("FILE_02", "The workbook is locked (encrypted), by a password or by a sensitivity label that protects it.");
        }

        throw new UnreadableFileException("FILE_01", read == 0 ? "The file is empty." : "The file is not an Excel workbook (.xlsx).");
    }

    private static bool Holds(Stream content, ReadOnlySpan<byte> wanted)
    {
        var buffer = new byte[64 * 1024];
        var kept = 0;
        content.Position = 0;
        for (int read; (read = content.Read(buffer, kept, buffer.Length - kept)) > 0;)
        {
            var filled = buffer.AsSpan(0, kept + read);
            if (filled.IndexOf(wanted) >= 0)
            {
                content.Position = 0;
                return true;
            }

            // The name may stand across two reads.
            kept = Math.Min(wanted.Length - 1, filled.Length);
            filled[^kept..].CopyTo(buffer);
        }

        content.Position = 0;
        return false;
    }
}
