using System.Globalization;
using System.Text.Json;

namespace Pilot.Functions.Hosting;

/// <summary>
/// One call of a function by the Functions host: <c>POST /{FunctionName}</c> with <c>{"Data":{binding: value},"Metadata":{...}}</c>
/// (functions.md section 3). Members that nobody here knows are left alone.
/// </summary>
/// <param name="InvocationId">From the header <c>X-Azure-Functions-InvocationId</c>; <c>none</c> without it.</param>
public sealed record Invocation(string FunctionName, string InvocationId, JsonElement Data, JsonElement Metadata)
{
    /// <summary>The host wraps a queue message's text in a JSON string twice; more than a few layers is not its doing.</summary>
    private const int MostLayers = 4;

    /// <summary>How often this message has been tried, this time included: 1 the first time, and where the host does not say.</summary>
    public int DequeueCount =>
        Member(Metadata, "DequeueCount") is { } count
        && int.TryParse(Unwrap(count).ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var tries)
            ? tries
            : 1;

    /// <exception cref="UnreadableInvocationException">The body is no JSON object with a member <c>Data</c>.</exception>
    public static async Task<Invocation> ReadAsync(string functionName, string invocationId, Stream body, CancellationToken cancel)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(body, cancellationToken: cancel);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || Member(root, "Data") is not { ValueKind: JsonValueKind.Object } data)
            {
                throw new UnreadableInvocationException("The call has no object named Data.");
            }

            return new Invocation(functionName, invocationId, data.Clone(), (Member(root, "Metadata") ?? default).CloneIfAny());
        }
        catch (JsonException broken)
        {
            throw new UnreadableInvocationException("The call is not JSON.", broken);
        }
    }

    /// <summary>The value of a binding, out of every JSON string that it is wrapped in. A text that is not JSON comes as a string.</summary>
    /// <exception cref="UnreadableInvocationException">The call has no such binding.</exception>
    public JsonElement Binding(string name) =>
        Member(Data, name) is { } value
            ? Unwrap(value)
            : throw new UnreadableInvocationException($"The call has no binding named {name}.");

    /// <summary>The binding as text: a queue message as it was put on the queue.</summary>
    /// <exception cref="UnreadableInvocationException">The call has no such binding.</exception>
    public string Text(string name)
    {
        var value = Binding(name);
        return value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
    }

    /// <summary>The member of that name, without regard to case where none has it exactly; null where absent.</summary>
    internal static JsonElement? Member(JsonElement of, string name)
    {
        if (of.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (of.TryGetProperty(name, out var exact))
        {
            return exact;
        }

        foreach (var member in of.EnumerateObject())
        {
            if (string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return member.Value;
            }
        }

        return null;
    }

    /// <summary>As text, or null where the member is absent, null or not text.</summary>
    internal static string? TextOf(JsonElement of, string name) =>
        Member(of, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static JsonElement Unwrap(JsonElement value)
    {
        for (var layer = 0; layer < MostLayers && value.ValueKind == JsonValueKind.String; layer++)
        {
            try
            {
                using var inner = JsonDocument.Parse(value.GetString()!);
                value = inner.RootElement.Clone();
            }
            catch (JsonException)
            {
                break;
            }
        }

        return value;
    }
}

internal static class JsonElements
{
    /// <summary>Outlives its document; an absent element stays absent.</summary>
    public static JsonElement CloneIfAny(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Undefined ? element : element.Clone();
}
