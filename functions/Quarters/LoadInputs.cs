using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;
using Pilot.Functions.Returns;
using Pilot.Functions.Settings;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Quarters;

/// <summary>Loads what a run is computed from, as of a moment, in a fixed number of queries.</summary>
internal sealed class LoadInputs(World world)
{
    /// <param name="moment">Facts, ledger lines and the awarding body's record as of then.</param>
    public async Task<FundingInputs> RunAsync(Quarter period, PilotSettings settings, DateTime moment, CancellationToken cancel)
    {
        var held = new Dictionary<Ukprn, ProviderFacts>();
        foreach (var facts in new FactsReader(world.Database).ReadAll(moment))
        {
            held[facts.Ukprn] = facts;
        }

        return await OfAsync(held, period, settings, moment, cancel);
    }

    /// <summary>
    /// All that one provider's own money depends on: its facts, those of the same learners at other providers, settings, ledger and what was
    /// closed last. Of other providers it says nothing that may be shown.
    /// </summary>
    public async Task<FundingInputs> OneAsync(Quarter period, PilotSettings settings, Ukprn ukprn, CancellationToken cancel) => await OfAsync(
        new FactsReader(world.Database).ReadWithShared(ukprn, DateTime.MaxValue).ToDictionary(one => one.Ukprn), period, settings, DateTime.MaxValue, cancel);

    private async Task<FundingInputs> OfAsync(
        Dictionary<Ukprn, ProviderFacts> held, Quarter period, PilotSettings settings, DateTime moment, CancellationToken cancel)
    {
        var providers = settings.Providers.Select(one => one.Ukprn)
            .Union(held.Values.Where(one => one.Enrolments.Count > 0).Select(one => one.Ukprn))
            .Order()
            .Select(ukprn => held.GetValueOrDefault(ukprn) ?? new ProviderFacts(ukprn, [], [], []))
            .ToList();
        var ledger = await new SettingsStore(world.Database).LedgerAsync(moment, cancel);
        var last = await LastClosedAsync(period, cancel);
        return new FundingInputs(period, settings, ledger, providers, last is null ? [] : RunJson.ReadLines(last.Lines))
        {
            Awards = await new AwardsStore(world.Database).InForceAsync(moment, cancel),
        };
    }

    /// <summary>The highest revision of the latest closed period before this one.</summary>
    public async Task<RunRow?> LastClosedAsync(Quarter before, CancellationToken cancel)
    {
        await using var context = world.Database.Open();
        var closed = await context.Runs.AsNoTracking()
            .Where(run => run.Kind != RunKind.Provisional)
            .Select(run => new { run.Number, run.Period, run.Revision })
            .ToListAsync(cancel);
        var last = closed
            .Where(run => Quarter.Parse(run.Period) < before)
            .OrderByDescending(run => Quarter.Parse(run.Period)).ThenByDescending(run => run.Revision)
            .FirstOrDefault();
        return last is null ? null : await context.Runs.AsNoTracking().FirstAsync(run => run.Number == last.Number, cancel);
    }

    /// <summary>What the checks found in the submissions that count for a period, row by row, as of a moment.</summary>
    public async Task<IReadOnlyList<OpenFinding>> OpenFindingsAsync(Quarter period, DateTime moment, CancellationToken cancel)
    {
        var counting = (await RuleCountsAsync(moment, cancel)).Where(count => count.Period == period && count.Rows > 0)
            .Select(count => (count.Ukprn, count.Kind, count.SubmissionNumber)).Distinct().ToList();
        var findings = new List<OpenFinding>();
        await using var context = world.Database.Open();
        foreach (var (ukprn, kind, number) in counting)
        {
            var judged = await context.Judgements.AsNoTracking().Where(row => row.SubmissionNumber == number && row.AsOf <= moment)
                .OrderByDescending(row => row.Version).Select(row => row.Id).FirstAsync(cancel);
            findings.AddRange((await Receipts.ReadAsync(context, judged, cancel)).Violations.Select(found => new OpenFinding(
                ukprn, kind, number, found.Row, found.LearnerRef, found.Rule, Enum.Parse<Severity>(found.Severity), found.Message)));
        }

        return findings.OrderBy(found => found.Ukprn).ThenBy(found => found.Kind).ThenBy(found => found.SubmissionNumber)
            .ThenBy(found => found.ExcelRow ?? 0).ThenBy(found => found.RuleId, StringComparer.Ordinal).ToList();
    }

    /// <summary>What the closings of earlier periods drew, the newest revision of each; periods closed by earlier programs have no such sample.</summary>
    public async Task<IReadOnlyList<EvidenceSample>> EvidenceSamplesAsync(Quarter before, CancellationToken cancel)
    {
        await using var context = world.Database.Open();
        var runs = await context.Runs.AsNoTracking()
            .Where(run => run.Kind != RunKind.Provisional && run.EvidenceSamples != "")
            .Select(run => new { run.Period, run.Revision, run.EvidenceSamples })
            .ToListAsync(cancel);
        return
        [
            .. runs.Where(run => Quarter.Parse(run.Period) < before)
                .GroupBy(run => run.Period)
                .OrderBy(period => period.Key, StringComparer.Ordinal)
                .SelectMany(period => RunJson.ReadSamples(period.MaxBy(run => run.Revision)!.EvidenceSamples)),
        ];
    }

    /// <summary>How often each rule fired in the submissions that count, as of a moment.</summary>
    public async Task<IReadOnlyList<RuleCount>> RuleCountsAsync(DateTime moment, CancellationToken cancel)
    {
        await using var context = world.Database.Open();
        var judged = await context.Judgements.AsNoTracking()
            .Where(one => one.AsOf <= moment && one.Kind != null && one.Period != null && one.PreparedOn != null && one.Ukprn > 0)
            .Select(one => new { one.Id, one.Ukprn, one.SubmissionNumber, one.Version, one.Kind, one.Period, one.PreparedOn })
            .ToListAsync(cancel);
        var newest = judged
            .GroupBy(one => one.SubmissionNumber).Select(group => group.MaxBy(one => one.Version)!)
            .GroupBy(one => (one.Ukprn, one.Kind, one.Period))
            .Select(group => group.OrderBy(one => one.PreparedOn).ThenBy(one => one.SubmissionNumber).Last())
            .ToDictionary(one => one.Id);
        var counts = await context.RuleCounts.AsNoTracking().ToListAsync(cancel);
        return counts
            .Where(one => newest.ContainsKey(one.JudgementId))
            .Select(one =>
            {
                var of = newest[one.JudgementId];
                return new RuleCount(Ukprn.Of(of.Ukprn), of.Kind!.Value, Quarter.Parse(of.Period!), of.SubmissionNumber, one.RuleId, one.Severity, one.Rows);
            })
            .OrderBy(one => one.Ukprn).ThenBy(one => one.Period).ThenBy(one => one.Kind).ThenBy(one => one.RuleId, StringComparer.Ordinal)
            .ToList();
    }
}
