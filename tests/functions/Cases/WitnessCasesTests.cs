using System.Text.Json;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Support;
using static Pilot.Tests.Support.SettingsBuilder;

namespace Pilot.Tests.Cases;

/// <summary>
/// funding.md section 7 through the whole path: settings, returns and awards workbooks in, cells of the casework, T21 and statements out.
/// Every learner is a case, so that one run answers all of them.
/// </summary>
public sealed class WitnessCasesTests
{
    private const string Corroborated = "Corroborated";
    private const string Contradicted = "Contradicted";
    private const string Silent = "Silent";
    private const string NotChecked = "Not checked";

    private static readonly Quarter Q4 = new(2026, 4);
    private static readonly DateOnly Start = new(2026, 9, 14);
    private static readonly DateOnly PlannedEnd = new(2027, 6, 25);

    /// <summary>Day 42 of the starts; the last day of grace is 49 days later.</summary>
    private static readonly DateOnly Qualifies = new(2026, 10, 25);
    private static readonly DateOnly CompletedStart = new(2026, 8, 10);
    private static readonly DateOnly CompletedEnd = new(2027, 2, 26);
    private static readonly DateOnly Board = new(2027, 3, 12);
    private static readonly DateOnly Prepared = new(2027, 4, 5);
    private const string Sent = "2027-04-06";
    private const string RunOn = "2027-04-20";

    private sealed record StartCase(string About, string Expected, string? Number, Func<int, IEnumerable<object?[]>> Registered, bool Temporary = false);

    private sealed record EndCase(string About, string Start, string Completion, string Aim, Func<int, IEnumerable<object?[]>> Registered, Func<int, IEnumerable<object?[]>> Certified);

    private static readonly StartCase[] Starts =
    [
        new("alive, by learner key", Corroborated, null, learner => [Row(learner, on: Start.AddDays(17))]),
        new("withdrawn the day before day 42", Contradicted, null, learner => [Row(learner, withdrawn: Qualifies.AddDays(-1))]),
        new("withdrawn on day 42", Corroborated, null, learner => [Row(learner, withdrawn: Qualifies)]),
        new("withdrawn before the start", Silent, null, learner => [Row(learner, on: Start.AddDays(-60), withdrawn: Start.AddDays(-1))]),
        new("at another pilot provider", Contradicted, null, learner => [Row(learner, at: Private)]),
        new("at another, 364 days before", Contradicted, null, learner => [Row(learner, at: Private, on: Start.AddDays(-364))]),
        new("at another, 365 days before", Silent, null, learner => [Row(learner, at: Private, on: Start.AddDays(-365))]),
        new("at another and here", Corroborated, null, learner => [Row(learner, at: Private), Row(learner)]),
        new("at a provider outside the pilot", Silent, null, learner => [Row(learner, at: Ukprn.Parse("10009999"))]),
        new("for the other aim", Silent, null, learner => [Row(learner, aim: Hnd)]),
        new("late by 49 days", Corroborated, null, learner => [Row(learner, on: Qualifies.AddDays(49))]),
        new("late by 50 days", Silent, null, learner => [Row(learner, on: Qualifies.AddDays(50))]),
        new("by registration number, no ULN", Corroborated, "by-number", learner => [Row(learner, number: "BY-NUMBER", known: false)]),
        new("the number is another learner's", Silent, "TAKEN", learner => [Row(learner + 500, number: "TAKEN", aim: Hnd)]),
        new("a registration without ULN, and no number in the return", Silent, null, learner => [Row(learner, known: false)]),
        new("temporary ULN", NotChecked, null, learner => [Row(learner, known: false)], Temporary: true),
        new("temporary ULN with the number", Corroborated, "TEMP1", learner => [Row(learner, number: "TEMP1", known: false)], Temporary: true),
        new("nobody knows the learner", Silent, null, _ => []),
    ];

    private static readonly EndCase[] Ends =
    [
        new("the right certificate", Corroborated, Corroborated, Hnc, learner => [Early(learner, Hnc)], learner => [Cert(learner, Hnc, "P", "HNC")]),
        new("another grade", Corroborated, Contradicted, Hnc, learner => [Early(learner, Hnc)], learner => [Cert(learner, Hnc, "ME", "HNC")]),
        new("no certificate", Corroborated, Silent, Hnc, learner => [Early(learner, Hnc)], _ => []),
        new("certificated before the start", Corroborated, Silent, Hnc, learner => [Early(learner, Hnc)], learner => [Cert(learner, Hnc, "PA", "HNC", CompletedStart)]),
        new("by learner key, number unknown", Silent, Corroborated, Hnc, _ => [], learner => [Cert(learner, Hnc, "PA", "HNC")]),
        new("HNC for an HND, same registration", Corroborated, Contradicted, Hnd, learner => [Early(learner, Hnd)], learner => [Cert(learner, Hnd, "PA", "HNC")]),
        new("HNC for an HND, an earlier registration", Corroborated, Silent, Hnd,
            learner => [Early(learner, Hnd), [$"OLD{learner}", SampleUlns.Valid(learner), College, Hnc, new DateOnly(2025, 9, 20), null]],
            learner => [[$"OLD{learner}", SampleUlns.Valid(learner), College, Hnc, CompletedStart.AddDays(30), "PA", 120, "HNC"]]),
    ];

