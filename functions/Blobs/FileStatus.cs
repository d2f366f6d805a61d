using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Pilot.Functions.Blobs;

/// <summary>
/// What the system knows of a file, its link not followed. Copying and moving keep the time of writing that a file had elsewhere; the time of
/// its last change of any kind cannot be set by those who send. .NET reads neither that time nor the kind of a file on Linux, so the system is
/// asked.
/// </summary>
/// <param name="IsRegular">Neither a pipe, nor a device, socket, link or folder: reading it waits for nobody and starts nothing.</param>
/// <param name="ChangedAt">The last change of any kind, in UTC; null where the system cannot say.</param>
internal readonly record struct FileStatus(bool IsRegular, DateTimeOffset? ChangedAt)
{
    private const int AtFdCwd = -100;
    private const int AtSymlinkNoFollow = 0x100;
    private const int AtEmptyPath = 0x1000;
    private const uint RequestedFields = 0x80 | KindWanted;
    private const uint KindWanted = 0x1;

    /// <summary>Where <c>struct statx</c> holds <c>stx_mask</c>, <c>stx_mode</c> and <c>stx_ctime</c> (seconds, then nanoseconds), on every architecture.</summary>
    private const int Mask = 0;
    private const int Mode = 28;
    private const int Seconds = 96;
    private const int Nanoseconds = 104;

    private const int KindBits = 0xF000;
    private const int RegularKind = 0x8000;

    public static FileStatus Of(FileSystemInfo file) =>
        (OperatingSystem.IsLinux() ? OnLinux(AtFdCwd, file.FullName, AtSymlinkNoFollow) : null)
        ?? new FileStatus(file is FileInfo { LinkTarget: null } && (file.Attributes & FileAttributes.Device) == 0, null);

    /// <summary>Of a file that is open: what was looked at and what is read are the same file.</summary>
    public static FileStatus? Of(SafeFileHandle open) => OnLinux((int)open.DangerousGetHandle(), "", AtEmptyPath);

    /// <summary>When a file came to lie where it lies. Where the system cannot say, the later of the times when it was made and written.</summary>
    public DateTimeOffset ReceivedAt(FileInfo file) => ChangedAt
        ?? new DateTimeOffset(file.CreationTimeUtc > file.LastWriteTimeUtc ? file.CreationTimeUtc : file.LastWriteTimeUtc, TimeSpan.Zero);

    private static FileStatus? OnLinux(int folder, string path, int flags)
    {
        var answer = new byte[256];
        try
        {
            if (Statx(folder, Encoding.UTF8.GetBytes(path + '\0'), flags, RequestedFields, answer) != 0
                || (BinaryPrimitives.ReadUInt32LittleEndian(answer.AsSpan(Mask)) & RequestedFields) != RequestedFields)
            {
                return null;
            }
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }

        var seconds = BinaryPrimitives.ReadInt64LittleEndian(answer.AsSpan(Seconds));
        var nanoseconds = BinaryPrimitives.ReadUInt32LittleEndian(answer.AsSpan(Nanoseconds));
        return new FileStatus(
            (BinaryPrimitives.ReadUInt16LittleEndian(answer.AsSpan(Mode)) & KindBits) == RegularKind,
            DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(nanoseconds / 100));
    }

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int folder, byte[] path, int flags, uint wanted, byte[] answer);
}
