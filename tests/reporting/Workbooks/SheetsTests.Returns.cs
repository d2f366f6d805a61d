using System.Globalization;
using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks.Casework;
using Pilot.Reporting.Workbooks.Drawing;
using Pilot.Reporting.Workbooks.Statements;
using Pilot.Reporting.Workbooks.Wmca;
using Pilot.Tests.Support;

namespace Pilot.Tests.Workbooks;

/// <summary>Sheets about returns, earlier quarters, casework and statements.</summary>
public sealed partial class SheetsTests
{
    [Theory]
    [InlineData("2026-12-31", "[z]")]
    [InlineData("2026-12-30", "100.0%")]
    public void Workbooks_6_a_rate_is_not_applicable_until_the_first_planned_end_has_passed(string plannedEnd, string shown)
    {
        var figures = OnlyOneCourse(enrolment => enrolment with { FirstPlannedEndDate = DateOnly.Parse(plannedEnd, CultureInfo.InvariantCulture) });
        Assert.Equal(shown, At(Find(new QuarterView(figures), "T08"), 0, "Retention rate (%)").Shown(Format.PercentOne));
    }

    [Fact]
    public void Workbooks_6_a_completion_before_the_first_planned_end_is_not_zero_but_not_applicable()
    {
        var sheet = Find(new QuarterView(SampleFigures.Closed), "T01");
        var completions = sheet.Rows.Single(row => row[0].Text == "Completions");
        Assert.All(completions.Skip(1).Take(3), cell => Assert.Equal(Shorthand.NotApplicable, cell));
    }

    [Fact]
    public void Workbooks_6_who_completed_before_the_first_planned_end_is_counted_and_others_are_not_yet_zero()
    {
        var figures = OnlyOneCourse(enrolment => enrolment);
        var course = figures.Funding.Courses[0];
        var early = SampleFigures.Mature.Funding.Courses.SelectMany(otherCourse => otherCourse.Rows).First(row => row.Completion?.Newest is { CompStatus: "2", Outcome: "1" }).Completion!;
        early = early with { Newest = early.Newest with { ActualEndDate = new(2026, 12, 10), AchievementDate = new(2026, 12, 20) } };
        var view = new QuarterView(figures with { Funding = figures.Funding with { Courses = [course with { Rows = [course.Rows[0] with { Completion = early }] }] } });

        Assert.True(course.First.FirstPlannedEndDate > view.Census);
        var (starts, results) = (Find(view, "T06"), Find(view, "T08"));
        Assert.Equal(1m, Numbers(starts, "Completed")[^1]);
        Assert.Equal(Cell.Of(1), At(results, 0, "Achieved"));
        Assert.Equal(Shorthand.NotApplicable, At(results, 0, "None"));
        Assert.Equal(Shorthand.NotApplicable, At(results, 0, "Achievement rate (%)"));
        Assert.All(new[] { starts, results }, sheet => Assert.Contains(T06Starts.EarlyResults, sheet.Remarks));
    }

    [Fact]
    public void Workbooks_6_a_count_that_waits_for_a_missing_return_is_not_available()
    {
        var sheet = Find(new QuarterView(SampleFigures.Closed), "T06");
        Assert.Equal("University of the Rea Valley", At(sheet, 5, "Provider").Text);
        Assert.Equal(Shorthand.NotAvailable, At(sheet, 5, "On break"));
        Assert.Equal(Cell.Of(0), At(sheet, 0, "On break"));
    }

    [Fact]
    public void T15_late_news_is_what_the_last_closed_run_did_not_earn()
    {
        var before = SampleFigures.Mature.Funding.Earnings.Where(earning => earning.IsEarned).ToArray();
        var forgotten = before.First(earning => earning.Ukprn == SampleFigures.Private);
        var view = new QuarterView(SampleFigures.Mature with { LastClosedEarnings = [.. before.Where(earning => earning != forgotten)] });
        var late = Assert.Single(view.EarlierQuarterChanges, change => change.Kind != EarlierQuarterChange.Manual);
        Assert.Equal(("Earned more", forgotten.AmountGbp, forgotten.LearnerRef), (late.Kind, late.AmountGbp, late.LearnerRef));
        Assert.Equal(Quarter.Containing(forgotten.Date!.Value), late.BelongsTo);
    }

