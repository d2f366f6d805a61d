using System.Globalization;
using System.IO.Compression;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Workbooks;
using Pilot.Reporting.Workbooks.Casework;

namespace Pilot.Tests.Workbooks;

public sealed class QuarterlyWorkbooksTests
{
    public static TheoryData<string> Samples => ["provisional", "closed", "mature"];

    internal static QuarterFigures Sample(string name) => name switch
    {
        "provisional" => SampleFigures.Provisional,
        "closed" => SampleFigures.Closed,
        _ => SampleFigures.Mature,
    };

    [Theory]
    [MemberData(nameof(Samples))]
    public void Workbooks_1_every_workbook_keeps_the_form(string sample)
    {
        foreach (var file in Workbooks(sample))
        {
            var faults = FormChecks.Check(file.Bytes, workedIn: IsWorkedIn(file)).Select(fault => file.Name + " " + fault).ToList();
            Assert.True(faults.Count == 0, string.Join('\n', faults));
        }
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Workbooks_1_every_workbook_passes_the_open_xml_validator(string sample)
    {
        foreach (var file in Workbooks(sample))
        {
            using var document = SpreadsheetDocument.Open(new MemoryStream(file.Bytes), false);
            var faults = new OpenXmlValidator(FileFormatVersions.Office2019).Validate(document);
            Assert.Equal([], faults.Select(fault => $"{file.Name} {fault.Part?.Uri} {fault.Path?.XPath} {fault.Description}"));
        }
    }

    [Fact]
    public void Workbooks_8_the_same_figures_give_the_same_bytes_in_another_culture_and_time_zone()
    {
        var before = Thread.CurrentThread.CurrentCulture;
        var zone = Environment.GetEnvironmentVariable("TZ");
        var first = Drawn();
        try
        {
            Thread.CurrentThread.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Environment.SetEnvironmentVariable("TZ", "Pacific/Auckland");
            TimeZoneInfo.ClearCachedData();
            var second = Drawn();
            Assert.Equal(first.Select(file => file.Path), second.Select(file => file.Path));
            Assert.All(first.Zip(second), pair => Assert.True(pair.First.Bytes.AsSpan().SequenceEqual(pair.Second.Bytes), pair.First.Path));
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
            Environment.SetEnvironmentVariable("TZ", zone);
            TimeZoneInfo.ClearCachedData();
        }

        // Whole, as they are drawn: a file is made when it is read, and must not be read in another culture than it is meant for.
        static (string Path, byte[] Bytes)[] Drawn() =>
        [
            .. QuarterlyWorkbooks.Draw(SampleFigures.Build(SampleFigures.Q3, Pilot.Reporting.Funding.RunKind.Closing)).Select(file => (file.Path, file.Bytes)),
        ];
    }

    [Fact]
    public void Workbooks_8_zip_entries_have_one_fixed_time_and_a_fixed_order()
    {
        using var zip = new ZipArchive(new MemoryStream(Workbooks("closed").First().Bytes));
        Assert.Single(zip.Entries.Select(entry => entry.LastWriteTime.DateTime).Distinct());
        Assert.Equal("[Content_Types].xml", zip.Entries[0].FullName);
        Assert.Equal(zip.Entries.Skip(1).Select(entry => entry.FullName).Order(StringComparer.Ordinal), zip.Entries.Skip(1).Select(entry => entry.FullName));
    }

    [Fact]
    public void Files_are_named_for_period_audience_and_state()
    {
        var names = QuarterlyWorkbooks.Draw(SampleFigures.Closed).Select(file => file.Path).ToArray();
        Assert.Contains("reports/2026Q3/medtech-htq-pilot-2026-27-q3-wmca-r1.xlsx", names);
        Assert.Contains("reports/2026Q3/medtech-htq-pilot-2026-27-q3-skills-england-r1.xlsx", names);
        Assert.Contains("reports/2026Q3/tables-r1/t03-reconciliation.csv", names);
        Assert.Contains("reports/2026Q3/manifest.json", names);
        Assert.Contains(
            "reports/2026Q3/medtech-htq-pilot-2026-27-q3-wmca-provisional.xlsx",
            QuarterlyWorkbooks.Draw(SampleFigures.Provisional).Select(file => file.Path));
    }

    internal static bool IsWorkedIn(DrawnFile file) =>
        file.Container == "statements" || file.Name.Contains("casework", StringComparison.Ordinal);

    internal static IEnumerable<DrawnFile> Workbooks(string sample) =>
        QuarterlyWorkbooks.Draw(Sample(sample)).Where(file => file.Name.EndsWith(".xlsx", StringComparison.Ordinal) && !CaseworkWorkbook.IsLedgerDraft(file.Name));
}
