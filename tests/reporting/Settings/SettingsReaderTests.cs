using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Support;

namespace Pilot.Tests.Settings;

public sealed class SettingsReaderTests
{
    private static readonly SettingsContext Context = new()
    {
        Today = new DateOnly(2026, 7, 1),
        SeverityOf = rule => rule switch
        {
            "ULN_01" or "DATE_04" => Severity.W,
            "AGE_01" or "DECL_99" => Severity.E,
            "DECL_03" or "FILE_01" or "DECL_06" => Severity.F,
            _ => null,
        },
    };

    [Fact]
    public void Settings_written_and_read_back_are_the_same()
    {
        var settings = Everything();
        var reading = SettingsWorkbooks.Read(SettingsWorkbooks.Bytes(settings), Context);
        Assert.Empty(reading.Findings);
        Assert.Equal(SettingsJson.Write(settings), SettingsJson.Write(reading.Settings!));
        Assert.Equal(new OfficeFileDeclaration("MTHTQ-SETTINGS", "Olive Officer", SettingsWorkbooks.PreparedOn), reading.Declaration);
    }

    [Fact]
    public void The_order_of_rows_makes_no_difference()
    {
        var settings = Everything();
        var turned = settings with
        {
            Providers = [.. settings.Providers.Reverse()],
            Contacts = [.. settings.Contacts.Reverse()],
            Qualifications = [.. settings.Qualifications.Reverse()],
            Allocations = [.. settings.Allocations.Reverse()],
            Calendar = [.. settings.Calendar.Reverse()],
            QualifyingDays = [.. settings.QualifyingDays.Reverse()],
            Areas = [.. settings.Areas.Reverse()],
        };
        var reading = SettingsWorkbooks.Read(SettingsWorkbooks.Bytes(turned), Context);
        Assert.Equal(SettingsJson.Write(settings), SettingsJson.Write(reading.Settings!));
    }

    [Fact]
    public void The_new_version_is_numbered_one_above_the_one_in_force()
    {
        var workbook = SettingsWorkbooks.Bytes(SettingsBuilder.Small());
        Assert.Equal(1, SettingsWorkbooks.Read(workbook, Context).Settings!.Version);
        var inForce = SettingsBuilder.Small() with { Version = 7 };
        Assert.Equal(8, SettingsWorkbooks.Read(workbook, Context with { InForce = inForce }).Settings!.Version);
    }

    [Fact]
    public void Text_that_looks_like_a_formula_or_a_number_comes_back_as_text()
    {
        var settings = SettingsBuilder.Small();
        settings = settings with
        {
            Providers = [settings.Providers[0] with { Name = "=1+1", GrantRef = "00012", VendorNo = "1E5" }, .. settings.Providers.Skip(1)],
        };
        var read = SettingsWorkbooks.Read(SettingsWorkbooks.Bytes(settings), Context).Settings!;
        Assert.Equal(settings.Providers[0], read.Providers[0]);
    }

    [Fact]
    public void A_workbook_without_the_row_of_labels_or_with_labels_alone_is_read_the_same()
    {
        var settings = Everything();
        foreach (var row in new[] { 1, 2 })
        {
            var workbook = SettingsWorkbooks.Bytes(settings, book =>
            {
                foreach (var sheet in book.Workbook.Worksheets.Where(sheet => sheet.Name != "Declaration"))
                {
                    sheet.Row(row).Delete();
                }
            });
            var reading = SettingsWorkbooks.Read(workbook, Context);
            Assert.Empty(reading.Findings);
            Assert.Equal(SettingsJson.Write(settings), SettingsJson.Write(reading.Settings!));
        }
    }

