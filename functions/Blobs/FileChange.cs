using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Pilot.Functions.Blobs;

/// <summary>
/// When a file came to lie where it lies. Copying and moving keep the time of writing that the file had elsewhere; the time of its last
/// change of any kind cannot be set by those who send. .NET does not read that time on Linux, so the system is asked.
/// </summary>
internal static class FileChange
{
    private const int CurrentFolder = -100;
    private const uint ChangeTimeWanted = 0x80;

    /// <summary>Where <c>struct statx</c> holds <c>stx_mask</c> and <c>stx_ctime</c> (seconds, then nanoseconds), on every architecture.</summary>
    private const int Mask = 0;
    private const int Seconds = 96;
    private const int Nanoseconds = 104;

    /// <summary>In UTC. Where the system cannot say, the later of the times when the file was made and written.</summary>
    public static DateTimeOffset TimeOf(FileInfo file)
    {
        var made = file.CreationTimeUtc > file.LastWriteTimeUtc ? file.CreationTimeUtc : file.LastWriteTimeUtc;
        return (OperatingSystem.IsLinux() ? OnLinux(file.FullName) : null) ?? new DateTimeOffset(made, TimeSpan.Zero);
    }

    private static DateTimeOffset? OnLinux(string path)
    {
        var told = new byte[256];
        try
        {
            if (Statx(CurrentFolder, Encoding.UTF8.GetBytes(path + '\0'), 0, ChangeTimeWanted, told) != 0
                || (BinaryPrimitives.ReadUInt32LittleEndian(told.AsSpan(Mask)) & ChangeTimeWanted) == 0)
            {
                return null;
            }
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }

        var seconds = BinaryPrimitives.ReadInt64LittleEndian(told.AsSpan(Seconds));
        var nanoseconds = BinaryPrimitives.ReadUInt32LittleEndian(told.AsSpan(Nanoseconds));
        return DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(nanoseconds / 100);
    }

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int folder, byte[] path, int flags, uint wanted, byte[] told);
}
