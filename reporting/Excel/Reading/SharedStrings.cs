using System.Text;
using System.Xml;

namespace Pilot.Reporting.Excel.Reading;

/// <summary>
/// The table of texts that cells point into, packed as UTF-8: a string is made when a cell asks for it, so that a large table costs its
/// bytes and not its objects.
/// </summary>
internal sealed class SharedStrings
{
    private const int ChunkBytes = 1 << 20;
    private const int MaxStrings = 5_000_000;
    private const int MaxChunks = 96;

    private readonly List<byte[]> _chunks = [];
    private readonly List<(int Offset, int Length)> _places = [];
    private readonly char[] _decoded = new char[40_000];
    private int _used = ChunkBytes;

    public CellText Texts { get; } = new();

    /// <summary>The text with this index, trimmed.</summary>
    public string this[int index]
    {
        get
        {
            if ((uint)index >= (uint)_places.Count)
            {
                throw CorruptFile.Because("The workbook is damaged: a cell points to a text that is not there.");
            }

            var (offset, length) = _places[index];
            var bytes = _chunks[offset / ChunkBytes].AsSpan(offset % ChunkBytes, length);
            return Texts.Share(_decoded.AsSpan(0, Encoding.UTF8.GetChars(bytes, _decoded)));
        }
    }

    public static SharedStrings Read(Package package, string? part)
    {
        var strings = new SharedStrings();
        if (part is null || !package.Has(part))
        {
            return strings;
        }

        using var reader = package.OpenXml(part);
        strings.Fill(reader);
        return strings;
    }

    private void Fill(XmlReader reader)
    {
        var text = new TextBuffer();
        var phonetic = false;
        var inText = false;
        while (reader.ReadNext())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    inText = reader.LocalName == "t" && !phonetic && !reader.IsEmptyElement;
                    phonetic |= reader.LocalName == "rPh" && !reader.IsEmptyElement;
                    if (reader.LocalName == "si")
                    {
                        text.Clear();
                        if (reader.IsEmptyElement)
                        {
                            Add([]);
                        }
                    }

                    break;
                case XmlNodeType.EndElement when reader.LocalName == "si":
                    Add(CellText.Trim(CellText.Unescape(text.Text)));
                    break;
                case XmlNodeType.EndElement:
                    inText = false;
                    phonetic &= reader.LocalName != "rPh";
                    break;
                case XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace or XmlNodeType.CDATA when inText:
                    text.Append(reader);
                    break;
                default:
                    break;
            }
        }
    }

    private void Add(ReadOnlySpan<char> text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (ChunkBytes - _used < most)
        {
            if (_chunks.Count >= MaxChunks)
            {
                throw new UnreadableFileException("FILE_04", "The workbook holds more text than a return can.");
            }

            _chunks.Add(new byte[ChunkBytes]);
            _used = 0;
        }

        if (_places.Count >= MaxStrings)
        {
            throw new UnreadableFileException("FILE_04", "The workbook holds more texts than a return can.");
        }

        var length = Encoding.UTF8.GetBytes(text, _chunks[^1].AsSpan(_used));
        _places.Add(((_chunks.Count - 1) * ChunkBytes + _used, length));
        _used += length;
    }
}
