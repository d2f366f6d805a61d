using System.Text;

namespace Pilot.Reporting.Excel.Reading;

/// <summary>A part that is no XML, as far as it can be read: what it holds is looked at all the same.</summary>
internal static class LenientPartReader
{
    private const int MaxDamagedBytes = 16 * 1024 * 1024;

    public static string Read(Package package, string part)
    {
        using var content = package.Open(part);
        var bytes = new byte[64 * 1024];
        var all = new StringBuilder();
        try
        {
            for (int read; all.Length < MaxDamagedBytes && (read = content.Read(bytes)) > 0;)
            {
                // Zero bytes stand between the letters of UTF-16.
                all.Append(Encoding.Latin1.GetString(bytes, 0, read).Replace("\0", "", StringComparison.Ordinal));
            }
        }
        catch (Exception problem) when (problem is InvalidDataException or UnreadableFileException { RuleId: "FILE_05" })
        {
            // Broken off, or changed on the way: what came is looked at.
        }

        return all.ToString();
    }
}
