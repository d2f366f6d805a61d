using System.Buffers;
using System.Buffers.Text;
using System.Net;
using System.Text;

namespace Pilot.Reporting.Files.CheckedCopy;

internal enum XmlPiece : byte
{
    Start,
    Empty,
    End,
    Text,

    /// <summary>Declaration, comment, CDATA or processing instruction.</summary>
    Other,
}

/// <summary>
/// XML cut into its pieces without changing a byte of them, so that a part can be copied exactly but for the tags that are to change.
/// An XML reader and writer would give back the same meaning in other bytes, and take several times as long.
/// </summary>
internal sealed class XmlPieces(Stream stream)
{
    /// <summary>A single tag or comment of this size is no workbook's.</summary>
    private const int MaxPieceLength = 64 * 1024 * 1024;

    private static readonly SearchValues<byte> NameEnds = SearchValues.Create(" \t\r\n/>"u8);

    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _next;
    private int _end;
    private int _nameStart;
    private int _nameEnd;
    private int _open;
    private byte[]? _prefix;

    public XmlPiece Kind { get; private set; }

    /// <summary>Elements around this one: 0 for the root.</summary>
    public int Depth { get; private set; }

    /// <summary>The bytes of this piece; valid until the next <see cref="Read"/>.</summary>
    public ReadOnlySpan<byte> Raw => _buffer.AsSpan(_start, _next - _start);

    /// <summary>The same, each byte as one character, so that writing it back gives the same bytes.</summary>
    public string RawText => Encoding.Latin1.GetString(Raw);

    /// <summary>With its colon; empty where the main namespace has no prefix.</summary>
    public string Prefix => _prefix is null ? "" : Encoding.Latin1.GetString(_prefix);

    public ReadOnlySpan<byte> Name => _buffer.AsSpan(_nameStart, _nameEnd - _nameStart);

    public ReadOnlySpan<byte> LocalName
    {
        get
        {
            var name = Name;
            return name[(name.IndexOf((byte)':') + 1)..];
        }
    }

    public bool IsTag => Kind <= XmlPiece.End;

    public bool Opens => Kind is XmlPiece.Start or XmlPiece.Empty;

    /// <summary>A tag of the root's own namespace, known by its prefix.</summary>
    public bool Is(ReadOnlySpan<byte> local)
    {
        if (!IsTag)
        {
            return false;
        }

        var name = Name;
        return _prefix is { Length: > 0 }
            ? name.Length == _prefix.Length + local.Length && name.StartsWith(_prefix) && name.EndsWith(local)
            : name.SequenceEqual(local);
    }

    /// <exception cref="InvalidDataException">The XML ends inside a tag, or declares a document type.</exception>
    public bool Read()
    {
        _start = _next;
        if (_start == _end && !Fill())
        {
            return false;
        }

        if (_buffer[_start] != (byte)'<')
        {
            var text = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'<');
            _next = text < 0 ? _end : _start + text;
            Kind = XmlPiece.Text;
            Depth = _open;
            return true;
        }

        int length;
        while ((length = MarkupPiece.Length(_buffer.AsSpan(_start, _end - _start))) < 0)
        {
            if (!Fill())
            {
                throw new InvalidDataException("The XML ends inside a tag.");
            }
        }

        _next = _start + length;
        Describe();
        return true;
    }

    /// <summary>This element with all that is in it, from its start tag on; the end tag becomes the current piece.</summary>
    public string ReadElement()
    {
        if (Kind == XmlPiece.Empty)
        {
            return RawText;
        }

        var depth = Depth;
        var text = new StringBuilder(RawText);
        while (Read())
        {
            text.Append(RawText);
            if (Kind == XmlPiece.End && Depth == depth)
            {
                return text.ToString();
            }
        }

        throw new InvalidDataException("The XML ends inside an element.");
    }

    /// <summary>The raw value of an attribute by its whole name.</summary>
    public bool Attribute(ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value) => Find(name, false, out value);

    public int? Number(ReadOnlySpan<byte> name) =>
        Find(name, false, out var value) && Utf8Parser.TryParse(value, out int number, out var used) && used == value.Length ? number : null;

    /// <summary>An attribute's value with its entities resolved.</summary>
    public string? Text(ReadOnlySpan<byte> name) =>
        Find(name, false, out var value) ? WebUtility.HtmlDecode(Encoding.UTF8.GetString(value)) : null;

    /// <summary>The relationship that this element names: the attribute <c>id</c> under whatever prefix.</summary>
    public string? RelationshipId() =>
        Find("id"u8, true, out var value) ? WebUtility.HtmlDecode(Encoding.UTF8.GetString(value)) : null;

    /// <summary>Copies what follows this piece to the end.</summary>
    public void CopyRest(Stream output)
    {
        output.Write(_buffer.AsSpan(_next, _end - _next));
        _next = _end;
        stream.CopyTo(output);
    }

    private void Describe()
    {
        var second = _buffer[_start + 1];
        if (second is (byte)'!' or (byte)'?')
        {
            Kind = XmlPiece.Other;
            Depth = _open;
            return;
        }

        _nameStart = second == (byte)'/' ? _start + 2 : _start + 1;
        var rest = _buffer.AsSpan(_nameStart, _next - _nameStart);
        _nameEnd = _nameStart + rest.IndexOfAny(NameEnds);
        if (second == (byte)'/')
        {
            Kind = XmlPiece.End;
            Depth = --_open;
            return;
        }

        Depth = _open;
        Kind = _buffer[_next - 2] == (byte)'/' ? XmlPiece.Empty : XmlPiece.Start;
        if (Kind == XmlPiece.Start)
        {
            _open++;
        }

        _prefix ??= Name[..(Name.IndexOf((byte)':') + 1)].ToArray();
    }

    private bool Find(ReadOnlySpan<byte> name, bool underPrefix, out ReadOnlySpan<byte> value)
    {
        var rest = _buffer.AsSpan(_nameEnd, _next - _nameEnd);
        while (true)
        {
            var from = rest.IndexOfAnyExcept(Spaces);
            var equals = rest.IndexOf((byte)'=');
            if (from < 0 || equals < from)
            {
                value = default;
                return false;
            }

            var found = rest[from..equals].TrimEnd(Spaces);
            rest = rest[(equals + 1)..].TrimStart(Spaces);
            var close = rest[0] is (byte)'"' or (byte)'\'' ? rest[1..].IndexOf(rest[0]) : -1;
            if (close < 0)
            {
                throw new InvalidDataException("An attribute has no quotes.");
            }

            value = rest[1..(close + 1)];
            rest = rest[(close + 2)..];
            var colon = found.IndexOf((byte)':');
            if (underPrefix ? colon > 0 && found[(colon + 1)..].SequenceEqual(name) : found.SequenceEqual(name))
            {
                return true;
            }
        }
    }

    private static ReadOnlySpan<byte> Spaces => " \t\r\n"u8;

    private bool Fill()
    {
        if (_start > 0)
        {
            Buffer.BlockCopy(_buffer, _start, _buffer, 0, _end - _start);
            _end -= _start;
            _next -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            if (_end >= MaxPieceLength)
            {
                throw new InvalidDataException("The XML holds a tag that is too long.");
            }

            Array.Resize(ref _buffer, _end * 2);
        }

        var read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        return read > 0;
    }
}
