using System.Text;

namespace Pilot.Reporting.Files.CheckedCopy;

/// <summary>A part that is one list: links, content types, people.</summary>
internal static class FlatPart
{
    /// <summary>Copies a flat part, leaving some of its elements out and putting others at its end.</summary>
    public static void Append(Stream from, Stream to, IEnumerable<string> elements, Func<XmlPieces, bool> leaveOut)
    {
        var xml = new XmlPieces(from);
        while (xml.Read())
        {
            if (xml.Depth == 0 && xml.Kind == XmlPiece.Empty)
            {
                to.Write($"{XmlText.Opened(xml.RawText)}{Additions()}</{Encoding.Latin1.GetString(xml.Name)}>");
            }
            else if (xml.Opens && xml.Depth == 1 && leaveOut(xml))
            {
                xml.ReadElement();
            }
            else
            {
                to.Write(xml.Depth == 0 && xml.Kind == XmlPiece.End ? Additions() : "");
                to.Write(xml.Raw);
            }
        }

        string Additions() => string.Concat(elements.Select(element => $"<{xml.Prefix}{element}/>"));
    }
}
