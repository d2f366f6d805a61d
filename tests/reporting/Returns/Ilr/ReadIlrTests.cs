using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Ilr;
using Pilot.Reporting.Returns.Template;
using Pilot.Tests.Support;
using Pilot.Tests.Support.Ilr;

namespace Pilot.Tests.Returns.Ilr;

/// <summary>returns.md section 7: what each column takes from an ILR, and what is read or refused in words.</summary>
public sealed class ReadIlrTests
{
    private static readonly DateOnly Start = new(2026, 9, 14);
    private static readonly SampleDelivery Delivery = new(SettingsBuilder.Hnc, Start, new(2027, 6, 25)) { DeliveryPostcode = "ZZ999ZZ", Mode = "1" };
    private static readonly SampleLearner Learner = new("AB 12", SampleUlns.Valid(1))
    {
        DateOfBirth = new(2001, 2, 3),
        Ethnicity = "42",
        Sex = "M",
        Lldd = "1",
        Deliveries = [Delivery],
    };

    [IlrSchemaFact]
    public void The_files_that_the_tests_make_are_valid_by_the_schema_of_2025_26() =>
        Assert.Empty(IlrSchema.Faults(new IlrFile().Write([Learner, WithPrior("4"), Ended("2", "1"), With(Delivery with { Fams = [("RES", "1"), ("SOF", "112")], OriginalStart = Start.AddDays(-100) })])));

    [Fact]
    public void Returns_7_a_learner_of_a_pilot_aim_becomes_a_row_and_what_the_ILR_does_not_say_stays_blank()
    {
        var row = Assert.Single(Read([Learner, Learner with { Reference = "OTHER", Deliveries = [Delivery with { AimRef = "Z0007842" }] }]).Enrolments);

        Assert.Equal(
            ["AB 12", SampleUlns.Valid(1), "2001-02-03", "M", "42", "1", null, null, "ZZ99 9ZZ", SettingsBuilder.Hnc, null, "FT", "ZZ99 9ZZ", "2026-09-14", "2027-06-25", "N"],
            Enumerable.Range(0, 16).Select(column => row[column]));
        Assert.All(Enumerable.Range(16, ReturnTemplate.Enrolment.Columns.Count - 16), column => Assert.Null(row[column]));
        Assert.Equal(
            "For you to fill in: Prior attainment, Employment status before start, Student funding route, Claimed from the pilot, Another grant pays the same costs, Employer sponsored.",
            MissingInput.Of(row).InWords);
    }

    [Theory]
    [InlineData("99", "NONE")]
    [InlineData("0", "BELOW_L3")]
    [InlineData("3", "BELOW_L3")]
    [InlineData("4", "L3")]
    [InlineData("5", "L3")]
    [InlineData("6", "L4")]
    [InlineData("7", "L5")]
    [InlineData("8", "L6PLUS")]
    [InlineData("9", "L6PLUS")]
    [InlineData("97", "OTHER")]
    [InlineData("98", "NOT_KNOWN")]
    [InlineData("10", null)]
    [InlineData("13", null)]
    public void Returns_7_prior_attainment_is_that_of_PriorLevel_and_not_of_the_older_frame(string priorLevel, string? expected) =>
        Assert.Equal(expected, Enrolment(WithPrior(priorLevel))[EnrolmentColumns.PriorAttainment]);

    [Fact]
    public void Returns_7_the_latest_entry_on_or_before_the_start_counts()
    {
        (string, DateOnly)[] levels = [("6", Start), ("7", Start.AddDays(1)), ("4", Start.AddDays(-30))];
        (string, DateOnly)[] work = [("11", Start.AddDays(-1)), ("98", Start.AddDays(-2)), ("10", Start.AddDays(1))];

        var row = Enrolment(Learner with { PriorLevels = levels, Employment = work });

        Assert.Equal(("L4", "11"), (row[EnrolmentColumns.PriorAttainment], row[EnrolmentColumns.EmploymentStatus]));
    }