    /// <summary>A hold, a failed check or a new rate takes it away too: nobody need have withdrawn.</summary>
    [Fact]
    public void T15_money_that_is_no_longer_earned_is_negative()
    {
        var now = SampleFigures.Mature.Funding.Earnings.First(earning => earning.IsEarned);
        var gone = now with { LearnerRef = "GONE" };
        var view = new QuarterView(SampleFigures.Mature with
        {
            LastClosedEarnings = [.. SampleFigures.Mature.Funding.Earnings.Where(earning => earning.IsEarned), gone],
        });
        var less = Assert.Single(view.EarlierQuarterChanges, change => change.Kind != EarlierQuarterChange.Manual);
        Assert.Equal(
            ("Earned less", -gone.AmountGbp, "GONE", "The submission that brought the enrolment is no longer accepted."),
            (less.Kind, less.AmountGbp, less.LearnerRef, less.Why));
    }

    [Theory]
    [InlineData("2027-01-15T23:59:59", Timeliness.OnTime)]
    [InlineData("2027-01-16T00:00:00", Timeliness.Late)]
    public void T02_a_return_is_in_time_until_the_last_second_of_the_due_date(string received, Timeliness expected)
    {
        var figures = WithSubmissions(submission => submission with { ReceivedAt = DateTimeOffset.Parse(received, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal) });
        Assert.All(new QuarterView(figures).Returns.Take(2), returnReceived => Assert.Equal(expected, returnReceived.Timeliness));
    }

    [Theory]
    [InlineData("2027-01-15", Timeliness.NotDue)]
    [InlineData("2027-01-16", Timeliness.Missing)]
    public void T02_a_return_that_never_came_is_missing_from_the_day_after_it_was_due(string today, Timeliness expected)
    {
        var figures = SampleFigures.Closed;
        var returns = ReturnsReceived.For(figures.Period, figures.Settings, figures.Providers, DateOnly.Parse(today, CultureInfo.InvariantCulture));
        Assert.Equal(expected, returns.Single(received => received.Provider.Ukprn == SampleFigures.University && received.Kind == ReturnKind.Completion).Timeliness);
    }

    [Fact]
    public void T02_an_interim_submission_is_still_owed_and_a_partly_accepted_one_without_rows_too()
    {
        var interim = new QuarterView(WithSubmissions(submission => submission with { Interim = true }));
        Assert.Equal((false, "interim, still owed"), (interim.Returns[0].Received, interim.Returns[0].Result));
        var empty = new QuarterView(WithSubmissions(submission => submission with { Status = SubmissionStatus.PartlyAccepted, AcceptedRows = 0 }));
        Assert.False(empty.Returns[0].Received);
    }

    [Fact]
    public void X04_lists_the_sample_of_a_closing_run_and_none_of_a_provisional_one()
    {
        var closed = SampleFigures.Closed;
        var sample = DrawEvidenceSample.Earnings(closed.Funding, DrawEvidenceSample.Run(closed.Funding, closed.LastClosedEarnings));
        Assert.NotEmpty(sample);
        Assert.Equal(
            sample.Select(earning => earning.LearnerRef),
            CaseworkWorkbook.Draw(new QuarterView(closed)).Tables.Single(table => table.Code == "X04").Rows.Select(row => row[2].Shown(Format.Text)));

        var open = closed with { Run = closed.Run with { Kind = RunKind.Provisional, Revision = 0, State = RunState.Provisional } };
        Assert.DoesNotContain(
            sample[0].LearnerRef,
            CaseworkWorkbook.Draw(new QuarterView(open)).Tables.Single(table => table.Code == "X04").Rows.Select(row => row[2].Shown(Format.Text)));
    }

    [Fact]
    public void X01_money_held_adds_up_to_the_lines()
    {
        var held = UnpaidMilestone.Find(SampleFigures.Mature.Funding.Earnings).Where(exception => exception.Earning.Decision == Decision.Held).Sum(exception => exception.AmountGbp);
        Assert.Equal(SampleFigures.Mature.Funding.Lines.Sum(line => line.HeldGbp), held);
        Assert.True(held > 0);
    }

