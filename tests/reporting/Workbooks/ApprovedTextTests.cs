using System.Runtime.CompilerServices;
using Pilot.Reporting.Workbooks.Casework;
using Pilot.Reporting.Workbooks.Drawing;
using Pilot.Reporting.Workbooks.SkillsEngland;
using Pilot.Reporting.Workbooks.Statements;
using Pilot.Reporting.Workbooks.Wmca;
using Pilot.Tests.Support;

namespace Pilot.Tests.Workbooks;

/// <summary>
/// Every word and figure of the workbooks as text, beside the test: a change shows as a diff that somebody approves. Run with
/// PILOT_APPROVE=1 to write the texts anew.
/// </summary>
public sealed class ApprovedTextTests
{
    [Theory]
    [InlineData("wmca", "provisional")]
    [InlineData("wmca", "mature")]
    [InlineData("skills-england", "provisional")]
    [InlineData("skills-england", "mature")]
    [InlineData("casework", "closed")]
    [InlineData("statement", "closed")]
    public void The_workbook_says_what_was_approved(string kind, string sample)
    {
        var view = new QuarterView(QuarterlyWorkbooksTests.Sample(sample));
        var text = SheetText.Write(kind switch
        {
            "wmca" => WmcaWorkbook.Draw(view),
            "skills-england" => SkillsEnglandWorkbook.Draw(view),
            "casework" => CaseworkWorkbook.Draw(view),
            _ => StatementWorkbook.Draw(view, SampleFigures.College),
        });
        var path = Path.Combine(Folder(), $"{kind}-{sample}.txt");
        if (Environment.GetEnvironmentVariable("PILOT_APPROVE") == "1")
        {
            File.WriteAllText(path, text);
        }

        Assert.Equal(File.ReadAllText(path), text);
    }

    private static string Folder([CallerFilePath] string file = "") => Path.Combine(Path.GetDirectoryName(file)!, "Approved");
}
