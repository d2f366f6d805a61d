using System.Diagnostics;
using Pilot.Tests.Support;
using static Pilot.Tests.Returns.CheckedCopies;

namespace Pilot.Tests.Returns;

/// <summary>returns.md section 2 with the program that half of the providers' data officers have.</summary>
public sealed class CheckedWorkbookLibreOfficeTests
{
    [LibreOfficeFact]
    public void Returns_2_a_checked_copy_mended_and_saved_in_LibreOffice_needs_no_cleaning()
    {
        var original = College();
        var saved = SavedByLibreOffice(Check(original, Finding("D3"), Finding("B3"), Finding("A2"), Finding("F4")));
        Assert.Equal(["Check result", "Declaration", "Data", "Notes"], Values(saved).Keys);
        Assert.Equal(Values(original)["Data"], Values(saved)["Data"]);

        var second = Check(saved, Finding("D5"));

        Assert.Equal(["Check result", "Declaration", "Data", "Notes"], Values(second).Keys);

        // LibreOffice does not keep what remembers a fill of the provider's own, so A2 has none rather than a wrong one.
        Assert.All(["D3", "B3", "F4", "A2"], cell => Assert.Null(FillOf(second, "Data", cell)));
        Assert.Equal("FFFFD2CD", FillOf(second, "Data", "D5"));
        var comments = CommentsOf(second, "Data");
        Assert.Equal(["B3", "B4", "D5"], comments.Keys);
        Assert.Equal("Ask the registry about this one.", comments["B3"].Trim());
        Assert.Equal("Seen by Jo.", comments["B4"]);
        Assert.Contains("SEX_C", comments["D5"], StringComparison.Ordinal);
        Assert.Empty(ValidationErrors(second));
        Assert.Equal(Values(original)["Data"], Values(second)["Data"]);
        Assert.Equal(3, Part(second, BoxesOf(second)).Split("ObjectType=\"Note\"").Length - 1);
    }

    private static string BoxesOf(byte[] workbook) => Parts(workbook).Keys.Single(name => name.EndsWith(".vml", StringComparison.Ordinal));

    private static byte[] SavedByLibreOffice(byte[] workbook)
    {
        var folder = Directory.CreateTempSubdirectory("pilot-checked");
        try
        {
            var file = Path.Combine(folder.FullName, "copy.xlsx");
            File.WriteAllBytes(file, workbook);
            using var office = Process.Start(new ProcessStartInfo("soffice",
            [
                $"-env:UserInstallation=file://{folder.FullName}/profile", "--headless", "--convert-to", "xlsx", "--outdir", Path.Combine(folder.FullName, "saved"), file,
            ])
            { RedirectStandardOutput = true, RedirectStandardError = true })!;
            Assert.True(office.WaitForExit(TimeSpan.FromMinutes(3)), "LibreOffice did not finish.");
            return File.ReadAllBytes(Path.Combine(folder.FullName, "saved", "copy.xlsx"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
