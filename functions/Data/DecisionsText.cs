using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Data;

/// <summary>The lines behind a judgement's hash, hashed as they come: a return of many rows names few places many times.</summary>
internal sealed class DecisionsText
{
    private const int Piece = 16 * 1024;

    private readonly StringBuilder _lines = new(Piece + 1024);
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Dictionary<Place, string> _places = new(ReferenceEqualityComparer.Instance);

    public void Add(string line) => End(_lines.Append(line));

    public void Add(int row) => End(_lines.Append(CultureInfo.InvariantCulture, $"{row}"));

    public void Add(int row, Place residence, Place delivery) =>
        End(_lines.Append(CultureInfo.InvariantCulture, $"{row} ").Append(TextOf(residence)).Append(' ').Append(TextOf(delivery)));

    /// <returns>64 hexadecimal digits, lower case.</returns>
    public string Hash()
    {
        Take();
        using (_hash)
        {
            return Convert.ToHexStringLower(_hash.GetHashAndReset());
        }
    }

    private string TextOf(Place place)
    {
        if (!_places.TryGetValue(place, out var text))
        {
            _places[place] = text = place.ToString();
        }

        return text;
    }

    private void End(StringBuilder lines)
    {
        lines.Append('\n');
        if (lines.Length >= Piece)
        {
            Take();
        }
    }

    private void Take()
    {
        _hash.AppendData(Encoding.UTF8.GetBytes(_lines.ToString()));
        _lines.Clear();
    }
}
