using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Pilot.Functions.Data;

/// <summary>
/// Who holds a lease. No two processes have one owner's name, wherever they run: a part of it is random. That its process is dead can be told
/// only where process numbers mean the same: on the same machine, since it was started, and in the same namespace (two containers of one image
/// have the same machine name and both are process 1).
/// </summary>
internal static class LeaseOwner
{
    private const string StartForm = "yyyyMMddHHmmss";

    /// <summary>Hashed, because it is long; 16 digits are enough to tell places apart.</summary>
    private static readonly string Here = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('|', Environment.MachineName, ReadTrimmed("/proc/sys/kernel/random/boot_id"), NamespaceOfProcesses()))))[..16];

    private static readonly string Process = Of(
        Environment.ProcessId,
        System.Diagnostics.Process.GetCurrentProcess().StartTime.ToUniversalTime().ToString(StartForm, CultureInfo.InvariantCulture),
        Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)));

    private static int _taken;

    /// <summary>A name for one taking of a lease by this process.</summary>
    public static string Next() => string.Create(CultureInfo.InvariantCulture, $"{Process}/{Interlocked.Increment(ref _taken)}");

    /// <param name="started">In UTC, to the second.</param>
    internal static string Of(int process, string started, string random) =>
        string.Create(CultureInfo.InvariantCulture, $"{Here}/{process}/{started}/{random}");

    /// <summary>Its process ran here and is no more. False where that cannot be told.</summary>
    public static bool IsDead(string owner)
    {
        var parts = owner.Split('/');
        if (parts.Length < 4 || parts[0] != Here || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return false;
        }

        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(id);
            // A start time is worked out from the machine's own, to a second or so.
            var started = DateTime.ParseExact(parts[2], StartForm, CultureInfo.InvariantCulture);
            return Math.Abs((process.StartTime.ToUniversalTime() - started).TotalSeconds) > 5;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or FormatException)
        {
            return true;
        }
    }

    private static string ReadTrimmed(string file)
    {
        try
        {
            return File.Exists(file) ? File.ReadAllText(file).Trim() : "";
        }
        catch (Exception silent) when (silent is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static string NamespaceOfProcesses()
    {
        try
        {
            return File.ResolveLinkTarget("/proc/self/ns/pid", returnFinalTarget: false)?.Name ?? "";
        }
        catch (Exception silent) when (silent is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
