namespace Pilot.Reporting.Excel.Reading;

/// <summary>The attributes of one tag in the plain form; of those that a sheet's cells are read by, the values.</summary>
internal sealed class FastTagReader
{
    private const int MaxAttributes = 16;

    private readonly (int Start, int Length)[] _names = new (int, int)[MaxAttributes];
    private (int Start, int Length) _reference;
    private (int Start, int Length) _style;
    private (int Start, int Length) _type;
    private byte[] _prefix = [];

    /// <summary>Which attributes of one letter the tag has had.</summary>
    private ulong _letters;

    /// <summary>The tag of the sheet's root: prefixes must have been declared there.</summary>
    public byte[] Root { get; set; } = [];

    public bool ClosesItself { get; private set; }

    /// <summary>The values of <c>r</c>, <c>s</c> and <c>t</c> in the text that was read last; empty where they were not given.</summary>
    public ReadOnlySpan<byte> Reference(ReadOnlySpan<byte> text) => text.Slice(_reference.Start, _reference.Length);

    public ReadOnlySpan<byte> Style(ReadOnlySpan<byte> text) => text.Slice(_style.Start, _style.Length);

    public ReadOnlySpan<byte> Type(ReadOnlySpan<byte> text) => text.Slice(_type.Start, _type.Length);

    /// <param name="at">Behind the tag's name; then behind the tag.</param>
    public bool TryRead(ReadOnlySpan<byte> text, ref int at)
    {
        (_reference, _style, _type, _letters) = (default, default, default, 0);
        var count = 0;
        while (at < text.Length)
        {
            var spaces = at;
            while (at < text.Length && text[at] is (byte)' ' or (byte)'\n' or (byte)'\t')
            {
                at++;
            }

            if (at < text.Length && text[at] == '>')
            {
                at++;
                ClosesItself = false;
                return true;
            }

            if (at + 1 < text.Length && text[at] == '/' && text[at + 1] == '>')
            {
                at += 2;
                ClosesItself = true;
                return true;
            }

            if (spaces == at || count == MaxAttributes || !TryReadAttribute(text, ref at, ref count))
            {
                return false;
            }
        }

        return false;
    }

    private bool TryReadAttribute(ReadOnlySpan<byte> text, ref int at, ref int count)
    {
        if (at + 2 < text.Length && text[at + 1] == '=' && text[at + 2] == '"')
        {
            return TryReadLetter(text, ref at);
        }

        var start = at;
        var length = NameLength(text[at..]);
        if (length <= 0 || !(char.IsAsciiLetter((char)text[start]) || text[start] == '_') || !text[(start + length)..].StartsWith("=\""u8))
        {
            return false;
        }

        var from = start + length + 2;
        var size = text[from..].IndexOf((byte)'"');
        if (size < 0 || !IsPlainValue(text.Slice(from, size)))
        {
            return false;
        }

        at = from + size + 1;
        var name = text.Slice(start, length);
        for (var i = 0; i < count; i++)
        {
            if (name.SequenceEqual(text.Slice(_names[i].Start, _names[i].Length)))
            {
                return false;
            }
        }

        _names[count++] = (start, length);
        return IsHarmless(name);
    }

    /// <summary>An attribute whose name is one letter, as those of a cell are: this runs three times for every cell of a return.</summary>
    private bool TryReadLetter(ReadOnlySpan<byte> text, ref int at)
    {
        var name = text[at];
        var from = at + 3;
        var to = from;
        while (to < text.Length && IsPlain(text[to]))
        {
            to++;
        }

        var letter = 1UL << (name - 'A');
        if (!char.IsAsciiLetter((char)name) || to == text.Length || text[to] != '"' || (_letters & letter) != 0)
        {
            return false;
        }

        _letters |= letter;
        at = to + 1;
        return TryKeep(name, from, to - from);
    }

    /// <summary>Of the letters, digits, underlines and colons at the beginning; -1 where nothing follows them.</summary>
    private static int NameLength(ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsAsciiLetterOrDigit((char)text[i]) && text[i] is not ((byte)'_' or (byte)':'))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Printable ASCII without what XML forbids or expands in an attribute. Names and values are short: to look at each letter is quickest.</summary>
    private static bool IsPlainValue(ReadOnlySpan<byte> value)
    {
        foreach (var letter in value)
        {
            if (!IsPlain(letter))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsPlain(byte letter) => letter is >= (byte)' ' and <= (byte)'~' and not ((byte)'"' or (byte)'&' or (byte)'<');

    private bool TryKeep(byte name, int from, int size)
    {
        switch (name)
        {
            case (byte)'r':
                _reference = (from, size);
                return size > 0;
            case (byte)'s':
                _style = (from, size);
                return size > 0;
            case (byte)'t':
                _type = (from, size);
                return true;
            default:
                return true;
        }
    }

    /// <summary>No declaration of a namespace, and a prefix only where the root has declared it.</summary>
    private bool IsHarmless(ReadOnlySpan<byte> name)
    {
        var colon = name.IndexOf((byte)':');
        if (colon < 0)
        {
            return !name.StartsWith("xmlns"u8);
        }

        var local = name[(colon + 1)..];
        if (colon == 0 || local.Length < 2 || local.IndexOf((byte)':') >= 0 || !char.IsAsciiLetter((char)local[0]))
        {
            return false;
        }

        var prefix = name[..colon];
        if (!prefix.SequenceEqual(_prefix))
        {
            // One prefix a sheet, Excel's own for heights: two could stand for one namespace.
            if (_prefix.Length > 0 || Root.AsSpan().IndexOf((byte[])[.. " xmlns:"u8, .. prefix, .. "=\""u8]) < 0)
            {
                return false;
            }

            _prefix = prefix.ToArray();
        }

        return true;
    }
}
