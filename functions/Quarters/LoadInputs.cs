using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Quarters;

/// <summary>Loads what a run is computed from, as of a moment, in a fixed number of queries.</summary>
internal sealed class LoadInputs(PilotServices services)
{
    /// <param name="moment">Facts, ledger lines and the awarding body's record as of then.</param>
    public async Task<FundingInputs> RunAsync(Quarter period, PilotSettings settings, DateTime moment, CancellationToken cancellationToken)
    {
        var held = new Dictionary<Ukprn, ProviderFacts>();
        foreach (var facts in new FactsReader(services.Database).ReadAll(moment))
        {
            held[facts.Ukprn] = facts;
        }

        return await LoadAsync(held, period, settings, moment, cancellationToken);
    }

    /// <summary>
    /// All that one provider's own money depends on: its facts, those of the same learners at other providers, settings, ledger and what was
    /// closed last. Of other providers it says nothing that may be shown.
    /// </summary>
    public async Task<FundingInputs> LoadProviderAsync(Quarter period, PilotSettings settings, Ukprn ukprn, CancellationToken cancellationToken) => await LoadAsync(
        new FactsReader(services.Database).ReadWithShared(ukprn, DateTime.MaxValue).ToDictionary(provider => provider.Ukprn), period, settings, DateTime.MaxValue, cancellationToken);

    private async Task<FundingInputs> LoadAsync(
        Dictionary<Ukprn, ProviderFacts> held, Quarter period, PilotSettings settings, DateTime moment, CancellationToken cancellationToken)
    {
        var providers = settings.Providers.Select(provider => provider.Ukprn)
            .Union(held.Values.Where(value => value.Enrolments.Count > 0).Select(value => value.Ukprn))
            .Order()
            .Select(ukprn => held.GetValueOrDefault(ukprn) ?? new ProviderFacts(ukprn, [], [], []))
            .ToList();
        var ledger = await new SettingsStore(services.Database).LedgerAsync(moment, cancellationToken);
        return new FundingInputs(period, settings, ledger, providers, RunJson.ReadLines(await LastClosedLinesAsync(period, cancellationToken)))
        {
            Awards = await new AwardsStore(services.Database).InForceAsync(moment, cancellationToken),
        };
    }

    /// <summary>The lines, as stored, of the highest revision of the latest closed period before this one; empty where there is none.</summary>
    private async Task<string> LastClosedLinesAsync(Quarter before, CancellationToken cancellationToken)
    {
        await using var context = services.Database.Open();
        var closed = await context.Runs.AsNoTracking()
            .Where(run => run.Kind != RunKind.Provisional)
            .Select(run => new { run.Number, run.Period, run.Revision })
            .ToListAsync(cancellationToken);
        var last = closed
            .Where(run => Quarter.Parse(run.Period) < before)
            .OrderByDescending(run => Quarter.Parse(run.Period)).ThenByDescending(run => run.Revision)
            .FirstOrDefault();
        return last is null ? "" : await context.Runs.AsNoTracking().Where(run => run.Number == last.Number).Select(run => run.Lines).FirstAsync(cancellationToken);
    }

    /// <summary>What the checks found in the submissions that count for a period, row by row, as of a moment.</summary>
    public async Task<IReadOnlyList<OpenFinding>> OpenFindingsAsync(Quarter period, DateTime moment, CancellationToken cancellationToken)
    {
        var counting = (await RuleCountsAsync(moment, cancellationToken)).Where(count => count.Period == period && count.Rows > 0)
            .Select(count => (count.Ukprn, count.Kind, count.SubmissionNumber)).Distinct().ToList();
        var findings = new List<OpenFinding>();
        await using var context = services.Database.Open();
        foreach (var (ukprn, kind, number) in counting)
        {
            var judged = await context.Judgements.AsNoTracking().Where(row => row.SubmissionNumber == number && row.AsOf <= moment)
                .OrderByDescending(row => row.Version).Select(row => row.Id).FirstAsync(cancellationToken);
            findings.AddRange((await StoredReceipts.ReadAsync(context, judged, cancellationToken)).Violations.Select(found => new OpenFinding(
                ukprn, kind, number, found.Row, found.LearnerRef, found.Rule, Enum.Parse<Severity>(found.Severity), found.Message)));
        }

        return findings.OrderBy(found => found.Ukprn).ThenBy(found => found.Kind).ThenBy(found => found.SubmissionNumber)
            .ThenBy(found => found.ExcelRow ?? 0).ThenBy(found => found.RuleId, StringComparer.Ordinal).ToList();
    }

    /// <summary>What the closings of earlier periods drew, the newest revision of each; periods closed by earlier programs have no such sample.</summary>
    public async Task<IReadOnlyList<EvidenceSample>> EvidenceSamplesAsync(Quarter before, CancellationToken cancellationToken)
    {
        await using var context = services.Database.Open();
        var runs = await context.Runs.AsNoTracking()
            .Where(run => run.Kind != RunKind.Provisional && run.EvidenceSamples != "")
            .Select(run => new { run.Period, run.Revision, run.EvidenceSamples })
            .ToListAsync(cancellationToken);
        return
        [
            .. runs.Where(run => Quarter.Parse(run.Period) < before)
                .GroupBy(run => run.Period)
                .OrderBy(period => period.Key, StringComparer.Ordinal)
                .SelectMany(period => RunJson.ReadSamples(period.MaxBy(run => run.Revision)!.EvidenceSamples)),
        ];
    }

    /// <summary>How often each rule fired in the submissions that count, as of a moment.</summary>
    public async Task<IReadOnlyList<RuleCount>> RuleCountsAsync(DateTime moment, CancellationToken cancellationToken)
    {
        await using var context = services.Database.Open();
        var judged = await context.Judgements.AsNoTracking()
            .Where(judgement => judgement.AsOf <= moment && judgement.Kind != null && judgement.Period != null && judgement.PreparedOn != null && judgement.Ukprn > 0)
            .Select(judgement => new { judgement.Id, judgement.Ukprn, judgement.SubmissionNumber, judgement.Version, judgement.Kind, judgement.Period, judgement.PreparedOn })
            .ToListAsync(cancellationToken);
        var newest = judged
            .GroupBy(found => found.SubmissionNumber).Select(group => group.MaxBy(found => found.Version)!)
            .GroupBy(found => (found.Ukprn, found.Kind, found.Period))
            .Select(group => group.OrderBy(found => found.PreparedOn).ThenBy(found => found.SubmissionNumber).Last())
            .ToDictionary(found => found.Id);
        var counts = await context.RuleCounts.AsNoTracking().ToListAsync(cancellationToken);
        return counts
            .Where(count => newest.ContainsKey(count.JudgementId))
            .Select(count =>
            {
                var of = newest[count.JudgementId];
                return new RuleCount(Ukprn.Of(of.Ukprn), of.Kind!.Value, Quarter.Parse(of.Period!), of.SubmissionNumber, count.RuleId, count.Severity, count.Rows);
            })
            .OrderBy(count => count.Ukprn).ThenBy(count => count.Period).ThenBy(count => count.Kind).ThenBy(count => count.RuleId, StringComparer.Ordinal)
            .ToList();
    }
}
