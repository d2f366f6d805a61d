using System.Security.Cryptography;
using System.Text;
using Pilot.Reporting.Returns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Returns.Rules;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Support;

namespace Pilot.Tests.Returns;

/// <summary>The files of tests/Examples/cases: returns that an earlier version misread, each with the answer that it must get.</summary>
public sealed class CaseFilesTests
{
    private static readonly Ukprn Demo = Ukprn.Parse("90000101");
    private static readonly Ukprn Other = Ukprn.Parse("10091001");

    [Theory]
    [InlineData("base", "", 3)]
    [InlineData("headings-sorted-no-totals", "ROW_02", 0)]
    [InlineData("inline-claim-with-value-too", "", 3)]
    [InlineData("emoji-at-character-256", "", 3)]
    [InlineData("dde-on-a-sheet-that-is-ignored", "FILE_03", 0)]
    [InlineData("d01_dde_cond", "FILE_03", 0)]
    [InlineData("c12_image_external_unc", "FILE_03", 0)]
    [InlineData("c13_webextension", "FILE_03", 0)]
    [InlineData("c15_external_ole", "FILE_03", 0)]
    [InlineData("b21_path_tricks", "FILE_03", 0)]
    [InlineData("formula-to-a-sheet-with-a-pipe-in-its-name", "", 3)]
    [InlineData("content-type-of-a-part-that-is-not-there", "", 3)]
    [InlineData("dates-swapped-by-an-american-excel", "DATE_07 DATE_07 DATE_07", 6)]
    [InlineData("note-row-below", "ROW_01", 3)]
    [InlineData("apple-numbers-sheet-names", "FILE_06 FILE_06", 0)]
    [InlineData("reference-shown-with-leading-zeros", "", 3)]
    [InlineData("references-of-16-digits-as-numbers", "LEARNER_REF_D LEARNER_REF_D", 1)]
    [InlineData("p-backslash", "SEX_C", 4)]
    [InlineData("r-order", "SEX_C", 4)]
    public void A_case_file_gets_its_answer(string name, string rules, int accepted)
    {
        var judgement = Judge(name);

        var said = string.Join('\n', judgement.Findings.Select(finding => $"{finding.RuleId} {finding.Sheet} {finding.Cell} {finding.Message} {finding.Fix}"));
        Assert.True(rules == string.Join(' ', judgement.Findings.Select(finding => finding.RuleId).Where(IsAboutTheFile)), said);
        Assert.Equal(accepted, judgement.AcceptedRows);
    }

    [Fact]
    public void A_cell_of_inline_text_with_a_value_too_counts_as_its_text() => Assert.Equal(4050m, Judge("inline-claim-with-value-too").ClaimedGbp);

    [Fact]
    public void A_reference_under_a_format_of_zeros_is_the_text_that_the_cell_shows()
    {
        var enrolled = Judge("reference-shown-with-leading-zeros");

        Assert.Contains("012345", enrolled.Enrolments.Select(at => at.Enrolment.LearnerRef));
        Assert.DoesNotContain("MATCH_01", Judge("cmp-of-a-reference-shown-with-leading-zeros", enrolled).Findings.Select(finding => finding.RuleId));
    }

    [Fact]
    public void FILE_06_names_the_sheets_to_be_renamed() => Assert.Equal(
        ["Declaration - Table 1", "Data - Table 1"], Judge("apple-numbers-sheet-names").Findings.Select(finding => finding.Fix.Split('\'')[1]));

