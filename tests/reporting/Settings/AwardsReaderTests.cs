using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Funding;
using Pilot.Tests.Support;
using static Pilot.Tests.Support.SettingsBuilder;

namespace Pilot.Tests.Settings;

/// <summary>funding.md section 7, awards workbook.</summary>
public sealed class AwardsReaderTests
{
    private const string Registrations = "Registrations";
    private const string Certificates = "Certificates";
    private static readonly DateOnly On = new(2026, 10, 1);

    private static readonly AwardsContext Context = new() { Today = new(2027, 4, 20), KeyOf = FundingSample.KeyOf };

    [Fact]
    public void Every_row_is_taken_with_its_learner_as_a_key_and_grades_as_the_returns_write_them()
    {
        var reading = Read(_ => { });

        Assert.Empty(reading.Findings);
        var awards = reading.Awards!;
        Assert.Equal((1, 3, 2), (awards.Version, awards.Registrations.Count, awards.Certificates.Count));
        Assert.Equal(FundingSample.KeyOf(SampleUlns.Valid(1)), awards.Registrations.Single(row => row.RegistrationNo == "AB1").LearnerKey);
        Assert.Null(awards.Registrations.Single(row => row.RegistrationNo == "AB2").LearnerKey);
        Assert.Null(awards.Registrations.Single(row => row.RegistrationNo == "AB3").LearnerKey);
        Assert.Equal(["DS", "PA"], awards.Certificates.Select(row => row.Grade));
        Assert.Equal([3, 2], reading.Counts.Select(count => count.Added));
    }

    [Fact]
    public void The_next_version_tells_what_is_new_and_warns_of_what_is_gone()
    {
        var first = Read(_ => { }).Awards!;

        var same = Read(_ => { }, Context with { InForce = first });
        Assert.Equal((2, 0, 0), (same.Awards!.Version, same.Counts.Sum(count => count.Added), same.Findings.Count));

        var less = SettingsWorkbooks.Read(SettingsWorkbooks.Awards([Row("AB1", SampleUlns.Valid(1))], []), Context with { InForce = first });
        Assert.NotNull(less.Awards);
        Assert.Equal(["AWD_04", "AWD_04"], less.Findings.Select(finding => finding.RuleId));
    }

    [Theory]
    [InlineData(Registrations, "registration_no", "", "CELL_01")]
    [InlineData(Registrations, "registration_no", "123456789012345678901", "CELL_02")]
    [InlineData(Registrations, "uln", "1234567890", "CELL_02")]
    [InlineData(Registrations, "ukprn", "1234", "CELL_02")]
    [InlineData(Registrations, "aim_ref", "X", "CELL_02")]
    [InlineData(Registrations, "registered_on", "yesterday", "CELL_02")]
    [InlineData(Registrations, "registered_on", "2027-04-21", "AWD_01")]
    [InlineData(Registrations, "withdrawn_on", "2026-09-30", "SET_15")]
    [InlineData(Certificates, "grade", "A", "CELL_03")]
    [InlineData(Certificates, "award", "BSc", "CELL_03")]
    [InlineData(Certificates, "credits", "-1", "CELL_04")]
    [InlineData(Certificates, "certificated_on", "2027-04-21", "AWD_01")]
    public void One_wrong_cell_rejects_the_whole_workbook(string sheet, string column, string value, string rule)
    {
        var reading = Read(book =>
        {
            book.Blank(sheet, 3, column);
            if (value.Length > 0)
            {
                book.Set(sheet, 3, column, value);
            }
        });

        Assert.Equal([rule], reading.Findings.Where(finding => finding.Severity != Severity.W).Select(finding => finding.RuleId));
        Assert.Null(reading.Awards);
    }

    [Fact]
    public void A_ULN_stands_in_no_finding()
    {
        var reading = Read(book => book.Set(Registrations, 3, "uln", "1234567890"));

        Assert.DoesNotContain(reading.Findings, finding => $"{finding.Value}{finding.Message}{finding.Fix}".Contains("1234567890", StringComparison.Ordinal));
        Assert.Equal("(not shown)", reading.Findings.Single().Value);
    }

    [Fact]
    public void AWD_02_one_number_is_one_learners_and_a_line_stands_once()
    {
        Assert.Equal(["AWD_02"], Rules([Row("AB1", SampleUlns.Valid(1)), Row("ab1", SampleUlns.Valid(2), aim: Hnd)]));
        Assert.Equal([], Rules([Row("AB1", SampleUlns.Valid(1)), Row("AB1", null, aim: Hnd)]));
        Assert.Equal(["SET_01"], Rules([Row("AB1", SampleUlns.Valid(1)), Row("ab1", SampleUlns.Valid(1))]));
    }

    [Fact]
    public void AWD_03_a_certificate_without_a_registration_is_taken_and_said() =>
        Assert.Equal(["AWD_03"], SettingsWorkbooks.Read(SettingsWorkbooks.Awards([], [Cert("ZZ9", "PA")]), Context).Findings.Select(finding => finding.RuleId));

    [Fact]
    public void Another_workbook_is_no_awards_workbook() =>
        Assert.Equal(["BOOK_01"], SettingsWorkbooks.Read(SettingsWorkbooks.Bytes(Small()), Context).Findings.Select(finding => finding.RuleId));

    [Fact]
    public void Headings_match_as_in_returns_and_the_column_of_ULNs_may_be_absent()
    {
        var reading = Read(book =>
        {
            book.Workbook.Worksheet(Registrations).Cell(2, 1).SetValue("Registration No.");
            book.Workbook.Worksheet(Registrations).Column(2).Delete();
        });

        Assert.Empty(reading.Findings);
        Assert.All(reading.Awards!.Registrations, row => Assert.Null(row.LearnerKey));
    }

    private static IEnumerable<string> Rules(IEnumerable<object?[]> registrations) =>
        SettingsWorkbooks.Read(SettingsWorkbooks.Awards(registrations, []), Context).Findings.Select(finding => finding.RuleId);

    private static AwardsReading Read(Action<OfficeBook> change, AwardsContext? context = null) => SettingsWorkbooks.Read(
        SettingsWorkbooks.Awards(
            [Row("ab1", SampleUlns.Valid(1)), Row("AB2", null), Row("AB3", Uln.Temporary)], [Cert("AB1", "Distinction"), Cert("AB2", "P")], change),
        context ?? Context);

    private static object?[] Row(string number, string? uln, string aim = Hnc) => [number, uln, College, aim, On, null];

    private static object?[] Cert(string number, string grade) => [number, null, College, Hnc, new DateOnly(2027, 3, 20), grade, 120, "HNC"];
}