    [Fact]
    public async Task Each_case_says_what_the_contract_says_with_holds_off_on_and_cleared()
    {
        using var pilot = new CommandLineRunner();
        await pilot.SettingsAsync(Plenty());
        await SendReturnsAsync(pilot);
        var awards = await pilot.RunAsync("2027-04-10", "settings", await pilot.FileAsync("awards.xlsx", SettingsWorkbooks.Awards(Registrations(), Certificates())));
        Assert.Equal("ACCEPTED", awards.GetProperty("status").GetString());
        Assert.Equal(1, awards.GetProperty("awards_version").GetInt32());

        var off = Earnings(await pilot.RunAsync(RunOn, "run", Q4.Id));
        foreach (var (about, learner, milestone, expected, _) in Expectations())
        {
            Assert.True(expected == off[(learner, milestone)].Says, $"{about}, {milestone}: {off[(learner, milestone)]}");
            Assert.Equal("Funded", off[(learner, milestone)].Decision);
        }

        await pilot.SettingsAsync(Plenty() with { Version = 2, Scheme = Plenty().Scheme with { HoldContradicted = true, HoldSilentAfterDays = 30 } }, "2027-04-11");
        var on = Earnings(await pilot.RunAsync(RunOn, "run", Q4.Id));
        foreach (var (about, learner, milestone, expected, start) in Expectations())
        {
            // A certificate dated 19 days before the census date may still come; a start of October has waited for more than 30.
            var held = expected == Contradicted || (milestone == "Start" && expected == Silent) || start is Contradicted or Silent;
            Assert.True((held ? "Held" : "Funded") == on[(learner, milestone)].Decision, $"{about}, {milestone}: {on[(learner, milestone)]}");
        }

        await pilot.LedgerAsync(new Ledger
        {
            Clearances =
            [
                Clear("C1", 1, HoldKind.Contradicted, pay: true), Clear("C2", 4, HoldKind.Contradicted, pay: false), Clear("C3", 3, HoldKind.Uncorroborated, pay: true),
            ],
        }, "2027-04-12");
        var cleared = Earnings(await pilot.RunAsync(RunOn, "run", Q4.Id));
        Assert.Equal(["Funded", "Not claimable", "Funded", "Held"], new[] { 1, 4, 3, 6 }.Select(learner => cleared[(Ref(learner), "Start")].Decision));
    }

    [Fact]
    public async Task The_sheets_count_what_the_cases_say_and_a_provider_never_reads_of_another()
    {
        using var pilot = new CommandLineRunner();
        await pilot.SettingsAsync(Plenty());
        await SendReturnsAsync(pilot);
        var before = Earnings(await pilot.RunAsync(RunOn, "run", Q4.Id));
        Assert.All(before.Values.Where(value => value.Decision != "Not yet"), value => Assert.Equal(NotChecked, value.Says));

        await pilot.RunAsync("2027-04-10", "settings", await pilot.FileAsync("awards.xlsx", SettingsWorkbooks.Awards(Registrations(), Certificates())));
        var run = await pilot.RunAsync(RunOn, "run", Q4.Id);
        var total = CommandLineRunner.Table(run, "T21")[^1];
        foreach (var says in new[] { Corroborated, Contradicted, Silent, NotChecked })
        {
            // Outcomes say what their completions say; the university's one start is not checked.
            var expected = Expectations().Count(expectation => expectation.Expected == says) + (says == NotChecked ? 1 : 0);
            Assert.Equal(expected, Convert.ToInt32(total.First(cell => cell.Key.StartsWith(says + " [", StringComparison.Ordinal)).Value, System.Globalization.CultureInfo.InvariantCulture));
        }

        var unreturned = CommandLineRunner.Sheet(Casework(run), "X06").Select(row => $"{row["UKPRN"]} {row["Registration number"]}").ToList();
        Assert.Contains($"{Private} {Number(4)}", unreturned);
        Assert.Contains($"{College} NOBODY", unreturned);
        Assert.DoesNotContain($"{College} {Number(0)}", unreturned);
        Assert.DoesNotContain(unreturned, text => text.StartsWith("10009999", StringComparison.Ordinal));

        var statement = File.ReadAllBytes(Directory.EnumerateFiles(Path.Combine(pilot.Data, "statements", College.ToString()), "*.xlsx").Single());
        var words = string.Join('\n', new Workbooks.DrawnWorkbook(statement).Sheets.SelectMany(sheet => sheet.Cells).Select(cell => cell.Text));
        Assert.Contains("Pearson's record does not agree: the learner is registered at another provider of the pilot and not here.", words, StringComparison.Ordinal);
        Assert.DoesNotContain("Birch", words, StringComparison.Ordinal);
        Assert.DoesNotContain(Private.ToString(), words, StringComparison.Ordinal);
    }

