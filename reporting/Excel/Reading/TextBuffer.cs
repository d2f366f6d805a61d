using System.Xml;

namespace Pilot.Reporting.Excel.Reading;

/// <summary>Gathers the text of a cell without making a string of it. Excel's own bound on a cell's text is 32,767 characters.</summary>
internal sealed class TextBuffer
{
    private const int Longest = 40_000;

    private char[] _letters = new char[256];
    private int _length;

    public ReadOnlySpan<char> Text => _letters.AsSpan(0, _length);

    public void Clear() => _length = 0;

    /// <summary>Appends the text node, or the attribute, that the reader stands on.</summary>
    public void Append(XmlReader reader)
    {
        for (int read; (read = reader.ReadValueChunk(_letters, _length, _letters.Length - _length)) > 0;)
        {
            _length += read;
            if (_length > Longest)
            {
                throw Damaged.File("The workbook is damaged: a text in it is longer than Excel allows.");
            }

            if (_length == _letters.Length)
            {
                Array.Resize(ref _letters, _letters.Length * 2);
            }
        }
    }
}
