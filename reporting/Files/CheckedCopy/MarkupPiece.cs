namespace Pilot.Reporting.Files.CheckedCopy;

/// <summary>Where a tag, a comment or an instruction ends.</summary>
internal static class MarkupPiece
{
    /// <summary>-1 where the piece does not end in what is there.</summary>
    public static int Length(ReadOnlySpan<byte> span)
    {
        if (span.Length < 4)
        {
            return -1;
        }

        switch (span[1])
        {
            case (byte)'?':
                return After(span, "?>"u8);
            case (byte)'!' when span.StartsWith("<!--"u8):
                return After(span, "-->"u8);
            case (byte)'!' when span.StartsWith("<![CDATA["u8):
                return After(span, "]]>"u8);
            case (byte)'!':
                return span.Length < 9 ? -1 : throw new InvalidDataException("The XML declares a document type.");
            default:
                return TagLength(span);
        }
    }

    private static int After(ReadOnlySpan<byte> span, ReadOnlySpan<byte> mark)
    {
        var at = span.IndexOf(mark);
        return at < 0 ? -1 : at + mark.Length;
    }

    /// <summary>A <c>&gt;</c> inside quotes does not end a tag.</summary>
    private static int TagLength(ReadOnlySpan<byte> span)
    {
        var at = 1;
        while (true)
        {
            var hit = span[at..].IndexOfAny((byte)'>', (byte)'"', (byte)'\'');
            if (hit < 0)
            {
                return -1;
            }

            at += hit + 1;
            var found = span[at - 1];
            if (found == (byte)'>')
            {
                return at;
            }

            var close = span[at..].IndexOf(found);
            if (close < 0)
            {
                return -1;
            }

            at += close + 1;
        }
    }
}
