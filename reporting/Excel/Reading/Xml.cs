using System.Xml;

namespace Pilot.Reporting.Excel.Reading;

/// <summary>Steps through XML under a bound on its depth: no workbook nests deeper, and a reader keeps every open element in memory.</summary>
internal static class Xml
{
    private const int MaxDepth = 64;

    public static bool ReadNext(this XmlReader reader)
    {
        if (!reader.Read())
        {
            return false;
        }

        if (reader.NodeType == XmlNodeType.DocumentType)
        {
            throw DocumentType();
        }

        return reader.Depth <= MaxDepth
            ? true
            : throw CorruptFile.Because("The workbook is damaged: it is not built as Excel builds a workbook.");
    }

    /// <summary>No program that writes workbooks declares a document type; it can be made to fetch files or to fill the memory.</summary>
    public static UnreadableFileException DocumentType() => new("FILE_03", "The workbook has a piece that declares a document type (DTD), which no workbook has.");

    /// <summary>Every start tag of the part, one after the other.</summary>
    public static IEnumerable<XmlReader> Elements(Package package, string part)
    {
        using var reader = package.OpenXml(part);
        while (reader.ReadNext())
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                yield return reader;
            }
        }
    }

    public static string? Attribute(this XmlReader reader, string localName)
    {
        // By local name: strict and transitional files, and prefixed ones, differ in the namespace only.
        string? value = null;
        if (reader.MoveToFirstAttribute())
        {
            do
            {
                if (reader.LocalName == localName && reader.Prefix != "xmlns")
                {
                    value = reader.Value;
                    break;
                }
            }
            while (reader.MoveToNextAttribute());
            reader.MoveToElement();
        }

        return value;
    }

    public static bool IsTrue(string? value) => value is "1" or "true" or "on";
}
