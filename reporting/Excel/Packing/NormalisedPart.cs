using System.Xml.Linq;

namespace Pilot.Reporting.Excel.Packing;

/// <summary>
/// Parts as Excel writes them. What the writing library makes of them is sound, and Excel and LibreOffice read it; programs that go by the
/// bare names of things, exceljs among them, do not.
/// </summary>
internal static class NormalisedPart
{
    /// <summary>The workbook proper and its extended properties. Drawings and the like mix vocabularies and are left alone.</summary>
    public static bool Has(string part) =>
        part == "docProps/app.xml"
        || (part.EndsWith(".xml", StringComparison.Ordinal)
            && (part.LastIndexOf('/') == 2 || part.StartsWith("xl/worksheets/", StringComparison.Ordinal) || part.StartsWith("xl/tables/", StringComparison.Ordinal))
            && part.StartsWith("xl/", StringComparison.Ordinal));

    public static byte[] Of(byte[] part)
    {
        var document = XlsxPackage.Parse(part);
        DropPrefix(document.Root!);
        DropEmptyOperands(document.Root!);
        return XlsxPackage.Bytes(document);
    }

    /// <summary><c>worksheet</c>, and not <c>x:worksheet</c>.</summary>
    private static void DropPrefix(XElement root) =>
        root.DescendantsAndSelf().Attributes().Where(attribute => attribute.IsNamespaceDeclaration && attribute.Value == root.Name.NamespaceName).Remove();

    /// <summary>
    /// A validation with one operand has no second one. exceljs reads an empty one as no number, which equals nothing, and so writes a
    /// validation for each of 10,000 cells: 38 MB, which FILE_04 takes for a zip bomb.
    /// </summary>
    private static void DropEmptyOperands(XElement root) =>
        root.Descendants(root.Name.Namespace + "formula2").Where(element => element.Value.Length == 0).Remove();
}
