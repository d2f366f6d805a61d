using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Pilot.Reporting.Vocabulary;

/// <summary>
/// Reading of what an earlier version of the program stored: a member that it did not know yet is nothing, "" or an empty list, and one that
/// this version has dropped is passed over. What is stored is written in full, so a missing member is always a newer one.
/// </summary>
public static class ReadWithDefaults
{
    /// <summary>The same options for reading what is stored.</summary>
    public static JsonSerializerOptions Stored(JsonSerializerOptions options)
    {
        var resolver = new DefaultJsonTypeInfoResolver();
        resolver.Modifiers.Add(AllowMissing);
        return new JsonSerializerOptions(options) { TypeInfoResolver = resolver, RespectRequiredConstructorParameters = false };
    }

    private static void AllowMissing(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
        {
            return;
        }

        var filled = new List<(JsonPropertyInfo Property, object Empty)>();
        foreach (var property in type.Properties)
        {
            property.IsRequired = false;
            if (property is { Get: not null, Set: not null, IsGetNullable: false } && EmptyOf(property.PropertyType) is { } empty)
            {
                filled.Add((property, empty));
            }
        }

        type.OnDeserialized = read =>
        {
            foreach (var (property, empty) in filled)
            {
                if (property.Get!(read) is null)
                {
                    property.Set!(read, empty);
                }
            }
        };
    }

    private static object? EmptyOf(Type type) =>
        type == typeof(string) ? ""
        : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? Array.CreateInstance(type.GetGenericArguments()[0], 0)
        : null;
}
