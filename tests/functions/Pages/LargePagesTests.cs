using System.Text;
using Pilot.Functions.Pages;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Returns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Returns.Rules;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Support;

namespace Pilot.Tests.Pages;

/// <summary>Pages stay under 100 kB with thousands of findings, and with hundreds of providers.</summary>
public sealed class LargePagesTests
{
    private const int Largest = 100_000;
    private static readonly Quarter Period = new(2026, 3);

    [Theory]
    [InlineData("", "", 1)]
    [InlineData("", "W", 2)]
    [InlineData("RULE", "", 1)]
    public void A_page_with_2000_findings_is_under_100_kB_and_all_are_reached(string rule, string severity, int page)
    {
        var receipt = Findings(2_000);
        var first = receipt.Violations[0].Rule;
        var head = new SubmissionSummary(
            7, SettingsBuilder.College.ToString(), "return.xlsx", new DateTime(2027, 1, 12, 9, 0, 0, DateTimeKind.Utc), "Petra Provider", SubmissionStatus.PartlyAccepted, true,
            ReturnKind.Enrolment, Period.Id, new DateOnly(2027, 1, 12), false, false, 2_000, 1_000, 1_000, 1_000, null);
        var html = Html(SubmissionPage.Draw(head, receipt, ["receipt.json", "violations.csv"], "Alder College", new FindingFilter(rule.Length == 0 ? "" : first, severity, page)));

        Assert.InRange(html.Length, 10_000, Largest);
        Assert.Contains(rule.Length == 0 ? "things to do" : first, Encoding.UTF8.GetString(html), StringComparison.Ordinal);
        Assert.Contains(rule.Length == 0 ? "rule=" : "page=2", Encoding.UTF8.GetString(html), StringComparison.Ordinal);
        Assert.InRange(Html(SubmissionPage.DrawCheck(receipt, SettingsBuilder.College, null)).Length, 10_000, Largest);
    }

    [Fact]
    public void The_office_page_of_500_providers_is_under_100_kB_and_still_adds_up()
    {
        var view = Many(500);
        var html = Encoding.UTF8.GetString(Html(OfficePage.Draw(view)));

        Assert.InRange(Encoding.UTF8.GetByteCount(html), 20_000, Largest);
        var tables = PageTables.Of(html);
        Assert.Empty(tables.SelectMany(table => table.Wrong()));
        Assert.Contains("490 other providers", html, StringComparison.Ordinal);
        var lines = tables.Single(table => table.Caption.StartsWith("Reconciliation", StringComparison.Ordinal));
        Assert.Equal(view.Figures!.Lines.Sum(line => line.EarnedYtd), PageTables.Number(lines.Sums[^1][lines.Headings.ToList().IndexOf("Earned")]));
    }

    private static byte[] Html(Markup main) => Encoding.UTF8.GetBytes(PageFrame.Of("Page", Viewer.OfThisMachine(), false, main).ToString());

    /// <summary>Of 32 rules, 20 of which reject rows.</summary>
    private static Receipt Findings(int count)
    {
        var rules = RuleCatalogue.All.Where(rule => rule.Stage == RuleStage.Cell && rule.Kind is null or ReturnKind.Enrolment).Take(32).ToList();
        var violations = Enumerable.Range(0, count).Select(at =>
        {
            var rule = rules[at % rules.Count];
            return new ReceiptFinding(
                rule.Id, at % rules.Count < 20 ? "E" : "W", "Data", at + 2, FormattableString.Invariant($"D{at + 2}"), FormattableString.Invariant($"LEARNER{at:00000}"), "sex", "Sex", "Q", rule.Message, rule.Fix);
        }).ToList();
        return new Receipt
        {
            FileName = "return.xlsx",
            Sha256 = new string('0', 64),
            Status = "PARTLY_ACCEPTED",
            StatusWords = "The return was accepted in part: 1,000 rows accepted, 1,000 rows rejected.",
            Counts = new ReceiptCounts(count, count / 2, count / 2, count / 2),
            Amounts = new ReceiptAmounts(0, 0),
            ViolationsTotal = count,
            Violations = violations,
        };
    }

    private static OfficeView Many(int count)
    {
        var small = SettingsBuilder.Small();
        var ukprns = Enumerable.Range(0, count).Select(at => Ukprn.Of(10_100_000 + at)).ToList();
        var settings = small with
        {
            Providers = [.. ukprns.Select(ukprn => new Provider(ukprn, $"Provider with a name of ordinary length {ukprn}", ProviderKind.College, null, null))],
            Contacts = [.. ukprns.Select(ukprn => new Contact(ukprn, "DATA", "Dana Data", $"data@{ukprn}.example.org"))],
            Allocations = [.. ukprns.SelectMany(ukprn => new[] { "HNC", "HND" }.Select(code => SettingsBuilder.Line(ukprn, code, SettingsBuilder.FirstYear, 3_000m, 20, 27_000m, 2)))],
        };
        List<ReconciliationLine> lines =
        [
            .. settings.Allocations.Select((line, at) => new ReconciliationLine
            {
                Ukprn = line.Ukprn, Qualification = line.Qualification, FundingYear = line.FundingYear, AllocationGbp = line.AllocationGbp, ProfileGbpYtd = 27_000m,
                EarnedQuarter = 20_000.01m + at, FundedYtd = 20_000.01m + at, PaidYtd = 1_234.56m, ManualAdjustmentsYtd = -0.07m, HeldGbp = 1_350m, Starts = 12, Status = LineStatus.Under,
            }),
        ];
        return new OfficeView
        {
            Today = new DateOnly(2027, 2, 20),
            Settings = settings,
            Period = Period,
            Calendar = settings.FindPeriod(Period),
            Begun = [Period],
            Closed = new HashSet<Quarter> { Period },
            Run = new RunRecord(3, Period, RunKind.Closing, 1, RunState.AwaitingApproval, 1, new string('0', 64), new DateTimeOffset(2027, 2, 1, 6, 0, 0, TimeSpan.Zero), "2"),
            Figures = new RunFigures(
                lines, [new QuarterMoney(Period, lines.Sum(line => line.ProfileGbpYtd), lines.Sum(line => line.EarnedYtd))], new FunnelCounts(12_000, 11_000, null, null),
                [.. ukprns.Select(ukprn => new ExceptionGroup(ukprn, "Other public funding", 2, 2_700m, new DateOnly(2026, 11, 1), "A clearance that pays or refuses."))]),
            AwaitingApproval = [],
            Returns = ReturnsReceived.For(Period, settings, [], new DateOnly(2027, 2, 20)),
            Stuck = [],
            OtherFailures = [],
            Recent = [],
            OfficeFiles = [],
            Workbooks = [],
            Messages = [],
        };
    }
}
