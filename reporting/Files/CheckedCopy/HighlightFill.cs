namespace Pilot.Reporting.Files.CheckedCopy;

/// <summary>The fills that mark a cell; known again by their exact colours, which no palette offers.</summary>
internal static class HighlightFill
{
    private const string StopsColour = "FFD2CD";
    private const string WarnsColour = "FFF0C1";

    /// <summary>Not a transparency: it says that the second colour was written here.</summary>
    private const string Ours = "7F";

    public static string Of(bool stops, string fillBefore, string prefix) =>
        Solid($"rgb=\"FF{(stops ? StopsColour : WarnsColour)}\"", Remember(fillBefore), prefix);

    public static string Solid(string colour, string second, string prefix) =>
        $"<{prefix}fill><{prefix}patternFill patternType=\"solid\"><{prefix}fgColor {colour}/><{prefix}bgColor {second}/></{prefix}patternFill></{prefix}fill>";

    public static bool IsOurs(string fill) =>
        IsSolid(fill) && Tag(fill, "fgColor") is { } tag && XmlText.Attribute(tag, "rgb") is { Length: 8 } rgb
        && (rgb.EndsWith(StopsColour, StringComparison.OrdinalIgnoreCase) || rgb.EndsWith(WarnsColour, StringComparison.OrdinalIgnoreCase));

    /// <summary>Two spellings of one fill.</summary>
    public static bool Same(string left, string right) =>
        string.Equals(left, right, StringComparison.Ordinal)
        || (IsSolid(left) && IsSolid(right)
            && Colour(left, "fgColor") == Colour(right, "fgColor") && Colour(left, "bgColor") == Colour(right, "bgColor"));

    /// <summary>The fill that a cell had before this one marked it; null where it had none, or it cannot be told.</summary>
    public static string? Remembered(string fill, bool trustsSecondColour, string prefix)
    {
        var second = Colour(fill, "bgColor");
        if (second is "" or "indexed=\"64\"")
        {
            return null;
        }

        if (second.StartsWith("rgb=\"", StringComparison.Ordinal))
        {
            if (second.Length < 12 || (!trustsSecondColour && !second.AsSpan(5).StartsWith(Ours)))
            {
                return null;
            }

            second = $"rgb=\"FF{second[7..]}";
        }

        return Solid(second, "indexed=\"64\"", prefix);
    }

    private static string Remember(string fill)
    {
        if (!IsSolid(fill) || IsOurs(fill) || Colour(fill, "fgColor") is not { Length: > 0 } colour)
        {
            return "indexed=\"64\"";
        }

        return colour.StartsWith("rgb=\"", StringComparison.Ordinal) && colour.Length >= 12 ? $"rgb=\"{Ours}{colour[7..]}" : colour;
    }

    private static bool IsSolid(string fill) =>
        Tag(fill, "patternFill") is { } tag && XmlText.Attribute(tag, "patternType") == "solid";

    /// <summary>A colour's attributes in one order.</summary>
    private static string Colour(string fill, string name) =>
        Tag(fill, name) is not { } tag ? "" : string.Join(' ', new[] { "auto", "indexed", "rgb", "theme", "tint" }
            .Select(attribute => (attribute, value: XmlText.Attribute(tag, attribute)))
            .Where(pair => pair.value is not null)
            .Select(pair => $"{pair.attribute}=\"{pair.value}\""));

    private static string? Tag(string xml, string local)
    {
        for (var at = 0; (at = xml.IndexOf(local, at, StringComparison.Ordinal)) >= 0; at += local.Length)
        {
            var open = xml.LastIndexOf('<', at);
            if (open >= 0 && (open == at - 1 || xml[at - 1] == ':') && xml[open + 1] != '/' && !char.IsLetterOrDigit(xml[at + local.Length]))
            {
                return xml[open..(xml.IndexOf('>', at) + 1)];
            }
        }

        return null;
    }
}
