using System.Text;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Data;

/// <summary>One instance for equal texts and places: a run over many learners repeats a few hundred of them.</summary>
internal sealed class TextPool
{
    /// <summary>Characters of a text that is looked up without being made first.</summary>
    public const int MaxLength = 128;

    /// <summary>Bytes of a text that is looked up by them: a code, an outward postcode, an aim.</summary>
    public const int MaxShort = 7;

    private const ulong Spread = 0x9E3779B97F4A7C15;
    private const int ShortBits = 9;

    private readonly Short[] _shorts = new Short[1 << ShortBits];
    private readonly Dictionary<string, string> _texts;
    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _byCharacters;
    private readonly Dictionary<string, PostcodeArea> _lastOfOutward = new(StringComparer.Ordinal);
    private readonly Dictionary<PostcodeArea, PostcodeArea> _places = [];

    public TextPool()
    {
        _texts = new(StringComparer.Ordinal);
        _byCharacters = _texts.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public string Share(string text)
    {
        if (_texts.TryGetValue(text, out var known))
        {
            return known;
        }

        _texts[text] = text;
        return text;
    }

    public string Share(ReadOnlySpan<char> text) => _byCharacters.TryGetValue(text, out var known) ? known : Share(text.ToString());

    /// <param name="utf8">1 to <see cref="MaxShort"/> bytes.</param>
    public string ShareShort(ReadOnlySpan<byte> utf8)
    {
        var key = (ulong)utf8.Length;
        foreach (var letter in utf8)
        {
            key = (key << 8) | letter;
        }

        ref var known = ref _shorts[unchecked(key * Spread) >> (64 - ShortBits)];
        if (known.Key != key)
        {
            known = new Short(key, Share(Encoding.UTF8.GetString(utf8)));
        }

        return known.Text;
    }

    public PostcodeArea Share(string outward, string council, bool inWmca, bool inZone)
    {
        // Nearly always an outward code lies in one place.
        if (_lastOfOutward.TryGetValue(outward, out var last) && last.Council == council && last.InWmca == inWmca && last.InZone == inZone)
        {
            return last;
        }

        var place = new PostcodeArea(outward, council, inWmca, inZone);
        if (_places.TryGetValue(place, out var known))
        {
            place = known;
        }
        else
        {
            _places[place] = place;
        }

        _lastOfOutward[outward] = place;
        return place;
    }

    private readonly struct Short(ulong key, string text)
    {
        /// <summary>The length and the bytes behind it; 0 where there is none.</summary>
        public readonly ulong Key = key;
        public readonly string Text = text;
    }
}
