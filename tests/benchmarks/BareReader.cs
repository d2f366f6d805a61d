using System.IO.Compression;
using System.Xml;

namespace Pilot.Benchmarks;

/// <summary>
/// The floor of reading a return: the Data sheet inflated, and an XmlReader run over it to its end. Nothing is kept, nothing is judged.
/// As a program of its own (folder bare) it is the floor of a cold check.
/// </summary>
internal static class BareReader
{
    public static int Run(string file)
    {
        using var content = File.OpenRead(file);
        Console.WriteLine(Nodes(content));
        return 0;
    }

    public static long Nodes(Stream content)
    {
        content.Position = 0;
        using var zip = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
        using var reader = XmlReader.Create(zip.GetEntry("xl/worksheets/sheet2.xml")!.Open(), new XmlReaderSettings { CloseInput = true });
        var nodes = 0L;
        while (reader.Read())
        {
            nodes++;
        }

        return nodes;
    }
}