    [Fact]
    public void Optional_sheets_and_columns_may_be_absent()
    {
        var workbook = SettingsWorkbooks.Bytes(SettingsBuilder.Small(), book =>
        {
            book.Workbook.Worksheet("Destinations").Delete();
            book.Workbook.Worksheet("RuleOverrides").Delete();
            book.Workbook.Worksheet("Scheme").Column(3).Delete();
            book.Workbook.Worksheet("Providers").Column(5).Delete();
        });
        var reading = SettingsWorkbooks.Read(workbook, Context);
        Assert.Empty(reading.Findings);
        Assert.Null(reading.Settings!.Providers[0].VendorNo);
    }

    [Fact]
    public void Disclosure_values_are_optional_and_the_published_ones_by_default()
    {
        var workbook = SettingsWorkbooks.Bytes(SettingsBuilder.Small(), book =>
        {
            var first = book.RowOf("Scheme", "disclosure_base");
            book.Workbook.Worksheet("Scheme").Rows(first, first + 2).Delete();
        });
        var scheme = SettingsWorkbooks.Read(workbook, Context).Settings!.Scheme;
        Assert.Equal((5, 50, 50_000), (scheme.DisclosureBase, scheme.DisclosureMinDenominator, scheme.DisclosureMoneyBase));
    }

    [Fact]
    public void A_year_of_its_own_takes_the_rest_from_all_years()
    {
        var reading = SettingsWorkbooks.Read(SettingsWorkbooks.Bytes(Everything()), Context);
        var ofNext = reading.Settings!.SchemeOf(new FundingYear(2027));
        Assert.Equal((40m, 40m, 20m), (ofNext.StartPct, ofNext.CompletionPct, ofNext.OutcomePct));
        Assert.Equal(reading.Settings.Scheme.LleFrom, ofNext.LleFrom);
        Assert.Equal(45m, reading.Settings.SchemeOf(new FundingYear(2026)).StartPct);
    }

    [Fact]
    public void One_error_rejects_the_whole_workbook_and_names_its_place_and_its_mend()
    {
        var workbook = SettingsWorkbooks.Bytes(SettingsBuilder.Small(), book => book.Set("Allocations", 3, "profile_gbp_q3", 26_999.99));
        var reading = SettingsWorkbooks.Read(workbook, Context);
        Assert.False(reading.Accepted);
        Assert.Empty(reading.Changes);
        var finding = Assert.Single(reading.Findings);
        Assert.Equal(("SET_04", "Allocations", 3, "F3", "allocation_gbp"),
            (finding.RuleId, finding.Sheet, finding.Row, finding.Cell, finding.Column));
        Assert.Equal("The 4 quarters of profile_gbp add up to £26,999.99, but allocation_gbp is £27,000.00.", finding.Message);
        Assert.Equal("Correct profile_gbp_q1 to profile_gbp_q4, or allocation_gbp, so that they agree to the penny.", finding.Fix);
    }

    [Fact]
    public void SET_13_marks_the_last_share_of_the_year_that_does_not_add_up()
    {
        var workbook = SettingsWorkbooks.Bytes(Everything(), book => book.Set("Scheme", book.RowOf("Scheme", "start_pct"), "value", 44));
        var finding = Assert.Single(SettingsWorkbooks.Read(workbook, Context).Findings);
        Assert.Equal(("SET_13", "Scheme", "B5"), (finding.RuleId, finding.Sheet, finding.Cell));
        Assert.Equal("start_pct, completion_pct and outcome_pct add up to 99 for all funding years, not to 100.", finding.Message);
    }

    [Fact]
    public void Boundaries_that_are_allowed_are_allowed()
    {
        var workbook = SettingsWorkbooks.Bytes(Everything(), book =>
        {
            book.Set("Calendar", 3, "due_on", new DateOnly(2026, 10, 1));
            book.Set("Calendar", 3, "closes_on", new DateOnly(2026, 10, 1));
            book.Set("Calendar", 4, "opens_on", new DateOnly(2026, 7, 2));
            book.Set("Calendar", 3, "tolerance_pct", 0);
            book.Set("Calendar", 4, "tolerance_pct", 1);
            book.Set("Qualifications", 3, "available_to", new DateOnly(2026, 8, 1));
            book.Set("Allocations", 3, "unit_rate_gbp", 0);
            book.Blank("Qualifications", 3, "standards");
        });
        Assert.Empty(SettingsWorkbooks.Read(workbook, Context).Findings);
    }