    private static IEnumerable<(string About, string Learner, string Milestone, string Expected, string? Start)> Expectations()
    {
        for (var i = 0; i < Starts.Length; i++)
        {
            yield return (Starts[i].About, Ref(i), "Start", Starts[i].Expected, null);
        }

        for (var i = 0; i < Ends.Length; i++)
        {
            yield return (Ends[i].About, Ref(100 + i), "Start", Ends[i].Start, null);
            yield return (Ends[i].About, Ref(100 + i), "Completion", Ends[i].Completion, Ends[i].Start);
            yield return (Ends[i].About, Ref(100 + i), "Outcome", Ends[i].Completion, Ends[i].Start);
        }
    }

    private static async Task SendReturnsAsync(CommandLineRunner pilot)
    {
        var enrolment = new ReturnBuilder(ReturnTemplate.Enrolment, College.ToString(), Q4, Prepared);
        for (var i = 0; i < Starts.Length; i++)
        {
            enrolment.AddEnrolment(i, Hnc, Start, PlannedEnd).With(i, "registration_no", Starts[i].Number);
            if (Starts[i].Temporary)
            {
                enrolment.With(i, "uln", Uln.Temporary);
            }
        }

        var completion = new ReturnBuilder(ReturnTemplate.Completion, College.ToString(), Q4, Prepared);
        for (var i = 0; i < Ends.Length; i++)
        {
            enrolment.AddEnrolment(100 + i, Ends[i].Aim, CompletedStart, CompletedEnd);
            completion.AddCompletion(100 + i, Ends[i].Aim, CompletedStart, CompletedEnd, Board, Ends[i].Aim == Hnd ? 240 : 120);
        }

        await pilot.IngestAsync(enrolment, Sent);
        await pilot.IngestAsync(completion, Sent);
        await pilot.IngestAsync(ReturnBuilder.Enrolment(1, University.ToString(), Hnc, Q4, Prepared, Start, PlannedEnd).With(0, "learner_ref", "U1").With(0, "uln", SampleUlns.Valid(700)), Sent);
        await pilot.IngestAsync(new ReturnBuilder(ReturnTemplate.Completion, University.ToString(), Q4, Prepared).Declare("submission_kind", "NIL"), Sent);
    }

    private static IEnumerable<object?[]> Registrations() =>
        Starts.SelectMany((start, i) => start.Registered(i)).Concat(Ends.SelectMany((end, i) => end.Registered(100 + i)))
            .Append(["NOBODY", null, College, Hnc, Start, null])
            .Append(["RG-U", SampleUlns.Valid(700), Private, Hnc, Start, null]);

    private static IEnumerable<object?[]> Certificates() => Ends.SelectMany((end, i) => end.Certified(100 + i));

    /// <summary>Money for all, and a university that certificates under licence.</summary>
    private static PilotSettings Plenty()
    {
        var small = Small();
        return small with
        {
            Providers = [.. small.Providers.Select(provider => provider with { PearsonRegisters = provider.Ukprn != University })],
            Allocations = [.. small.Allocations.Select(line => Line(line.Ukprn, line.Qualification, line.FundingYear, line.UnitRateGbp, line.Places, 500_000m, 2))],
        };
    }

    private static Dictionary<(string Learner, string Milestone), (string Says, string Decision)> Earnings(JsonElement run) =>
        CommandLineRunner.Sheet(Casework(run), "X03").Where(row => (string?)row["UKPRN"] == College.ToString()).ToDictionary(
            row => ((string)row["Learner reference"]!, (string)row["Milestone"]!),
            row => (Cell(row, "Corroboration"), Cell(row, "Decision")));

    private static string Cell(Dictionary<string, object?> row, string heading) =>
        (string)row.First(cell => cell.Key == heading || cell.Key.StartsWith(heading + " [", StringComparison.Ordinal)).Value!;

    private static string Casework(JsonElement run)
    {
        var wmca = run.GetProperty("workbooks").EnumerateArray().Select(element => element.GetString()!).First(text => text.Contains("-wmca-", StringComparison.Ordinal));
        return Directory.EnumerateFiles(Path.GetDirectoryName(wmca)!, "*casework*.xlsx").Single();
    }

    private static string Ref(int learner) => ReturnBuilder.LearnerRef(learner);

    private static string Number(int learner) => $"RG{learner}";

    private static object?[] Row(
        int learner, string? number = null, Ukprn? at = null, string aim = Hnc, DateOnly? on = null, DateOnly? withdrawn = null, bool known = true) =>
        [number ?? Number(learner), known ? SampleUlns.Valid(learner) : null, at ?? College, aim, on ?? Start.AddDays(3), withdrawn];

    private static object?[] Early(int learner, string aim) => Row(learner, aim: aim, on: CompletedStart.AddDays(3));

    private static object?[] Cert(int learner, string aim, string grade, string award, DateOnly? on = null) =>
        [Number(learner), SampleUlns.Valid(learner), College, aim, on ?? Board.AddDays(10), grade, award == "HND" ? 240 : 120, award];

    private static Clearance Clear(string reference, int learner, HoldKind kind, bool pay) => new(
        reference, College, Ref(learner), Hnc, Start, kind, pay, null, "Olive Officer", new DateOnly(2027, 4, 12), "Asked Pearson");
}
