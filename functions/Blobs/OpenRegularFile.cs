using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Pilot.Functions.Blobs;

/// <summary>
/// Opens a file for reading that is nothing else than a file. A pipe would keep the reader waiting for ever, a link or device would give what
/// nobody sent; and what was a file when it was looked at may be a pipe when it is opened.
/// </summary>
internal static class OpenRegularFile
{
    private const int NonBlock = 0x800;
    private const int CloseOnExec = 0x80000;

    /// <summary>O_NOFOLLOW, the one of these whose value depends on the processor.</summary>
    private static readonly int NoFollow = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm ? 0x8000 : 0x20000;

    /// <returns>Null where there is no such file, or it is none.</returns>
    /// <exception cref="UnauthorizedAccessException">It is not the program's to read.</exception>
    public static FileStream? TryOpen(FileInfo file)
    {
        if (OperatingSystem.IsLinux())
        {
            var open = Open(Encoding.UTF8.GetBytes(file.FullName + '\0'), NonBlock | CloseOnExec | NoFollow);
            if (open >= 0)
            {
                return OfHandle(new SafeFileHandle(open, ownsHandle: true));
            }
        }

        // Elsewhere, and for the words of what went wrong. Delete is shared so that a replacement can be renamed over a file that is being
        // read: the reader keeps the old content.
        try
        {
            return !FileStatus.Of(file).IsRegular ? null : new FileStream(file.FullName, new FileStreamOptions
            {
                Mode = FileMode.Open,
                Access = FileAccess.Read,
                Share = FileShare.ReadWrite | FileShare.Delete,
                Options = FileOptions.Asynchronous,
            });
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static FileStream? OfHandle(SafeFileHandle open)
    {
        if (FileStatus.Of(open) is not { IsRegular: false })
        {
            return new FileStream(open, FileAccess.Read);
        }

        open.Dispose();
        return null;
    }

    [DllImport("libc", EntryPoint = "open")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);
}
