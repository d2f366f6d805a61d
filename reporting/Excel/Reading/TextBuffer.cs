using System.Xml;

namespace Pilot.Reporting.Excel.Reading;

/// <summary>Gathers the text of a cell without making a string of it. Excel's own bound on a cell's text is 32,767 characters.</summary>
internal sealed class TextBuffer
{
    private const int MaxLength = 40_000;
    private const int RoomForAPair = 16;

    private char[] _letters = new char[256];
    private int _length;

    public ReadOnlySpan<char> Text => _letters.AsSpan(0, _length);

    public void Clear() => _length = 0;

    /// <summary>Appends the text node, or the attribute, that the reader stands on.</summary>
    public void Append(XmlReader reader)
    {
        while (true)
        {
            // The reader writes a pair of code units (an emoji) whole, or fails where there is room for one of the two alone.
            if (_letters.Length - _length < RoomForAPair)
            {
                Array.Resize(ref _letters, _letters.Length * 2);
            }

            var read = reader.ReadValueChunk(_letters, _length, _letters.Length - _length);
            if (read == 0)
            {
                return;
            }

            _length += read;
            if (_length > MaxLength)
            {
                throw CorruptFile.Because("The workbook is damaged: a text in it is longer than Excel allows.");
            }
        }
    }
}
