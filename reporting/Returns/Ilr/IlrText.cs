using System.Text;

namespace Pilot.Reporting.Returns.Ilr;

/// <summary>
/// The characters of an XML file, whatever it says of itself: programs write "utf-16" above bytes that are UTF-8, and the other way about.
/// The bytes decide. No tag, value or comment may be so long that reading it would take the memory that the whole file must not take.
/// </summary>
internal sealed class IlrText : TextReader
{
    private const int MaxPieceLength = 100_000;
    private const int BufferBytes = 1 << 15;

    private readonly Stream _from;
    private readonly byte[] _bytes = new byte[BufferBytes];
    private readonly char[] _chars;
    private readonly Decoder _decoder;
    private int _next;
    private int _end;
    private int _piece;
    private char _before;
    private char _beforeThat;

    /// <param name="from">Read to its end, not closed.</param>
    /// <exception cref="IlrRefusedException">The first bytes are those of another kind of file.</exception>
    public IlrText(Stream from)
    {
        _from = from;
        var count = from.ReadAtLeast(_bytes, BufferBytes, throwOnEndOfStream: false);
        var (encoding, mark) = EncodingOf(_bytes.AsSpan(0, count));
        _decoder = encoding.GetDecoder();
        _chars = new char[encoding.GetMaxCharCount(BufferBytes)];
        _end = _decoder.GetChars(_bytes, mark, count - mark, _chars, 0);
        RefuseOtherFiles(_bytes.AsSpan(0, count), _chars.AsSpan(0, _end));
    }

    /// <summary>A document type declaration has begun.</summary>
    public bool HasDoctype { get; private set; }

    public override int Peek() => Fill() ? _chars[_next] : -1;

    public override int Read() => Fill() ? Passed(_chars.AsSpan(_next++, 1))[0] : -1;

    public override int Read(char[] buffer, int index, int count)
    {
        if (count == 0 || !Fill())
        {
            return 0;
        }

        var taken = Math.Min(count, _end - _next);
        Passed(_chars.AsSpan(_next, taken)).CopyTo(buffer.AsSpan(index));
        _next += taken;
        return taken;
    }

    private bool Fill()
    {
        while (_next == _end)
        {
            var count = _from.Read(_bytes, 0, _bytes.Length);
            if (count == 0)
            {
                return false;
            }

            (_next, _end) = (0, _decoder.GetChars(_bytes, 0, count, _chars, 0));
        }

        return true;
    }

    private ReadOnlySpan<char> Passed(ReadOnlySpan<char> text)
    {
        foreach (var letter in text)
        {
            _piece = letter is '<' or '>' ? 0 : _piece + 1;
            if (_piece > MaxPieceLength)
            {
                throw new IlrRefusedException(
                    $"The file holds a value or a tag of more than {MaxPieceLength:#,##0} characters, which no ILR has. Export the ILR file again from your student record system.");
            }

            HasDoctype |= letter is 'D' or 'd' && _before == '!' && _beforeThat == '<';
            (_beforeThat, _before) = (_before, letter);
        }

        return text;
    }

    private static (Encoding Encoding, int Mark) EncodingOf(ReadOnlySpan<byte> start) => start switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (Encoding.UTF8, 3),
        [0xFF, 0xFE, 0, 0, ..] => (Encoding.UTF32, 4),
        [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
        [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
        [_, 0, _, 0, ..] => (Encoding.Unicode, 0),
        [0, _, 0, _, ..] => (Encoding.BigEndianUnicode, 0),
        _ => (NamesWesternEncoding(start) ? Encoding.Latin1 : Encoding.UTF8, 0),
    };

    /// <summary>What the pilot reads of an ILR is plain ASCII in each of them: only names of people differ, and those are passed over.</summary>
    private static bool NamesWesternEncoding(ReadOnlySpan<byte> start)
    {
        var declaration = Encoding.Latin1.GetString(start[..Math.Min(start.Length, 200)]);
        var end = declaration.IndexOf("?>", StringComparison.Ordinal);
        return end > 0 && (declaration[..end].Contains("iso-8859", StringComparison.OrdinalIgnoreCase) || declaration[..end].Contains("windows-125", StringComparison.OrdinalIgnoreCase));
    }

    private static void RefuseOtherFiles(ReadOnlySpan<byte> bytes, ReadOnlySpan<char> text)
    {
        if (bytes is [(byte)'P', (byte)'K', ..])
        {
            throw new IlrRefusedException("This is a workbook or a zip file, not an ILR file. Choose the XML file that you export for the individualised learner record; if it is inside a zip file, take it out first.");
        }

        var first = text.TrimStart();
        if (bytes.Length == 0 || first.IsEmpty)
        {
            throw new IlrRefusedException("The file is empty. Export the ILR file again from your student record system.");
        }

        if (first[0] != '<')
        {
            throw new IlrRefusedException("This is not an XML file. Choose the XML file that you export for the individualised learner record.");
        }
    }
}
