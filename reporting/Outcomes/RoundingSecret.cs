using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Pilot.Reporting.Outcomes;

/// <summary>
/// The secret that decides what nearness would give away (workbooks.md section 5 rule 8). It stands in no file, log or manifest, so it
/// says nothing of itself.
/// </summary>
public sealed class RoundingSecret(ReadOnlySpan<byte> secret)
{
    /// <summary>Of a secret that protects anybody.</summary>
    public const int Bytes = 32;

    private readonly byte[] _secret = secret.ToArray();

    /// <summary>The first 8 bytes, big-endian, of HMAC-SHA-256(secret, text as UTF-8).</summary>
    internal ulong KeyOf(string text) => BinaryPrimitives.ReadUInt64BigEndian(HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes(text)));

    public override string ToString() => nameof(RoundingSecret);
}
