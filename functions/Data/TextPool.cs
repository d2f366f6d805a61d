using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Data;

/// <summary>One instance for equal texts and places: a run over many learners repeats a few hundred of them.</summary>
internal sealed class TextPool
{
    /// <summary>Characters of a text that is looked up without being made first.</summary>
    public const int MaxLength = 128;

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
}
