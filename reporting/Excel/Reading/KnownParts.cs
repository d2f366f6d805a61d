using System.IO.Compression;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Excel.Reading;

/// <summary>
/// Which parts a workbook can have (FILE_03). A checked copy hands every part back, so what no workbook has is refused and never handed on:
/// names that climb out of the package when somebody unpacks it, programs and documents of other kinds beside the sheets.
/// </summary>
internal static class KnownParts
{
    /// <summary>Folders and files at the root. <c>docMetadata</c> holds sensitivity labels, <c>customXml</c> what SharePoint adds.</summary>
    private static readonly string[] Roots =
        ["xl/", "docProps/", "docMetadata/", "customXml/", "_rels/", "_xmlsignatures/", "package/", "[trash]/", "customUI/", "userCustomization/"];

    private static readonly HashSet<string> Endings = new(StringComparer.OrdinalIgnoreCase)
    {
        "xml", "rels", "vml", "bin", "psmdcp", "sigs", "png", "jpg", "jpeg", "jfif", "gif", "emf", "wmf", "bmp", "tif", "tiff", "svg", "wdp", "ico", "dat", "data", "odttf",
    };

    public static bool IsFolder(ZipArchiveEntry entry) => entry.Length == 0 && entry.FullName.EndsWith('/') && !Climbs(entry.FullName.TrimEnd('/'));

    /// <summary>The part's name without a leading slash. Some Windows programs write backslashes.</summary>
    public static string Of(string entryName) => entryName.Replace('\\', '/').TrimStart('/');

    /// <param name="workbookPart">A few programs keep the workbook in another folder than <c>xl</c>.</param>
    /// <exception cref="UnreadableFileException">FILE_03: one of them is no part of a workbook.</exception>
    public static void RefuseForeign(IEnumerable<string> parts, string workbookPart)
    {
        var home = workbookPart[..(workbookPart.IndexOf('/', StringComparison.Ordinal) + 1)];
        if (parts.FirstOrDefault(part => Climbs(part) || !IsOfAWorkbook(part, home)) is { } foreign)
        {
            throw new UnreadableFileException("FILE_03", $"The workbook holds a file that no workbook has: {PersonalText.Masked(PersonalText.Shorten(foreign))}.");
        }
    }

    private static bool Climbs(string name) =>
        name.Contains(':', StringComparison.Ordinal) || name.Replace('\\', '/').Split('/').Any(step => step is ".." or "." or "");

    private static bool IsOfAWorkbook(string name, string home)
    {
        if (name is "xl/metadata" || string.Equals(name, "[Content_Types].xml", StringComparison.OrdinalIgnoreCase))
        {
            // Google Sheets writes a part without an ending.
            return true;
        }

        if (name.StartsWith("__MACOSX/", StringComparison.Ordinal) || name.EndsWith(".DS_Store", StringComparison.Ordinal))
        {
            // What a Mac leaves in every archive that it packs.
            return true;
        }

        var slash = name.LastIndexOf('/');
        var dot = name.LastIndexOf('.');
        return dot > slash && Endings.Contains(name[(dot + 1)..])
            && (name.StartsWith(home, StringComparison.OrdinalIgnoreCase) || Roots.Any(root => name.StartsWith(root, StringComparison.OrdinalIgnoreCase)));
    }
}
