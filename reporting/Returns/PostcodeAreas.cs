using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns;

/// <summary>
/// Finds where a postcode lies. A return names few places many times, so each spelling is worked out once. The full postcode is
/// forgotten with this object.
/// </summary>
internal sealed class PostcodeAreas(Func<string, PostcodeArea> locate)
{
    private readonly Dictionary<string, PostcodeArea?> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<PostcodeArea, PostcodeArea> _same = [];

    /// <summary>Null where the text is no postcode.</summary>
    public PostcodeArea? Find(string text, out bool unknown)
    {
        unknown = false;
        if (!_known.TryGetValue(text, out var place))
        {
            var postcode = Postcode.Normalise(text);
            place = postcode is null ? null : Intern(locate(postcode));
            _known[text] = place;
        }

        unknown = place is not null && place.Outward == "ZZ99" && Postcode.Normalise(text) == Postcode.Unknown;
        return place;
    }

    // Postcodes of one area share their place: a return holds each place once.
    private PostcodeArea Intern(PostcodeArea place)
    {
        if (!_same.TryGetValue(place, out var first))
        {
            _same[place] = first = place;
        }

        return first;
    }
}
