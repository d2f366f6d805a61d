using Pilot.Functions;
using Pilot.Functions.Faults;
using Pilot.Functions.Returns;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Template;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Support;

namespace Pilot.Tests.Returns;

/// <summary>"Start from your last return" (returns.md section 3), over the stores.</summary>
public sealed class StartReturnTests : IDisposable
{
    private static readonly Quarter[] Periods = [new(2026, 3), new(2026, 4), new(2027, 1)];

    private readonly ArrivedPilots _pilots = new();

    /// <summary>PILOT_TEST_PREFILLED=200 tries so many.</summary>
    private static int Pilots => int.TryParse(Environment.GetEnvironmentVariable("PILOT_TEST_PREFILLED"), out var count) ? count : 10;

    [Fact]
    public async Task Returns_3_a_prefilled_return_brings_no_finding_that_those_before_did_not_bring_in_generated_pilots()
    {
        for (var seed = 1; seed <= Pilots; seed++)
        {
            var services = await ArrivedAsync(new ArrivingReturns(seed).Make());
            foreach (var ukprn in new[] { SettingsBuilder.College, SettingsBuilder.Private })
            {
                foreach (var period in Periods)
                {
                    await PrefilledReturns.CheckAsync(services, ukprn, period);
                }
            }
        }
    }

    [Fact]
    public async Task Returns_3_a_learner_whose_planned_end_has_passed_gets_a_row_with_the_key_alone_and_a_destination_that_is_due_is_marked()
    {
        var period = new Quarter(2026, 4);
        DateOnly start = new(2026, 9, 14), preparedOn = new(2027, 4, 2), left = new(2027, 1, 29);
        var enrolments = ReturnBuilder.Enrolment(3, SettingsBuilder.College.ToString(), SettingsBuilder.Hnc, period, preparedOn, start, new(2027, 6, 25));
        var completions = new ReturnBuilder(ReturnTemplate.Completion, SettingsBuilder.College.ToString(), period, preparedOn)
            .AddCompletion(1, SettingsBuilder.Hnc, start, left, left, 120);
        foreach (var column in ReturnTemplate.Completion.Columns.Where(column => column.Name.StartsWith("dest_", StringComparison.Ordinal) || column.Name is "medtech_role" or "job_in_wmca" or "new_or_progressed"))
        {
            completions.With(0, column.Name, null);
        }

        var services = await ArrivedAsync([File(enrolments, "MTHTQ-ENR-a"), File(completions, "MTHTQ-CMP-a")], new(2027, 9, 30));

        var content = await new PrepareTemplate(services).FromLastAsync(SettingsBuilder.College, new Quarter(2027, 2), ReturnKind.Completion, default);

        Assert.Equal(
            [(ReturnBuilder.LearnerRef(1), "Destination due: six months have passed since the learner ended on 29 January 2027."), (ReturnBuilder.LearnerRef(0), Started), (ReturnBuilder.LearnerRef(2), Started)],
            content.Prefill!.Rows.Select(row => (row[CompletionColumns.LearnerRef]!, MissingInput.Of(row).InWords)));
        Assert.Equal(["L000000", SettingsBuilder.Hnc, "2026-09-14"], Enumerable.Range(0, 30).Take(ReturnTemplate.Completion.Columns.Count).Select(column => content.Prefill.Rows[1][column]).OfType<string>());
    }

    [Fact]
    public async Task Returns_3_where_the_kept_copies_are_gone_it_says_so_and_gives_the_empty_template()
    {
        var services = await ArrivedAsync([File(Enrolments(), "MTHTQ-ENR-a")]);
        foreach (var container in new[] { RegisterSubmission.Copies, RegisterSubmission.Uploads })
        {
            await foreach (var kept in services.Blobs.ListAsync(container, "", default))
            {
                await services.Blobs.DeleteAsync(container, kept.Name, kept.ETag, default);
            }
        }

        var content = await new PrepareTemplate(services).FromLastAsync(SettingsBuilder.College, new Quarter(2026, 4), ReturnKind.Enrolment, default);

        Assert.Empty(content.Prefill!.Rows);
        Assert.Contains("no longer kept", content.Prefill.Words, StringComparison.Ordinal);
        Assert.False(content.Prefill.IsNil);
    }

    [Fact]
    public async Task Returns_3_nobody_gets_anothers_rows()
    {
        var services = await ArrivedAsync([File(Enrolments(), "MTHTQ-ENR-a")]);

        var content = await new PrepareTemplate(services).FromLastAsync(SettingsBuilder.Private, new Quarter(2026, 4), ReturnKind.Enrolment, default);

        Assert.Empty(content.Prefill!.Rows);
        await Assert.ThrowsAsync<CannotBeDoneException>(() => new PrepareTemplate(services).FromLastAsync(Ukprn.Parse("19999999"), new Quarter(2026, 4), ReturnKind.Enrolment, default));
    }

    public void Dispose() => _pilots.Dispose();

    private const string Started = "For you to fill in: Completion status, Actual end date, Outcome. The planned end date, 25 June 2027, has passed. If the learner is still learning, leave the row as it is.";

    private static ReturnBuilder Enrolments() =>
        ReturnBuilder.Enrolment(2, SettingsBuilder.College.ToString(), SettingsBuilder.Hnc, new Quarter(2026, 4), new(2027, 4, 2), new(2026, 9, 14), new(2027, 6, 25));

    private static ArrivingFile File(ReturnBuilder builder, string name) => new(name, SettingsBuilder.College, builder.ToStream().ToArray(), []);

    /// <summary>Learners' planned ends have passed by then, and nothing else has happened.</summary>
    private async Task<PilotServices> ArrivedAsync(IEnumerable<ArrivingFile> files, DateOnly? today = null)
    {
        var services = await _pilots.OpenAsync();
        await ArrivedPilots.ReceiveAsync(services, files);
        return services with { Clock = new FixedClock(LondonTime.On(today ?? new DateOnly(2027, 7, 10), new TimeOnly(12, 0))) };
    }
}
