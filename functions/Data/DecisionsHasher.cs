using System.Security.Cryptography;
using System.Text;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Data;

/// <summary>The lines behind a judgement's hash, hashed as they come: a return of many rows names few areas many times.</summary>
internal sealed class DecisionsHasher
{
    private const int BufferLength = 16 * 1024;
    private const int MaxDigits = 11;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Dictionary<PostcodeArea, byte[]> _areas = new(ReferenceEqualityComparer.Instance);
    private readonly byte[] _lines = new byte[BufferLength];
    private int _used;

    public void Add(string line)
    {
        Append(Encoding.UTF8.GetBytes(line));
        Append("\n"u8);
    }

    public void Add(int row)
    {
        Append(row);
        Append("\n"u8);
    }

    public void Add(int row, PostcodeArea residence, PostcodeArea delivery)
    {
        Append(row);
        Append(" "u8);
        Append(TextOf(residence));
        Append(" "u8);
        Append(TextOf(delivery));
        Append("\n"u8);
    }

    /// <returns>64 hexadecimal digits, lower case.</returns>
    public string Hash()
    {
        Flush();
        using (_hash)
        {
            return Convert.ToHexStringLower(_hash.GetHashAndReset());
        }
    }

    private byte[] TextOf(PostcodeArea area)
    {
        if (!_areas.TryGetValue(area, out var text))
        {
            // The text that hashes stored by earlier versions were made of, word for word: another would judge every return again.
            _areas[area] = text = Encoding.UTF8.GetBytes(
                $"Place {{ Outward = {area.Outward}, Council = {area.Council}, InWmca = {area.InWmca}, InZone = {area.InZone} }}");
        }

        return text;
    }

    private void Append(int number)
    {
        Span<byte> digits = stackalloc byte[MaxDigits];
        number.TryFormat(digits, out var length, provider: System.Globalization.CultureInfo.InvariantCulture);
        Append(digits[..length]);
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _lines.Length - _used)
        {
            Flush();
        }

        if (bytes.Length > _lines.Length)
        {
            _hash.AppendData(bytes);
            return;
        }

        bytes.CopyTo(_lines.AsSpan(_used));
        _used += bytes.Length;
    }

    private void Flush()
    {
        _hash.AppendData(_lines.AsSpan(0, _used));
        _used = 0;
    }
}
