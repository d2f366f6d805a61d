using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pilot.Reporting.Vocabulary;

/// <summary>The vocabulary in JSON: each value as people write it, also as the name of a member.</summary>
public static class VocabularyJson
{
    /// <summary>UKPRNs as <c>"10000001"</c>, quarters as <c>"2026Q3"</c>, funding years as <c>"2026-27"</c>.</summary>
    public static void AddTo(JsonSerializerOptions options)
    {
        options.Converters.Add(new TextConverter<Ukprn>(Ukprn.Parse));
        options.Converters.Add(new TextConverter<Quarter>(Quarter.Parse));
        options.Converters.Add(new TextConverter<FundingYear>(FundingYear.Parse));
    }

    private sealed class TextConverter<T>(Func<string, T> parse) : JsonConverter<T>
        where T : struct
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Parse(reader.GetString());

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());

        public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Parse(reader.GetString());

        public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WritePropertyName(value.ToString() ?? "");

        private T Parse(string? text)
        {
            try
            {
                return parse(text ?? "");
            }
            catch (FormatException exception)
            {
                throw new JsonException(exception.Message, exception);
            }
        }
    }
}
