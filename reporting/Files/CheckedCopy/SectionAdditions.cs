using System.Text;

namespace Pilot.Reporting.Files.CheckedCopy;

/// <param name="Count">Its members with the added ones.</param>
internal sealed record Section(string Name, int Count, IReadOnlyList<string> Added);

/// <summary>Copies the styles part, adding members to the end of its lists; a list that is not there is put where the schema wants it.</summary>
internal sealed class SectionAdditions(string prefix, IReadOnlyList<Section> sections)
{
    private static readonly string[] SchemaOrder =
    [
        "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors", "extLst",
    ];

    private readonly List<Section> _waiting = [.. sections.Where(section => section.Added.Count > 0)];

    public void Copy(XmlPieces xml, Stream output)
    {
        Section? open = null;
        while (xml.Read())
        {
            if (xml.Opens && xml.Depth == 1)
            {
                var name = Encoding.Latin1.GetString(xml.LocalName);
                WriteMissingBefore(Array.IndexOf(SchemaOrder, name), output);
                open = _waiting.Find(section => section.Name == name);
                if (open is not null)
                {
                    _waiting.Remove(open);
                    WriteStart(xml, open, output);
                    continue;
                }
            }
            else if (xml.Kind == XmlPiece.End && xml.Depth == 1 && open is not null)
            {
                output.Write(string.Concat(open.Added));
                open = null;
            }
            else if (xml.Depth == 0 && xml.Kind == XmlPiece.End)
            {
                WriteMissingBefore(SchemaOrder.Length, output);
            }

            output.Write(xml.Raw);
        }
    }

    private void WriteStart(XmlPieces xml, Section section, Stream output)
    {
        // The count is optional and the number of members is the truth; where it is given it must be right.
        var tag = XmlText.With(xml.RawText, "count", section.Count);
        output.Write(xml.Kind == XmlPiece.Empty
            ? $"{XmlText.Opened(tag)}{string.Concat(section.Added)}</{prefix}{section.Name}>"
            : tag);
    }

    private void WriteMissingBefore(int order, Stream output)
    {
        foreach (var section in _waiting.Where(section => Array.IndexOf(SchemaOrder, section.Name) < order).ToList())
        {
            output.Write($"<{prefix}{section.Name} count=\"{XmlText.Number(section.Count)}\">{string.Concat(section.Added)}</{prefix}{section.Name}>");
            _waiting.Remove(section);
        }
    }
}