    [Fact]
    public void A_statement_names_no_other_provider_and_no_other_learner()
    {
        var text = SheetText.Write(StatementWorkbook.Draw(Mature, SampleFigures.College));
        Assert.Contains("Blackthorn College", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Foundry", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Rea Valley", text, StringComparison.Ordinal);
        Assert.DoesNotContain("L202", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_management_workbook_holds_no_learner_reference_and_casework_does()
    {
        var learner = SampleFigures.Mature.Funding.Courses[0].First.Newest.LearnerRef;
        Assert.DoesNotContain(learner, SheetText.Write(WmcaWorkbook.Draw(Mature)), StringComparison.Ordinal);
        Assert.Contains(learner, SheetText.Write(CaseworkWorkbook.Draw(Mature)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_revision_marks_what_changed_and_lists_it()
    {
        var before = SampleFigures.Closed.Funding;
        var figures = SampleFigures.Closed with
        {
            Run = SampleFigures.Closed.Run with { Kind = RunKind.Revision, Revision = 2, Reason = "Payment corrected" },
            Revises = before,
            Funding = before with { Lines = [before.Lines[0] with { PaidYtd = before.Lines[0].PaidYtd + 100.25m }, .. before.Lines.Skip(1)] },
        };
        var book = WmcaWorkbook.Draw(new QuarterView(figures));
        var changes = book.Tables.Single(sheet => sheet.Code == "T17");
        Assert.Equal("12,000.00", At(changes, 0, "Before").Shown(Format.Whole));
        Assert.Equal("12,100.25", At(changes, 0, "After").Shown(Format.Whole));
        var t03 = book.Tables.Single(sheet => sheet.Code == "T19");
        Assert.Equal("12,100.25 [r]", At(t03, 0, "Paid, year to date (£)").Shown(Format.Pounds));
        Assert.False(At(t03, 1, "Paid, year to date (£)").Revised);
        Assert.Equal([], FormChecks.Check(XlsxWriter.Write(book).ToArray()));
        Assert.DoesNotContain(WmcaWorkbook.Draw(new QuarterView(SampleFigures.Closed)).Tables, sheet => sheet.Code == "T17");
    }

    [Fact]
    public void The_cover_says_who_is_missing_to_WMCA_and_names_no_provider_to_Skills_England()
    {
        var view = new QuarterView(SampleFigures.Closed);
        var wmca = CoverLines.For(view, WorkbookAudience.Wmca).ToDictionary(pair => pair.Item, pair => pair.Detail.Shown(Format.Text));
        Assert.Equal("5 of 6", wmca["Returns received"]);
        Assert.Equal("University of the Rea Valley, completion return", wmca["Returns missing"]);
        var shared = string.Join("\n", CoverLines.For(view, WorkbookAudience.SkillsEngland).Select(pair => pair.Detail.Shown(Format.Text)));
        Assert.All(SampleFigures.Closed.Settings.Providers, provider => Assert.DoesNotContain(provider.Name, shared, StringComparison.Ordinal));
    }

    private static QuarterFigures OnlyOneCourse(Func<HeldEnrolment, HeldEnrolment> change)
    {
        var course = SampleFigures.Closed.Funding.Courses.First(otherCourse => otherCourse.Rows[0].Completion is null && otherCourse.Start.IsEarned);
        course = course with { Rows = [course.Rows[0] with { Enrolment = change(course.First) }] };
        return SampleFigures.Closed with { Funding = SampleFigures.Closed.Funding with { Courses = [course] } };
    }

    /// <summary>The college's submissions changed; it is the first provider.</summary>
    private static QuarterFigures WithSubmissions(Func<JudgedSubmission, JudgedSubmission> change)
    {
        var first = SampleFigures.Closed.Providers[0];
        return SampleFigures.Closed with
        {
            Providers = [first with { Submissions = [.. first.Submissions.Select(change)] }, .. SampleFigures.Closed.Providers.Skip(1)],
        };
    }
}
