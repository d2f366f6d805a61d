using System.IO.Compression;
using System.Text;
using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Files.CheckedCopy;

/// <summary>
/// The provider's own workbook back, checked (returns.md section 2): every wrong cell marked with a fill and a comment, and the sheet
/// <c>Check result</c> before all others. Every other part of the file is the one that was sent. Sent again it needs no cleaning:
/// the marks, comments and sheet of an earlier check are taken away before the new ones are put in.
/// </summary>
public static class CheckedWorkbook
{
    /// <summary>The sheet that says what was found; ignored in a file that is sent in.</summary>
    public const string SheetName = PilotSheetNames.CheckResult;

    /// <summary>What the name of a checked copy ends with; ignored in the name of a file that is sent in.</summary>
    public const string Suffix = "-checked";

    /// <summary>So many findings are listed and get comments; further ones are coloured, and stand in violations.csv.</summary>
    public const int MaxListed = 5_000;

    /// <summary>In bytes, as UTF-8: with the suffix and the ending it is a name that every file system takes.</summary>
    private const int MaxStemLength = 240;

    private static readonly HashSet<string> Unopened = new(StringComparer.Ordinal) { "FILE_01", "FILE_02", "FILE_03", "FILE_04", "FILE_05" };

    /// <summary><c>return.xlsx</c> and <c>return-checked.xlsx</c> are both answered with <c>return-checked.xlsx</c>.</summary>
    public static string FileNameOf(string originalName)
    {
        var stem = Path.GetFileNameWithoutExtension(originalName);
        while (stem.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase))
        {
            stem = stem[..^Suffix.Length];
        }

        // A folder on disk takes 255 bytes; what was sent may have had as many.
        while (Encoding.UTF8.GetByteCount(stem) > MaxStemLength)
        {
            stem = stem[..^(char.IsLowSurrogate(stem[^1]) ? 2 : 1)];
        }

        return $"{stem}{Suffix}.xlsx";
    }

    /// <summary>Writes the checked copy. The same original and result give the same bytes. Memory does not grow with the sheets.</summary>
    /// <param name="original">Seekable, read from its start; left open.</param>
    /// <param name="output">Need not be seekable; left open.</param>
    /// <param name="result">Values of findings are shown as they are: the file is the provider's own.</param>
    /// <exception cref="UnreadableFileException">
    /// A file with a finding FILE_01 to FILE_05, or found damaged while copying (FILE_05), has no checked copy. What was written of
    /// the output by then is of no use.
    /// </exception>
    public static void Write(Stream original, Stream output, CheckResult result)
    {
        // A file over the limits is not inflated a second time, and one with macros is not passed on.
        if (result.Findings.FirstOrDefault(finding => Unopened.Contains(finding.RuleId) && finding.Severity == Severity.F) is { } reason)
        {
            throw new UnreadableFileException(reason.RuleId, reason.Message);
        }

        try
        {
            Copy(original, output, result);
        }
        catch (InvalidDataException damage)
        {
            throw new UnreadableFileException("FILE_05", damage.Message);
        }
    }

    private static void Copy(Stream original, Stream output, CheckResult result)
    {
        original.Position = 0;
        using var package = new OriginalPackage(original);
        var listed = result with { Findings = MostSevereFirst(result.Findings) };
        var edits = new CheckedWorkbookEdits(package, WorkbookPlan.Read(package), listed);
        edits.Prepare();
        CopyPackage(package, edits, output, LondonClock(result.Moment));
    }

    private static List<Finding> MostSevereFirst(IReadOnlyList<Finding> findings) =>
        [.. findings.Where(finding => finding.Severity != Severity.W), .. findings.Where(finding => finding.Severity == Severity.W)];

    private static void CopyPackage(OriginalPackage package, CheckedWorkbookEdits edits, Stream output, DateTimeOffset moment)
    {
        using var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var entry in package.Entries)
        {
            var part = OriginalPackage.Normalise(entry.FullName);
            if (edits.Dropped.Contains(part))
            {
                continue;
            }

            var copy = zip.CreateEntry(entry.FullName, CompressionLevel.Fastest);
            copy.LastWriteTime = entry.LastWriteTime;
            using var to = copy.Open();
            if (edits.Changed.TryGetValue(part, out var change))
            {
                using var from = package.OpenXml(part);
                Buffered(to, buffer => change(from, buffer));
            }
            else
            {
                using var from = entry.Open();
                from.CopyTo(to);
            }
        }

        foreach (var (part, write) in edits.New.All)
        {
            var entry = zip.CreateEntry(part, CompressionLevel.Fastest);
            entry.LastWriteTime = moment;
            using var to = entry.Open();
            Buffered(to, write);
        }
    }

    /// <summary>A compressing stream takes its time over each write, and a sheet is written tag by tag.</summary>
    private static void Buffered(Stream to, Action<Stream> write)
    {
        using var buffer = new BufferedStream(to, 64 * 1024);
        write(buffer);
        buffer.Flush();
    }

    /// <summary>A zip holds clock times without a zone, from 1980 to 2107.</summary>
    private static DateTimeOffset LondonClock(DateTimeOffset moment)
    {
        var clock = Vocabulary.LondonTime.At(moment).DateTime;
        return new DateTimeOffset(clock.Year is < 1980 or > 2107 ? new DateTime(1980, 1, 1) : clock, TimeSpan.Zero);
    }
}
