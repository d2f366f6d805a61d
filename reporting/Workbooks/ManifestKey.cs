using System.Security.Cryptography;
using System.Text;

namespace Pilot.Reporting.Workbooks;

/// <summary>
/// Signs manifests with HMAC-SHA-256, so that who can write files cannot also write a manifest that vouches for them. It stands in no file
/// that a run writes, and says nothing of itself.
/// </summary>
public sealed class ManifestKey(ReadOnlySpan<byte> secret)
{
    private const string Field = ",\n  \"signature\": \"";
    private const string End = "\"\n}";

    private readonly byte[] _secret = secret.ToArray();

    /// <param name="manifest">As it is written without a signature.</param>
    /// <returns>The same with its signature as the last field.</returns>
    internal byte[] Sign(byte[] manifest) =>
        [.. manifest.AsSpan(0, manifest.Length - "\n}".Length), .. Encoding.ASCII.GetBytes(Field + Convert.ToHexStringLower(HMACSHA256.HashData(_secret, manifest)) + End)];

    /// <summary>Whether this key signed the manifest, to the byte; null where it has no signature.</summary>
    public bool? IsSignatureOf(ReadOnlySpan<byte> manifest)
    {
        var length = Field.Length + (2 * HMACSHA256.HashSizeInBytes) + End.Length;
        if (manifest.Length < length || !manifest[^length..].StartsWith(Encoding.ASCII.GetBytes(Field)))
        {
            return null;
        }

        return CryptographicOperations.FixedTimeEquals(manifest, Sign([.. manifest[..^length], .. "\n}"u8]));
    }

    public override string ToString() => nameof(ManifestKey);
}