    [Fact]
    public void A_closed_period_that_is_sent_unchanged_is_accepted()
    {
        var context = Context with { InForce = SettingsBuilder.Small(), ClosedPeriods = new HashSet<Quarter> { Quarter.Parse("2026Q2") } };
        Assert.True(SettingsWorkbooks.Read(SettingsWorkbooks.Bytes(SettingsBuilder.Small()), context).Accepted);
    }

    [Fact]
    public void An_open_commitment_is_covered_by_a_line_of_its_year()
    {
        var context = Context with
        {
            HeldProviders = new HashSet<Ukprn> { SettingsBuilder.College },
            HeldAims = new HashSet<string> { SettingsBuilder.Hnc },
            OpenCommitments = [new OpenCommitment(SettingsBuilder.College, "HNC", new FundingYear(2027), 3)],
        };
        Assert.Empty(SettingsWorkbooks.Read(SettingsWorkbooks.Bytes(SettingsBuilder.Small()), context).Findings);
    }

    [Fact]
    public void A_formula_counts_as_its_value()
    {
        var workbook = SettingsWorkbooks.Bytes(SettingsBuilder.Small(), book =>
        {
            book.Evaluate = true;
            book.Cell("Allocations", 3, "places").FormulaA1 = "10+10";
        });
        Assert.Equal(20, SettingsWorkbooks.Read(workbook, Context).Settings?.Allocations[0].Places);
    }

    [Fact]
    public void A_file_that_is_no_workbook_is_a_finding_too()
    {
        var problem = Assert.Throws<UnreadableFileException>(() => WorkbookReader.Open(new MemoryStream([1, 2, 3]), FileLimits.Default));
        var reading = SettingsReading.Unreadable(problem);
        Assert.False(reading.Accepted);
        Assert.Equal("FILE_01", Assert.Single(reading.Findings).RuleId);
        Assert.Equal("FILE_01", Assert.Single(LedgerReading.Unreadable(problem).Findings).RuleId);
    }

    [Fact]
    public void FILE_04_a_limit_passed_while_rows_are_read_rejects_the_workbook()
    {
        using var file = WorkbookReader.Open(
            new MemoryStream(SettingsWorkbooks.Bytes(SettingsBuilder.Small())), FileLimits.Default with { Rows = 13 });
        var reading = SettingsReader.Read(file, Context);
        Assert.False(reading.Accepted);
        Assert.Contains(reading.Findings, finding => finding is { RuleId: "FILE_04", Sheet: "Allocations" });
    }

    /// <summary>The small settings with a row in every sheet and a value in every optional column.</summary>
    internal static PilotSettings Everything()
    {
        var small = SettingsBuilder.Small();
        return small with
        {
            Allocations = [small.Allocations[0] with { StopNewStartsFrom = new DateOnly(2027, 1, 1), UnitRateGbp = 3_333.33m }, .. small.Allocations.Skip(1)],
            SchemesByStartYear = new Dictionary<FundingYear, Scheme>
            {
                [new FundingYear(2027)] = small.Scheme with { StartPct = 40m, CompletionPct = 40m },
            },
            Destinations = [new("EDU", "2", PositiveWhen.Always), new("EMP", "1", PositiveWhen.IfNew), new("OTH", "3", PositiveWhen.Never)],
            RuleOverrides =
            [
                new("AGE_01", SettingsBuilder.College, Severity.W, Quarter.Parse("2026Q2"), Quarter.Parse("2026Q3"), "Agreed with the college", "Olive Officer"),
                new("ULN_01", null, null, Quarter.Parse("2026Q2"), Quarter.Parse("2026Q2"), "Numbers are late this year", "Olive Officer"),
            ],
        };
    }
}
