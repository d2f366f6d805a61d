using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Data;

/// <summary>The lines behind a judgement's hash, hashed as they come: a return of many rows names few areas many times.</summary>
internal sealed class DecisionsHasher
{
    private const int BufferLength = 16 * 1024;

    private readonly StringBuilder _lines = new(BufferLength + 1024);
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Dictionary<PostcodeArea, string> _areas = new(ReferenceEqualityComparer.Instance);

    public void Add(string line) => End(_lines.Append(line));

    public void Add(int row) => End(_lines.Append(CultureInfo.InvariantCulture, $"{row}"));

    public void Add(int row, PostcodeArea residence, PostcodeArea delivery) =>
        End(_lines.Append(CultureInfo.InvariantCulture, $"{row} ").Append(TextOf(residence)).Append(' ').Append(TextOf(delivery)));

    /// <returns>64 hexadecimal digits, lower case.</returns>
    public string Hash()
    {
        Flush();
        using (_hash)
        {
            return Convert.ToHexStringLower(_hash.GetHashAndReset());
        }
    }

    private string TextOf(PostcodeArea area)
    {
        if (!_areas.TryGetValue(area, out var text))
        {
            // The text that hashes stored by earlier versions were made of, word for word: another would judge every return again.
            _areas[area] = text = $"Place {{ Outward = {area.Outward}, Council = {area.Council}, InWmca = {area.InWmca}, InZone = {area.InZone} }}";
        }

        return text;
    }

    private void End(StringBuilder lines)
    {
        lines.Append('\n');
        if (lines.Length >= BufferLength)
        {
            Flush();
        }
    }

    private void Flush()
    {
        _hash.AppendData(Encoding.UTF8.GetBytes(_lines.ToString()));
        _lines.Clear();
    }
}