    [Theory]
    [InlineData("36", "", "APP")]
    [InlineData("99", "ADL:1", "ALL")]
    [InlineData("38", "", "ASF")]
    [InlineData("35", "", "ASF")]
    [InlineData("38", "LDM:777", null)]
    [InlineData("99", "", null)]
    [InlineData("81", "SOF:112", null)]
    public void Returns_7_the_funding_route_is_taken_where_the_ILR_says_it(string fundModel, string fam, string? expected)
    {
        var row = Enrolment(With(Delivery with { FundModel = fundModel, Fams = Fam(fam) }), "LDM:777");

        Assert.Equal(expected, row[EnrolmentColumns.FundingRoute]);
        Assert.Equal(fam == "LDM:777" ? "Y" : null, row[EnrolmentColumns.IzFunded]);
    }

    [Theory]
    [InlineData("1", "FT")]
    [InlineData("2", "FT")]
    [InlineData("3", "PT")]
    [InlineData("31", null)]
    [InlineData(null, null)]
    public void Returns_7_the_mode_is_that_of_MODESTUD(string? mode, string? expected) =>
        Assert.Equal(expected, Enrolment(With(Delivery with { Mode = mode }))[EnrolmentColumns.Mode]);

    [Fact]
    public void Returns_7_a_restart_has_the_code_RES_1()
    {
        var row = Enrolment(With(Delivery with { Fams = [("RES", "1")], OriginalStart = new(2025, 9, 8) }));

        Assert.Equal(("Y", "2025-09-08"), (row[EnrolmentColumns.Restart], row[EnrolmentColumns.OriginalStartDate]));
    }

    [Fact]
    public void Returns_7_who_has_ended_has_a_row_of_the_completion_return_too_and_who_goes_on_has_none()
    {
        Assert.Empty(Read([Learner]).Completions);
        var row = Assert.Single(Read([Ended("2", "1")]).Completions);

        Assert.Equal(
            ["AB 12", SettingsBuilder.Hnc, "2026-09-14", SampleUlns.Valid(1), "2", "2027-06-20", null, "1", "2027-07-01", "ME"],
            Enumerable.Range(0, 10).Select(column => row[column]));
        Assert.Equal("For you to fill in: Credits achieved, Achievement evidence reference, Destination.", MissingInput.Of(row).InWords);
    }

    [Fact]
    public void Returns_7_what_was_not_achieved_has_no_grade() => Assert.Null(
        Assert.Single(Read([With(Delivery with { CompStatus = "2", ActualEnd = new(2027, 6, 20), Outcome = "3", Grade = "FL" })]).Completions)[CompletionColumns.Grade]);

    [Fact]
    public void Returns_7_an_incomplete_record_is_listed_all_the_same()
    {
        var row = Enrolment(new SampleLearner("X1", Reporting.Vocabulary.Uln.Temporary) { DateOfBirth = null, Deliveries = [Delivery with { Mode = null }] });

        Assert.Null(row[EnrolmentColumns.DateOfBirth]);
        Assert.Contains("Date of birth", MissingInput.Of(row).InWords, StringComparison.Ordinal);
    }

    private static IlrReading Read(IEnumerable<SampleLearner> learners, string? famCodes = null) => ReadIlr.Run(
        new MemoryStream(new IlrFile().Write(learners)), SettingsBuilder.College,
        SettingsBuilder.Small() is var settings && famCodes is null ? settings : settings with { Scheme = settings.Scheme with { IlrFamCodes = famCodes } });

    private static FilledRow Enrolment(SampleLearner learner, string? famCodes = null) => Assert.Single(Read([learner], famCodes).Enrolments);

    private static SampleLearner With(SampleDelivery delivery) => Learner with { Deliveries = [delivery] };

    private static SampleLearner WithPrior(string level) => Learner with { PriorLevels = [(level, Start.AddDays(-10))] };

    private static SampleLearner Ended(string status, string outcome) => With(Delivery with
    {
        CompStatus = status,
        ActualEnd = new(2027, 6, 20),
        Outcome = outcome,
        AchievementDate = new(2027, 7, 1),
        Grade = "ME",
    });

    private static (string, string)[] Fam(string text) => text.Length == 0 ? [] : [(text.Split(':')[0], text.Split(':')[1])];
}
