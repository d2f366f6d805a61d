using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pilot.Functions;
using Pilot.Functions.Data;
using Pilot.Functions.Returns;
using Pilot.Reporting.Returns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Returns.Template;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Tests.Support;

/// <summary>
/// returns.md section 3: "Start from your last return", its Declaration filled in and sent back unchanged, is accepted without a finding that
/// the provider's returns had not brought, but ROW_03 and those of time.
/// </summary>
internal static class PrefilledReturns
{
    /// <summary>What another day says of the same rows: late, closed, interim, a later quarter's return has come, or something has become due.</summary>
    private static readonly HashSet<string> OfTime = ["ROW_03", "DECL_09", "DECL_10", "DECL_12", "DECL_14", "HIST_05", "OUT_03", "DEST_03"];

    /// <returns>How many of the two returns could be sent at all for the period.</returns>
    public static async Task<int> CheckAsync(PilotServices services, Ukprn ukprn, Quarter period)
    {
        var tried = 0;
        foreach (var kind in new[] { ReturnKind.Enrolment, ReturnKind.Completion })
        {
            var content = await new PrepareTemplate(services).FromLastAsync(ukprn, period, kind, default);
            var file = FilledDeclaration.Of(content, services.Today);
            var judgement = await JudgeAsync(services, ukprn, content.FileName(services.Now), file);
            // Not begun, or before the provider's first allocation: then nothing can be sent.
            if (judgement.Findings.Any(finding => finding.RuleId == "DECL_04"))
            {
                continue;
            }

            var known = await KnownAsync(services, ukprn, kind);
            known.UnionWith(Overlapping(services, ukprn, period).Select(learner => ("HIST_02", (string?)learner)));
            var news = judgement.Findings.Where(finding => !OfTime.Contains(finding.RuleId) && !known.Contains((finding.RuleId, finding.LearnerRef)))
                .Select(finding => string.Create(CultureInfo.InvariantCulture, $"{finding.RuleId} {finding.Cell} {finding.LearnerRef}: {finding.Message}"));
            Assert.True(!news.Any(), $"{ukprn} {period.Id} {kind}: {string.Join('\n', news)}");
            Assert.True(judgement.Status == SubmissionStatus.Accepted, $"{ukprn} {period.Id} {kind} is {judgement.Status}.");
            Assert.Equal(content.Prefill!.Rows.Count(row => row.PlannedEndPassed is null), judgement.AcceptedRows);
            tried++;
        }

        return tried;
    }

    private static async Task<Judgement> JudgeAsync(PilotServices services, Ukprn ukprn, string name, byte[] file)
    {
        var settings = await new SettingsStore(services.Database).InForceAsync(DateTime.MaxValue, default);
        var submission = new SubmissionRow { Number = int.MaxValue, Ukprn = ukprn.Value, FileName = name, ReceivedAt = services.UtcNow };
        using var content = new MemoryStream(file);
        return new JudgeSubmission(services, settings).JudgeOnly(submission, content);
    }

    /// <summary>Rule and learner of every finding that a return of the kind brought.</summary>
    private static async Task<HashSet<(string, string?)>> KnownAsync(PilotServices services, Ukprn ukprn, ReturnKind kind)
    {
        await using var context = services.Database.Open();
        var receipts = await context.Receipts.AsNoTracking()
            .Where(receipt => context.Judgements.Any(judgement => judgement.Id == receipt.JudgementId && judgement.Ukprn == ukprn.Value && judgement.Kind == kind))
            .Select(receipt => receipt.Text)
            .ToListAsync();
        return
        [
            .. receipts.SelectMany(receipt => JsonDocument.Parse(receipt).RootElement.GetProperty("violations").EnumerateArray())
                .Select(finding => (finding.GetProperty("rule").GetString()!, finding.GetProperty("learner_ref").GetString())),
        ];
    }

    /// <summary>
    /// Learners of whom two returns gave rows that overlap. In one file they are DUP_02, apart the older is HIST_02: where no return ever had both
    /// without an error, one of the two comes whatever is sent, and the template says that the row is left out.
    /// </summary>
    private static IEnumerable<string> Overlapping(PilotServices services, Ukprn ukprn, Quarter period)
    {
        var held = new FactsReader(services.Database).ReadReturns(ukprn, DateTime.MaxValue).ToFacts(submission => submission.Period <= period);
        var leftOut = OverlapFilter.FindOverlapping(held);
        return held.Enrolments.Where(row => leftOut.Contains((row.SubmissionNumber, row.ExcelRow))).Select(row => row.Newest.LearnerRef);
    }
}
