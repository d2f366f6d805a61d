using System.Text.Json;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Settings;

/// <summary>
/// One object of a stored text, read member by member. A member that is not there although it always was, or is of another kind, is an error;
/// one that nobody asks for belonged to an earlier version and is passed over.
/// </summary>
internal sealed class StoredObject
{
    private readonly JsonElement _object;

    private StoredObject(JsonElement element) =>
        _object = element.ValueKind == JsonValueKind.Object ? element : throw new JsonException("Stored settings hold something else where an object should be.");

    /// <summary>Reads an object to its end.</summary>
    /// <exception cref="JsonException">It is not what is expected.</exception>
    public static T Read<T>(JsonElement element, Func<StoredObject, T> read) => read(new StoredObject(element));

    public T Object<T>(string name, Func<StoredObject, T> read) => Read(Member(name), read);

    /// <summary>Every member of an object whose members' names are values themselves.</summary>
    public IEnumerable<(string Name, JsonElement Value)> Members(string name)
    {
        foreach (var member in OfKind(name, JsonValueKind.Object).EnumerateObject())
        {
            yield return (member.Name, member.Value);
        }
    }

    public IReadOnlyList<T> List<T>(string name, Func<JsonElement, T> read)
    {
        var array = OfKind(name, JsonValueKind.Array);
        var list = new T[array.GetArrayLength()];
        var at = 0;
        foreach (var element in array.EnumerateArray())
        {
            list[at++] = read(element);
        }

        return list;
    }

    public string Text(string name) => TextOf(Member(name));

    public string? OptionalText(string name) => Member(name) is { ValueKind: not JsonValueKind.Null } given ? TextOf(given) : null;

    public int Whole(string name) => WholeOf(Member(name));

    public decimal Number(string name) => NumberOf(Member(name));

    public bool Flag(string name) => Member(name).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Unfit(name),
    };

    /// <summary>Of a member that texts of earlier versions lack.</summary>
    public bool MaybeFlag(string name, bool otherwise) => _object.TryGetProperty(name, out _) ? Flag(name) : otherwise;

    public DateOnly Date(string name) => DateOf(Text(name));

    public DateOnly? OptionalDate(string name) => OptionalText(name) is { } text ? DateOf(text) : null;

    /// <summary>A value that has a text of its own, such as a UKPRN.</summary>
    public T Parsed<T>(string name, Func<string, T> parse) => Parse(Text(name), parse);

    public T? OptionalParsed<T>(string name, Func<string, T> parse)
        where T : struct => OptionalText(name) is { } text ? Parse(text, parse) : null;

    public static T Parse<T>(string text, Func<string, T> parse)
    {
        try
        {
            return parse(text);
        }
        catch (FormatException exception)
        {
            throw new JsonException(exception.Message, exception);
        }
    }

    public static string TextOf(JsonElement element) =>
        element.ValueKind == JsonValueKind.String ? element.GetString()! : throw Unfit("a text");

    public static int WholeOf(JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var whole) ? whole : throw Unfit("a whole number");

    public static decimal NumberOf(JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetDecimal(out var number) ? number : throw Unfit("a number");

    private static DateOnly DateOf(string text) =>
        IsoDay.TryParse(text, out var date) ? date : throw Unfit("a date");

    private JsonElement OfKind(string name, JsonValueKind kind) => Member(name) is var member && member.ValueKind == kind ? member : throw Unfit(name);

    public bool Has(string name) => _object.TryGetProperty(name, out _);

    public bool IsNull(string name) => Member(name).ValueKind == JsonValueKind.Null;

    private JsonElement Member(string name) =>
        _object.TryGetProperty(name, out var member) ? member : throw new JsonException($"Stored settings lack {name}.");

    private static JsonException Unfit(string what) => new($"Stored settings hold something else where {what} should be.");
}
