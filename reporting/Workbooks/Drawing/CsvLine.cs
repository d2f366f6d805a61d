using System.Globalization;

namespace Pilot.Reporting.Workbooks.Drawing;

/// <summary>One line of a CSV file, every field in quotes, in room that serves one line after the other.</summary>
internal sealed class CsvLine
{
    /// <summary>The longest number or date.</summary>
    private const int LongestValue = 64;

    private char[] _room = new char[1024];
    private int _used;
    private bool _isEnded;

    public void Add(ReadOnlySpan<char> text)
    {
        Begin(2 * text.Length);
        if (!text.Contains('"'))
        {
            text.CopyTo(_room.AsSpan(_used));
            _used += text.Length;
        }
        else
        {
            foreach (var letter in text)
            {
                _room[_used++] = letter;
                if (letter == '"')
                {
                    _room[_used++] = letter;
                }
            }
        }

        _room[_used++] = '"';
    }

    /// <param name="format">Gives at most 64 characters, and no quotation mark.</param>
    public void Add<T>(T value, ReadOnlySpan<char> format)
        where T : ISpanFormattable
    {
        Begin(LongestValue);
        value.TryFormat(_room.AsSpan(_used), out var length, format, CultureInfo.InvariantCulture);
        _used += length;
        _room[_used++] = '"';
    }

    /// <summary>The whole line; the next field begins another.</summary>
    public ReadOnlyMemory<char> End()
    {
        MakeRoom(2);
        _room[_used++] = '\r';
        _room[_used++] = '\n';
        _isEnded = true;
        return _room.AsMemory(0, _used);
    }

    private void Begin(int length)
    {
        if (_isEnded)
        {
            (_used, _isEnded) = (0, false);
        }

        MakeRoom(length + 3);
        if (_used > 0)
        {
            _room[_used++] = ',';
        }

        _room[_used++] = '"';
    }

    private void MakeRoom(int length)
    {
        if (_used + length > _room.Length)
        {
            Array.Resize(ref _room, Math.Max(_used + length, 2 * _room.Length));
        }
    }
}
