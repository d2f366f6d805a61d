using System.Runtime.InteropServices;
using System.Text;

namespace Pilot.Functions.Blobs;

/// <summary>
/// Gives a file a name that no other file has yet, in one step. .NET's own move without overwriting looks first and renames then, on Linux:
/// of two at once both succeed, and the later takes the place of the earlier.
/// </summary>
internal static class MoveIfAbsent
{
    private const int AtFdCwd = -100;
    private const uint RenameNoReplace = 1;

    /// <summary><c>EEXIST</c>.</summary>
    private const int Exists = 17;

    /// <returns>False where the name is taken: the file stays where it is.</returns>
    /// <exception cref="IOException">Neither was possible.</exception>
    public static bool Run(string from, string to)
    {
        if (OperatingSystem.IsLinux() && OnLinux(from, to) is { } moved)
        {
            return moved;
        }

        try
        {
            File.Move(from, to, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(to))
        {
            return false;
        }
    }

    /// <summary>Null where this system or the file system cannot.</summary>
    private static bool? OnLinux(string from, string to)
    {
        try
        {
            return RenameAt2(AtFdCwd, Encoding.UTF8.GetBytes(from + '\0'), AtFdCwd, Encoding.UTF8.GetBytes(to + '\0'), RenameNoReplace) == 0 ? true
                : Marshal.GetLastPInvokeError() == Exists ? false
                : null;
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }

    [DllImport("libc", EntryPoint = "renameat2", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int RenameAt2(int fromFolder, byte[] from, int toFolder, byte[] to, uint flags);
}