    [Fact]
    public void FILE_03_names_the_sheet_and_the_cell()
    {
        var finding = Assert.Single(Judge("dde-on-a-sheet-that-is-ignored").Findings);

        Assert.Equal(("Working", "A1"), (finding.Sheet, finding.Cell));
        Assert.Contains("On the sheet Working: cell A1", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_personal_in_odd_places_is_repeated_or_stored()
    {
        var judgement = Judge("personal-in-odd-places");
        var receipt = Receipt.Of(judgement, new ReceiptOrigin(1, 1, Demo, "return.xlsx", "", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch), Settings());
        var said = Encoding.UTF8.GetString(receipt.ToJson()) + Encoding.UTF8.GetString(receipt.ViolationsCsv())
            + string.Join(' ', RequiredActions.Of(receipt).Select(thing => thing.Message + thing.Fix + string.Concat(thing.Places)))
            + string.Join(' ', judgement.Enrolments.Select(at => at.Enrolment.StartEvidenceRef));

        foreach (var personal in new[] { "7212399468", "72123 99468", "B17 9QX", "b179qx", "b17  9qx", "17/05/2004", "2004-05-17", "17 May 2004", "17.05.04", "20040517", "May 17, 2004", "17-05-2004", "17th May" })
        {
            Assert.DoesNotContain(personal, said, StringComparison.OrdinalIgnoreCase);
        }
    }

    /// <summary>All but what is about names and totals, which is not what the cases are about.</summary>
    private static bool IsAboutTheFile(string rule) => rule is not ("FILE_09" or "DECL_09" or "DECL_13");

    private static Judgement Judge(string name, Judgement? enrolled = null)
    {
        using var content = new MemoryStream(File.ReadAllBytes(Path.Combine(EdgeCaseCatalogue.Folder, "cases", name + ".xlsx")));
        return JudgeReturn.Judge(content, new JudgeContext
        {
            Settings = Settings(),
            FileName = "MTHTQ-ENR-90000101-2026Q3-20270110-093000.xlsx",
            ReceivedAt = LondonTime.On(new DateOnly(2027, 1, 15), new TimeOnly(12, 0)),
            Keys = new NoKeys(),
            LoadHistory = (ukprn, _, _, _) => new ProviderHistory(
                new ProviderFacts(ukprn, [], [.. (enrolled?.Enrolments ?? []).Select(at => new HeldEnrolment
                {
                    Ukprn = ukprn, Newest = at.Enrolment, SubmissionNumber = 1, ExcelRow = at.ExcelRow, FirstPlannedEndDate = at.Enrolment.PlannedEndDate, LastReportedOn = at.Enrolment.StartDate,
                })], []), null),
        });
    }

    private static PilotSettings Settings()
    {
        var year = new FundingYear(2026);
        return new PilotSettings
        {
            Version = 1,
            Providers = [new Provider(Demo, "Provider of the demo", ProviderKind.College, null, null), new Provider(Other, "Another provider", ProviderKind.College, null, null)],
            Qualifications = [.. new[] { ("60999991", "HNC", 120), ("60999992", "HND", 240), ("60312340", "HNC", 120), ("60312352", "HND", 240) }.Select(aim =>
                new Qualification(aim.Item1, aim.Item2, aim.Item2 + " in MedTech", 4, aim.Item3, [], new DateOnly(2026, 4, 1), new DateOnly(2029, 8, 31)))],
            Calendar = [.. year.Quarters.Concat(year.Next.Quarters).Select(quarter =>
                new CalendarPeriod(quarter, quarter.FirstDay, quarter.CensusDate.AddDays(30), quarter.CensusDate.AddDays(50), 15m))],
            Scheme = new Scheme { PilotFrom = new DateOnly(2026, 4, 1), PilotTo = new DateOnly(2029, 12, 31) },
        };
    }

    private sealed class NoKeys : ILearnerKeys
    {
        public LearnerKey OfUln(ReadOnlySpan<char> uln) => LearnerKey.FromBytes(SHA256.HashData(Encoding.UTF8.GetBytes(uln.ToString())));

        public LearnerKey OfTemporary(Ukprn ukprn, string learnerRef) => LearnerKey.FromBytes(SHA256.HashData(Encoding.UTF8.GetBytes(ukprn + learnerRef)));
    }
}
