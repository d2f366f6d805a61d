using System.Security.Cryptography;
using System.Text;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Workbooks;

namespace Pilot.Functions.Data;

/// <summary>A secret in a data folder, which only its owner can read: made once, of 32 random bytes.</summary>
internal static class SecretFile
{
    private const string RoundingFile = "rounding.secret";
    private const string ManifestFile = "manifest.secret";
    private const int MaxReadings = 250;

    /// <param name="given">What a new file is to hold; null makes a secret.</param>
    public static string ReadOrMake(string file, string? given = null)
    {
        if (!File.Exists(file))
        {
            Make(file, given ?? Convert.ToHexString(RandomNumberGenerator.GetBytes(32)));
        }

        return Read(file);
    }

    /// <summary>The rounding secret kept in a data folder (workbooks.md section 5 rule 8).</summary>
    public static RoundingSecret RoundingOf(string folder) => Rounding(ReadOrMake(Path.Combine(folder, RoundingFile)));

    /// <summary>The key that signs manifests, kept in a data folder.</summary>
    public static ManifestKey ManifestKeyOf(string folder) => new(Convert.FromHexString(ReadOrMake(Path.Combine(folder, ManifestFile))));

    /// <param name="hexadecimal">32 bytes as 64 hexadecimal digits.</param>
    /// <exception cref="FormatException">It is no such secret. The message quotes nothing.</exception>
    public static RoundingSecret Rounding(string hexadecimal)
    {
        try
        {
            if (Convert.FromHexString(hexadecimal.Trim()) is { Length: RoundingSecret.Bytes } bytes)
            {
                return new RoundingSecret(bytes);
            }
        }
        catch (FormatException)
        {
            // Said below, without what it holds.
        }

        throw new FormatException($"The rounding secret must be {RoundingSecret.Bytes} bytes, written as {2 * RoundingSecret.Bytes} hexadecimal digits.");
    }

    private static void Make(string file, string secret)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            using var stream = new FileStream(file, options);
            stream.Write(Encoding.ASCII.GetBytes(secret));
            stream.Flush(flushToDisk: true);
        }
        catch (IOException) when (File.Exists(file))
        {
            // Another process made it at the same moment: that one counts.
        }
    }

    /// <summary>Another process may have made the file and not yet written it: only making it is one step on every system.</summary>
    private static string Read(string file)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                if (File.ReadAllText(file).Trim() is var secret && (secret.Length > 0 || tries == MaxReadings))
                {
                    return secret;
                }
            }
            catch (IOException) when (tries < MaxReadings)
            {
                // Its writer still has it to itself.
            }

            Thread.Sleep(20);
        }
    }
}
