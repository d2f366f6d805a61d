using System.Buffers.Binary;

namespace Pilot.Reporting.Vocabulary;

/// <summary>
/// Stands for one person: HMAC-SHA-256 of the ULN under the pilot's secret, or, for a temporary ULN, of UKPRN + learner_ref
/// (returns.md section 1). 32 bytes. Equal keys mean the same person; a key says nothing of the number behind it.
/// </summary>
public readonly record struct LearnerKey(ulong A, ulong B, ulong C, ulong D) : IComparable<LearnerKey>
{
    /// <exception cref="ArgumentException">Not 32 bytes.</exception>
    public static LearnerKey FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != 32)
        {
            throw new ArgumentException("A learner key has 32 bytes.", nameof(bytes));
        }

        return new LearnerKey(
            BinaryPrimitives.ReadUInt64BigEndian(bytes),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]));
    }

    public byte[] ToBytes()
    {
        var bytes = new byte[32];
        WriteTo(bytes);
        return bytes;
    }

    /// <param name="bytes">At least 32.</param>
    public void WriteTo(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bytes, A);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], B);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[16..], C);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[24..], D);
    }

    public int CompareTo(LearnerKey other)
    {
        var a = A.CompareTo(other.A);
        if (a != 0)
        {
            return a;
        }

        var b = B.CompareTo(other.B);
        if (b != 0)
        {
            return b;
        }

        var c = C.CompareTo(other.C);
        return c != 0 ? c : D.CompareTo(other.D);
    }

    public override int GetHashCode() => unchecked((int)(A ^ (A >> 32)));

    /// <summary>The first 8 hexadecimal digits: enough to tell people apart in a debugger.</summary>
    public override string ToString() => (A >> 32).ToString("x8", System.Globalization.CultureInfo.InvariantCulture);

    public static bool operator <(LearnerKey left, LearnerKey right) => left.CompareTo(right) < 0;
    public static bool operator >(LearnerKey left, LearnerKey right) => left.CompareTo(right) > 0;
    public static bool operator <=(LearnerKey left, LearnerKey right) => left.CompareTo(right) <= 0;
    public static bool operator >=(LearnerKey left, LearnerKey right) => left.CompareTo(right) >= 0;
}

/// <summary>Turns a ULN into the key that stands for it.</summary>
public interface ILearnerKeys
{
    LearnerKey OfUln(ReadOnlySpan<char> uln);

    LearnerKey OfTemporary(Ukprn ukprn, string learnerRef);
}
