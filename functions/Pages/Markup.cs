using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Pilot.Functions.Blobs;

namespace Pilot.Functions.Pages;

/// <summary>A piece of a page. The only place that writes tags: every text that goes in is encoded, and there is no way around it.</summary>
internal abstract class Markup
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static Markup None { get; } = new Fragment([]);

    /// <summary>Text is just text, whatever it holds.</summary>
    public static implicit operator Markup(string? text) => new TextNode(text ?? "");

    public static Markup Join(params IEnumerable<Markup> parts) => new Fragment([.. parts]);

    public override string ToString()
    {
        var html = new StringBuilder();
        WriteTo(html);
        return html.ToString();
    }

    protected internal abstract void WriteTo(StringBuilder html);

    /// <summary>What does not show itself but changes how the rest is read is left out.</summary>
    protected static string Encode(string text) => Encoder.Encode(SafeDisplayName.InText(text));

    private sealed class TextNode(string text) : Markup
    {
        protected internal override void WriteTo(StringBuilder html) => html.Append(Encode(text));
    }

    private sealed class Fragment(Markup[] parts) : Markup
    {
        protected internal override void WriteTo(StringBuilder html)
        {
            foreach (var part in parts)
            {
                part.WriteTo(html);
            }
        }
    }
}

/// <summary>One element with its attributes and content. Names come from the program, never from data.</summary>
internal sealed class Tag(string name, params Markup[] content) : Markup
{
    private static readonly HashSet<string> Void = ["br", "hr", "img", "input", "link", "meta"];

    private readonly List<(string Name, string Value)> _attributes = [];

    /// <param name="value">Null leaves the attribute out; empty text is an attribute that is simply there.</param>
    public Tag With(string attribute, string? value)
    {
        if (value is not null)
        {
            _attributes.Add((attribute, value));
        }

        return this;
    }

    public Tag When(bool condition, string attribute, string value = "") => condition ? With(attribute, value) : this;

    protected internal override void WriteTo(StringBuilder html)
    {
        html.Append('<').Append(name);
        foreach (var (attribute, value) in _attributes)
        {
            html.Append(' ').Append(attribute).Append("=\"").Append(Encode(value)).Append('"');
        }

        html.Append('>');
        if (Void.Contains(name))
        {
            return;
        }

        foreach (var part in content)
        {
            part.WriteTo(html);
        }

        html.Append("</").Append(name).Append('>');
    }
}
