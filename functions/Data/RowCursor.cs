using System.Data.Common;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Data;

/// <summary>Steps through the columns of a stored row, after its id, each of them once and from left to right.</summary>
internal sealed class RowCursor(DbDataReader from, TextPool texts)
{
    private int _next = 1;

    public void Skip() => _next++;

    public string Text() => from.GetString(_next++);

    public string PooledText() => texts.Share(from.GetString(_next++));

    public string? OptionalText() => IsNull() ? null : from.GetString(_next - 1);

    public string? OptionalPooledText() => IsNull() ? null : texts.Share(from.GetString(_next - 1));

    public DateOnly Date() => from.GetFieldValue<DateOnly>(_next++);

    public DateOnly? OptionalDate() => IsNull() ? null : from.GetFieldValue<DateOnly>(_next - 1);

    public bool Flag() => from.GetBoolean(_next++);

    public int? Int() => IsNull() ? null : from.GetInt32(_next - 1);

    /// <summary>With both digits of its pence, whichever database it comes from: the hash of a run's inputs is of how they are written.</summary>
    public decimal? Money() => IsNull() ? null : from.GetDecimal(_next - 1) + 0.00m;

    public byte[]? Bytes() => IsNull() ? null : from.GetFieldValue<byte[]>(_next - 1);

    public PostcodeArea Area() => texts.Share(new PostcodeArea(PooledText(), PooledText(), Flag(), Flag()));

    private bool IsNull() => from.IsDBNull(_next++);
}

/// <summary>One instance for equal texts and places: a run over many learners repeats a few hundred of them.</summary>
internal sealed class TextPool
{
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<PostcodeArea, PostcodeArea> _places = [];

    public string Share(string text)
    {
        if (_texts.TryGetValue(text, out var known))
        {
            return known;
        }

        _texts[text] = text;
        return text;
    }

    public PostcodeArea Share(PostcodeArea place)
    {
        if (_places.TryGetValue(place, out var known))
        {
            return known;
        }

        _places[place] = place;
        return place;
    }
}
