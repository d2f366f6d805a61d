using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Pilot.Reporting.Returns.Template;

namespace Pilot.Tests.Support;

/// <summary>A template whose Declaration a person has filled in and whose rows they left as they were.</summary>
internal static partial class FilledDeclaration
{
    private const string Sheet = "xl/worksheets/sheet1.xml";

    public static byte[] Of(TemplateContent content, DateOnly preparedOn)
    {
        using var template = new MemoryStream();
        TemplateWorkbook.Write(content, template);
        return Of(template.ToArray(), preparedOn);
    }

    public static byte[] Of(byte[] template, DateOnly preparedOn)
    {
        using var workbook = new MemoryStream();
        workbook.Write(template);
        using (var zip = new ZipArchive(workbook, ZipArchiveMode.Update, leaveOpen: true))
        {
            string xml;
            using (var from = new StreamReader(zip.GetEntry(Sheet)!.Open()))
            {
                xml = from.ReadToEnd();
            }

            zip.GetEntry(Sheet)!.Delete();
            var day = $"<v>{(preparedOn.DayNumber - new DateOnly(1899, 12, 30).DayNumber).ToString(CultureInfo.InvariantCulture)}</v>";
            xml = Fill(Fill(xml, "B8", "", day), "B13", "", day);
            xml = Fill(Fill(xml, "B11", " t=\"inlineStr\"", "<is><t>A Certifier</t></is>"), "B12", " t=\"inlineStr\"", "<is><t>Principal</t></is>");
            using var to = new StreamWriter(zip.CreateEntry(Sheet).Open(), new UTF8Encoding(false));
            to.Write(xml);
        }

        return workbook.ToArray();
    }

    private static string Fill(string xml, string cell, string type, string value)
    {
        var filled = Blank().Replace(xml, match => match.Groups["cell"].Value == cell ? $"<c r=\"{cell}\" s=\"{match.Groups["look"].Value}\"{type}>{value}</c>" : match.Value);
        Assert.NotEqual(xml, filled);
        return filled;
    }

    [GeneratedRegex("<c r=\"(?<cell>B[0-9]+)\" s=\"(?<look>[0-9]+)\"/>")]
    private static partial Regex Blank();
}
